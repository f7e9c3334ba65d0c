"""The log as CSV, a page at a time.

Owns: the columns of the file and what stands in them.
Never: the whole log in memory.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final

from deskbell.audit.model import ActRow
from deskbell.audit.read import Wanted, list_acts
from deskbell.kit.database import Database
from deskbell.kit.sheets import BOM, as_lines

ROWS_AT_ONCE: Final = 500
COLUMNS: Final = ("number", "at", "by", "by_name", "what", "subject", "subject_name", "details", "address")


async def write_csv(database: Database, organisation: str, wanted: Wanted, before: int | None) -> AsyncIterator[str]:
    """The file in pieces, newest act first."""
    yield BOM + as_lines([COLUMNS])
    while True:
        rows = await database.read(
            lambda connection, below=before: list_acts(  # type: ignore[misc]
                connection, organisation, wanted, before=below, limit=ROWS_AT_ONCE
            )
        )
        if rows:
            yield as_lines(map(_as_cells, rows))
            before = rows[-1].number
        if len(rows) < ROWS_AT_ONCE:
            return


def _as_cells(row: ActRow) -> tuple[str, ...]:
    details = "; ".join(f"{one.field}: {one.before or '–'} → {one.after or '–'}" for one in row.details)
    at = datetime.fromtimestamp(row.at / 1_000, UTC).isoformat(timespec="milliseconds")
    return (
        str(row.number),
        at.replace("+00:00", "Z"),
        row.by,
        row.by_name,
        row.what,
        row.subject,
        row.subject_name,
        details,
        row.address,
    )
