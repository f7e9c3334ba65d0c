"""What waiting visitors were told of their place, against the queue as the ledger has it (product, section 4).

Owns: queue_place: a waiting visitor who was told a wrong place, none at all, or an estimate that nobody can have made.
Never: a look while something happens: this may be told late, and is only worth something when nothing has happened
    since.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from deskbell.audience.streams import visitor_stream
from deskbell.floor import events as happened
from deskbell.floor.estimate import WAITS_MIN
from deskbell.floor.vocabulary import Id
from sim.book import Book
from sim.client.tab import Tab

# So long after something happened everybody knows his place.
TOLD_SECONDS: Final = 2.0
_MINUTE_MS: Final = 60_000


class Line:
    """Follows the book: who stands where."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._read = 0
        self._keys: dict[Id, tuple[int, int, int]] = {}
        self._inboxes: dict[Id, Id] = {}
        self._taken: dict[Id, int] = {}

    def find_wrong(self, tabs: Iterable[Tab]) -> list[str]:
        """Call it when nothing has happened for a while: every visitor has been told where he stands now."""
        self._read_on()
        return [sentence for tab in tabs if tab.viewer.kind == "visitor" for sentence in self._look_at(tab)]

    def _look_at(self, tab: Tab) -> Iterator[str]:
        for chat, inbox in self._inboxes.items():
            stream = visitor_stream(chat)
            if stream not in tab.connection.positions:
                continue
            told = tab.standings.get(stream)
            place = 1 + sum(
                self._inboxes[other] == inbox and key < self._keys[chat] for other, key in self._keys.items()
            )
            if told is None:
                yield f"{tab.diary.owner} was not told that {chat} stands at {place}"
            elif told.place != place:
                yield f"{tab.diary.owner} was told that {chat} stands at {told.place}, which is {place}"
            elif told.estimate_ms is not None and not self._may_know(inbox, told.estimate_ms):
                yield f"{tab.diary.owner} was told {told.estimate_ms} ms for {chat}, which nobody can know"

    def _may_know(self, inbox: Id, estimate_ms: int) -> bool:
        return self._taken.get(inbox, 0) >= WAITS_MIN and estimate_ms >= 0 and estimate_ms % _MINUTE_MS == 0

    def _read_on(self) -> None:
        for entry in self._book.entries[self._read :]:
            self._take(entry.stored.event)
        self._read = len(self._book.entries)

    def _take(self, event: happened.AnyEvent) -> None:
        match event:
            case happened.ChatQueued():
                self._keys[event.conversation] = (-event.priority, event.since, event.number)
                self._inboxes[event.conversation] = event.inbox
            case happened.ChatAccepted() | happened.ChatClaimed() | happened.ChatClosed():
                if self._keys.pop(event.conversation, None) is not None:
                    inbox = self._inboxes.pop(event.conversation)
                    self._taken[inbox] = self._taken.get(inbox, 0) + (not isinstance(event, happened.ChatClosed))
