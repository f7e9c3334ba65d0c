"""Organisations, members and credentials, as rows.

Owns: their SQL.
Never: a decision.
Holds: writing credentials again for the same member changes the password and nothing else.
"""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, Select, func, insert, select, update

from deskbell.floor.vocabulary import ADMIN_PERMISSIONS, PERMISSIONS, Permission
from deskbell.kit.ids import new_id
from deskbell.people.model import Member, Organisation
from deskbell.people.tables import CREDENTIALS, GROUPS, MEMBERS, ORGANISATIONS


class Credentials(Struct, frozen=True):
    """What it takes to sign in, and for whom."""

    member: str
    organisation: str
    password_hash: str
    active: bool


def add_organisation(connection: Connection, *, name: str, time_zone: str, now: int) -> str:
    """A new organisation; answers its id."""
    organisation = new_id()
    connection.execute(
        insert(ORGANISATIONS).values(organisation=organisation, name=name, time_zone=time_zone, created_at=now)
    )
    return organisation


def rename_organisation(connection: Connection, organisation: str, *, name: str, time_zone: str) -> None:
    """The organisation's name and time zone from now on."""
    connection.execute(
        update(ORGANISATIONS).where(ORGANISATIONS.c.organisation == organisation).values(name=name, time_zone=time_zone)
    )


def find_organisation(connection: Connection, organisation: str) -> Organisation | None:
    """The organisation of this id."""
    row = connection.execute(select(ORGANISATIONS).where(ORGANISATIONS.c.organisation == organisation)).one_or_none()
    return Organisation(row.organisation, row.name, row.time_zone) if row else None


def list_members(connection: Connection, organisation: str) -> list[Member]:
    """Everybody in the organisation, by name."""
    rows = connection.execute(
        _members().where(MEMBERS.c.organisation == organisation).order_by(func.lower(MEMBERS.c.name), MEMBERS.c.member)
    )
    return [_as_member(row) for row in rows]


def find_member(connection: Connection, organisation: str, member: str) -> Member | None:
    """The member of this id, if he belongs to the organisation."""
    row = connection.execute(
        _members().where(MEMBERS.c.organisation == organisation, MEMBERS.c.member == member)
    ).one_or_none()
    return _as_member(row) if row else None


def count_members(connection: Connection, organisation: str, role: str) -> int:
    """How many hold this role, deactivated ones counted (product, section 2)."""
    held = select(func.count()).where(MEMBERS.c.organisation == organisation, MEMBERS.c.role == role)
    return connection.execute(held).scalar_one()


def find_permissions(connection: Connection, member: Member) -> list[Permission]:
    """What the member may do, as the floor's `authority.may` decides it."""
    if member.role != "admin":
        return list(PERMISSIONS) if member.role == "owner" else []
    if not member.group:
        return list(ADMIN_PERMISSIONS)
    held = select(GROUPS.c.permissions).where(GROUPS.c.group == member.group)
    return msgspec.json.decode(connection.execute(held).scalar_one(), type=list[Permission])


def find_language(connection: Connection, member: str) -> str:
    """The language the member chose, or empty."""
    chosen = select(CREDENTIALS.c.language).where(CREDENTIALS.c.member == member)
    return connection.execute(chosen).scalar_one_or_none() or ""


def find_credentials(connection: Connection, email: str) -> Credentials | None:
    """The account of this address. One who was never admitted is not active."""
    row = connection.execute(
        select(CREDENTIALS, MEMBERS.c.active)
        .outerjoin(MEMBERS, MEMBERS.c.member == CREDENTIALS.c.member)
        .where(CREDENTIALS.c.email == email)
    ).one_or_none()
    return Credentials(row.member, row.organisation, row.password_hash, bool(row.active)) if row else None


def find_any_owner(connection: Connection) -> tuple[str, str] | None:
    """Some active Owner of this installation, and his organisation."""
    owner = select(MEMBERS.c.member, MEMBERS.c.organisation).where(
        MEMBERS.c.role == "owner", MEMBERS.c.active.is_(True)
    )
    row = connection.execute(owner.limit(1)).one_or_none()
    return (row.member, row.organisation) if row else None


def find_password_hash(connection: Connection, member: str) -> str | None:
    """What was made of the member's password."""
    found = select(CREDENTIALS.c.password_hash).where(CREDENTIALS.c.member == member)
    return connection.execute(found).scalar_one_or_none()


def put_credentials(
    connection: Connection,
    *,
    member: str,
    organisation: str,
    email: str,
    password_hash: str,
    language: str,
    now: int,
) -> None:
    """Write the credentials of a member, or write them anew."""
    values = {"email": email, "password_hash": password_hash, "language": language, "changed_at": now}
    changed = connection.execute(update(CREDENTIALS).where(CREDENTIALS.c.member == member).values(**values))
    if not changed.rowcount:
        connection.execute(insert(CREDENTIALS).values(member=member, organisation=organisation, **values))


def put_password(connection: Connection, *, member: str, password_hash: str, now: int) -> None:
    """The member's password from now on."""
    connection.execute(
        update(CREDENTIALS).where(CREDENTIALS.c.member == member).values(password_hash=password_hash, changed_at=now)
    )


def _members() -> Select[Any]:
    return select(MEMBERS, CREDENTIALS.c.email).outerjoin(CREDENTIALS, CREDENTIALS.c.member == MEMBERS.c.member)


def _as_member(row: Row[Any]) -> Member:
    return Member(
        id=row.member,
        name=row.name,
        email=row.email or "",
        role=row.role,
        active=row.active,
        group=row.group,
        contact_center=row.contact_center,
        live_chat=row.live_chat,
        capacity=row.capacity,
    )
