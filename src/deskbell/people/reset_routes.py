"""`/password-resets`, and what is done for a member who cannot get in: a new password, a second factor taken away.

Owns: parse → limits → access → the door.
Never: one's own account here: whoever has stolen a session would get round the present password.
"""

from typing import Any

from litestar import Controller, Request, delete, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.floor.authority import not_allowed
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import Problem, not_found
from deskbell.people import resets, store
from deskbell.people.account_model import (
    IssuedReset,
    ResetAcceptance,
    ResetAnswer,
    ResetAsked,
    ResetLook,
    ResetToken,
)
from deskbell.people.authority import Rights, may_look_after, rights_of
from deskbell.people.cookies import Cookies
from deskbell.people.limits import SignInLimits
from deskbell.people.reset_door import AskedFor, ResetDoor, ResetLinks, link_of
from deskbell.people.second_factor_door import SecondFactorDoor
from deskbell.people.session_routes import address_of
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor

AnyRequest = Request[Any, Any, Any]


class ResetController(Controller):
    """For whoever has forgotten his password."""

    path = "/password-resets"
    tags = ("Password resets",)

    @post("/", operation_id="askForReset", summary="Ask for a link to a new password", status_code=202)
    async def ask(
        self,
        data: JSONBody[ResetAsked],
        request: AnyRequest,
        cookie_names: NamedDependency[Cookies],
        reset_door: NamedDependency[ResetDoor],
        mail_sender: NamedDependency[str],
    ) -> ResetAnswer:
        """One answer for every address: a mail goes out where mail is configured and the account is active."""
        asked = AskedFor(data.email, address_of(request), request.cookies.get(cookie_names.device, ""))
        await reset_door.ask(asked)
        return ResetAnswer(bool(mail_sender))

    @post("/look", operation_id="lookAtReset", summary="Whose password a link changes", status_code=200)
    async def look(
        self,
        data: JSONBody[ResetToken],
        request: AnyRequest,
        database: NamedDependency[Database],
        clock: NamedDependency[Clock],
        sign_in_limits: NamedDependency[SignInLimits],
    ) -> ResetLook:
        """For whoever has the link. 404 `reset_gone`."""
        sign_in_limits.check_address(address_of(request))

        def look(connection: Connection) -> ResetLook:
            row = resets.find_by_token(connection, data.token, clock.now())
            if row is None:
                raise resets.gone()
            organisation = store.find_organisation(connection, row.organisation)
            return ResetLook(row.name, row.email, organisation.name if organisation else "")

        return await database.read(look)

    @post("/accept", operation_id="acceptReset", summary="Choose a new password", status_code=204)
    async def accept(
        self,
        data: JSONBody[ResetAcceptance],
        request: AnyRequest,
        reset_door: NamedDependency[ResetDoor],
        sign_in_limits: NamedDependency[SignInLimits],
    ) -> None:
        """Signs nobody in, and leaves a second factor as it is; all sessions of the member end. 404 `reset_gone`."""
        sign_in_limits.check_address(address_of(request))
        await reset_door.accept(data.token, data.password, address_of(request))


class MemberAccountController(Controller):
    """For a colleague who cannot get in."""

    path = "/members"
    tags = ("Members",)

    @post("/{member_id:str}/password-reset", operation_id="resetPassword", summary="Make a link to a new password")
    async def reset_password(
        self,
        member_id: FromPath[str],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        public_url: NamedDependency[str],
        reset_links: NamedDependency[ResetLinks],
    ) -> IssuedReset:
        """The Owner for everybody else, who manages members for Members. The link lives one hour and works once."""
        rights = await rights_of(sequencers, member)

        def issue(connection: Connection) -> IssuedReset:
            _check_target(connection, member, rights, member_id)
            issued = reset_links.issue(
                connection, member.organisation, member_id, by=member.id, address=address_of(request)
            )
            return IssuedReset(link_of(public_url, issued.token), issued.expires_at, issued.sent)

        return await database.write(issue)

    @delete(
        "/{member_id:str}/second-factor",
        operation_id="takeSecondFactorAway",
        summary="Turn off the second factor of who has lost it",
        status_code=204,
    )
    async def take_second_factor_away(
        self,
        member_id: FromPath[str],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        second_factor_door: NamedDependency[SecondFactorDoor],
    ) -> None:
        """The Owner for everybody else, who manages members for Members; that member's sessions end."""
        rights = await rights_of(sequencers, member)

        def take_away(connection: Connection) -> None:
            _check_target(connection, member, rights, member_id)
            second_factor_door.turn_off_for(connection, member, member_id, address=address_of(request))

        await database.write(take_away)


def _check_target(connection: Connection, viewer: Viewer, rights: Rights, target: str) -> None:
    found = store.find_member(connection, viewer.organisation, target)
    if found is None:
        raise not_found()
    if found.id == viewer.id:
        raise Problem(409, "own_account", "This is your own account. Change it in your own settings.")
    if not may_look_after(rights, found.role):
        raise RefusedByFloor(not_allowed())
    if not found.active:
        raise Problem(409, "deactivated", f"{found.name} is deactivated.")
