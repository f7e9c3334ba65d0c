"""A database in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbell.kit.database import Database
from tests.kit.database_world import metadata


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "data" / "test.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """An opened database with the tables of `database_world`."""
    with Database.open(path) as opened:
        opened.write_sync(metadata.create_all)
        yield opened
