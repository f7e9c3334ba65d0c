"""A desk to work at: one database, one clock, and the sequencers on it."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
import pytest_asyncio
import structlog

from deskbell.kit import migrate
from deskbell.kit.database import Database
from tests.sequencer.desk import Desk
from tests.sequencer.fast_folder import fast_folder
from tests.sequencer.reference.life import Live, ReferenceLife


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


def _open_sqlite(folder: Path, empty_database: Path) -> Database:
    path = folder / "deskbell.db"
    path.write_bytes(empty_database.read_bytes())
    return Database.open(path)


OPEN_DATABASE: Final[dict[str, Callable[[Path, Path], Database]]] = {"sqlite": _open_sqlite}
"""One line for each database that the sequencer runs on."""


@pytest.fixture(params=OPEN_DATABASE)
def live(
    request: pytest.FixtureRequest, empty_database: Path, logged: list[MutableMapping[str, Any]]
) -> Iterator[Live]:
    """Live one life on one database for all, in an organisation of its own."""
    numbers = itertools.count()
    with (
        fast_folder() as folder,
        OPEN_DATABASE[request.param](folder, empty_database) as database,
        asyncio.Runner() as runner,
    ):

        def live_one(random: Random, steps: int) -> ReferenceLife:
            life = ReferenceLife(random, database, f"o{next(numbers):05d}")
            runner.run(life.live(steps))
            # What was logged of the deaths holds on to everything that died.
            logged.clear()
            return life

        yield live_one


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much was compared with the reference, in one line, for whoever wants to know what a run is worth."""
    count: Counter[str] = Counter()
    for report in terminalreporter.getreports(""):
        if report.when == "teardown":
            count.update(dict(report.user_properties).get("reference", {}))
    if count:
        terminalreporter.write_line("reference: " + " ".join(f"{what}={number}" for what, number in count.items()))
