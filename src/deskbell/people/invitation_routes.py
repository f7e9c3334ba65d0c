"""`/invitations`: asking colleagues to join, and joining.

Owns: parse → access → store, or the door.
Never: shows a link a second time.
"""

from typing import Any

from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.floor.authority import not_allowed
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import not_found
from deskbell.people import invitations, store
from deskbell.people.acceptance import InvitationDoor
from deskbell.people.authority import may_invite, may_supervise, role_of
from deskbell.people.cookies import Cookies
from deskbell.people.model import (
    Acceptance,
    InvitationLook,
    Invitations,
    InvitationToken,
    IssuedInvitation,
    NewInvitation,
    SignedIn,
)
from deskbell.people.session_routes import address_of, as_signed_in
from deskbell.people.sign_in import SignInLimits
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor


class InvitationController(Controller):
    """Inviting colleagues."""

    path = "/invitations"
    tags = ("Invitations",)

    @get("/", operation_id="listInvitations", summary="The open invitations")
    async def list_invitations(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        clock: NamedDependency[Clock],
    ) -> Invitations:
        """For supervisors; an Admin sees those of Members."""
        role = await role_of(sequencers, member)
        if not may_supervise(role):
            raise RefusedByFloor(not_allowed())
        found = await database.read(
            lambda connection: invitations.list_invitations(connection, member.organisation, clock.now())
        )
        return Invitations([one for one in found if role == "owner" or one.role == "member"])

    @post("/", operation_id="invite", summary="Invite a colleague")
    async def invite(
        self,
        data: JSONBody[NewInvitation],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        clock: NamedDependency[Clock],
        public_url: NamedDependency[str],
    ) -> IssuedInvitation:
        """The Owner invites Admins and Members, an Admin invites Members. The link is shown this once."""
        role = await role_of(sequencers, member)
        if not may_invite(role, data.role, licensed=data.contact_center or data.live_chat):
            raise RefusedByFloor(not_allowed())
        issued, token = await database.write(
            lambda connection: invitations.add_invitation(
                connection, organisation=member.organisation, by=member.id, asked=data, now=clock.now()
            )
        )
        # After the #, so that no server on the way and no log ever sees it.
        return IssuedInvitation(issued.id, f"{public_url}/invite#{token}", issued.expires_at)

    @delete("/{invitation:str}", operation_id="revokeInvitation", summary="Revoke an invitation", status_code=204)
    async def revoke(
        self,
        invitation: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        clock: NamedDependency[Clock],
    ) -> None:
        """By whoever may invite somebody of that role."""
        role = await role_of(sequencers, member)
        if not may_supervise(role):
            raise RefusedByFloor(not_allowed())

        def revoke(connection: Connection) -> None:
            now = clock.now()
            found = invitations.find_invitation(connection, member.organisation, invitation, now)
            if found is None or not may_invite(role, found.role, licensed=False):
                raise not_found()
            invitations.revoke_invitation(connection, found.id, now)

        await database.write(revoke)

    @post("/look", operation_id="lookAtInvitation", summary="What an invitation says", status_code=200)
    async def look(
        self,
        data: JSONBody[InvitationToken],
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
        clock: NamedDependency[Clock],
        sign_in_limits: NamedDependency[SignInLimits],
    ) -> InvitationLook:
        """For whoever has the link."""
        sign_in_limits.check_address(address_of(request))

        def look(connection: Connection) -> InvitationLook:
            row = invitations.find_by_token(connection, data.token, clock.now())
            if row is None:
                raise invitations.gone()
            organisation = store.find_organisation(connection, row.organisation)
            return InvitationLook(organisation.name if organisation else "", row.name, row.email)

        return await database.read(look)

    @post("/accept", operation_id="acceptInvitation", summary="Accept an invitation")
    async def accept(
        self,
        data: JSONBody[Acceptance],
        request: Request[Any, Any, Any],
        database: NamedDependency[Database],
        cookie_names: NamedDependency[Cookies],
        invitation_door: NamedDependency[InvitationDoor],
        sign_in_limits: NamedDependency[SignInLimits],
    ) -> Response[SignedIn]:
        """The account exists, and its owner is signed in."""
        sign_in_limits.check_address(address_of(request))
        opened = await invitation_door.accept(data)
        signed_in = await database.read(lambda connection: as_signed_in(connection, opened))
        return Response(signed_in, status_code=201, cookies=[cookie_names.signed_in(opened.token)])
