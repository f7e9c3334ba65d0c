"""An empty ledger in a folder of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskbell.kit import migrate
from deskbell.kit.database import Database
from tests.ledger.book import Book


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and nothing in it."""
    path = tmp_path_factory.mktemp("empty") / "deskbell.db"
    with Database.open(path) as database:
        migrate.upgrade(database)
    return path


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    """An opened database with the schema."""
    path = tmp_path / "deskbell.db"
    shutil.copy(empty_database, path)
    with Database.open(path) as opened:
        yield opened


@pytest.fixture
def book(database: Database) -> Book:
    """The ledger of that database."""
    return Book(database)
