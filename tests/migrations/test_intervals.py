"""Revision 0008 tells an installation from before what its ledger knows: the same as if it had been there all along."""

from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, select

from deskbell.kit import migrate
from deskbell.kit.database import Database
from deskbell.reports.tables import INTERVALS, STANDINGS
from tests.reports.lives import a_life, write_down

Row = tuple[object, ...]


def rows(connection: Connection) -> list[list[Row]]:
    intervals, standings = (
        sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in (INTERVALS, STANDINGS)
    )
    return [joined(intervals), standings]


def joined(intervals: list[Row]) -> list[Row]:
    """Two that meet and say the same are one: whether an instant was one commit or two is not in the ledger."""
    names = INTERVALS.c.keys()
    whose = [names.index(name) for name in ("organisation", "member", "kind")]
    value = [names.index(name) for name in ("value", "reason")]
    began, ended = names.index("began_at"), names.index("ended_at")
    whole: list[Row] = []
    for _, some in groupby(intervals, key=lambda row: [row[place] for place in whose]):
        first = True
        for row in sorted(some, key=lambda row: str(row[began])):
            last = whole[-1] if whole and not first else None
            if last and last[ended] == row[began] and [last[one] for one in value] == [row[one] for one in value]:
                whole[-1] = (*last[:ended], row[ended], *last[ended + 1 :])
            else:
                whole.append(row)
            first = False
    return whole


@pytest.mark.parametrize("seed", range(8))
def test_the_ledger_s_past_is_found_again(tmp_path: Path, seed: int):
    with Database.open(tmp_path / "deskbell.db") as database:
        migrate.upgrade(database)
        for life in range(2):
            database.write_sync(write_down(a_life(Random(2 * seed + life), 200))[1])
        before = database.read_sync(rows)
        assert len(before[0]) > 50
        migrate.downgrade(database, "0007")
        migrate.upgrade(database)
        assert database.read_sync(rows) == before
