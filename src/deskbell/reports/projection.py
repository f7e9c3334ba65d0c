"""The intervals of each member, kept up from the floor's events.

Owns: writing `reports_intervals` and `reports_standings`.
Never: a statement for an event that is not about a member.
Holds: runs inside the sequencer's transaction; what happens at one instant is one change, so that no interval is
    without length, and five hundred agents whose consoles come back at once are a few statements.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from msgspec.structs import asdict
from sqlalchemy import Connection, and_, bindparam, delete, select, update

from deskbell.floor.vocabulary import Id, Instant
from deskbell.kit.inserts import insert_many
from deskbell.ledger import Stored
from deskbell.reports.standing import CHANGES, Standing
from deskbell.reports.tables import INTERVALS, STANDINGS

Row = dict[str, Any]
Standings = Mapping[Id, Standing]

# Fewer than the parameters a statement may have.
_MEMBERS_PER_QUERY = 500

_lasting = and_(
    INTERVALS.c.organisation == bindparam("of_organisation"),
    INTERVALS.c.member == bindparam("of_member"),
    INTERVALS.c.kind == bindparam("of_kind"),
    INTERVALS.c.ended_at.is_(None),
)
_FORGET: Final = delete(INTERVALS).where(_lasting, INTERVALS.c.began_at == bindparam("at"))
_END: Final = update(INTERVALS).where(_lasting).values(ended_at=bindparam("at"))
_STAND: Final = (
    update(STANDINGS)
    .where(STANDINGS.c.organisation == bindparam("of_organisation"), STANDINGS.c.member == bindparam("of_member"))
    .values({name: bindparam(f"now_{name}") for name in Standing.__struct_fields__})
)


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The rows that follow from these events."""
    told = [stored for stored in batch if type(stored.event) in CHANGES]
    for (organisation, at), events in groupby(told, key=lambda stored: (stored.organisation, stored.at)):
        _turn(connection, organisation, at, [stored.event for stored in events])


def _turn(connection: Connection, organisation: Id, at: Instant, events: Sequence[Any]) -> None:
    """Everything that these events change at one instant."""
    before = _find_standings(connection, organisation, sorted({event.member for event in events}))
    after = dict(before)
    for event in events:
        after[event.member] = CHANGES[type(event)](after.get(event.member, Standing()), event)
    _end_and_begin(connection, organisation, at, before, after)
    _write_standings(connection, organisation, before, after)


def _find_standings(connection: Connection, organisation: Id, members: Sequence[Id]) -> dict[Id, Standing]:
    found: dict[Id, Standing] = {}
    for start in range(0, len(members), _MEMBERS_PER_QUERY):
        some = members[start : start + _MEMBERS_PER_QUERY]
        rows = connection.execute(
            select(STANDINGS).where(STANDINGS.c.organisation == organisation, STANDINGS.c.member.in_(some))
        )
        for row in rows:
            found[row.member] = Standing(row.active, row.status, row.reason, row.connection, row.on_hold)
    return found


def _end_and_begin(connection: Connection, organisation: Id, at: Instant, before: Standings, after: Standings) -> None:
    ends: list[Row] = []
    begins: list[Row] = []
    for member, standing in after.items():
        were, are = before[member].values() if member in before else {}, standing.values()
        for kind in were.keys() | are.keys():
            if were.get(kind) == are.get(kind):
                continue
            if kind in were:
                ends.append({"of_organisation": organisation, "of_member": member, "of_kind": kind, "at": at})
            if kind in are:
                value, reason = are[kind]
                begins.append(_interval(organisation, member, kind, at, value, reason))
    if ends:
        # What began at this very instant has no length: it is forgotten, and not ended.
        connection.execute(_FORGET, ends)
        connection.execute(_END, ends)
    insert_many(connection, INTERVALS, begins)


def _interval(organisation: Id, member: Id, kind: str, at: Instant, value: str, reason: str) -> Row:
    return {
        "organisation": organisation,
        "member": member,
        "kind": kind,
        "began_at": at,
        "value": value,
        "reason": reason,
    }


def _write_standings(connection: Connection, organisation: Id, before: Standings, after: Standings) -> None:
    changed: list[Row] = []
    new: list[Row] = []
    for member, standing in after.items():
        if member not in before:
            new.append({"organisation": organisation, "member": member, **asdict(standing)})
        elif standing != before[member]:
            now = {f"now_{name}": value for name, value in asdict(standing).items()}
            changed.append({"of_organisation": organisation, "of_member": member, **now})
    if changed:
        connection.execute(_STAND, changed)
    insert_many(connection, STANDINGS, new)
