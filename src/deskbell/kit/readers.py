"""The few threads that read.

Owns: the queue of queries, one read-only connection per thread, the snapshot around each query.
Never: a change; a read that outlasts its deadline.
Holds: whatever a query does, the next one finds a sound connection.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future as ThreadFuture
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

from sqlalchemy import Connection

from deskbell.kit.backend import Backend
from deskbell.kit.jobs import Job, Outcome, tell
from deskbell.kit.trouble import DatabaseBusy, DatabaseClosed

T = TypeVar("T")

QUEUE_QUERIES_MAX = 4_096


class Readers:
    """The threads and their queue."""

    def __init__(self, backend: Backend, *, threads: int) -> None:
        self._backend = backend
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._closed = False
        self._ended = threading.Event()
        # Opened here, so that what is wrong is told by whoever opens the database.
        connections = [backend.connect_reader() for _ in range(threads)]
        self._threads = [
            threading.Thread(target=self._run, args=(connection,), name="database-reader", daemon=True)
            for connection in connections
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Queue `work` from an event loop. Raises `DatabaseBusy` or `DatabaseClosed`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._append(Job(work, future, loop))
        return future

    def submit_sync(self, work: Callable[[Connection], T]) -> T:
        """Queue `work` from a thread and wait for its outcome."""
        if threading.current_thread() in self._threads:
            raise RuntimeError("a query that waits for another query could wait for ever")
        future: ThreadFuture[T] = ThreadFuture()
        self._append(Job(work, future))
        return future.result()

    def close(self) -> None:
        """Answer what waits, then end the threads."""
        self._closed = True
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
        self._ended.set()
        self._refuse_waiting()

    def _append(self, job: Job) -> None:
        if self._closed:
            raise DatabaseClosed("the database is closed")
        if self._queue.qsize() >= QUEUE_QUERIES_MAX:
            raise DatabaseBusy(f"{QUEUE_QUERIES_MAX} reads wait already: try again in a moment")
        self._queue.put(job)
        if self._ended.is_set():
            # The threads ended between the lines above.
            self._refuse_waiting()

    def _run(self, connection: Connection) -> None:
        while (job := self._queue.get()) is not None:
            if job.future.cancelled():
                continue
            outcome = Outcome(job)
            try:
                with self._backend.reading(connection):
                    outcome.result = job.work(connection)
            except BaseException as error:  # noqa: BLE001 - an edge: the caller is told
                outcome.fail(error)
            tell([outcome])
        connection.close()

    def _refuse_waiting(self) -> None:
        with suppress(Empty):
            while True:
                job = self._queue.get_nowait()
                if job is not None:
                    tell([Outcome(job, error=DatabaseClosed("the database is closed"))])
