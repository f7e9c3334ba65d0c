"""What the ledger gives back: events with their numbers.

Owns: the shapes that pass between the ledger and its readers.
Never: SQL.
Holds: a number counts from 1 and belongs to one stream of one organisation.
"""

from typing import NamedTuple

from msgspec import Struct

from deskbell.floor.events import AnyEvent
from deskbell.floor.vocabulary import Id, Instant

Position = tuple[str, int]
"""A stream and a number in it."""


class Stored(Struct, frozen=True):
    """A committed event: its number in the organisation's log, and its number in every stream it belongs to."""

    organisation: Id
    seq: int
    at: Instant
    event: AnyEvent
    positions: tuple[Position, ...]


class Entry(NamedTuple):
    """One event as a reader of one stream meets it; `seq` counts in that stream."""

    seq: int
    at: Instant
    event: AnyEvent


class Receipt(Struct, frozen=True):
    """What a request id had as its effect. `positions` are those in the chat's own two streams."""

    organisation: Id
    seq: int
    at: Instant
    digest: str
    positions: tuple[Position, ...]


class ConversationFacts(NamedTuple):
    """What never changes about a chat, where it is now, whether it has ended, and who held it then."""

    organisation: Id
    inbox: Id
    contact: Id
    closed: bool
    agent: Id = ""


class Snapshot(Struct, frozen=True):
    """The floor of an organisation as it was after event number `seq`, at `at`."""

    seq: int
    at: Instant
    state: bytes
