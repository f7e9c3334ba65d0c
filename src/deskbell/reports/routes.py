"""`/reports`: how members spent their time.

Owns: parse → access → store.
Never: a change.
Holds: everybody may read about himself; about others, whoever has the permission `reports`.
"""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.floor.authority import find_member, may, not_allowed
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id, by_member
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import not_found, wrong_field
from deskbell.reports import store
from deskbell.reports.model import Intervals, StatusTimes
from deskbell.reports.range import Range, read_range
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor

ROWS_MAX = 200
_INSTANT_MAX = 2**53

Begin = Annotated[int | None, QueryParameter(name="from", ge=0, le=_INSTANT_MAX, description="The first instant")]
End = Annotated[
    int | None,
    QueryParameter(
        name="to", ge=0, le=_INSTANT_MAX, description="The instant after the last; at most 90 days after `from`"
    ),
]
MemberId = Annotated[str, QueryParameter(name="member", max_length=26, description="One member")]
Cursor = Annotated[str, QueryParameter(max_length=30, description="`next` of the page before")]
RowLimit = Annotated[int, QueryParameter(ge=1, le=ROWS_MAX)]

Names = dict[Id, str]


class ReportController(Controller):
    """Reports."""

    path = "/reports"
    tags = ("Reports",)

    @get("/statuses", operation_id="getStatusTimes", summary="How long members were in each status")
    async def get_status_times(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        clock: NamedDependency[Clock],
        begin: Begin = None,
        end: End = None,
        whom: MemberId = "",
    ) -> StatusTimes:
        """Of everybody whom you may read about, or of one. What is still to come is left out."""
        wanted = read_range(begin, end).until(clock.now())
        names = await _find_readable(sequencers, member, whom)
        times: dict[Id, store.Times] = {}
        for some in store.in_parts(list(names)):
            times |= await database.read(partial(_sum_times, member.organisation, wanted, some))
        told = [store.as_member_times(one, names[one], times[one]) for one in names if one in times]
        return StatusTimes(begin=wanted.begin, end=wanted.end, members=told)

    @get("/statuses/intervals", operation_id="listStatusIntervals", summary="One member's intervals, newest first")
    async def list_status_intervals(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        begin: Begin = None,
        end: End = None,
        whom: MemberId = "",
        before: Cursor = "",
        limit: RowLimit = 100,
    ) -> Intervals:
        """Of status, connection and hold, as they were; without `member` your own."""
        wanted, place = read_range(begin, end), store.read_cursor(before)
        if before and place is None:
            raise wrong_field("before", "is not a place in this list", "the `next` of an earlier page")
        whom = whom or member.id
        await _find_readable(sequencers, member, whom)
        rows = await database.read(
            lambda connection: store.list_intervals(connection, member.organisation, whom, wanted, place, limit + 1)
        )
        more = len(rows) > limit
        return Intervals(whom, rows[:limit], store.as_cursor(rows[limit - 1]) if more else None)


def _sum_times(organisation: Id, wanted: Range, members: Sequence[Id], connection: Connection) -> dict[Id, store.Times]:
    return store.sum_times(connection, organisation, wanted, members)


async def _find_readable(sequencers: Sequencers, viewer: Viewer, whom: Id) -> Names:
    """Whom the viewer may read about, by name, or this one alone. Raises `Problem` and `RefusedByFloor`."""
    sequencer = await sequencers.of(viewer.organisation)
    everybody, names = await sequencer.look(lambda floor, _: _names_for(floor, viewer.id))
    if not whom:
        return names
    if whom in names:
        return {whom: names[whom]}
    raise not_found() if everybody else RefusedByFloor(not_allowed())


def _names_for(floor: Floor, viewer: Id) -> tuple[bool, Names]:
    """Whether he may read about everybody, and the names of whom he may."""
    asking = find_member(floor, by_member(viewer))
    if asking is None:
        return False, {}
    if not may(floor, asking, "reports"):
        return False, {asking.id: asking.name}
    ordered = sorted(floor.members.values(), key=lambda one: (one.name.casefold(), one.id))
    return True, {one.id: one.name for one in ordered}
