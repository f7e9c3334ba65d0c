"""The database: one thread writes, a few read, and nobody else holds a connection.

Owns: opening, the writer (group commit), the readers, closing.
Never: SQL of its own beyond transactions; a dialect's peculiarities (`kit/sqlite.py`); an ORM.
Holds: a write's outcome is told only after COMMIT has returned with the log flushed; a job that raises
    harms nobody but its caller; a reader cannot write.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection

from deskbell.kit.backend import Backend, open_backend
from deskbell.kit.clock import Clock, SteadyClock
from deskbell.kit.readers import Readers
from deskbell.kit.writer import Writer, WriterFigures

T = TypeVar("T")

# Two would do on a small machine; the third keeps an agent's history moving while a report and a search run.
READER_THREADS = 3


class Database:
    """An opened database. Use `Database.open`, and `close` at the end (or a `with` block)."""

    def __init__(self, backend: Backend, writer: Writer, readers: Readers) -> None:
        self._backend = backend
        self._writer = writer
        self._readers = readers

    @classmethod
    def open(cls, where: str | Path, *, clock: Clock | None = None, reader_threads: int = READER_THREADS) -> Self:
        """Open the database at a path or `sqlite:///` address, making its folder and file if need be.

        Raises `FolderNotWritable`, `FolderInUse`, `FolderOnNetwork`, `DatabaseUnsupported` or
        `DatabaseDamaged`. The schema is not touched: see `kit.migrate.upgrade`.
        """
        backend = open_backend(where, clock or SteadyClock())
        try:
            writer = Writer(backend)
            readers = Readers(backend, threads=reader_threads)
        except BaseException:
            backend.close()
            raise
        return cls(backend, writer, readers)

    async def write(self, job: Callable[[Connection], T]) -> T:
        """Run `job` in the writer's transaction and return its result after COMMIT has returned.

        The job runs in the writer thread, in the order of the calls, together with its neighbours in one
        transaction but behind a savepoint of its own: if it raises, its own changes are rolled back and
        this call raises the same. It must not begin, commit or roll back the transaction itself.
        Raises `CommitFailed` when the group's COMMIT failed, `DatabaseBusy` when the queue is full,
        `DatabaseClosed` after `close`. Cancelling the call keeps a job from running only while it still waits.
        """
        return await self._writer.submit(job)

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run `query` on a read-only connection in a reader thread: one consistent snapshot for all of it.

        Raises `ReadTooLong` after 5 s, `DatabaseBusy` when the queue is full.
        """
        return await self._readers.submit(query)

    def write_sync(self, job: Callable[[Connection], T]) -> T:
        """Like `write`, for the command line and start-up: blocks the calling thread."""
        return self._writer.submit_sync(job)

    def read_sync(self, query: Callable[[Connection], T]) -> T:
        """Like `read`, for the command line and start-up: blocks the calling thread."""
        return self._readers.submit_sync(query)

    def alter_sync(self, job: Callable[[Connection], T]) -> T:
        """Like `write_sync` for a change of the schema: alone in its transaction, tables may be rebuilt.

        Foreign keys are not enforced by the statement meanwhile, but all of them are checked before COMMIT.
        """
        return self._writer.submit_sync(job, alone=True)

    def figures(self) -> WriterFigures:
        """What the writer has done so far."""
        return self._writer.figures()

    def close(self) -> None:
        """Finish what waits, copy the log into the file and let go of the folder. Twice is harmless."""
        self._readers.close()
        self._writer.close()
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
