"""Members: their settings, from the day they join (product, section 2).

Owns: the decisions about who they are, what they may do and hold, and the hand-over of ownership.
Never: passwords or addresses: those are rows of `people`. Never a status: `agents.py`.
Holds: who can no longer take a chat loses his offers at once; an accepted chat stays with him until it is finished or
    moved, unless he is deactivated.
"""

from collections.abc import Iterable

from msgspec import UNSET
from msgspec.structs import asdict

from deskbell.floor.authority import is_owner, may_change_member, not_allowed
from deskbell.floor.chats import return_to_queue
from deskbell.floor.commands import AdmitMember, AssignLicences, ChangeMember, HandOver
from deskbell.floor.events import AnyEvent, MemberAdmitted, MemberChanged
from deskbell.floor.groups import unknown_group
from deskbell.floor.licences import has_seat, lack_of_seats
from deskbell.floor.offers import end_offers_of
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor, Member
from deskbell.floor.transfers import end_transfers_to
from deskbell.floor.vocabulary import CAPACITY_MAX, CAPACITY_MIN, MEMBERS_MAX, NAME_CHARACTERS_MAX, Actor, Id, Role

Decision = list[AnyEvent] | Refusal


def decide_admit(floor: Floor, command: AdmitMember) -> Decision:
    """A person joins. Known members stay as they are, so that an interrupted set-up can be repeated.

    Nobody is turned away for want of a seat: he is admitted without the licence.
    """
    if command.member in floor.members:
        return []
    refusal = (
        _invalid_profile(command.name, command.capacity)
        or unknown_group(floor, command.group)
        or _no_room(floor, command.role)
    )
    if refusal:
        return refusal
    return [
        MemberAdmitted(
            member=command.member,
            name=command.name.strip(),
            role=command.role,
            group=command.group if command.role == "admin" else "",
            contact_center=command.contact_center and has_seat(floor, "contact_center"),
            live_chat=command.live_chat and has_seat(floor, "live_chat"),
            capacity=command.capacity,
            by=command.by,
        )
    ]


def decide_change(floor: Floor, command: ChangeMember) -> Decision:
    """Settings as they are after the change; offers and chats follow from them."""
    member = floor.members.get(command.member)
    if member is None:
        return _unknown_member()
    changed = _as_changed(member, command)
    before = _as_changed(member, ChangeMember(member=member.id, by=command.by))
    if not may_change_member(floor, command.by, member, _fields_changed(before, changed)):
        return not_allowed()
    refusal = (
        _invalid_profile(changed.name, changed.capacity)
        or _invalid_role(floor, member, changed)
        or _invalid_group(floor, command, changed)
        or lack_of_seats(floor, {member.id: changed})
    )
    if refusal:
        return refusal
    return [] if changed == before else _with_consequences(floor, [changed])


def decide_licences(floor: Floor, command: AssignLicences) -> Decision:
    """Many members at once: seats given back by some may be taken by others; all or nothing."""
    if not is_owner(floor, command.by):
        return not_allowed()
    changes: dict[Id, MemberChanged] = {}
    for change in command.changes:
        member = floor.members.get(change.member)
        if member is None:
            return _unknown_member()
        if member.id in changes:
            return refuse("invalid", f"{member.name} is named twice.", field="changes", allowed="each member once")
        before = _as_changed(member, ChangeMember(member=member.id, by=command.by))
        changed = _as_changed(
            member,
            ChangeMember(
                member=member.id, by=command.by, contact_center=change.contact_center, live_chat=change.live_chat
            ),
        )
        if changed != before:
            changes[member.id] = changed
    return lack_of_seats(floor, changes) or _with_consequences(floor, changes.values())


def decide_hand_over(floor: Floor, command: HandOver) -> Decision:
    """The Owner's successor becomes Owner, and he an Admin, in one step: there is always exactly one Owner."""
    owner = next((member for member in floor.members.values() if member.role == "owner"), None)
    if owner is None or command.by.id != owner.id or not owner.active:
        return not_allowed()
    successor = floor.members.get(command.member)
    if successor is None:
        return _unknown_member()
    if successor.id == owner.id:
        return refuse("invalid", "You are the Owner already.", field="member", allowed="another active member")
    if not successor.active:
        return refuse("deactivated", f"{successor.name} is deactivated.", field="member", agent=successor.id)
    if successor.role == "member":
        refusal = _no_room(floor, "admin")
        if refusal:
            return refusal
    return [_as_admin(owner, command.by), _as_owner(successor, command.by)]


