"""What the ledger tells of a day, without anybody's words.

Owns: the queries: where a day begins and ends in the log, and its events of a few kinds.
Never: a text or a visitor's name: the rows that hold them are not read.
Holds: no query looks at more than PIECE events, so that each ends long before a reader's deadline.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, func, select

from deskbell.floor.events import AnyEvent, Event
from deskbell.floor.vocabulary import Id, Instant
from deskbell.ledger.codec import decode, kind_of
from deskbell.ledger.tables import EVENTS

PIECE = 50_000

T = TypeVar("T")
Read = Callable[[Callable[[Connection], T]], T]
"""Runs one query on a database in which a server may be working."""


class Happened(NamedTuple):
    """An event and when it was."""

    at: Instant
    event: AnyEvent


class Past:
    """The log of one organisation."""

    def __init__(self, read: Read[Any], organisation: Id) -> None:
        self._read = read
        self._organisation = organisation

    def find_place(self, at: Instant) -> int:
        """How many events there were before an instant. They stand in the order of time, so few need be looked at."""
        low, high = 0, self._read(self._count)
        while low < high:
            middle = (low + high) // 2
            if self._read(partial(self._instant_of, seq=middle + 1)) < at:
                low = middle + 1
            else:
                high = middle
        return low

    def between(self, after: int, until: int, kinds: Sequence[type[Event]]) -> Iterator[Happened]:
        """Events of these kinds, after number `after` and up to number `until`, in their order."""
        named = [kind_of(kind) for kind in kinds]
        for start in range(after, until, PIECE):
            end = min(until, start + PIECE)
            piece = (EVENTS.c.seq > start, EVENTS.c.seq <= end, EVENTS.c.kind.in_(named))
            yield from self._read(partial(self._find, conditions=piece))

    def of_chat(self, conversation: Id, after: int, kinds: Sequence[type[Event]]) -> list[Happened]:
        """What happened to one chat after number `after`."""
        named = [kind_of(kind) for kind in kinds]
        its_own = (EVENTS.c.conversation == conversation, EVENTS.c.seq > after, EVENTS.c.kind.in_(named))
        found: list[Happened] = self._read(partial(self._find, conditions=its_own))
        return found

    def _count(self, connection: Connection) -> int:
        numbers = select(func.max(EVENTS.c.seq)).where(EVENTS.c.organisation == self._organisation)
        return connection.execute(numbers).scalar_one() or 0

    def _instant_of(self, connection: Connection, seq: int) -> Instant:
        of_event = select(EVENTS.c.at).where(EVENTS.c.organisation == self._organisation, EVENTS.c.seq == seq)
        at: Instant = connection.execute(of_event).scalar_one()
        return at

    def _find(self, connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> list[Happened]:
        rows = connection.execute(
            select(EVENTS.c.at, EVENTS.c.kind, EVENTS.c.data)
            .where(EVENTS.c.organisation == self._organisation, *conditions)
            .order_by(EVENTS.c.seq)
        )
        return [Happened(at, decode(kind, data, None)) for at, kind, data in rows]
