"""The sweep: looks whether anything was forgotten (routing, "Auto", 8).

Owns: finding chats that could be offered and are not, and deadlines that have passed and would never come.
Never: deciding anything: it marks what it finds, and the next Tick decides as it always does. Never a state: only the
    index is touched, which is derived.
Holds: it is a net under the rules, not one of them: what it finds is a bug, and is counted; the target is 0.
"""

from collections.abc import Iterator

from deskbell.floor.absence import find_abandon_due
from deskbell.floor.grace import find_grace_due
from deskbell.floor.idleness import find_idle_due
from deskbell.floor.index import DueKind
from deskbell.floor.settle import find_first_that_can_go
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Id, Instant

SWEEP_MS = 5_000


def sweep(floor: Floor) -> list[str]:
    """One line for each thing that was forgotten; the next Tick makes up for it."""
    return [*_forgotten_inboxes(floor), *_forgotten_deadlines(floor)]


def _forgotten_inboxes(floor: Floor) -> Iterator[str]:
    for inbox in floor.inboxes.values():
        found = find_first_that_can_go(floor, inbox)
        if found and inbox.id not in floor.index.unsettled:
            floor.index.unsettled[inbox.id] = None
            yield f"chat {found[0].id} waits while {found[1].id} is free"


def _forgotten_deadlines(floor: Floor) -> Iterator[str]:
    for member in floor.members.values():
        if member.connection == "leased" and member.lease_until < floor.now:
            yield _remind(floor, member.lease_until, "lease", member.id)
    for chat in floor.chats.values():
        for instant, kind, number in _deadlines_of(floor, chat):
            if instant is not None and instant < floor.now:
                yield _remind(floor, instant, kind, chat.id, number)


def _deadlines_of(floor: Floor, chat: Chat) -> Iterator[tuple[Instant | None, DueKind, int]]:
    if chat.offer:
        yield chat.offer.expires_at, "offer", chat.offer.number
    if chat.transfer:
        yield chat.transfer.expires_at, "transfer", chat.transfer.number
    if chat.state == "waiting":
        yield chat.retry_at, "round", 0
    if chat.owner:
        yield find_grace_due(floor, chat), "grace", 0
        yield find_idle_due(floor, chat), "idle", 0
    else:
        yield find_abandon_due(floor, chat), "abandon", 0


def _remind(floor: Floor, instant: Instant, kind: DueKind, subject: Id, number: int = 0) -> str:
    if kind == "idle":
        floor.index.idle[subject] = instant
    floor.index.remind(instant, kind, subject, number)
    return f"the {kind} of {subject} should have come at {instant}"
