"""`/audit`: who did what, for the Owner.

Owns: parse → read, verify, export; that it is the Owner who asks was seen before (`web/rights.py`).
Never: a change of the log; that an export was made is an act like every other.
"""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Stream
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.audit import read
from deskbell.audit.export import write_csv
from deskbell.audit.keeper import HeadKeeper
from deskbell.audit.model import Acts, Verification
from deskbell.audit.read import Wanted
from deskbell.audit.verify import Walk
from deskbell.kit.acts import Act, RecordAct
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database

ROWS_MAX = 200
_NUMBER_MAX = 2**53

SearchText = Annotated[str, QueryParameter(max_length=100, description="Words of names, of what was done, of details")]
ById = Annotated[str, QueryParameter(name="by", max_length=26, description="The member who did it")]
WhatText = Annotated[
    str, QueryParameter(name="what", max_length=50, description="`inbox.deleted`, or `inbox` for all about inboxes")
]
Begin = Annotated[int | None, QueryParameter(name="from", ge=0, le=_NUMBER_MAX, description="The first instant")]
End = Annotated[int | None, QueryParameter(name="to", ge=0, le=_NUMBER_MAX, description="The instant after the last")]
Before = Annotated[int | None, QueryParameter(ge=1, le=_NUMBER_MAX, description="Acts before this number")]
RowLimit = Annotated[int, QueryParameter(ge=1, le=ROWS_MAX)]


class AuditController(Controller):
    """The audit log."""

    path = "/"
    tags = ("Audit",)

    @get("/audit", operation_id="listActs", summary="What was done, newest first")
    async def list_acts(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        search: SearchText = "",
        by: ById = "",
        what: WhatText = "",
        begin: Begin = None,
        end: End = None,
        before: Before = None,
        limit: RowLimit = 50,
    ) -> Acts:
        """For the Owner."""
        wanted = Wanted(search, by, what, begin, end)

        def find(connection: Connection) -> Acts:
            rows = read.list_acts(connection, member.organisation, wanted, before=before, limit=limit)
            return Acts(rows, read.count_acts(connection, member.organisation, wanted))

        return await database.read(find)

    @get("/audit/verification", operation_id="verifyActs", summary="Is the log as it was written?")
    async def verify(
        self,
        member: NamedDependency[Viewer],
        audit_keeper: NamedDependency[HeadKeeper],
    ) -> Verification:
        """For the Owner. Walks the chain from the first act to the last."""
        return as_verification(await audit_keeper.verify(member.organisation))

    @get("/audit.csv", operation_id="exportActs", summary="The log as CSV", media_type="text/csv")
    async def export(
        self,
        request: Request[Any, Any, Any],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        clock: NamedDependency[Clock],
        record_act: NamedDependency[RecordAct],
        search: SearchText = "",
        by: ById = "",
        what: WhatText = "",
        begin: Begin = None,
        end: End = None,
        before: Before = None,
    ) -> Stream:
        """For the Owner. In UTF-8; what a spreadsheet would take for a formula has an apostrophe before it."""
        act = Act(
            organisation=member.organisation,
            by=member.id,
            what="audit.exported",
            address=request.client.host if request.client else "",
            at=clock.now(),
        )
        await database.write(lambda connection: record_act(connection, act))
        wanted = Wanted(search, by, what, begin, end)
        pieces: AsyncIterator[str] = write_csv(database, member.organisation, wanted, before)
        return Stream(
            pieces,
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
        )


def as_verification(walk: Walk) -> Verification:
    """What a walk found."""
    return Verification(
        acts=walk.number,
        ok=walk.first_bad is None,
        first_bad=walk.first_bad,
        problem=walk.problem,
        head=walk.hash if walk.number else "",
    )
