"""Agents who are gone, and what becomes of their chats: told by the ledger alone (product, section 6).

Owns: grace: a lease that ran out early, a chat that went back early, late, without reason or not at all.
Never: with which place it goes back: that is law 4 (`holding.py`).
Holds: by the server's clock, and "time first": whoever comes back after the grace was over finds the chat gone.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from deskbell.floor import events as happened
from deskbell.floor.vocabulary import Id, Instant
from sim.book import Book, Entry
from sim.checks.lateness import Lateness
from sim.faults import Excuses
from sim.host import Life

LATE_MS_MAX: Final = 1_000
AFTER_A_START_MS_MAX: Final = 5_000


class Grace(Struct):
    """Of an inbox, and since when."""

    seconds: int | None
    since: Instant


class Holder(Struct):
    """Who owns a chat, and in which inbox."""

    agent: Id
    inbox: Id


def find_wrong_returns(book: Book, lives: list[Life], excuses: Excuses) -> list[str]:
    """Every event against the time that gone agents had left when it happened."""
    keeper = _Keeper(Lateness(lives, excuses, LATE_MS_MAX, AFTER_A_START_MS_MAX))
    wrong = [sentence for entry in book.entries for sentence in keeper.take(entry)]
    return [*wrong, *keeper.find_forgotten(book.entries[-1].stored.at)] if book.entries else wrong


class _Keeper:
    def __init__(self, lateness: Lateness) -> None:
        self._lateness = lateness
        self._graces: dict[Id, Grace] = {}
        self._leases: dict[Id, Instant] = {}
        self._gone: dict[Id, Instant] = {}
        self._owned: dict[Id, Holder] = {}

    def take(self, entry: Entry) -> Iterator[str]:
        """One event."""
        event, at = entry.stored.event, entry.stored.at
        match event:
            case happened.MemberLost():
                yield from self._judge(entry, f"the lease of {event.member}", self._leases.get(event.member))
            case happened.ChatQueued(cause="agent_lost"):
                yield from self._judge(entry, f"the grace of {event.conversation}", self._due(event.conversation))
            case happened.MemberAttached() | happened.InboxChanged():
                yield from self._find_overdue(at)
            case happened.ChatTransferred() | happened.ChatClosed() if _is_asked_for(event):
                yield from self._find_overdue(at, event.conversation)
        self._follow(event, at)

    def find_forgotten(self, now: Instant) -> Iterator[str]:
        """Those that have not gone back by now."""
        yield from self._find_overdue(now - AFTER_A_START_MS_MAX)

    def _judge(self, entry: Entry, what: str, due: Instant | None) -> Iterator[str]:
        if due is None or entry.stored.at < due:
            yield f"{what} ended at {entry.stored.at}, and was due at {due}"
        elif excess_ms := self._lateness.find_excess_ms(entry, due):
            yield f"{what} ended {excess_ms:.0f} ms later than promised"

    def _find_overdue(self, now: Instant, only: Id = "") -> Iterator[str]:
        for chat in self._owned:
            due = self._due(chat)
            if due is not None and due <= now and only in ("", chat):
                yield f"the grace of {chat} was over at {due}, and at {now} nothing had come of it"

    def _due(self, chat: Id) -> Instant | None:
        held = self._owned.get(chat)
        if held is None or held.agent not in self._gone:
            return None
        grace = self._graces[held.inbox]
        return None if grace.seconds is None else max(self._gone[held.agent], grace.since) + grace.seconds * 1000

    def _follow(self, event: happened.AnyEvent, at: Instant) -> None:
        match event:
            case happened.InboxCreated() | happened.InboxChanged():
                known = self._graces.get(event.inbox)
                if known is None or known.seconds != event.rules.grace_seconds:
                    self._graces[event.inbox] = Grace(event.rules.grace_seconds, at)
            case happened.MemberDetached():
                self._leases[event.member] = event.lease_until
            case happened.MemberLost():
                self._gone[event.member] = at
                self._leases.pop(event.member, None)
            case happened.MemberAttached():
                self._gone.pop(event.member, None)
                self._leases.pop(event.member, None)
            case happened.ChatAccepted() | happened.ChatClaimed() | happened.ChatTransferred():
                self._owned[event.conversation] = Holder(event.agent, event.inbox)
            case happened.ChatQueued() | happened.ChatClosed():
                self._owned.pop(event.conversation, None)


def _is_asked_for(event: happened.ChatTransferred | happened.ChatClosed) -> bool:
    """By somebody: what time itself brings about may come in any order."""
    return isinstance(event, happened.ChatTransferred) or event.by.kind != "system"
