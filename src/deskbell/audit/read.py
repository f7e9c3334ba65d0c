"""Reading the log: newest first, narrowed by who, what, when and words.

Owns: the SQL that reads `audit_acts`.
Never: more rows at once than were asked for.
"""

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from deskbell.audit.chain import decode_details
from deskbell.audit.model import ActRow, ChangedField
from deskbell.audit.tables import ACTS


class Wanted(Struct, frozen=True):
    """How the log is narrowed; empty and None are no matter. `begin` and `end` are instants, `end` not included."""

    search: str = ""
    by: str = ""
    what: str = ""
    begin: int | None = None
    end: int | None = None


def list_acts(
    connection: Connection, organisation: str, wanted: Wanted, *, before: int | None, limit: int
) -> list[ActRow]:
    """The newest `limit` acts with a number below `before`."""
    conditions = _as_conditions(organisation, wanted)
    if before is not None:
        conditions.append(ACTS.c.number < before)
    rows = connection.execute(select(ACTS).where(*conditions).order_by(ACTS.c.number.desc()).limit(limit))
    return [_as_row(row) for row in rows]


def count_acts(connection: Connection, organisation: str, wanted: Wanted) -> int:
    """How many there are altogether."""
    counted = select(func.count()).select_from(ACTS).where(*_as_conditions(organisation, wanted))
    return connection.execute(counted).scalar_one()


def _as_conditions(organisation: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [ACTS.c.organisation == organisation]
    if wanted.by:
        conditions.append(ACTS.c.by == wanted.by)
    if wanted.what:
        conditions.append(or_(ACTS.c.what == wanted.what, ACTS.c.what.startswith(f"{wanted.what}.", autoescape=True)))
    if wanted.begin is not None:
        conditions.append(ACTS.c.at >= wanted.begin)
    if wanted.end is not None:
        conditions.append(ACTS.c.at < wanted.end)
    for word in wanted.search.casefold().split():
        conditions.append(ACTS.c.words.contains(word, autoescape=True))
    return conditions


def _as_row(row: Row[Any]) -> ActRow:
    return ActRow(
        number=row.number,
        at=row.at,
        by=row.by,
        by_name=row.by_name,
        what=row.what,
        subject=row.subject,
        subject_name=row.subject_name,
        details=[ChangedField(*detail) for detail in decode_details(row.details)],
        address=row.address,
    )
