"""Conversations, as rows.

Owns: the SQL that reads `history_conversations`; the cursor of its lists.
Never: a decision about access; it takes what the viewer may see as a condition.
"""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, func, or_, select, tuple_

from deskbell.history.model import ConversationRow, StateFilter
from deskbell.history.tables import CONVERSATIONS

_CURSOR = re.compile(r"([0-9]{1,16})-([0-9a-z]{26})")


class Sight(Struct, frozen=True):
    """Which conversations somebody may see: all, or those of these inboxes and of himself."""

    member: str
    everything: bool
    inboxes: tuple[str, ...] = ()


class Filter(Struct, frozen=True):
    """How a list is narrowed; empty is no matter."""

    inbox: str = ""
    agent: str = ""
    state: StateFilter | None = None
    before: tuple[int, str] | None = None


def list_conversations(
    connection: Connection, organisation: str, sight: Sight, wanted: Filter, limit: int
) -> list[ConversationRow]:
    """The newest `limit` conversations that are seen and wanted."""
    rows = connection.execute(
        select(CONVERSATIONS)
        .where(CONVERSATIONS.c.organisation == organisation, *_seen_by(sight), *_as_conditions(wanted))
        .order_by(CONVERSATIONS.c.opened_at.desc(), CONVERSATIONS.c.conversation.desc())
        .limit(limit)
    )
    return [_as_row(row) for row in rows]


def find_conversation(
    connection: Connection, organisation: str, sight: Sight, conversation: str
) -> ConversationRow | None:
    """One conversation, if it is seen."""
    row = connection.execute(
        select(CONVERSATIONS).where(
            CONVERSATIONS.c.organisation == organisation,
            CONVERSATIONS.c.conversation == conversation,
            *_seen_by(sight),
        )
    ).one_or_none()
    return _as_row(row) if row else None


def find_openings(connection: Connection, organisation: str, conversations: Sequence[str]) -> dict[str, str]:
    """The first words of these conversations."""
    rows = connection.execute(
        select(CONVERSATIONS.c.conversation, CONVERSATIONS.c.opening).where(
            CONVERSATIONS.c.organisation == organisation, CONVERSATIONS.c.conversation.in_(conversations)
        )
    )
    return {row.conversation: row.opening for row in rows}


def count_closed(connection: Connection, organisation: str, inbox: str) -> int:
    """How many conversations of an inbox have ended."""
    counted = select(func.count()).where(
        CONVERSATIONS.c.organisation == organisation,
        CONVERSATIONS.c.inbox == inbox,
        CONVERSATIONS.c.state == "closed",
    )
    return connection.execute(counted).scalar_one()


def as_cursor(row: ConversationRow) -> str:
    """Where a list goes on after this row."""
    return f"{row.opened_at}-{row.id}"


def read_cursor(text: str) -> tuple[int, str] | None:
    """What `as_cursor` wrote, or None."""
    found = _CURSOR.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def _seen_by(sight: Sight) -> Sequence[ColumnElement[bool]]:
    if sight.everything:
        return ()
    return (or_(CONVERSATIONS.c.inbox.in_(sight.inboxes), CONVERSATIONS.c.agent == sight.member),)


def _as_conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.inbox:
        conditions.append(CONVERSATIONS.c.inbox == wanted.inbox)
    if wanted.agent:
        conditions.append(CONVERSATIONS.c.agent == wanted.agent)
    if wanted.state == "open":
        conditions.append(CONVERSATIONS.c.state != "closed")
    elif wanted.state:
        conditions.append(CONVERSATIONS.c.state == wanted.state)
    if wanted.before:
        place = tuple_(CONVERSATIONS.c.opened_at, CONVERSATIONS.c.conversation)
        conditions.append(place < wanted.before)
    return conditions


def _as_row(row: Row[Any]) -> ConversationRow:
    return ConversationRow(
        id=row.conversation,
        inbox=row.inbox,
        inbox_name="",
        channel=row.channel,
        contact=row.contact,
        visitor_name=row.visitor_name,
        opening=row.opening,
        state=row.state,
        agent=row.agent,
        opened_at=row.opened_at,
        waiting_since=row.waiting_since,
        accepted_at=row.accepted_at,
        closed_at=row.closed_at,
        close_reason=row.close_reason,
    )
