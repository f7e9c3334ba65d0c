"""Where each conversation stands, kept up from the floor's events.

Owns: writing `history_conversations`.
Never: does anything for a message: the way from socket to socket stays two rows long.
Holds: runs inside the sequencer's transaction, so a list never contradicts the floor.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, insert, update

from deskbell.floor.events import (
    AnyEvent,
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatOffered,
    ChatOpened,
    ChatQueued,
    ChatTransferred,
    OfferEnded,
)
from deskbell.floor.vocabulary import Instant
from deskbell.history.tables import CONVERSATIONS
from deskbell.ledger import Stored

Values = Mapping[str, Any]


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    for stored in batch:
        if isinstance(stored.event, ChatOpened):
            _open(connection, stored, stored.event)
        elif as_values := _CHANGES.get(type(stored.event)):
            event: Any = stored.event
            connection.execute(
                update(CONVERSATIONS)
                .where(CONVERSATIONS.c.conversation == event.conversation)
                .values(**as_values(event, stored.at))
            )


def _open(connection: Connection, stored: Stored, event: ChatOpened) -> None:
    connection.execute(
        insert(CONVERSATIONS).values(
            conversation=event.conversation,
            organisation=stored.organisation,
            inbox=event.inbox,
            channel=event.channel,
            contact=event.contact,
            visitor_name=event.visitor_name,
            opening=event.opening,
            state="waiting",
            agent="",
            opened_at=stored.at,
            waiting_since=stored.at,
            close_reason="",
        )
    )


def _queued(event: ChatQueued, _at: Instant) -> Values:
    return {"state": "waiting", "agent": "", "inbox": event.inbox, "waiting_since": event.since}


def _offered(event: ChatOffered, _at: Instant) -> Values:
    return {"state": "offered", "agent": event.agent}


def _offer_ended(_event: OfferEnded, _at: Instant) -> Values:
    return {"state": "waiting", "agent": ""}


def _taken(event: ChatAccepted | ChatClaimed, at: Instant) -> Values:
    first = func.coalesce(CONVERSATIONS.c.accepted_at, at)
    return {"state": "active", "agent": event.agent, "accepted_at": first}


def _transferred(event: ChatTransferred, _at: Instant) -> Values:
    return {"agent": event.agent}


def _closed(event: ChatClosed, at: Instant) -> Values:
    return {"state": "closed", "agent": event.agent, "closed_at": at, "close_reason": event.reason}


_CHANGES: Final[Mapping[type[AnyEvent], Callable[[Any, Instant], Values]]] = {
    ChatQueued: _queued,
    ChatOffered: _offered,
    OfferEnded: _offer_ended,
    ChatAccepted: _taken,
    ChatClaimed: _taken,
    ChatTransferred: _transferred,
    ChatClosed: _closed,
}
