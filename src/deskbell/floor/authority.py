"""Who may ask for what on the floor (product, section 2, "Who may do what").

Owns: the rights that depend on role, permission and membership of an inbox.
Never: access to what is only read: that is `audience.access`.
Holds: checked at the moment of the decision, so a right that was just taken away no longer works.
"""

from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor, Member
from deskbell.floor.vocabulary import Actor, Id

INSUFFICIENT = "Insufficient permissions. Please contact your Organization's Owner."


def find_member(floor: Floor, actor: Actor) -> Member | None:
    """The active member who asks, or None for visitors, the system and deactivated members."""
    if actor.kind != "member":
        return None
    member = floor.members.get(actor.id)
    return member if member and member.active else None


def not_allowed() -> Refusal:
    """The product's own sentence for a right that is missing."""
    return refuse("not_allowed", INSUFFICIENT)


def may_manage_inboxes(floor: Floor, actor: Actor) -> bool:
    """Owner, and Admins whose permission group has `phone_system`; the system itself at set-up."""
    if actor.kind == "system":
        return True
    member = find_member(floor, actor)
    return member is not None and (member.role == "owner" or (member.role == "admin" and member.manages_inboxes))


def may_supervise(floor: Floor, actor: Actor) -> bool:
    """Assign a waiting chat, change another's status, close any chat."""
    member = find_member(floor, actor)
    return member is not None and member.supervises


def may_change_member(floor: Floor, actor: Actor, target: Member, *, beyond_profile: bool) -> bool:
    """The Owner changes everybody; an Admin changes name, capacity and activity of Members only.

    `beyond_profile` is true where role, licences or permissions are touched.
    """
    if actor.kind == "system":
        return True
    member = find_member(floor, actor)
    if member is None:
        return False
    if member.role == "owner":
        return True
    return member.role == "admin" and target.role == "member" and not beyond_profile


def serves(floor: Floor, member: Id, inbox: Id) -> bool:
    """Is the member an agent of the inbox?"""
    return inbox in floor.index.served.get(member, ())


def may_see_chat(floor: Floor, member: Member, chat: Chat) -> bool:
    """Supervisors see all chats, agents those of their inboxes and those they hold."""
    return member.supervises or chat.holder == member.id or serves(floor, member.id, chat.inbox)
