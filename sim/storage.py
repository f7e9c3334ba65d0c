"""The database as a process has it: `kit.database` with the threads taken out and time and trouble put in.

Owns: the queue of jobs, the groups and their COMMIT, the delays, and doing what the weather says.
Never: SQL of its own but transactions; two transactions at once.
Holds: what `kit.writer` holds: jobs in their order, each behind a savepoint, told only after COMMIT, the whole group
    failing with it. A process that dies takes with it what was not committed, and nothing else.
"""

from asyncio import AbstractEventLoop, Future
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from deskbell.kit.trouble import CommitFailed, DatabaseBusy, ReadTooLong
from sim.book import Book
from sim.faults import DiskTrouble
from sim.process import Process
from sim.trace import Trace

T = TypeVar("T")

GROUP_JOBS_MAX = 64
READ_SECONDS_MAX = 5.0


class _Job(NamedTuple):
    work: Callable[[Connection], Any]
    future: "Future[Any]"


class _Told(NamedTuple):
    future: "Future[Any]"
    result: Any
    error: BaseException | None


class Storage:
    """Has the shape of `sequencer.outside.Storage`."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        process: Process,
        disk: Connection,
        book: Book,
        trouble: DiskTrouble,
        trace: Trace,
    ) -> None:
        self._loop = loop
        self._process = process
        self._disk = disk
        self._book = book
        self._trouble = trouble
        self._trace = trace
        self._jobs: deque[_Job] = deque()
        self._is_writing = False
        self._told_until = 0.0

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction; returns after COMMIT."""
        if self._trouble.is_busy():
            raise DatabaseBusy("many writes wait already: try again in a moment")
        future: Future[T] = self._loop.create_future()
        self._jobs.append(_Job(job, future))
        if not self._is_writing:
            self._begin()
        return await future

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query on one snapshot."""
        if self._trouble.is_busy():
            raise DatabaseBusy("many reads wait already: try again in a moment")
        future: Future[T] = self._loop.create_future()
        seconds = self._trouble.read_seconds()
        self._loop.call_later(min(seconds, READ_SECONDS_MAX), self._read, query, future, seconds)
        return await future

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, query: Callable[[Connection], Any], future: "Future[Any]", seconds: float) -> None:
        if seconds >= READ_SECONDS_MAX:
            self._tell([_Told(future, None, ReadTooLong("a read took too long and was stopped"))])
            return
        told = _Told(future, None, None)
        try:
            with self._disk.begin() as transaction:
                told = _Told(future, query(self._disk), None)
                transaction.rollback()
        except Exception as error:  # noqa: BLE001 - an edge: the caller is told
            told = _Told(future, None, error)
        self._loop.call_later(self._trouble.hand_over_seconds(), self._tell, [told])

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self) -> None:
        self._is_writing = True
        self._loop.call_later(self._trouble.commit_seconds(), self._write)

    def _write(self) -> None:
        what_happens = self._trouble.commit_trouble()
        if what_happens == "killed before":
            self._process.kill()
            return
        told = self._run_group(fails=what_happens == "failed")
        if what_happens == "killed after":
            self._process.kill()
            return
        if what_happens == "unknown":
            told = [_Told(one.future, None, one.error or _not_confirmed()) for one in told]
        # The next group may be on its way before this one is told, but is never told before it.
        self._told_until = max(self._told_until, self._loop.time() + self._trouble.hand_over_seconds())
        self._loop.call_at(self._told_until, self._tell, told)
        self._is_writing = False
        if self._jobs:
            self._begin()

    def _run_group(self, *, fails: bool) -> list[_Told]:
        transaction = self._disk.begin()
        # The first needs no savepoint: before it there is nothing to keep.
        told = [self._run_job(self._jobs.popleft())]
        if told[0].error is not None:
            transaction.rollback()
            return told
        while self._jobs and len(told) < GROUP_JOBS_MAX:
            savepoint = self._disk.begin_nested()
            told.append(self._run_job(self._jobs.popleft()))
            if told[-1].error is None:
                savepoint.commit()
            else:
                savepoint.rollback()
        if fails:
            transaction.rollback()
            self._book.undo()
            return [_Told(one.future, None, one.error or _not_confirmed()) for one in told]
        transaction.commit()
        for entry in self._book.commit(self._loop.time()):
            self._trace.note(f"committed {entry.stored.seq} {type(entry.stored.event).__name__}")
        return told

    def _run_job(self, job: _Job) -> _Told:
        if job.future.cancelled():
            return _Told(job.future, None, None)
        mark = self._book.mark
        try:
            return _Told(job.future, job.work(self._disk), None)
        except Exception as error:  # noqa: BLE001 - an edge: the caller is told
            self._book.undo(mark)
            return _Told(job.future, None, error)

    def _tell(self, told: list[_Told]) -> None:
        for future, result, error in told:
            if future.done():
                continue
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)


def _not_confirmed() -> CommitFailed:
    return CommitFailed("the changes were not kept: check the disk, then try again")
