"""Nobody is told what he may not know (delivery, "The server", 9; law 10).

Owns: leak: events that reached somebody who could not follow their stream, then or later, until they were sent; and the
    part of note_leak that is in the numbers of visitors' streams.
Holds: whoever is let in later may be told what was before; whoever was put out is told nothing that came after.
"""

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from deskbell.audience.access import Viewer, may_follow
from deskbell.audience.streams import subject_of, visitor_stream
from deskbell.floor.events import (
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatEvent,
    ChatIdled,
    ChatOpened,
    ChatQueued,
    ChatTransferred,
    MessageLeft,
    MessagePosted,
    NotePosted,
    VisitorLeft,
    VisitorReturned,
)
from deskbell.floor.evolve import evolve
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id
from sim.book import Book
from sim.client.diary import Diary

Pair = tuple[Viewer, str]
_CHANGES_NOTHING = (MessagePosted, NotePosted, ChatIdled, VisitorLeft, VisitorReturned, MessageLeft)
_FOR_VISITORS = (ChatOpened, MessagePosted, ChatAccepted, ChatClaimed, ChatTransferred, ChatQueued, ChatClosed)


def find_hints(book: Book) -> list[str]:
    """Law 10: nothing of a note, an offer or a transfer takes a number in a visitor's stream."""
    return [
        f"{type(event).__name__} has number {seq} in {stream}"
        for entry in book.entries
        if isinstance(event := entry.stored.event, ChatEvent) and not isinstance(event, _FOR_VISITORS)
        for stream, seq in entry.stored.positions
        if stream == visitor_stream(event.conversation)
    ]


def find_leaks(book: Book, diaries: Iterable[Diary]) -> list[str]:
    """Each event that was told, against who might follow its stream between its commit and its sending."""
    told = [(diary, event, sent_at) for diary in diaries for event, sent_at in diary.told]
    rights = _Rights(book, {(diary.viewer, event.s): None for diary, event, _ in told})
    leaks = []
    for diary, event, sent_at in told:
        entry = book.by_number.get((event.s, event.seq))
        if entry is not None and not rights.had((diary.viewer, event.s), entry.stored.seq, sent_at):
            leaks.append(f"{diary.owner} was told {event.s} {event.seq}, which is none of his business")
    return leaks


class Facts(NamedTuple):
    """Of a chat: where it is, whose it is, and who held it when it ended."""

    inbox: Id = ""
    contact: Id = ""
    agent: Id = ""


class _Rights:
    """Who might follow which stream after which event, by a replay of the log."""

    def __init__(self, book: Book, pairs: dict[Pair, None]) -> None:
        self._committed = [entry.committed_at for entry in book.entries]
        self._pairs = pairs
        # Numbers after which the answer changed; it begins with no.
        self._changes: dict[Pair, list[int]] = {pair: [] for pair in pairs}
        self._chats: dict[Id, Facts] = {}
        floor = Floor()
        for entry in sorted(book.entries, key=attrgetter("stored.seq")):
            event = entry.stored.event
            evolve(floor, event, entry.stored.at)
            if isinstance(event, ChatOpened):
                self._chats[event.conversation] = Facts(event.inbox, event.contact)
            elif isinstance(event, ChatEvent):
                agent = event.agent if isinstance(event, ChatClosed) else ""
                self._chats[event.conversation] = Facts(event.inbox, self._chats[event.conversation].contact, agent)
            if not isinstance(event, _CHANGES_NOTHING):
                self._look(floor, entry.stored.seq)

    def _look(self, floor: Floor, seq: int) -> None:
        for (viewer, stream), changes in self._changes.items():
            facts = self._chats.get(subject_of(stream), Facts())
            allowed = may_follow(
                floor,
                viewer,
                stream,
                conversation_inbox=facts.inbox,
                conversation_contact=facts.contact,
                conversation_agent=facts.agent,
            )
            if allowed != len(changes) % 2:
                changes.append(seq)

    def had(self, pair: Pair, seq: int, sent_at: float) -> bool:
        """Whether the viewer might follow it just before this event, or at any time from then until it was sent."""
        changes = self._changes[pair]
        first, last = bisect_right(changes, seq - 1), bisect_right(changes, bisect_right(self._committed, sent_at))
        return first % 2 == 1 or last > first
