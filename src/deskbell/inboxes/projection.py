"""The table of inboxes, kept up from the floor's events.

Owns: writing `inboxes_inboxes`.
Holds: runs inside the sequencer's transaction.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, update

from deskbell.floor.events import InboxChanged, InboxCreated, InboxDeleted, InboxRules
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
                    type=event.type,
                    created_at=stored.at,
                    **_as_columns(event.rules),
                )
            )
        elif isinstance(event, InboxChanged):
            changed = update(INBOXES).where(INBOXES.c.inbox == event.inbox)
            connection.execute(changed.values(**_as_columns(event.rules)))
        elif isinstance(event, InboxDeleted):
            connection.execute(update(INBOXES).where(INBOXES.c.inbox == event.inbox).values(deleted_at=stored.at))


def _as_columns(rules: InboxRules) -> dict[str, Any]:
    inactivity = rules.inactivity
    return {
        "name": rules.name,
        "name_key": rules.name.casefold(),
        "mode": rules.mode,
        "offer_seconds": rules.offer_seconds,
        "claiming": rules.claiming,
        "priority": rules.priority,
        "capacity": rules.capacity,
        "inactivity_minutes": inactivity.minutes if inactivity else None,
        "inactivity_action": inactivity.action if inactivity else None,
        "inactivity_message": inactivity.message if inactivity else None,
        "inactivity_basis": inactivity.basis if inactivity else None,
        "grace_seconds": rules.grace_seconds,
        "prefers_last_agent": rules.prefers_last_agent,
        "abandon_minutes": rules.abandon_minutes,
    }
