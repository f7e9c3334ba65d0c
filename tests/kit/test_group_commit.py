"""Many jobs, one transaction: what they share and what they do not."""

import asyncio
import sqlite3
import threading

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from deskbell.kit.backend import open_backend
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.kit.readers import Readers
from deskbell.kit.trouble import CommitFailed, DatabaseBusy, DatabaseClosed
from deskbell.kit.writer import GROUP_JOBS_MAX, Writer
from tests.kit.database_world import (
    SECONDS_MAX,
    Gate,
    claims,
    metadata,
    notes_on_disk,
    read_notes,
    until,
    write_note,
)

pytestmark = pytest.mark.asyncio


@pytest.fixture
def database(path):
    """A database whose groups end when nobody waits, however slow the machine is."""
    backend = open_backend(path, ManualClock())
    writer = Writer(backend, group_seconds_max=SECONDS_MAX)
    with Database(backend, writer, Readers(backend, threads=1)) as opened:
        opened.write_sync(metadata.create_all)
        yield opened


class WrongTurn(Exception):
    """What a job raises."""


def fail_after_writing(connection):
    write_note("never to be seen")(connection)
    raise WrongTurn


def claim_nothing(connection):
    """Is accepted now, and makes COMMIT fail."""
    connection.execute(insert(claims).values(note=999))


async def in_one_group(database, *jobs):
    """Run `jobs` in one group, behind a job that holds it up until all of them are queued."""
    gate, before = Gate(), database.figures()
    held = asyncio.ensure_future(database.write(gate))
    await until(gate.reached.is_set)
    calls = [asyncio.ensure_future(database.write(job)) for job in jobs]
    await until(lambda: database.figures().jobs_waiting == len(jobs))
    gate.opened.set()
    outcomes = await asyncio.gather(*calls, held, return_exceptions=True)
    after = database.figures()
    assert after.groups + after.groups_failed - before.groups - before.groups_failed == 1
    return outcomes[:-1]


async def test_what_is_written_is_committed_when_the_call_returns(database, path):
    assert await database.write(write_note("hello")) == "hello"
    assert notes_on_disk(path) == ["hello"]
    assert await database.read(read_notes) == ["hello"]


async def test_nobody_is_told_before_the_commit_that_all_share(database, path):
    gate, second = Gate(), Gate()
    held = asyncio.ensure_future(database.write(gate))
    await until(gate.reached.is_set)
    first = asyncio.ensure_future(database.write(write_note("first")))
    last = asyncio.ensure_future(database.write(second))
    await until(lambda: database.figures().jobs_waiting == 2)
    gate.opened.set()
    await until(second.reached.is_set)
    # The first job has run; its transaction is open still, because the second is in it.
    for _ in range(20):
        await asyncio.sleep(0)
    assert not first.done()
    assert notes_on_disk(path) == []
    second.opened.set()
    await asyncio.gather(held, first, last)
    assert notes_on_disk(path) == ["first"]


@pytest.mark.parametrize("place", [0, 2, 5])
async def test_a_job_that_raises_harms_nobody_else(database, place):
    jobs = [write_note(str(number)) for number in range(5)]
    jobs.insert(place, fail_after_writing)
    outcomes = await in_one_group(database, *jobs)
    assert isinstance(outcomes.pop(place), WrongTurn)
    assert outcomes == ["0", "1", "2", "3", "4"]
    assert await database.read(read_notes) == ["0", "1", "2", "3", "4"]


async def test_a_job_that_raises_at_the_head_of_a_group_leaves_nothing(database):
    calls = [database.write(job) for job in (fail_after_writing, write_note("a"), write_note("b"))]
    first, *others = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(first, WrongTurn)
    assert others == ["a", "b"]
    assert await database.read(read_notes) == ["a", "b"]


async def test_a_broken_constraint_is_its_callers_alone(database):
    def write_nothing(connection):
        connection.execute(text("INSERT INTO notes (text) VALUES (NULL)"))

    outcomes = await in_one_group(database, write_note("a"), write_nothing, write_note("b"))
    assert isinstance(outcomes[1], IntegrityError)
    assert await database.read(read_notes) == ["a", "b"]


async def test_a_full_database_fails_who_filled_it_and_goes_on_when_there_is_room(database):
    def bound_pages(connection):
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def unbound_pages(connection):
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")

    await database.write(bound_pages)
    with pytest.raises(Exception, match="full"):
        await database.write(write_note("x" * 100_000))
    await database.write(unbound_pages)
    await database.write(write_note("fits"))
    assert await database.read(read_notes) == ["fits"]


async def test_a_commit_that_fails_fails_the_whole_group_and_leaves_nothing(database, path):
    outcomes = await in_one_group(database, write_note("a"), claim_nothing, write_note("b"))
    assert [type(outcome) for outcome in outcomes] == [CommitFailed] * 3
    assert all("FOREIGN KEY" in str(outcome) for outcome in outcomes)
    assert notes_on_disk(path) == []
    # And the writer goes on.
    await database.write(write_note("after"))
    assert await database.read(read_notes) == ["after"]


