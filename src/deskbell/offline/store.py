"""Messages that were left, as rows.

Owns: the SQL of `offline_messages` but for the first line of each; the cursor of its lists.
Never: a decision about access; it takes what the viewer may see as a condition.
Holds: a message is done by the one who found it open, and by nobody else.
"""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, func, select, tuple_, update

from deskbell.floor.vocabulary import Id, Instant
from deskbell.offline.model import OfflineMessage, State
from deskbell.offline.tables import MESSAGES
from deskbell.offline.words import read_words

_CURSOR = re.compile(r"([0-9]{1,16})-([0-9a-z]{26})")


class Sight(Struct, frozen=True):
    """Whose messages somebody may see: all, or those of these inboxes."""

    organisation: Id
    everything: bool
    inboxes: tuple[Id, ...] = ()


class Filter(Struct, frozen=True):
    """How a list is narrowed; empty is no matter."""

    state: State | None = None
    inbox: Id = ""
    before: tuple[Instant, Id] | None = None


def list_messages(connection: Connection, sight: Sight, wanted: Filter, limit: int) -> list[OfflineMessage]:
    """The newest `limit` messages that are seen and wanted."""
    rows = connection.execute(
        select(MESSAGES)
        .where(*_seen_by(sight), *_as_conditions(wanted))
        .order_by(MESSAGES.c.left_at.desc(), MESSAGES.c.conversation.desc())
        .limit(limit)
    )
    return [_as_message(connection, row) for row in rows.all()]


def count_open(connection: Connection, sight: Sight) -> int:
    """How many of those that are seen are open."""
    return connection.execute(select(func.count()).where(*_seen_by(sight), MESSAGES.c.state == "open")).scalar_one()


def find_message(connection: Connection, sight: Sight, conversation: Id) -> OfflineMessage | None:
    """One message, if it is seen."""
    row = connection.execute(
        select(MESSAGES).where(*_seen_by(sight), MESSAGES.c.conversation == conversation)
    ).one_or_none()
    return _as_message(connection, row) if row else None


def finish(connection: Connection, conversation: Id, by: Id, now: Instant, *, answered: bool) -> bool:
    """The message is done; False where it was before, and nothing has changed."""
    answer = {"answered_by": by, "answered_at": now} if answered else {}
    changed = (
        update(MESSAGES)
        .where(MESSAGES.c.conversation == conversation, MESSAGES.c.state == "open")
        .values(state="done", done_by=by, done_at=now, **answer)
    )
    return connection.execute(changed).rowcount == 1


def reopen(connection: Connection, conversation: Id) -> None:
    """The message waits again. That it was answered stays."""
    changed = update(MESSAGES).where(MESSAGES.c.conversation == conversation)
    connection.execute(changed.values(state="open", done_by="", done_at=None))


def as_cursor(message: OfflineMessage) -> str:
    """Where a list goes on after this message."""
    return f"{message.left_at}-{message.conversation}"


def read_cursor(text: str) -> tuple[Instant, Id] | None:
    """What `as_cursor` wrote, or None."""
    found = _CURSOR.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def _seen_by(sight: Sight) -> Sequence[ColumnElement[bool]]:
    ours = MESSAGES.c.organisation == sight.organisation
    return (ours,) if sight.everything else (ours, MESSAGES.c.inbox.in_(sight.inboxes))


def _as_conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(MESSAGES.c.state == wanted.state)
    if wanted.inbox:
        conditions.append(MESSAGES.c.inbox == wanted.inbox)
    if wanted.before:
        conditions.append(tuple_(MESSAGES.c.left_at, MESSAGES.c.conversation) < wanted.before)
    return conditions


def _as_message(connection: Connection, row: Row[Any]) -> OfflineMessage:
    """Names of inboxes and members are not of this room: they are put in later."""
    words = read_words(connection, row.organisation, row.conversation, row.seq)
    return OfflineMessage(
        conversation=row.conversation,
        inbox=row.inbox,
        inbox_name="",
        contact=row.contact,
        visitor_name=words.visitor_name,
        email=words.email,
        opening=words.opening,
        excerpt=words.excerpt,
        left_at=row.left_at,
        state=row.state,
        done_by=row.done_by,
        done_by_name="",
        done_at=row.done_at,
        answered=row.answered_at is not None,
        answered_by=row.answered_by,
        answered_by_name="",
        answered_at=row.answered_at,
    )
