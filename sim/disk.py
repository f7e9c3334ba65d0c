"""The disk: a real SQLite database in memory, in which the product's own SQL is run.

Owns: the connection, and an empty database with the newest schema for each world.
Never: a fault (`weather.py`), a delay (`storage.py`).
Holds: what was committed stays, whoever dies; what was not is gone.
"""

import sqlite3
from functools import lru_cache
from typing import NamedTuple

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from deskbell.kit.migrate import MIGRATIONS
from deskbell.kit.tables import metadata


class _Drive(NamedTuple):
    engine: Engine
    driver: sqlite3.Connection
    empty: bytes


def new_disk() -> Connection:
    """A connection to an empty database. The one before is gone: one world at a time."""
    drive = _drive()
    drive.driver.rollback()
    drive.driver.deserialize(drive.empty)
    drive.driver.execute("PRAGMA foreign_keys=ON")
    return drive.engine.connect()


@lru_cache(maxsize=1)
def _drive() -> _Drive:
    # As `kit.sqlite` opens it, as far as that means anything in memory.
    driver = sqlite3.connect(":memory:", isolation_level=None, cached_statements=512, check_same_thread=False)
    driver.execute("PRAGMA foreign_keys=ON")
    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        _migrate(connection)
    return _Drive(engine, driver, driver.serialize())


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    command.upgrade(config, "head")
