"""`/session` and `/setup`: coming in, going out, and the first run.

Owns: parse → limits → the door.
Never: a right; these doors are open to everybody.
"""

import zoneinfo
from typing import Any

from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.kit.database import Database
from deskbell.kit.fields import as_email, as_line
from deskbell.kit.problem import not_signed_in, wrong_field
from deskbell.people import second_factors, sessions, setup, store
from deskbell.people.cookies import Cookies
from deskbell.people.limits import SignInLimits
from deskbell.people.model import SetUp, SetUpState, SignedIn, SignIn
from deskbell.people.setup import Founding, Setup
from deskbell.people.sign_in import Attempt, SignInDoor
from deskbell.people.user_agents import device_of

AnyRequest = Request[Any, Any, Any]


class SetupController(Controller):
    """The first run."""

    path = "/setup"
    tags = ("Set-up",)

    @get("/", operation_id="getSetup", summary="Is the first run still to come?")
    async def get_setup(self, database: NamedDependency[Database]) -> SetUpState:
        """Open to everybody; says no more than the screen shows."""
        return SetUpState(needed=await database.read(setup.is_needed))

    @post("/", operation_id="setUp", summary="Set up the organisation and its Owner")
    async def set_up(
        self,
        data: JSONBody[SetUp],
        request: AnyRequest,
        database: NamedDependency[Database],
        cookie_names: NamedDependency[Cookies],
        sign_in_limits: NamedDependency[SignInLimits],
        founder: NamedDependency[Setup],
    ) -> Response[SignedIn]:
        """Takes the token of the one-time link that Deskbell printed; answers with the Owner's session."""
        sign_in_limits.check_address(address_of(request))
        opened = await founder.found(_as_founding(data), seen_from(request))
        signed_in = await database.read(lambda connection: as_signed_in(connection, opened))
        cookies = [cookie_names.signed_in(opened.token), cookie_names.known_device(opened.device)]
        return Response(signed_in, status_code=201, cookies=cookies)


class SessionController(Controller):
    """Signing in and out."""

    path = "/session"
    tags = ("Session",)

    @post("/", operation_id="signIn", summary="Sign in", status_code=200)
    async def sign_in(
        self,
        data: JSONBody[SignIn],
        request: AnyRequest,
        database: NamedDependency[Database],
        cookie_names: NamedDependency[Cookies],
        sign_in_door: NamedDependency[SignInDoor],
    ) -> Response[SignedIn]:
        """One answer for an unknown address, a wrong password and a deactivated account: 401 `wrong_credentials`.

        With a second factor 401 `second_factor_needed` once the password was right, and 401 `wrong_code`.
        """
        success = await sign_in_door.enter(
            Attempt(
                email=data.email,
                password=data.password,
                code=data.code,
                address=address_of(request),
                device=request.cookies.get(cookie_names.device, ""),
                former=request.cookies.get(cookie_names.session, ""),
                user_agent=request.headers.get("user-agent", ""),
            )
        )
        signed_in = await database.read(lambda connection: as_signed_in(connection, success.opened))
        return Response(
            signed_in,
            cookies=[cookie_names.signed_in(success.opened.token), cookie_names.known_device(success.device)],
        )

    @get("/", operation_id="getSession", summary="Who is signed in")
    async def get_session(
        self,
        request: AnyRequest,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        cookie_names: NamedDependency[Cookies],
    ) -> SignedIn:
        """401 `not_signed_in` where nobody is."""
        session = sessions.Session(member.session, member.organisation, member.id, 0)
        opened = sessions.NewSession(request.cookies.get(cookie_names.session, ""), session)
        return await database.read(lambda connection: as_signed_in(connection, opened))

    @delete("/", operation_id="signOut", summary="Sign out", status_code=204)
    async def sign_out(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        cookie_names: NamedDependency[Cookies],
    ) -> Response[None]:
        """The session ends, its sockets within 5 s."""
        await database.write(lambda connection: sessions.end_session(connection, member.session))
        return Response(None, status_code=204, cookies=[cookie_names.signed_out()])


def as_signed_in(connection: Connection, opened: sessions.NewSession) -> SignedIn:
    """What a page needs to know after signing in."""
    session = opened.session
    member = store.find_member(connection, session.organisation, session.member)
    organisation = store.find_organisation(connection, session.organisation)
    if member is None or organisation is None:
        raise not_signed_in()
    return SignedIn(
        member=member,
        organisation=organisation,
        language=store.find_language(connection, session.member),
        csrf=sessions.csrf_of(opened.token),
        permissions=store.find_permissions(connection, member),
        second_factor=second_factors.has_second_factor(connection, session.member),
    )


def address_of(request: AnyRequest) -> str:
    """Where the request comes from; the server has already looked through the proxies it trusts."""
    return request.client.host if request.client else ""


def seen_from(request: AnyRequest) -> sessions.SeenFrom:
    """What is kept of where a session was opened."""
    return sessions.SeenFrom(device_of(request.headers.get("user-agent", "")), address_of(request))


def _as_founding(asked: SetUp) -> Founding:
    if asked.time_zone not in zoneinfo.available_timezones():
        raise wrong_field("time_zone", "is not known", "a zone such as Europe/Madrid")
    return Founding(
        token=asked.token,
        organisation=as_line("organisation", asked.organisation, characters_max=100),
        time_zone=asked.time_zone,
        name=as_line("name", asked.name, characters_max=100),
        email=as_email(asked.email),
        password=asked.password,
        language=asked.language,
    )
