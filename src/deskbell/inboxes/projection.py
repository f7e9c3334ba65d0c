"""The table of inboxes, kept up from the floor's events.

Owns: writing `inboxes_inboxes`.
Holds: runs inside the sequencer's transaction.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, update

from deskbell.floor.events import InboxChanged, InboxCreated, InboxDeleted
from deskbell.inboxes.tables import INBOXES
from deskbell.ledger import Stored


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    for stored in batch:
        event = stored.event
        if isinstance(event, InboxCreated):
            connection.execute(
                insert(INBOXES).values(
                    inbox=event.inbox,
                    organisation=stored.organisation,
                    name=event.rules.name,
                    type=event.type,
                    created_at=stored.at,
                )
            )
        elif isinstance(event, InboxChanged):
            connection.execute(update(INBOXES).where(INBOXES.c.inbox == event.inbox).values(name=event.rules.name))
        elif isinstance(event, InboxDeleted):
            connection.execute(update(INBOXES).where(INBOXES.c.inbox == event.inbox).values(deleted_at=stored.at))
