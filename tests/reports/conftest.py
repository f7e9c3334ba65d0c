"""The office that these tests are held in, and a database for those that need no office."""

from collections.abc import Iterator

import pytest

from deskbell.kit import migrate
from deskbell.kit.database import Database
from tests.office import office, owner

__all__ = ["database", "office", "owner"]


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One with our tables, for many organisations."""
    with Database.open(tmp_path_factory.mktemp("reports") / "desk.sqlite") as opened:
        migrate.upgrade(opened)
        yield opened
