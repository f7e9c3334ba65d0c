"""Channels come and go with their inboxes.

Owns: the first channel of an inbox, which has the inbox's id, and its end.
Holds: runs inside the sequencer's transaction: no inbox without a channel, no live channel without an inbox.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from deskbell.channels import store
from deskbell.floor.events import InboxCreated, InboxDeleted
from deskbell.ledger import Stored


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    for stored in batch:
        event = stored.event
        if isinstance(event, InboxCreated):
            store.add_channel(
                connection,
                channel=event.inbox,
                organisation=stored.organisation,
                inbox=event.inbox,
                now=stored.at,
            )
        elif isinstance(event, InboxDeleted):
            store.deactivate_channels_of(connection, event.inbox)
