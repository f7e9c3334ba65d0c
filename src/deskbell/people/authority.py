"""Who may invite whom, look after whose account, and see whose address (product, section 2).

Owns: the rights that the floor does not decide because nothing on it moves.
Holds: asked of the floor as it is now, so a right that was just taken away no longer works.
"""

from msgspec import Struct

from deskbell.audience.access import Viewer
from deskbell.floor.authority import may, not_allowed
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Role
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor


async def role_of(sequencers: Sequencers, viewer: Viewer) -> Role:
    """The viewer's role on the floor. Raises when he is not an active member any more."""
    sequencer = await sequencers.of(viewer.organisation)
    role = await sequencer.look(lambda floor, _: _find_role(floor, viewer.id))
    if role is None:
        raise RefusedByFloor(not_allowed())
    return role


def may_supervise(role: Role) -> bool:
    """Sees addresses and invitations."""
    return role != "member"


class Rights(Struct, frozen=True):
    """What the viewer is on the floor, and whether he looks after Members' accounts."""

    role: Role
    manages_members: bool


async def rights_of(sequencers: Sequencers, viewer: Viewer) -> Rights:
    """The viewer's rights over accounts. Raises when he has none: he is no active member, or may not manage others."""
    sequencer = await sequencers.of(viewer.organisation)
    rights = await sequencer.look(lambda floor, _: _find_rights(floor, viewer.id))
    if rights is None or not rights.manages_members:
        raise RefusedByFloor(not_allowed())
    return rights


def may_look_after(rights: Rights, role: Role) -> bool:
    """The Owner looks after everybody's account and invitation; who manages members, after those of Members."""
    return rights.role == "owner" or (rights.manages_members and role == "member")


def may_invite(rights: Rights, invited: Role, *, licensed: bool) -> bool:
    """The Owner invites Admins and Members; an Admin invites Members, whose licences the Owner assigns."""
    return may_look_after(rights, invited) and (rights.role == "owner" or not licensed)


def _find_rights(floor: Floor, member: str) -> Rights | None:
    found = floor.members.get(member)
    return Rights(found.role, may(floor, found, "members")) if found and found.active else None


def _find_role(floor: Floor, member: str) -> Role | None:
    found = floor.members.get(member)
    return found.role if found and found.active else None
