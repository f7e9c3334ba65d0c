"""Which chats a contact has, kept up from the floor's events.

Owns: writing `contacts_chats`.
Never: a row for a message: only the opening, the taking and the end of a chat are of interest here.
Holds: runs inside the sequencer's transaction.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, update

from deskbell.contacts.tables import CHATS
from deskbell.floor.events import ChatAccepted, ChatClaimed, ChatClosed, ChatOpened
from deskbell.ledger import Stored


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    for stored in batch:
        event = stored.event
        if isinstance(event, ChatOpened):
            connection.execute(
                insert(CHATS).values(
                    conversation=event.conversation,
                    organisation=stored.organisation,
                    contact=event.contact,
                    channel=event.channel,
                    inbox=event.inbox,
                    agent="",
                    opened_at=stored.at,
                    close_reason="",
                )
            )
        elif isinstance(event, ChatAccepted | ChatClaimed):
            connection.execute(
                update(CHATS).where(CHATS.c.conversation == event.conversation).values(agent=event.agent)
            )
        elif isinstance(event, ChatClosed):
            connection.execute(
                update(CHATS)
                .where(CHATS.c.conversation == event.conversation)
                .values(closed_at=stored.at, close_reason=event.reason, agent=event.agent)
            )
