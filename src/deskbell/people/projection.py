"""People's tables of members, permission groups and seats, kept up from the floor's events.

Owns: `people_members`, `people_groups`, `people_licences`; ends sessions and invitations of who is deactivated.
Holds: runs inside the sequencer's transaction, so a member who is deactivated is signed out by the same commit.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from deskbell.floor.events import GroupChanged, GroupCreated, GroupDeleted, MemberAdmitted, MemberChanged, SeatsSet
from deskbell.floor.vocabulary import LICENCES, Licence
from deskbell.ledger import Stored
from deskbell.people.resets import forget_resets
from deskbell.people.sessions import end_sessions_of
from deskbell.people.tables import GROUPS, INVITATIONS, MEMBERS
from deskbell.people.tables import LICENCES as LICENCES_TABLE

_COUNTED = (MemberAdmitted, MemberChanged, SeatsSet)


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    organisations = dict.fromkeys(stored.organisation for stored in batch if isinstance(stored.event, _COUNTED))
    for stored in batch:
        match stored.event:
            case MemberAdmitted():
                _admit(connection, stored, stored.event)
            case MemberChanged():
                _change(connection, stored, stored.event)
            case GroupCreated() | GroupChanged():
                _put_group(connection, stored, stored.event)
            case GroupDeleted():
                connection.execute(delete(GROUPS).where(GROUPS.c.group == stored.event.group))
    seats = {
        (stored.organisation, stored.event.licence): stored.event.seats
        for stored in batch
        if isinstance(stored.event, SeatsSet)
    }
    # At the end: what some gave back may have been taken by others on the way.
    for organisation in organisations:
        for licence in LICENCES:
            _count_seats(connection, organisation, licence, seats)


def _admit(connection: Connection, stored: Stored, event: MemberAdmitted) -> None:
    connection.execute(
        insert(MEMBERS).values(
            member=event.member,
            organisation=stored.organisation,
            name=event.name,
            role=event.role,
            active=True,
            group=event.group,
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
            group=event.group,
            contact_center=event.contact_center,
            live_chat=event.live_chat,
            capacity=event.capacity,
        )
    )
    if not event.active or event.role != "member":
        # It may have been made by an Admin while this was a Member, whose account he looks after.
        forget_resets(connection, event.member)
    if not event.active:
        end_sessions_of(connection, event.member)
        _revoke_invitations_by(connection, event.member, stored.at)


def _put_group(connection: Connection, stored: Stored, event: GroupCreated | GroupChanged) -> None:
    permissions = msgspec.json.encode(event.permissions).decode()
    values = {"name": event.name, "permissions": permissions}
    if isinstance(event, GroupChanged):
        connection.execute(update(GROUPS).where(GROUPS.c.group == event.group).values(**values))
    else:
        connection.execute(insert(GROUPS).values(group=event.group, organisation=stored.organisation, **values))


def _count_seats(
    connection: Connection, organisation: str, licence: Licence, seats: dict[tuple[str, Licence], int | None]
) -> None:
    held = select(func.count()).where(
        MEMBERS.c.organisation == organisation, MEMBERS.c.active.is_(True), MEMBERS.c[licence].is_(True)
    )
    values: dict[str, Any] = {"assigned": connection.execute(held).scalar_one()}
    if (organisation, licence) in seats:
        values["seats"] = seats[organisation, licence]
    row = (LICENCES_TABLE.c.organisation == organisation) & (LICENCES_TABLE.c.licence == licence)
    if not connection.execute(update(LICENCES_TABLE).where(row).values(**values)).rowcount:
        connection.execute(insert(LICENCES_TABLE).values(organisation=organisation, licence=licence, **values))


def _revoke_invitations_by(connection: Connection, member: str, now: int) -> None:
    connection.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.invited_by == member, INVITATIONS.c.taken_at.is_(None))
        .values(revoked_at=now)
    )
