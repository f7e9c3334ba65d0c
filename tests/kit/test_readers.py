"""Readers see one moment, cannot write, and do not stay for ever."""

import asyncio

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from deskbell.kit.database import Database
from deskbell.kit.trouble import ReadTooLong
from tests.kit.database_world import Gate, HurriedClock, metadata, notes, read_notes, until, write_note

pytestmark = pytest.mark.asyncio

COUNT_FOR_EVER = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
COUNT_A_WHILE = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT count(*) FROM n"
)


@pytest.mark.parametrize("permit", [False, True])
async def test_a_reader_cannot_write_even_when_it_tries_to_permit_itself(database, permit):
    def write(connection):
        if permit:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
        write_note("sneaked in")(connection)

    with pytest.raises(OperationalError, match="readonly"):
        await database.read(write)
    assert await database.read(read_notes) == []


async def test_a_reader_cannot_checkpoint(database):
    await database.write(write_note("x"))
    with pytest.raises(OperationalError):
        await database.read(lambda connection: connection.exec_driver_sql("PRAGMA wal_checkpoint").fetchone())


async def test_all_queries_of_a_read_see_the_same_moment(database):
    await database.write(write_note("before"))
    gate = Gate()

    def read_twice(connection):
        first = read_notes(connection)
        gate(connection)
        return first, read_notes(connection)

    reading = asyncio.ensure_future(database.read(read_twice))
    await until(gate.reached.is_set)
    await database.write(write_note("meanwhile"))
    gate.opened.set()
    assert await reading == (["before"], ["before"])
    assert await database.read(read_notes) == ["before", "meanwhile"]


async def test_one_slow_read_does_not_hold_up_the_others(database):
    gate = Gate()
    slow = asyncio.ensure_future(database.read(gate))
    await until(gate.reached.is_set)
    assert await database.read(read_notes) == []
    gate.opened.set()
    await slow


async def test_a_read_is_stopped_at_its_deadline_and_the_next_one_is_not(path):
    with Database.open(path, clock=HurriedClock(), reader_threads=1) as database:
        await database.write(metadata.create_all)
        with pytest.raises(ReadTooLong, match="5 s"):
            await database.read(lambda connection: connection.scalar(COUNT_FOR_EVER))
        assert await database.read(lambda connection: list(connection.execute(select(notes)))) == []


async def test_a_read_within_its_time_is_left_alone(database):
    assert await database.read(lambda connection: connection.scalar(COUNT_A_WHILE)) == 100_000


async def test_an_error_is_its_callers_and_the_reader_goes_on(path):
    with Database.open(path, reader_threads=1) as database:
        with pytest.raises(OperationalError, match="no such table"):
            await database.read(lambda connection: connection.execute(text("SELECT * FROM missing")))
        with pytest.raises(ZeroDivisionError):
            await database.read(lambda _connection: 1 // 0)
        assert await database.read(lambda connection: connection.scalar(text("SELECT 1"))) == 1


async def test_reads_from_a_thread(database):
    database.write_sync(write_note("x"))
    assert await asyncio.to_thread(database.read_sync, read_notes) == ["x"]
    with pytest.raises(RuntimeError, match="for ever"):
        await database.read(lambda _connection: database.read_sync(read_notes))
