"""The book: what was committed, and when, kept beside the database by whoever stands next to it.

Owns: every committed event with its numbers, the instant of its decision and that of its COMMIT.
Never: what was rolled back.
Holds: what a client was told before it was in here, it was told too early.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from deskbell.floor.events import ChatEvent
from deskbell.floor.vocabulary import Id
from deskbell.ledger import Stored


class Entry(NamedTuple):
    """One event; `decided_at` and `committed_at` are seconds of the world, not of the product's clock."""

    stored: Stored
    decided_at: float
    committed_at: float


class Book:
    """All of one organisation."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.by_number: dict[tuple[str, int], Entry] = {}
        self.by_request: dict[tuple[Id, Id, str], Entry] = {}
        self.decided_at = 0.0
        self._open: list[tuple[Stored, float]] = []

    def write_down(self, _connection: Connection, stored: Sequence[Stored]) -> None:
        """As a projection: it happens if the transaction does."""
        self._open += [(one, self.decided_at) for one in stored]

    @property
    def mark(self) -> int:
        """Where the open transaction stands."""
        return len(self._open)

    def undo(self, mark: int = 0) -> None:
        """What was written down since the mark has not happened."""
        del self._open[mark:]

    def commit(self, now: float) -> list[Entry]:
        """What was written down has happened."""
        entries = [Entry(stored, decided_at, now) for stored, decided_at in self._open]
        self._open.clear()
        for entry in entries:
            self._add(entry)
        return entries

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        for stream, seq in entry.stored.positions:
            self.by_number[stream, seq] = entry
        event = entry.stored.event
        if isinstance(event, ChatEvent) and event.cid:
            self.by_request.setdefault((event.conversation, event.cid_author, event.cid), entry)
