"""Who may ask for what on the floor (product, section 2, "Who may do what").

Owns: the rights that depend on role, permission and membership of an inbox.
Never: access to what is only read: that is `audience.access`.
Holds: checked at the moment of the decision, so a right that was just taken away no longer works.
"""

from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor, Member
from deskbell.floor.vocabulary import ADMIN_PERMISSIONS, PERMISSIONS, Actor, Id, Permission

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


def may(floor: Floor, member: Member, permission: Permission) -> bool:
    """An Owner may everything, an Admin what his permission group holds, a Member nothing of these."""
    if member.role != "admin":
        return member.role == "owner"
    group = floor.groups.get(member.group)
    return permission in (group.permissions if group else ADMIN_PERMISSIONS)


def permissions_of(floor: Floor, member: Member) -> tuple[Permission, ...]:
    """All that the member may."""
    return tuple(permission for permission in PERMISSIONS if may(floor, member, permission))


def is_owner(floor: Floor, actor: Actor) -> bool:
    """The Owner; and the system itself, at set-up and from the command line."""
    member = find_member(floor, actor)
    return actor.kind == "system" or (member is not None and member.role == "owner")


def may_manage_inboxes(floor: Floor, actor: Actor) -> bool:
    """Owner, and Admins whose permission group has `phone_system`; the system itself at set-up."""
    member = find_member(floor, actor)
    return actor.kind == "system" or (member is not None and may(floor, member, "phone_system"))


def may_supervise(floor: Floor, actor: Actor) -> bool:
    """Assign a waiting chat, change another's status, close any chat."""
    member = find_member(floor, actor)
    return member is not None and may(floor, member, "conversations")


def may_change_member(floor: Floor, actor: Actor, target: Member, fields: set[str]) -> bool:
    """The Owner changes everything; who manages members, some of a Member; who manages inboxes, capacities.

    `fields` are the names of what would be different.
    """
    member = find_member(floor, actor)
    if is_owner(floor, actor) or member is None:
        return is_owner(floor, actor)
    if may(floor, member, "members") and target.role == "member" and fields <= {"name", "active", "capacity"}:
        return True
    return fields <= {"capacity"} and may(floor, member, "phone_system")


def may_look_at_inbox(floor: Floor, member: Member, inbox: Id) -> bool:
    """At its settings and its widget: who manages inboxes, who supervises, who serves it."""
    return may(floor, member, "phone_system") or may(floor, member, "conversations") or serves(floor, member.id, inbox)


def serves(floor: Floor, member: Id, inbox: Id) -> bool:
    """Is the member an agent of the inbox?"""
    return inbox in floor.index.served.get(member, ())


def may_see_chat(floor: Floor, member: Member, chat: Chat) -> bool:
    """Who supervises sees all chats, agents those of their inboxes and those they hold."""
    return may(floor, member, "conversations") or chat.holder == member.id or serves(floor, member.id, chat.inbox)
