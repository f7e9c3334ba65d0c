"""The one thread that writes, and its group commit.

Owns: the queue of jobs, the transaction around a group of them, the order of their outcomes.
Never: two transactions at once; an outcome told before COMMIT has returned.
Holds: jobs run in the order in which they came; one that raises leaves no trace of itself and harms no
    neighbour; when COMMIT fails, every job of the group fails.
"""

import asyncio
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future as ThreadFuture
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, RootTransaction

from deskbell.kit.backend import Backend
from deskbell.kit.jobs import Job, Outcome, tell
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import CommitFailed, DatabaseBusy, DatabaseClosed

T = TypeVar("T")

# More than can be written in about half a second, so that who is let in is answered soon.
QUEUE_JOBS_MAX = 8_192
# A group ends at whichever comes first; a flush costs about as much as this many small jobs.
GROUP_JOBS_MAX = 64
GROUP_SECONDS_MAX = 0.005
# How soon a thread that wants to go on interrupts the one that runs. With the interpreter's own 5 ms a writer beside
# an event loop that never rests is starved: it loses each race for the moments in which the loop lets go, and waits
# for seconds (9 jobs/s and 8.9 s at worst were measured, against 650 jobs/s and 6 ms with this and `insert_many`).
SWITCH_SECONDS_MAX = 0.000_05
# After so much quiet the log is copied into the file.
IDLE_SECONDS = 0.5

log = get_logger(__name__)


class WriterFigures(msgspec.Struct, frozen=True):
    """What the writer has done since it was opened."""

    jobs: int
    groups: int
    groups_failed: int
    jobs_waiting: int


