"""Who may invite whom, and see whose address (product, section 2).

Owns: the rights that the floor does not decide because nothing on it moves.
Holds: asked of the floor as it is now, so a right that was just taken away no longer works.
"""

from deskbell.audience.access import Viewer
from deskbell.floor.authority import not_allowed
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


def may_invite(role: Role, invited: Role, *, licensed: bool) -> bool:
    """The Owner invites Admins and Members; an Admin invites Members, whose licences the Owner assigns."""
    return role == "owner" or (role == "admin" and invited == "member" and not licensed)


def _find_role(floor: Floor, member: str) -> Role | None:
    found = floor.members.get(member)
    return found.role if found and found.active else None