async def test_a_job_that_ends_the_transaction_is_found_out(database):
    outcomes = await in_one_group(database, write_note("a"), lambda connection: connection.commit())
    assert [type(outcome) for outcome in outcomes] == [CommitFailed] * 2
    with pytest.raises(CommitFailed, match="a job ended the transaction"):
        await database.write(lambda connection: connection.commit())
    await database.write(write_note("after"))


async def test_who_waits_behind_a_lock_from_outside_is_told_and_can_try_again(database, path):
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=0").close())
    outside = sqlite3.connect(path, isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    calls = [database.write(write_note(str(number))) for number in range(100)]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {CommitFailed}
    assert "locked" in str(outcomes[0])
    outside.execute("ROLLBACK")
    outside.close()
    await database.write(write_note("after"))
    assert await database.read(read_notes) == ["after"]


async def test_jobs_run_in_the_order_of_their_calls(database):
    texts = [str(number) for number in range(500)]
    assert await asyncio.gather(*(database.write(write_note(text)) for text in texts)) == texts
    assert await database.read(read_notes) == texts


async def test_a_crowd_shares_commits(database):
    before = database.figures()
    await asyncio.gather(*(database.write(write_note("x")) for _ in range(1_000)))
    after = database.figures()
    assert after.jobs - before.jobs == 1_000
    # Groups that began before all were queued may be small, but groups of one would be a thousand.
    assert 1_000 / GROUP_JOBS_MAX <= after.groups - before.groups < 300


async def test_who_gives_up_waiting_is_not_served(database):
    gate = Gate()
    held = asyncio.ensure_future(database.write(gate))
    await until(gate.reached.is_set)
    calls = [asyncio.ensure_future(database.write(write_note(text))) for text in "abc"]
    await until(lambda: database.figures().jobs_waiting == 3)
    calls[0].cancel()
    calls[1].cancel()
    await asyncio.sleep(0)
    gate.opened.set()
    await held
    assert await calls[2] == "c"
    assert await database.read(read_notes) == ["c"]


async def test_stop_iteration_does_not_leave_its_caller_waiting(database):
    def stop(_connection):
        raise StopIteration

    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.write(stop)


async def test_a_full_queue_says_so_at_once(path):
    backend = open_backend(path, ManualClock())
    writer = Writer(backend, queue_jobs_max=2)
    gate = Gate()
    held = writer.submit(gate)
    await until(gate.reached.is_set)
    waiting = [writer.submit(lambda _connection: None) for _ in range(2)]
    with pytest.raises(DatabaseBusy, match="2 writes wait"):
        writer.submit(lambda _connection: None)
    gate.opened.set()
    await asyncio.gather(held, *waiting)
    await writer.submit(lambda _connection: None)
    writer.close()
    backend.close()


async def test_closing_finishes_what_waits_and_refuses_the_rest(database, path):
    gate = Gate()
    held = asyncio.ensure_future(database.write(gate))
    await until(gate.reached.is_set)
    # Several groups of them.
    texts = [str(number) for number in range(3 * GROUP_JOBS_MAX)]
    calls = [asyncio.ensure_future(database.write(write_note(text))) for text in texts]
    await until(lambda: database.figures().jobs_waiting == len(texts))
    closing = threading.Thread(target=database.close)
    closing.start()
    gate.opened.set()
    assert await asyncio.gather(held, *calls) == [None, *texts]
    await asyncio.to_thread(closing.join)
    assert notes_on_disk(path) == texts
    for call in (database.write(write_note("late")), database.read(read_notes)):
        with pytest.raises(DatabaseClosed):
            await call
    database.close()


async def test_a_job_that_waits_for_a_job_is_refused_instead_of_waiting_for_ever(database):
    with pytest.raises(RuntimeError, match="for ever"):
        await database.write(lambda _connection: database.write_sync(write_note("x")))


def count_wake_ups(database, jobs):
    """How often the writer called an event loop for `jobs` writes at once."""
    calls = []

    class CountingLoop(asyncio.SelectorEventLoop):
        def call_soon_threadsafe(self, callback, *args, context=None):  # type: ignore[override]
            calls.append(callback)
            return super().call_soon_threadsafe(callback, *args, context=context)

    async def write_all():
        await asyncio.gather(*(database.write(write_note("x")) for _ in range(jobs)))

    with asyncio.Runner(loop_factory=CountingLoop) as runner:
        runner.run(write_all())
    return len(calls)


async def test_a_loop_is_woken_once_for_a_group(database):
    before = database.figures()
    wake_ups = await asyncio.to_thread(count_wake_ups, database, 1_000)
    assert wake_ups <= database.figures().groups - before.groups + 1


async def test_loops_of_several_threads_share_the_writer(database):
    def write_many(name):
        async def main():
            return await asyncio.gather(*(database.write(write_note(f"{name}{n}")) for n in range(200)))

        return asyncio.run(main())

    results = await asyncio.gather(*(asyncio.to_thread(write_many, name) for name in "abc"))
    assert [len(result) for result in results] == [200, 200, 200]
    written = await database.read(read_notes)
    assert sorted(written) == sorted(text for result in results for text in result)


async def test_the_folder_is_free_after_closing(database, path):
    database.close()
    with Database.open(path) as again:
        assert again.read_sync(read_notes) == []
