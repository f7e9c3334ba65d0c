"""Revision 0008 tells an installation from before what its ledger knows: the same as if it had been there all along."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, select

from deskbell.kit import migrate
from deskbell.kit.database import Database
from deskbell.reports.tables import INTERVALS, STANDINGS
from tests.reports.lives import a_life, write_down


def rows(connection: Connection) -> list[list[tuple[object, ...]]]:
    return [
        sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in (INTERVALS, STANDINGS)
    ]


@pytest.mark.parametrize("seed", range(5))
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
