"""Chats that were given up because their visitor was away, told by the ledger and by what his pages heard.

Owns: abandoned: a chat given up early, late, not at all, or while its visitor had a page.
Never: whether the floor's belief is right in the end (`screens.py`).
Holds: by the server's clock, and "time first"; a page counts while frames of one link arrived on it before and after.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from deskbell.audience.streams import visitor_stream
from deskbell.floor import events as happened
from deskbell.floor.vocabulary import Id, Instant
from sim.book import Book, Entry
from sim.checks.lateness import Lateness
from sim.checks.silence import MINUTE_MS
from sim.client.diary import Diary
from sim.faults import Excuses
from sim.host import Life

LATE_MS_MAX: Final = 1_000
AFTER_A_START_MS_MAX: Final = 5_000
# So soon the floor knows that a page is there.
ATTACHED_SECONDS: Final = 5.0


class Patience(Struct):
    """For how long an inbox waits, and since when."""

    minutes: int | None
    since: Instant


class Wait(Struct):
    """A chat that nobody has accepted: where, and since when."""

    inbox: Id
    since: Instant


def find_wrongly_abandoned(book: Book, diaries: Iterable[Diary], lives: list[Life], excuses: Excuses) -> list[str]:
    """Every event against how long visitors had been away when it happened."""
    keeper = _Keeper(Lateness(lives, excuses, LATE_MS_MAX, AFTER_A_START_MS_MAX))
    wrong = [sentence for entry in book.entries for sentence in keeper.take(entry)]
    if book.entries:
        wrong += keeper.find_forgotten(book.entries[-1].stored.at)
    diaries = [diary for diary in diaries if diary.viewer.kind == "visitor"]
    given_up = [entry for entry in book.entries if _is_given_up(entry.stored.event)]
    return wrong + [sentence for entry in given_up for sentence in _find_pages(entry, diaries, excuses)]


def _is_given_up(event: happened.AnyEvent) -> bool:
    return isinstance(event, happened.ChatClosed) and event.reason == "abandoned" and event.by.kind == "system"


def _find_pages(entry: Entry, diaries: Iterable[Diary], excuses: Excuses) -> Iterator[str]:
    event, at = entry.stored.event, entry.decided_at
    assert isinstance(event, happened.ChatClosed)
    begin = at - ATTACHED_SECONDS
    begin -= excuses.seconds_in(begin, at)
    for diary in diaries:
        for contact in diary.contacts.get(visitor_stream(event.conversation), ()):
            if contact.first_sent_at < begin and contact.last_sent_at > at:
                yield f"{event.conversation} was given up while {diary.owner} showed it"


class _Keeper:
    def __init__(self, lateness: Lateness) -> None:
        self._lateness = lateness
        self._patience: dict[Id, Patience] = {}
        self._waits: dict[Id, Wait] = {}
        self._left: dict[Id, Instant] = {}

    def take(self, entry: Entry) -> Iterator[str]:
        """One event."""
        event, at = entry.stored.event, entry.stored.at
        match event:
            case happened.ChatClosed() if _is_given_up(event):
                yield from self._judge(entry, event.conversation)
            case happened.VisitorLeft() if self._left.get(event.conversation):
                yield f"the visitor of {event.conversation} left twice"
            case happened.VisitorReturned() if not self._left.get(event.conversation):
                yield f"the visitor of {event.conversation} returned, and had not left"
            case happened.ChatQueued() if event.visitor_left != self._left.get(event.conversation, 0):
                yield f"{event.conversation} waits as if its visitor had left at {event.visitor_left}"
        if isinstance(event, happened.VisitorReturned | happened.ChatAccepted | happened.ChatClaimed):
            yield from self._find_overdue(at, event.conversation)
        self._follow(event, at)

    def find_forgotten(self, now: Instant) -> Iterator[str]:
        """Those that nobody has given up by now."""
        for chat in self._waits:
            yield from self._find_overdue(now - AFTER_A_START_MS_MAX, chat)

    def _judge(self, entry: Entry, chat: Id) -> Iterator[str]:
        due = self._due(chat)
        if due is None or entry.stored.at < due:
            yield f"{chat} was given up at {entry.stored.at}, and was due at {due}"
        elif excess_ms := self._lateness.find_excess_ms(entry, due):
            yield f"{chat} was given up {excess_ms:.0f} ms later than promised"

    def _find_overdue(self, now: Instant, chat: Id) -> Iterator[str]:
        due = self._due(chat)
        if due is not None and due <= now:
            yield f"{chat} was to be given up at {due}, and at {now} nothing had come of it"

    def _due(self, chat: Id) -> Instant | None:
        wait, left = self._waits.get(chat), self._left.get(chat)
        patience = self._patience[wait.inbox] if wait else None
        if wait is None or not left or patience is None or patience.minutes is None:
            return None
        return max(left, wait.since, patience.since) + patience.minutes * MINUTE_MS

    def _follow(self, event: happened.AnyEvent, at: Instant) -> None:
        match event:
            case happened.InboxCreated() | happened.InboxChanged():
                known = self._patience.get(event.inbox)
                if known is None or known.minutes != event.rules.abandon_minutes:
                    self._patience[event.inbox] = Patience(event.rules.abandon_minutes, at)
            case happened.VisitorLeft():
                self._left[event.conversation] = at
            case happened.VisitorReturned():
                self._left[event.conversation] = 0
            case happened.ChatQueued():
                self._waits[event.conversation] = Wait(event.inbox, at)
            case happened.ChatAccepted() | happened.ChatClaimed() | happened.ChatClosed():
                self._waits.pop(event.conversation, None)
