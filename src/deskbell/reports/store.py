"""Intervals, as rows and as sums.

Owns: the SQL that reads `reports_intervals`; the cursor of the list.
Never: a decision about who may see whose.
Holds: sums are clipped to the range: an interval counts with the part of it that lies inside.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    tuple_,
    union_all,
)

from deskbell.floor.vocabulary import Id, Instant, Milliseconds
from deskbell.reports.model import AwayTime, Interval, MemberTimes
from deskbell.reports.range import Range
from deskbell.reports.standing import Kind
from deskbell.reports.tables import INTERVALS, STANDINGS

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MEMBERS_PER_QUERY: Final = 50
"""Ninety days of so many are far within the deadline of a read."""

_CURSOR = re.compile(r"([0-9]{1,16})-(status|connection|hold)")

Times = Mapping[tuple[str, str, str], Milliseconds]
"""By kind, value and reason."""


def sum_times(connection: Connection, organisation: Id, wanted: Range, members: Sequence[Id]) -> dict[Id, Times]:
    """For each of these members (at most MEMBERS_PER_QUERY) who has an interval in the range: how long it was what."""
    if wanted.end == wanted.begin:
        return {}
    touching = _touching(organisation, wanted, members).subquery()
    began_in = case((touching.c.began_at < wanted.begin, wanted.begin), else_=touching.c.began_at)
    ended_in = case((touching.c.ended_at < wanted.end, touching.c.ended_at), else_=wanted.end)
    by = (touching.c.member, touching.c.kind, touching.c.value, touching.c.reason)
    found: dict[Id, dict[tuple[str, str, str], Milliseconds]] = defaultdict(dict)
    for one, kind, value, reason, sum_ms in connection.execute(
        select(*by, func.sum(ended_in - began_in)).group_by(*by)
    ):
        found[one][kind, value, reason] = sum_ms
    return dict(found)


def as_member_times(member: Id, name: str, times: Times) -> MemberTimes:
    """The sums of one member as they are told."""

    def total(kind: Kind, *values: str) -> Milliseconds:
        return sum(ms for (of, value, _), ms in times.items() if of == kind and value in values)

    away = [AwayTime(reason, ms) for (kind, value, reason), ms in times.items() if (kind, value) == ("status", "away")]
    return MemberTimes(
        member=member,
        name=name,
        available_ms=total("status", "available"),
        busy_ms=total("status", "busy"),
        away_ms=total("status", "away"),
        offline_ms=total("status", "offline"),
        away=sorted(away, key=lambda one: (-one.ms, one.reason)),
        reachable_ms=total("connection", "attached", "leased"),
        on_hold_ms=total("hold", "on"),
    )


def list_intervals(
    connection: Connection,
    organisation: Id,
    member: Id,
    wanted: Range,
    before: tuple[Instant, str] | None,
    limit: int,
) -> list[Interval]:
    """The newest `limit` intervals of a member that touch the range."""
    intervals = INTERVALS.c
    place = tuple_(intervals.began_at, intervals.kind)
    still = or_(intervals.ended_at > wanted.begin, intervals.ended_at.is_(None))
    rows = connection.execute(
        select(INTERVALS)
        .where(intervals.organisation == organisation, intervals.member == member, intervals.kind.in_(KINDS))
        .where(intervals.began_at < wanted.end, still, *(() if before is None else (place < before,)))
        .order_by(intervals.began_at.desc(), intervals.kind.desc())
        .limit(limit)
    )
    return [_as_interval(row) for row in rows]


def find_members(connection: Connection, organisation: Id) -> list[Id]:
    """Everybody who was ever a member of the organisation."""
    rows = connection.execute(select(STANDINGS.c.member).where(STANDINGS.c.organisation == organisation))
    return list(rows.scalars())


def intervals_of(connection: Connection, organisation: Id, wanted: Range) -> dict[Id, list[Interval]]:
    """Everybody's intervals that touch the range, oldest first."""
    found: dict[Id, list[Interval]] = defaultdict(list)
    for members in in_parts(find_members(connection, organisation)):
        touching = _touching(organisation, wanted, members).subquery()
        for row in connection.execute(select(touching).order_by(touching.c.began_at, touching.c.kind)):
            found[row.member].append(_as_interval(row))
    return dict(found)


def in_parts(members: Sequence[Id]) -> Iterator[Sequence[Id]]:
    """As many members as are asked about at once."""
    return (members[start : start + MEMBERS_PER_QUERY] for start in range(0, len(members), MEMBERS_PER_QUERY))


def as_cursor(interval: Interval) -> str:
    """Where a list goes on after this interval."""
    return f"{interval.began_at}-{interval.kind}"


def read_cursor(text: str) -> tuple[Instant, str] | None:
    """What `as_cursor` wrote, or None."""
    found = _CURSOR.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def _touching(organisation: Id, wanted: Range, members: Sequence[Id]) -> CompoundSelect[Any]:
    """Intervals that touch the range. Of one kind they follow each other, so they are those that begin in it and the
    last one before: nothing is read of the years before and after, whatever has gathered there."""
    intervals = INTERVALS.c
    begin_in_it = select(INTERVALS).where(
        intervals.organisation == organisation,
        intervals.member.in_(members),
        intervals.kind.in_(KINDS),
        intervals.began_at >= wanted.begin,
        intervals.began_at < wanted.end,
    )
    return union_all(begin_in_it, *[_lasting_at(organisation, wanted.begin, members, kind) for kind in KINDS])


def _lasting_at(organisation: Id, instant: Instant, members: Sequence[Id], kind: Kind) -> Select[Any]:
    """The interval of each member that began before an instant and lasted at it."""
    intervals, others = INTERVALS.c, INTERVALS.alias()
    latest = (
        select(func.max(others.c.began_at))
        .where(
            others.c.organisation == STANDINGS.c.organisation,
            others.c.member == STANDINGS.c.member,
            others.c.kind == kind,
            others.c.began_at < instant,
        )
        .correlate(STANDINGS)
        .scalar_subquery()
    )
    its_own = and_(
        intervals.organisation == STANDINGS.c.organisation,
        intervals.member == STANDINGS.c.member,
        intervals.kind == kind,
        intervals.began_at == latest,
    )
    return (
        select(INTERVALS)
        .select_from(STANDINGS.join(INTERVALS, its_own))
        .where(STANDINGS.c.organisation == organisation, STANDINGS.c.member.in_(members))
        .where(or_(intervals.ended_at > instant, intervals.ended_at.is_(None)))
    )


def _as_interval(row: Any) -> Interval:
    return Interval(row.kind, row.value, row.reason, row.began_at, row.ended_at)
