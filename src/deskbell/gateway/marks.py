"""Marks: how far each side has read, told to the other side in the other side's numbers.

Owns: `gateway_marks`, and the short gathering of marks before they are written.
Never: a command or an event: that somebody has read something changes nothing on the floor.
Holds: a mark only rises; for the staff's side only the agent who has the chat counts; what the visitor is told never
    depends on a note: his numbers do not count them (law 10).
"""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from deskbell.audience.streams import conversation_stream, visitor_stream
from deskbell.floor.vocabulary import Actor, Id
from deskbell.gateway.hub import Hub
from deskbell.gateway.signals import AGENT, VISITOR, tell_read
from deskbell.gateway.subscription import ConversationFacts
from deskbell.gateway.tables import MARKS
from deskbell.gateway.tasks import Tasks
from deskbell.kit.database import Database
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import Trouble
from deskbell.ledger.tables import EVENTS

Side = Literal["visitor", "staff"]

# Reading comes in bursts and each mark replaces the one before: one write for all of a quarter of a second.
GATHER_SECONDS = 0.25

_log = get_logger(__name__)


class Read(Struct, frozen=True):
    """How far both sides have read; numbers of the staff's stream, the last one of the visitor's."""

    visitor_read: int = 0
    agent_read: int = 0
    agent_read_as_visitor: int = 0


NOTHING_READ: Final = Read()


class _Key(Struct, frozen=True):
    organisation: Id
    conversation: Id
    side: Side


class _Mark(Struct, frozen=True):
    """A place in the log in the numbers of both sides."""

    staff_seq: int
    visitor_seq: int


_NOWHERE: Final = _Mark(0, 0)


class Marks:
    """The marks of this node."""

    def __init__(self, database: Database, hub: Hub, tasks: Tasks) -> None:
        self._database = database
        self._hub = hub
        self._tasks = tasks
        self._gathered: dict[_Key, int] = {}
        self._readers: dict[_Key, Id] = {}

    def note(self, organisation: Id, facts: ConversationFacts, by: Actor, seq: int) -> None:
        """`by` has read up to `seq` of his own stream of the conversation."""
        if by.kind == "member" and facts.owner != by.id:
            return
        if not self._gathered:
            self._tasks.later(GATHER_SECONDS, self._write_soon)
        key = _Key(organisation, facts.conversation, "staff" if by.kind == "member" else "visitor")
        self._gathered[key] = max(seq, self._gathered.get(key, 0))
        self._readers[key] = by.id

    async def write(self) -> None:
        """Write what was gathered, and tell the other sides of what rose."""
        gathered, self._gathered = self._gathered, {}
        readers, self._readers = self._readers, {}
        if not gathered:
            return
        try:
            risen = await self._database.write(lambda connection: _raise_marks(connection, gathered))
        except (Trouble, SQLAlchemyError) as trouble:
            # The next mark of the same reader says the same and more.
            _log.warning("marks_not_written", trouble=type(trouble).__name__, count=len(gathered))
            return
        for key, before, mark in risen:
            self._tell(key, before, mark, readers[key])

    def _write_soon(self) -> None:
        self._tasks.start(self.write())

    def _tell(self, key: _Key, before: _Mark, mark: _Mark, reader: Id) -> None:
        who = VISITOR if key.side == "visitor" else reader
        tell_read(self._hub, key.organisation, conversation_stream(key.conversation), who, mark.staff_seq)
        # Where the agent has read no more than a note, the visitor is told nothing, not even at what time.
        if key.side == "staff" and mark.visitor_seq > before.visitor_seq:
            tell_read(self._hub, key.organisation, visitor_stream(key.conversation), AGENT, mark.visitor_seq)


def load_read(connection: Connection, conversations: Sequence[Id]) -> dict[Id, Read]:
    """How far both sides have read, for those conversations where anybody has read anything."""
    rows = connection.execute(
        select(MARKS.c.conversation, MARKS.c.side, MARKS.c.staff_seq, MARKS.c.visitor_seq).where(
            MARKS.c.conversation.in_(conversations)
        )
    )
    found: dict[Id, dict[str, _Mark]] = {}
    for row in rows:
        found.setdefault(row.conversation, {})[row.side] = _Mark(row.staff_seq, row.visitor_seq)
    return {
        conversation: Read(
            visitor_read=sides.get("visitor", _NOWHERE).staff_seq,
            agent_read=sides.get("staff", _NOWHERE).staff_seq,
            agent_read_as_visitor=sides.get("staff", _NOWHERE).visitor_seq,
        )
        for conversation, sides in found.items()
    }


def _raise_marks(connection: Connection, gathered: dict[_Key, int]) -> list[tuple[_Key, _Mark, _Mark]]:
    """The marks that rose: the key, how it was, how it is."""
    risen = []
    for key, seq in gathered.items():
        mark = _find_place(connection, key, seq)
        before = _find_mark(connection, key)
        if mark is not None and (before is None or mark.staff_seq > before.staff_seq):
            _put_mark(connection, key, mark, is_new=before is None)
            risen.append((key, before or _NOWHERE, mark))
    return risen


def _find_place(connection: Connection, key: _Key, seq: int) -> _Mark | None:
    """The last entry that the reader can have read, in the numbers of both sides."""
    in_conversation = EVENTS.c.conversation == key.conversation
    if key.side == "visitor":
        query = (
            select(EVENTS.c.staff_seq, EVENTS.c.visitor_seq)
            .where(in_conversation, EVENTS.c.visitor_seq <= seq)
            .order_by(EVENTS.c.visitor_seq.desc())
        )
        row = connection.execute(query.limit(1)).one_or_none()
        return _Mark(row.staff_seq, row.visitor_seq) if row else None
    newest = select(EVENTS.c.staff_seq).where(in_conversation, EVENTS.c.staff_seq <= seq)
    staff_seq = connection.execute(newest.order_by(EVENTS.c.staff_seq.desc()).limit(1)).scalar_one_or_none()
    if staff_seq is None:
        return None
    seen = select(EVENTS.c.visitor_seq).where(
        in_conversation, EVENTS.c.staff_seq <= seq, EVENTS.c.visitor_seq.is_not(None)
    )
    visitor_seq = connection.execute(seen.order_by(EVENTS.c.staff_seq.desc()).limit(1)).scalar_one_or_none()
    return _Mark(staff_seq, visitor_seq or 0)


def _find_mark(connection: Connection, key: _Key) -> _Mark | None:
    query = select(MARKS.c.staff_seq, MARKS.c.visitor_seq)
    row = connection.execute(query.where(*_is_mark(key))).one_or_none()
    return _Mark(row.staff_seq, row.visitor_seq) if row else None


def _put_mark(connection: Connection, key: _Key, mark: _Mark, *, is_new: bool) -> None:
    values = {"staff_seq": mark.staff_seq, "visitor_seq": mark.visitor_seq}
    if is_new:
        named = {"organisation": key.organisation, "conversation": key.conversation, "side": key.side}
        connection.execute(insert(MARKS).values(**named, **values))
    else:
        connection.execute(update(MARKS).where(*_is_mark(key)).values(**values))


def _is_mark(key: _Key) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (MARKS.c.conversation == key.conversation, MARKS.c.side == key.side)
