"""Tables, jobs and waiting, for the tests of the database."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, Text, insert, select

from deskbell.kit.clock import ManualClock
from deskbell.kit.tables import table

SECONDS_MAX = 20

metadata = MetaData()
notes = table("notes", Column("id", Integer, primary_key=True), Column("text", Text, nullable=False), into=metadata)
# A reference that is looked at when COMMIT comes: the way to make a COMMIT fail.
claims = table(
    "claims",
    Column("note", Integer, ForeignKey("notes.id", deferrable=True, initially="DEFERRED"), nullable=False),
    into=metadata,
)


class HurriedClock(ManualClock):
    """A clock by which a second passes at every look."""

    def now(self) -> int:
        return self.advance(1_000)


class Gate:
    """Holds a job up until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, _connection: Connection) -> None:
        self.reached.set()
        assert self.opened.wait(SECONDS_MAX)


def write_note(text: str) -> Callable[[Connection], str]:
    """A job that writes one note and returns its text."""

    def job(connection: Connection) -> str:
        connection.execute(insert(notes).values(text=text))
        return text

    return job


def read_notes(connection: Connection) -> list[str]:
    """All notes, in the order of writing."""
    return list(connection.scalars(select(notes.c.text).order_by(notes.c.id)))


def notes_on_disk(path: Path) -> list[str]:
    """What somebody else sees who opens the file: what was committed."""
    outside = sqlite3.connect(path)
    try:
        return [text for (text,) in outside.execute("SELECT text FROM notes ORDER BY id")]
    finally:
        outside.close()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition, with a deadline."""
    ends_at = time.monotonic() + SECONDS_MAX
    while not condition():
        assert time.monotonic() < ends_at, "it never came about"
        await asyncio.sleep(0.005)
