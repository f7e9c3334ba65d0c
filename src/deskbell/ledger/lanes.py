"""Where a stream's numbers stand in the tables.

Owns: the answer, for the name of a stream, of which column counts it, which rows are its own, and where its events are.
Never: a query that is run.
Holds: numbers of one organisation's streams are found in no other's.
"""

from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_

from deskbell.floor.vocabulary import Id
from deskbell.ledger.tables import EVENTS, STREAMS, TEXTS

CONVERSATION = "conversation:"
VISITOR = "visitor:"

_WITH_TEXTS: Final = EVENTS.outerjoin(
    TEXTS, and_(TEXTS.c.organisation == EVENTS.c.organisation, TEXTS.c.seq == EVENTS.c.seq)
)
_BY_STREAM: Final = STREAMS.join(
    _WITH_TEXTS, and_(EVENTS.c.organisation == STREAMS.c.organisation, EVENTS.c.seq == STREAMS.c.event_seq)
)


class Lane(NamedTuple):
    """The column that counts a stream, what holds of its rows, and the tables joined to its events and their words."""

    number: ColumnElement[int]
    conditions: tuple[ColumnElement[bool], ...]
    events: FromClause


def lane_of(organisation: Id, stream: str) -> Lane:
    """The lane of a stream by its name."""
    if stream.startswith(CONVERSATION):
        return _lane_of_chat(organisation, EVENTS.c.staff_seq, stream.removeprefix(CONVERSATION))
    if stream.startswith(VISITOR):
        return _lane_of_chat(organisation, EVENTS.c.visitor_seq, stream.removeprefix(VISITOR))
    return Lane(STREAMS.c.seq, (STREAMS.c.organisation == organisation, STREAMS.c.stream == stream), _BY_STREAM)


def log_lane_of(organisation: Id) -> Lane:
    """The lane of the organisation's whole log."""
    return Lane(EVENTS.c.seq, (EVENTS.c.organisation == organisation,), _WITH_TEXTS)


def _lane_of_chat(organisation: Id, number: ColumnElement[int], conversation: Id) -> Lane:
    # Not null: said, because the index of the visitor's numbers has no others.
    mine = (EVENTS.c.conversation == conversation, EVENTS.c.organisation == organisation, number.is_not(None))
    return Lane(number, mine, _WITH_TEXTS)
