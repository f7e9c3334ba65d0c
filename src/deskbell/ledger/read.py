"""Reading what happened.

Owns: the queries over the log and over single streams, each with a limit.
Never: a change; access (that is `audience`).
Holds: what is read of the log or of a stream is whole: a hole is told as `DatabaseDamaged`, never handed on (law 7).
"""

from collections.abc import Iterable
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, select

from deskbell.floor.events import ChatClosed, MessagePosted, NotePosted
from deskbell.floor.vocabulary import Id
from deskbell.kit.trouble import DatabaseDamaged
from deskbell.ledger.codec import decode, kind_of
from deskbell.ledger.entries import ConversationFacts, Entry
from deskbell.ledger.lanes import CONVERSATION, VISITOR, Lane, lane_of, log_lane_of
from deskbell.ledger.tables import EPOCHS, EVENTS, TEXTS

Side = Literal["staff", "visitor"]

# What a conversation's view carries of its latest entries (wire, `ENTRIES_PER_PAGE`).
LATEST_ENTRIES = 100

_SAID: Final = (kind_of(MessagePosted), kind_of(NotePosted))
_CLOSED: Final = kind_of(ChatClosed)

# Number, instant, kind, facts, words: the union of two lanes is more than the types can say.
_Entries = Select[Any]


def read_after(connection: Connection, organisation: Id, seq: int, limit: int) -> list[Entry]:
    """The organisation's log after number `seq`, at most `limit` events, numbered as in the log."""
    entries = _read_lane_after(connection, log_lane_of(organisation), seq, limit)
    return _whole(entries, f"the log of {organisation}", seq + 1)


def read_stream(connection: Connection, organisation: Id, stream: str, after: int, limit: int) -> list[Entry]:
    """The stream after number `after`, at most `limit` events, oldest first."""
    entries = _read_lane_after(connection, lane_of(organisation, stream), after, limit)
    return _whole(entries, stream, after + 1)


def read_page(connection: Connection, organisation: Id, stream: str, before: int | None, limit: int) -> list[Entry]:
    """The `limit` events before number `before` (None: the latest ones), oldest first."""
    lane = lane_of(organisation, stream)
    earlier = () if before is None else (lane.number < before,)
    page = _run(connection, _entries_of(lane, *earlier).order_by(lane.number.desc()).limit(limit))[::-1]
    return _whole(page, stream, page[0].seq) if page else []


def milestones(connection: Connection, organisation: Id, conversation: Id, *, side: Side = "staff") -> list[Entry]:
    """All that shaped a conversation, and its latest entries: enough to build the view of it, oldest first.

    These are the latest 100 events of the side's stream, and of those before them what is neither message nor note.
    """
    stream = (CONVERSATION if side == "staff" else VISITOR) + conversation
    latest = read_page(connection, organisation, stream, None, LATEST_ENTRIES)
    if not latest or latest[0].seq == 1:
        return latest
    lane = lane_of(organisation, stream)
    shaping = _entries_of(lane, lane.number < latest[0].seq, EVENTS.c.kind.not_in(_SAID))
    return [*_run(connection, shaping.order_by(lane.number)), *latest]


def conversation_facts(connection: Connection, conversation: Id) -> ConversationFacts | None:
    """What is known of a conversation, whichever organisation it belongs to (the caller checks that), or None."""
    of_chat = select(EVENTS.c.organisation, EVENTS.c.kind, EVENTS.c.data).where(EVENTS.c.conversation == conversation)
    first = connection.execute(of_chat.order_by(EVENTS.c.staff_seq).limit(1)).one_or_none()
    last = connection.execute(of_chat.order_by(EVENTS.c.staff_seq.desc()).limit(1)).one_or_none()
    if first is None or last is None:
        return None
    now, contact = _place.decode(last.data), _place.decode(first.data).contact
    closed = last.kind == _CLOSED
    return ConversationFacts(first.organisation, now.inbox, contact, closed, now.agent if closed else "")


def organisations(connection: Connection) -> list[Id]:
    """Every organisation that the ledger knows."""
    return list(connection.execute(select(EPOCHS.c.organisation).order_by(EPOCHS.c.organisation)).scalars())


class _Place(msgspec.Struct):
    """The only fields of a chat's first and last event that are of interest here."""

    inbox: Id
    contact: Id = ""
    agent: Id = ""


_place = msgspec.json.Decoder(_Place)


def _read_lane_after(connection: Connection, lane: Lane, seq: int, limit: int) -> list[Entry]:
    return _run(connection, _entries_of(lane, lane.number > seq).order_by(lane.number).limit(limit))


def _entries_of(lane: Lane, *conditions: ColumnElement[bool]) -> _Entries:
    columns = (lane.number, EVENTS.c.at, EVENTS.c.kind, EVENTS.c.data, TEXTS.c.body)
    return select(*columns).select_from(lane.events).where(*lane.conditions, *conditions)


def _run(connection: Connection, entries: _Entries) -> list[Entry]:
    rows: Iterable[Any] = connection.execute(entries)
    return [Entry(seq, at, decode(kind, facts, words)) for seq, at, kind, facts, words in rows]


def _whole(entries: list[Entry], what: str, first: int) -> list[Entry]:
    """The entries, if their numbers count up from `first`."""
    for expected, entry in enumerate(entries, first):
        if entry.seq != expected:
            raise DatabaseDamaged(
                f"number {expected} is missing in {what}: put a backup in the place of the database, and keep this file"
            )
    return entries
