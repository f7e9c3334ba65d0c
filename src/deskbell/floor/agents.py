"""Members as agents: what they chose, whether they can be reached (product, section 6).

Owns: the decisions about members' status, reachability and hold.
Never: their settings: `members.py`.
Holds: a status never changes by itself; who can no longer take a chat loses his offers at once.
"""

from deskbell.floor.authority import find_member, may_supervise, not_allowed
from deskbell.floor.commands import AttachMember, DetachMember, ReleaseHold, SetStatus
from deskbell.floor.events import (
    AnyEvent,
    MemberAttached,
    MemberDetached,
    MemberHeld,
    MemberLost,
    MemberReleased,
    MemberStatusChanged,
)
from deskbell.floor.offers import end_offers_of
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor, Member
from deskbell.floor.transfers import end_transfers_to
from deskbell.floor.vocabulary import LEASE_MS, MISSES_BEFORE_HOLD

Decision = list[AnyEvent] | Refusal


def decide_status(floor: Floor, command: SetStatus) -> Decision:
    """By the member himself, or by a supervisor. Leaving "available" withdraws what he is being asked."""
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
        events += end_offers_of(floor, member, "rescinded", "status_changed")
        events += end_transfers_to(floor, member, "withdrawn", "status_changed")
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
    """The lease ran out: unreachable, and what he was asked is lost, which is not a miss."""
    return [
        MemberLost(member=member.id),
        *end_offers_of(floor, member, "lost", None),
        *end_transfers_to(floor, member, "lost", None),
    ]


def hold_after_misses(member: Member, misses: int) -> list[AnyEvent]:
    """After MISSES_BEFORE_HOLD offers in a row that expired: "Not responding"."""
    if misses < MISSES_BEFORE_HOLD or member.on_hold:
        return []
    return [MemberHeld(member=member.id, misses=misses)]