class Writer:
    """The thread, its connection and its queue."""

    def __init__(
        self,
        backend: Backend,
        *,
        queue_jobs_max: int = QUEUE_JOBS_MAX,
        group_seconds_max: float = GROUP_SECONDS_MAX,
    ) -> None:
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_SECONDS_MAX))
        self._backend = backend
        self._connection: Connection | None = backend.connect_writer()
        backend.check(self._connection)
        self._queue_jobs_max = queue_jobs_max
        self._group_seconds_max = group_seconds_max
        self._queue: deque[Job] = deque()
        self._alarm: SimpleQueue[None] = SimpleQueue()
        self._asleep = False
        self._waking_loop: asyncio.AbstractEventLoop | None = None
        self._closing = False
        self._ended = threading.Event()
        self._jobs = 0
        self._groups = 0
        self._groups_failed = 0
        self._thread = threading.Thread(target=self._run, name="database-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Queue `work` from an event loop. Raises `DatabaseBusy` or `DatabaseClosed`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._append(Job(work, future, loop))
        # The writer is woken at the end of the loop's turn: what came up in the same turn shares a commit.
        if self._asleep and self._waking_loop is not loop:
            self._waking_loop = loop
            loop.call_soon(self._wake)
        return future

    def submit_sync(self, work: Callable[[Connection], T], *, alone: bool = False) -> T:
        """Queue `work` from a thread and wait for its outcome."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a job that waits for another job would wait for ever")
        future: ThreadFuture[T] = ThreadFuture()
        self._append(Job(work, future, alone=alone))
        self._wake()
        return future.result()

    def figures(self) -> WriterFigures:
        """What the writer has done so far."""
        return WriterFigures(self._jobs, self._groups, self._groups_failed, len(self._queue))

    def close(self) -> None:
        """Run what waits, then end the thread and close the connection."""
        self._closing = True
        self._wake()
        self._thread.join()

    def _append(self, job: Job) -> None:
        if self._closing:
            raise DatabaseClosed("the database is closed")
        if len(self._queue) >= self._queue_jobs_max:
            raise DatabaseBusy(f"{self._queue_jobs_max} writes wait already: try again in a moment")
        self._queue.append(job)
        if self._ended.is_set():
            # The thread ended between the two lines above.
            self._refuse_waiting()

    def _wake(self) -> None:
        self._waking_loop = None
        if self._asleep or self._closing:
            self._asleep = False
            self._alarm.put(None)

    def _run(self) -> None:
        try:
            while self._queue or not self._closing:
                if not self._queue:
                    self._sleep()
                elif self._queue[0].alone:
                    self._run_alone(self._queue.popleft())
                else:
                    self._run_group()
        finally:
            self._closing = True
            self._ended.set()
            self._refuse_waiting()
            if self._connection is not None:
                self._backend.close_writer(self._connection)

    def _sleep(self) -> None:
        # First asleep, then a look at the queue: who appends after the look finds the writer asleep.
        self._asleep = True
        if not self._queue and not self._closing:
            try:
                self._alarm.get(timeout=IDLE_SECONDS)
            except Empty:
                if self._connection is not None:
                    self._backend.tidy(self._connection, idle=True)
                if not self._queue and not self._closing:
                    self._alarm.get()
        self._asleep = False

    def _run_group(self) -> None:
        try:
            connection = self._connected()
            transaction = connection.begin()
        except BaseException as error:  # noqa: BLE001 - an edge: the callers are told
            # Who waits behind a transaction that could not begin has waited as long, and is told as well.
            self._fail([Outcome(job) for job in self._take_waiting()], error)
            return
        outcomes = [Outcome(self._queue.popleft())]
        try:
            self._run_jobs(connection, transaction, outcomes)
            if transaction.is_active:
                transaction.commit()
        except BaseException as error:  # noqa: BLE001 - an edge: the callers are told
            self._fail(outcomes, error)
            return
        self._groups += 1
        self._jobs += len(outcomes)
        tell(outcomes)
        self._backend.tidy(connection, idle=False)

    def _run_jobs(self, connection: Connection, transaction: RootTransaction, outcomes: list[Outcome]) -> None:
        """Run the job that opened the group, then those that wait behind it, while the group has room."""
        ends_at = time.monotonic() + self._group_seconds_max
        # The first needs no savepoint: before it there is nothing to keep.
        if not _attempt(outcomes[0], connection, transaction):
            transaction.rollback()
            return
        cursor = connection.connection.cursor()
        while self._queue and not self._queue[0].alone and len(outcomes) < GROUP_JOBS_MAX:
            if time.monotonic() >= ends_at:
                break
            outcome = Outcome(self._queue.popleft())
            outcomes.append(outcome)
            cursor.execute("SAVEPOINT job")
            if not _attempt(outcome, connection, transaction):
                cursor.execute("ROLLBACK TO SAVEPOINT job")
            cursor.execute("RELEASE SAVEPOINT job")

    def _run_alone(self, job: Job) -> None:
        outcome = Outcome(job)
        try:
            connection = self._connected()
            with self._backend.altering(connection):
                outcome.result = job.work(connection)
        except BaseException as error:  # noqa: BLE001 - an edge: the callers are told
            self._disconnect()
            outcome.fail(error)
        tell([outcome])

    def _fail(self, outcomes: list[Outcome], error: BaseException) -> None:
        self._groups_failed += 1
        self._disconnect()
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        log.error("commit_failed", jobs=len(outcomes), reason=reason)
        for outcome in outcomes:
            if outcome.error is None:
                failure = CommitFailed(f"the changes were not kept ({reason}): check the disk, then try again")
                failure.__cause__ = error
                outcome.fail(failure)
        tell(outcomes)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._backend.connect_writer()
        return self._connection

    def _disconnect(self) -> None:
        """After a failure nothing is assumed of the connection: the next group opens a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _refuse_waiting(self) -> None:
        tell([Outcome(job, error=DatabaseClosed("the database is closed")) for job in self._take_waiting()])

    def _take_waiting(self) -> list[Job]:
        jobs: list[Job] = []
        with suppress(IndexError):
            while True:
                jobs.append(self._queue.popleft())
        return jobs


def _attempt(outcome: Outcome, connection: Connection, transaction: RootTransaction) -> bool:
    """Run one job: its error is its caller's alone. False when it raised."""
    if outcome.job.future.cancelled():
        return True
    try:
        outcome.result = outcome.job.work(connection)
    except BaseException as error:  # noqa: BLE001 - an edge: the callers are told
        outcome.fail(error)
        return False
    if not transaction.is_active:
        raise RuntimeError("a job ended the transaction that it shares with others")
    return True
