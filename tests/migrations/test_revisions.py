"""The revisions, run one after the other, yield the tables that the code speaks of, and can be taken back."""

from pathlib import Path

import deskbell.main  # noqa: F401 - the one module that knows every room, and with it every table
from deskbell.kit import migrate
from deskbell.kit.database import Database
from deskbell.kit.drift import find_drift


def test_the_database_and_the_code_agree(tmp_path: Path):
    with Database.open(tmp_path / "deskbell.db") as database:
        migrate.upgrade(database)
        assert find_drift(database) == []


def test_every_revision_can_be_taken_back(tmp_path: Path):
    with Database.open(tmp_path / "deskbell.db") as database:
        migrate.upgrade(database)
        migrate.downgrade(database, migrate.BASE)
        migrate.upgrade(database)
        assert find_drift(database) == []
