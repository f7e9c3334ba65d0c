"""Members as agents: who they are, what they chose, whether they can be reached (product, section 6).

Owns: the decisions about members' settings, status, reachability and hold.
Never: passwords or addresses: those are rows of `people`.
Holds: a status never changes by itself; who can no longer take a chat loses his offers at once.
"""

from msgspec import UNSET

from deskbell.floor.authority import find_member, may_change_member, may_supervise, not_allowed
from deskbell.floor.chats import return_to_queue
from deskbell.floor.commands import (
    AdmitMember,
    AttachMember,
    ChangeMember,
    DetachMember,
    ReleaseHold,
    SetStatus,
)
from deskbell.floor.events import (
    AnyEvent,
    MemberAdmitted,
    MemberAttached,
    MemberChanged,
    MemberDetached,
    MemberHeld,
    MemberLost,
    MemberReleased,
    MemberStatusChanged,
)
from deskbell.floor.offers import end_offer, open_offers_of
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor, Member
from deskbell.floor.vocabulary import (
    CAPACITY_MAX,
    CAPACITY_MIN,
    LEASE_MS,
    MISSES_BEFORE_HOLD,
    NAME_CHARACTERS_MAX,
    OfferEnding,
    RescindCause,
)

Decision = list[AnyEvent] | Refusal


def decide_admit(floor: Floor, command: AdmitMember) -> Decision:
    """A person joins. Known members stay as they are, so that an interrupted set-up can be repeated."""
    if command.member in floor.members:
        return []
    refusal = _invalid_profile(command.name, command.capacity)
    if refusal:
        return refusal
    return [
        MemberAdmitted(
            member=command.member,
            name=command.name.strip(),
            role=command.role,
            manages_inboxes=command.manages_inboxes,
            contact_center=command.contact_center,
            live_chat=command.live_chat,
            capacity=command.capacity,
            by=command.by,
        )
    ]


def decide_change_member(floor: Floor, command: ChangeMember) -> Decision:
    """Settings as they are after the change; offers and chats follow from them."""
    member = floor.members.get(command.member)
    if member is None:
        return refuse("unknown_member", "No such member.", field="member")
    changed = _as_changed(member, command)
    before = _as_changed(member, ChangeMember(member=member.id, by=command.by))
    beyond_profile = any(
        getattr(changed, name) != getattr(before, name)
        for name in ("role", "manages_inboxes", "contact_center", "live_chat")
    )
    if not may_change_member(floor, command.by, member, beyond_profile=beyond_profile):
        return not_allowed()
    refusal = _invalid_profile(changed.name, changed.capacity) or _invalid_role(member, changed)
    if refusal:
        return refusal
    if changed == before:
        return []
    return [changed, *_consequences(floor, member, changed)]


def _as_changed(member: Member, command: ChangeMember) -> MemberChanged:
    return MemberChanged(
        member=member.id,
        name=member.name if command.name is UNSET else command.name.strip(),
        role=member.role if command.role is UNSET else command.role,
        manages_inboxes=member.manages_inboxes if command.manages_inboxes is UNSET else command.manages_inboxes,
        active=member.active if command.active is UNSET else command.active,
        contact_center=member.contact_center if command.contact_center is UNSET else command.contact_center,
        live_chat=member.live_chat if command.live_chat is UNSET else command.live_chat,
        capacity=member.capacity if command.capacity is UNSET else command.capacity,
        by=command.by,
    )


def _invalid_profile(name: str, capacity: int) -> Refusal | None:
    if not 1 <= len(name.strip()) <= NAME_CHARACTERS_MAX:
        allowed = f"1 to {NAME_CHARACTERS_MAX} characters"
        return refuse("invalid", f"The name must have {allowed}.", field="name", allowed=allowed)
    if not CAPACITY_MIN <= capacity <= CAPACITY_MAX:
        allowed = f"{CAPACITY_MIN} to {CAPACITY_MAX}"
        return refuse("invalid", f"The capacity must be {allowed} chats.", field="capacity", allowed=allowed)
    return None


def _invalid_role(member: Member, changed: MemberChanged) -> Refusal | None:
    if (member.role == "owner") != (changed.role == "owner"):
        return refuse("invalid", "Ownership is handed over, not set.", field="role", allowed="admin or member")
    if member.role == "owner" and not changed.active:
        return refuse("invalid", "The Owner cannot be deactivated.", field="active", allowed="true")
    return None


def _consequences(floor: Floor, member: Member, changed: MemberChanged) -> list[AnyEvent]:
    """Who can no longer serve loses his offers; who is deactivated gives his chats back with their place."""
    events: list[AnyEvent] = []
    if not (changed.active and changed.contact_center and changed.live_chat):
        events += _end_offers(floor, member, "rescinded", "member_changed")
    if not changed.active:
        held = (floor.chats[chat] for chat in floor.index.held.get(member.id, ()))
        events += [return_to_queue(chat) for chat in held if chat.owner]
    return events


def decide_status(floor: Floor, command: SetStatus) -> Decision:
    """By the member himself, or by a supervisor. Leaving "available" withdraws his offers."""
    member = floor.members.get(command.member)
    if member is None:
        return refuse("unknown_member", "No such member.", field="member")
    if command.by.id != member.id and not may_supervise(floor, command.by):
        return not_allowed()
    if command.by.id == member.id and find_member(floor, command.by) is None:
        return not_allowed()
    reason = command.reason if command.status == "away" else ""
    if (member.status, member.status_reason) == (command.status, reason):
        return []
    events: list[AnyEvent] = [
        MemberStatusChanged(member=member.id, status=command.status, reason=reason, by=command.by)
    ]
    if command.status != "available":
        events += _end_offers(floor, member, "rescinded", "status_changed")
    return events


def decide_release(floor: Floor, command: ReleaseHold) -> Decision:
    """One click brings him back (product, section 6)."""
    member = floor.members.get(command.member)
    if member is None:
        return refuse("unknown_member", "No such member.", field="member")
    if command.by.id != member.id and not may_supervise(floor, command.by):
        return not_allowed()
    return [MemberReleased(member=member.id, by=command.by)] if member.on_hold else []


def decide_attach(floor: Floor, command: AttachMember) -> Decision:
    """A console is open: reachable."""
    member = floor.members.get(command.member)
    if member is None or not member.active:
        return refuse("unknown_member", "No such member.", field="member")
    return [] if member.connection == "attached" else [MemberAttached(member=member.id)]


def decide_detach(floor: Floor, command: DetachMember) -> Decision:
    """The last console is gone: the lease runs."""
    member = floor.members.get(command.member)
    if member is None or member.connection != "attached":
        return []
    return [MemberDetached(member=member.id, lease_until=floor.now + LEASE_MS)]


def lose_member(floor: Floor, member: Member) -> list[AnyEvent]:
    """The lease ran out: unreachable, and his offers are lost, which is not a miss."""
    return [MemberLost(member=member.id), *_end_offers(floor, member, "lost", None)]


def hold_after_misses(member: Member, misses: int) -> list[AnyEvent]:
    """After MISSES_BEFORE_HOLD offers in a row that expired: "Not responding"."""
    if misses < MISSES_BEFORE_HOLD or member.on_hold:
        return []
    return [MemberHeld(member=member.id, misses=misses)]


def _end_offers(floor: Floor, member: Member, ending: OfferEnding, cause: RescindCause | None) -> list[AnyEvent]:
    return [end_offer(floor, chat, ending, cause=cause) for chat, _ in open_offers_of(floor, member)]
