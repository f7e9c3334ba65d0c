"""People's table of members, kept up from the floor's events.

Owns: `people_members`; ends sessions and invitations of who is deactivated.
Holds: runs inside the sequencer's transaction, so a member who is deactivated is signed out by the same commit.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, update

from deskbell.floor.events import MemberAdmitted, MemberChanged
from deskbell.ledger import Stored
from deskbell.people.sessions import end_sessions_of
from deskbell.people.tables import INVITATIONS, MEMBERS


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    for stored in batch:
        if isinstance(stored.event, MemberAdmitted):
            _admit(connection, stored, stored.event)
        elif isinstance(stored.event, MemberChanged):
            _change(connection, stored, stored.event)


def _admit(connection: Connection, stored: Stored, event: MemberAdmitted) -> None:
    connection.execute(
        insert(MEMBERS).values(
            member=event.member,
            organisation=stored.organisation,
            name=event.name,
            role=event.role,
            active=True,
            manages_inboxes=event.manages_inboxes,
            contact_center=event.contact_center,
            live_chat=event.live_chat,
            capacity=event.capacity,
            admitted_at=stored.at,
        )
    )


def _change(connection: Connection, stored: Stored, event: MemberChanged) -> None:
    connection.execute(
        update(MEMBERS)
        .where(MEMBERS.c.member == event.member)
        .values(
            name=event.name,
            role=event.role,
            active=event.active,
            manages_inboxes=event.manages_inboxes,
            contact_center=event.contact_center,
            live_chat=event.live_chat,
            capacity=event.capacity,
        )
    )
    if not event.active:
        end_sessions_of(connection, event.member)
        _revoke_invitations_by(connection, event.member, stored.at)


def _revoke_invitations_by(connection: Connection, member: str, now: int) -> None:
    connection.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.invited_by == member, INVITATIONS.c.taken_at.is_(None))
        .values(revoked_at=now)
    )
