"""Writing down what happened.

Owns: the numbers of new events and their rows.
Never: an event changed or removed; a decision of which streams an event belongs to (the caller says).
Holds: every number follows on the one before it, in the log and in every stream (law 7), and is taken in the
    transaction of its event. A message is one row of events and one of texts, nothing more.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from deskbell.floor.events import AnyEvent, ChatEvent
from deskbell.floor.vocabulary import Instant
from deskbell.kit.inserts import Row, insert_many
from deskbell.ledger.codec import encode
from deskbell.ledger.entries import Stored
from deskbell.ledger.heads import Heads
from deskbell.ledger.lanes import CONVERSATION, VISITOR
from deskbell.ledger.tables import EVENTS, STREAMS, TEXTS

Happened = tuple[AnyEvent, tuple[str, ...]]
"""An event, and every stream it belongs to, each once."""


def append(connection: Connection, heads: Heads, at: Instant, happened: Sequence[Happened]) -> list[Stored]:
    """Write events that happened at `at`, in their order, and return them with their numbers.

    Call it in the writer's transaction; `heads` belongs to the organisation and to its only writer. If the transaction
    fails, `heads` has numbers that were never given: throw it away.
    """
    heads.load(connection, {stream for _, streams in happened for stream in streams})
    stored = [_number(heads, at, event, streams) for event, streams in happened]
    rows = _Rows()
    for one in stored:
        rows.add(one)
    insert_many(connection, EVENTS, rows.events)
    insert_many(connection, TEXTS, rows.texts)
    insert_many(connection, STREAMS, rows.streams)
    return stored


def _number(heads: Heads, at: Instant, event: AnyEvent, streams: tuple[str, ...]) -> Stored:
    seq = heads.take_in_log()
    return Stored(heads.organisation, seq, at, event, tuple([(stream, heads.take(stream)) for stream in streams]))


class _Rows:
    """The rows of some events, table by table."""

    def __init__(self) -> None:
        self.events: list[Row] = []
        self.texts: list[Row] = []
        self.streams: list[Row] = []

    def add(self, stored: Stored) -> None:
        event = stored.event
        kind, facts, words = encode(event)
        row = {
            "organisation": stored.organisation,
            "seq": stored.seq,
            "at": stored.at,
            "kind": kind,
            "data": facts,
            "conversation": None,
            "staff_seq": None,
            "visitor_seq": None,
            "cid_author": None,
            "cid": None,
            "digest": None,
        }
        if isinstance(event, ChatEvent):
            row["conversation"] = event.conversation
            if event.cid:
                row["cid_author"], row["cid"], row["digest"] = event.cid_author, event.cid, event.digest
        for stream, number in stored.positions:
            if stream.startswith(CONVERSATION):
                row["staff_seq"] = number
            elif stream.startswith(VISITOR):
                row["visitor_seq"] = number
            else:
                self._add_position(stored, stream, number)
        self.events.append(row)
        if words:
            self.texts.append({"organisation": stored.organisation, "seq": stored.seq, "body": words})

    def _add_position(self, stored: Stored, stream: str, number: int) -> None:
        self.streams.append(
            {"organisation": stored.organisation, "stream": stream, "seq": number, "event_seq": stored.seq}
        )
