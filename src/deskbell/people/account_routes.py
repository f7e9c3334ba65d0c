"""`/session/…`: one's own password, sessions and second factor.

Owns: parse → proof → the door.
Never: another member's account.
"""

from typing import Any

from litestar import Controller, Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from deskbell.audience.access import Viewer
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.people import sessions
from deskbell.people.account_model import (
    PasswordChange,
    RecoveryCodes,
    SecondFactorBegin,
    SecondFactorCode,
    SecondFactorProof,
    SecondFactorSecret,
    Sessions,
)
from deskbell.people.cookies import Cookies
from deskbell.people.own_account import OwnAccount
from deskbell.people.proof import Proof
from deskbell.people.second_factor_door import SecondFactorDoor
from deskbell.people.session_routes import address_of

AnyRequest = Request[Any, Any, Any]


class OwnSessionsController(Controller):
    """One's own password, and where one is signed in."""

    path = "/session"
    tags = ("Session",)

    @post("/password", operation_id="changePassword", summary="Change one's own password", status_code=204)
    async def change_password(
        self,
        data: JSONBody[PasswordChange],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        cookie_names: NamedDependency[Cookies],
        proof: NamedDependency[Proof],
        own_account: NamedDependency[OwnAccount],
    ) -> None:
        """All other sessions end. 403 `wrong_password`; 401 `second_factor_needed`, `wrong_code`."""
        address = address_of(request)
        await proof.ask(member, data.current, data.code, address=address, field="current")
        device = request.cookies.get(cookie_names.device, "")
        await own_account.change_password(member, data.password, address=address, device=device)

    @get("/sessions", operation_id="listSessions", summary="Where one is signed in")
    async def list_sessions(
        self, member: NamedDependency[Viewer], database: NamedDependency[Database], clock: NamedDependency[Clock]
    ) -> Sessions:
        """The last used first."""
        return Sessions(
            await database.read(
                lambda connection: sessions.list_sessions(connection, member.id, member.session, clock.now())
            )
        )

    @delete("/sessions", operation_id="endOtherSessions", summary="Sign out everywhere else", status_code=204)
    async def end_other_sessions(
        self, request: AnyRequest, member: NamedDependency[Viewer], own_account: NamedDependency[OwnAccount]
    ) -> None:
        """All sessions but this one end, their sockets within 5 s."""
        await own_account.end_other_sessions(member, address=address_of(request))

    @delete("/sessions/{session:str}", operation_id="endSession", summary="Sign out somewhere", status_code=204)
    async def end_session(
        self,
        session: FromPath[str],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        own_account: NamedDependency[OwnAccount],
    ) -> None:
        """One of one's own sessions ends, its sockets within 5 s."""
        await own_account.end_session(member, session, address=address_of(request))


class SecondFactorController(Controller):
    """One's own second factor."""

    path = "/session/second-factor"
    tags = ("Second factor",)

    @post("/", operation_id="beginSecondFactor", summary="Begin with a second factor", status_code=200)
    async def begin(
        self,
        data: JSONBody[SecondFactorBegin],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        proof: NamedDependency[Proof],
        second_factor_door: NamedDependency[SecondFactorDoor],
    ) -> SecondFactorSecret:
        """Not in force before it is confirmed. 409 `second_factor_on` while there is one."""
        await proof.ask(member, data.password, "", address=address_of(request), is_code_asked=False)
        return await second_factor_door.begin(member)

    @post("/confirm", operation_id="confirmSecondFactor", summary="Turn the second factor on", status_code=200)
    async def confirm(
        self,
        data: JSONBody[SecondFactorCode],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        second_factor_door: NamedDependency[SecondFactorDoor],
    ) -> RecoveryCodes:
        """The first code. All other sessions end; the recovery codes are shown this once."""
        return RecoveryCodes(await second_factor_door.confirm(member, data.code, address=address_of(request)))

    @post("/recovery-codes", operation_id="renewRecoveryCodes", summary="New recovery codes", status_code=200)
    async def renew_recovery_codes(
        self,
        data: JSONBody[SecondFactorProof],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        proof: NamedDependency[Proof],
        second_factor_door: NamedDependency[SecondFactorDoor],
    ) -> RecoveryCodes:
        """The old ones work no more."""
        address = address_of(request)
        await proof.ask(member, data.password, data.code, address=address)
        return RecoveryCodes(await second_factor_door.renew_recovery_codes(member, address=address))

    @delete("/", operation_id="turnSecondFactorOff", summary="Turn the second factor off", status_code=204)
    async def turn_off(
        self,
        data: JSONBody[SecondFactorProof],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        proof: NamedDependency[Proof],
        second_factor_door: NamedDependency[SecondFactorDoor],
    ) -> None:
        """Takes the password and a code, of the app or a recovery code."""
        address = address_of(request)
        await proof.ask(member, data.password, data.code, address=address)
        await second_factor_door.turn_off(member, address=address)
