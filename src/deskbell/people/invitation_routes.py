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
from deskbell.floor.groups import unknown_group
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import wrong_field
from deskbell.people import invitations, store
from deskbell.people.acceptance import InvitationDoor
from deskbell.people.authority import may_invite, may_look_after, rights_of
from deskbell.people.cookies import Cookies
from deskbell.people.invitation_issue import Asker, InvitationDesk
from deskbell.people.limits import SignInLimits
from deskbell.people.model import (
    Acceptance,
    InvitationLook,
    Invitations,
    InvitationToken,
    IssuedInvitation,
    NewInvitation,
    SignedIn,
)
from deskbell.people.session_routes import address_of, as_signed_in, seen_from
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor

AnyRequest = Request[Any, Any, Any]


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
        """For who manages members; an Admin sees those of Members."""
        rights = await rights_of(sequencers, member)
        found = await database.read(
            lambda connection: invitations.list_invitations(connection, member.organisation, clock.now())
        )
        return Invitations([one for one in found if may_look_after(rights, one.role)])

    @post("/", operation_id="invite", summary="Invite a colleague")
    async def invite(
        self,
        data: JSONBody[NewInvitation],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        public_url: NamedDependency[str],
        invitation_desk: NamedDependency[InvitationDesk],
    ) -> IssuedInvitation:
        """The Owner invites Admins and Members, an Admin invites Members. The link is shown this once."""
        rights = await rights_of(sequencers, member)
        if not may_invite(rights, data.role, licensed=data.contact_center or data.live_chat):
            raise RefusedByFloor(not_allowed())
        await _check_group(sequencers, member, data)
        return await invitation_desk.issue(Asker(member, rights, address_of(request), public_url), data)

    @post("/{invitation:str}/renew", operation_id="renewInvitation", summary="A new link for an invitation")
    async def renew(
        self,
        invitation: FromPath[str],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        public_url: NamedDependency[str],
        invitation_desk: NamedDependency[InvitationDesk],
    ) -> IssuedInvitation:
        """The link there was opens nothing any more. By whoever may invite somebody of that role."""
        rights = await rights_of(sequencers, member)
        return await invitation_desk.renew(Asker(member, rights, address_of(request), public_url), invitation)

    @delete("/{invitation:str}", operation_id="revokeInvitation", summary="Revoke an invitation", status_code=204)
    async def revoke(
        self,
        invitation: FromPath[str],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        invitation_desk: NamedDependency[InvitationDesk],
    ) -> None:
        """By whoever may invite somebody of that role."""
        rights = await rights_of(sequencers, member)
        await invitation_desk.revoke(Asker(member, rights, address_of(request), ""), invitation)

    @post("/look", operation_id="lookAtInvitation", summary="What an invitation says", status_code=200)
    async def look(
        self,
        data: JSONBody[InvitationToken],
        request: AnyRequest,
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
        request: AnyRequest,
        database: NamedDependency[Database],
        cookie_names: NamedDependency[Cookies],
        invitation_door: NamedDependency[InvitationDoor],
        sign_in_limits: NamedDependency[SignInLimits],
    ) -> Response[SignedIn]:
        """The account exists, and its owner is signed in."""
        sign_in_limits.check_address(address_of(request))
        opened = await invitation_door.accept(data, seen_from(request))
        signed_in = await database.read(lambda connection: as_signed_in(connection, opened))
        cookies = [cookie_names.signed_in(opened.token), cookie_names.known_device(opened.device)]
        return Response(signed_in, status_code=201, cookies=cookies)


async def _check_group(sequencers: Sequencers, viewer: Viewer, asked: NewInvitation) -> None:
    if asked.group and asked.role != "admin":
        raise wrong_field("group", "is for Admins", "empty for a Member")
    sequencer = await sequencers.of(viewer.organisation)
    refusal = await sequencer.look(lambda floor, _: unknown_group(floor, asked.group))
    if refusal:
        raise RefusedByFloor(refusal)