def _as_admin(member: Member, by: Actor) -> MemberChanged:
    return _as_changed(member, ChangeMember(member=member.id, by=by, role="admin"))


def _as_owner(member: Member, by: Actor) -> MemberChanged:
    return _as_changed(member, ChangeMember(member=member.id, by=by, role="owner"))


def _as_changed(member: Member, command: ChangeMember) -> MemberChanged:
    role = member.role if command.role is UNSET else command.role
    group = member.group if command.group is UNSET else command.group
    return MemberChanged(
        member=member.id,
        name=member.name if command.name is UNSET else command.name.strip(),
        role=role,
        group=group if role == "admin" else "",
        active=member.active if command.active is UNSET else command.active,
        contact_center=member.contact_center if command.contact_center is UNSET else command.contact_center,
        live_chat=member.live_chat if command.live_chat is UNSET else command.live_chat,
        capacity=member.capacity if command.capacity is UNSET else command.capacity,
        by=command.by,
    )


def _fields_changed(before: MemberChanged, changed: MemberChanged) -> set[str]:
    known = asdict(before)
    return {field for field, value in asdict(changed).items() if value != known[field]}


def _invalid_profile(name: str, capacity: int) -> Refusal | None:
    if not 1 <= len(name.strip()) <= NAME_CHARACTERS_MAX:
        allowed = f"1 to {NAME_CHARACTERS_MAX} characters"
        return refuse("invalid", f"The name must have {allowed}.", field="name", allowed=allowed)
    if not CAPACITY_MIN <= capacity <= CAPACITY_MAX:
        allowed = f"{CAPACITY_MIN} to {CAPACITY_MAX}"
        return refuse("invalid", f"The capacity must be {allowed} chats.", field="capacity", allowed=allowed)
    return None


def _invalid_role(floor: Floor, member: Member, changed: MemberChanged) -> Refusal | None:
    if (member.role == "owner") != (changed.role == "owner"):
        return refuse("invalid", "Ownership is handed over, not set.", field="role", allowed="admin or member")
    if member.role == "owner" and not changed.active:
        return refuse("invalid", "The Owner cannot be deactivated.", field="active", allowed="true")
    return _no_room(floor, changed.role) if changed.role != member.role else None


def _invalid_group(floor: Floor, command: ChangeMember, changed: MemberChanged) -> Refusal | None:
    if command.group and changed.role != "admin":
        return refuse("invalid", "Only an Admin has a permission group.", field="group", allowed="an Admin")
    return unknown_group(floor, changed.group)


def _no_room(floor: Floor, role: Role) -> Refusal | None:
    """Deactivated members counted (product, section 2)."""
    most = MEMBERS_MAX[role]
    if sum(member.role == role for member in floor.members.values()) < most:
        return None
    allowed = f"up to {most:,} of this role, deactivated ones counted"
    return refuse("too_many_members", f"There are {most:,} of this role already.", field="role", allowed=allowed)


def _unknown_member() -> Refusal:
    return refuse("unknown_member", "No such member.", field="member")


def _with_consequences(floor: Floor, changes: Iterable[MemberChanged]) -> list[AnyEvent]:
    """Who can no longer serve loses his offers; who is deactivated gives his chats back with their place."""
    events: list[AnyEvent] = []
    for changed in changes:
        member = floor.members[changed.member]
        events.append(changed)
        if not (changed.active and changed.contact_center and changed.live_chat):
            events += end_offers_of(floor, member, "rescinded", "member_changed")
            events += end_transfers_to(floor, member, "withdrawn", "member_changed")
        if not changed.active:
            held = (floor.chats[chat] for chat in floor.index.held.get(member.id, ()))
            owned = [chat for chat in held if chat.owner == member.id]
            events += [event for chat in owned for event in return_to_queue(floor, chat, "agent_deactivated")]
    return events
