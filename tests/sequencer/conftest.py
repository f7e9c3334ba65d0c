"""A desk to work at: one database, one clock, and the sequencers on it."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog

from deskbell.kit import migrate
from deskbell.kit.database import Database
from tests.sequencer.desk import Desk


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """What was logged; printing it, with every death's traceback, would take longer than the deaths."""
    with structlog.testing.capture_logs() as entries:
        yield entries


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and nothing in it."""
    path = tmp_path_factory.mktemp("empty") / "deskbell.db"
    with Database.open(path) as database:
        migrate.upgrade(database)
    return path


@pytest_asyncio.fixture
async def desk(tmp_path: Path, empty_database: Path) -> AsyncIterator[Desk]:
    """A desk with an Owner, who is available, and an automatic inbox."""
    desk = Desk(tmp_path / "deskbell.db", empty_database)
    await desk.settle_in()
    yield desk
    await desk.close()
