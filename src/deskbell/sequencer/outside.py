"""What a sequencer is given from outside.

Owns: the shapes of the storage, the clock, the projections and the announcement.
Never: an implementation; `main.py` hands them over, a simulation may hand over others.
Holds: everything that is not decided by the floor comes in through here.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection

from deskbell.floor.vocabulary import Instant
from deskbell.ledger import Stored

T = TypeVar("T")

Projection = Callable[[Connection, Sequence[Stored]], None]
"""Writes the rows that people read, inside the transaction of the events. If it raises, nothing has happened."""

Announce = Callable[[Sequence[Stored]], None]
"""Tells what was committed: on the loop, in order, before any caller is answered. It must not raise."""

Heads = Callable[[str], int]
"""The number of the latest committed event in a stream, by the stream's name."""


class Storage(Protocol):
    """Where events are kept: `kit.database.Database`."""

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction; returns after COMMIT."""
        ...

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query on one snapshot."""
        ...


class Clock(Protocol):
    """`kit.clock.SteadyClock`, or one that is moved by hand."""

    def now(self) -> Instant:
        """The present instant; never less than before."""
        ...

    def not_before(self, instant: Instant) -> None:
        """Raise the clock to `instant` if it is behind it."""
        ...


class Outside(NamedTuple):
    """All of it together."""

    storage: Storage
    clock: Clock
    projections: Sequence[Projection]
    announce: Announce
