"""The messages that were left, kept up from the floor's events.

Owns: the beginning of each row; what becomes of a message later is no event.
Never: a statement for any other event.
Holds: runs inside the sequencer's transaction.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert

from deskbell.audience.streams import conversation_stream
from deskbell.floor.events import MessageLeft
from deskbell.ledger import Stored
from deskbell.offline.tables import MESSAGES


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    for stored in batch:
        if isinstance(stored.event, MessageLeft):
            _keep(connection, stored, stored.event)


def _keep(connection: Connection, stored: Stored, event: MessageLeft) -> None:
    connection.execute(
        insert(MESSAGES).values(
            conversation=event.conversation,
            organisation=stored.organisation,
            inbox=event.inbox,
            contact=event.contact,
            seq=dict(stored.positions)[conversation_stream(event.conversation)],
            left_at=stored.at,
            state="open",
            done_by="",
            answered_by="",
        )
    )
