"""Work handed to a database thread, and its outcome handed back.

Owns: the job, and telling its caller the outcome in the caller's own thread.
Never: a connection.
Holds: every job's future is resolved exactly once; callers of one loop are woken by one call, not one each.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future as ThreadFuture
from typing import Any

from sqlalchemy import Connection

Work = Callable[[Connection], Any]


class Job:
    """A function to run on a connection, and who waits for it (no loop: a thread does)."""

    __slots__ = ("alone", "future", "loop", "work")

    def __init__(
        self,
        work: Work,
        future: asyncio.Future[Any] | ThreadFuture[Any],
        loop: asyncio.AbstractEventLoop | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self.work = work
        self.future = future
        self.loop = loop
        self.alone = alone


class Outcome:
    """What became of a job: a result, or the error to raise in its caller."""

    __slots__ = ("error", "job", "result")

    def __init__(self, job: Job, result: Any = None, error: BaseException | None = None) -> None:
        self.job = job
        self.result = result
        self.error = error

    def fail(self, error: BaseException) -> None:
        """The job ended in `error`."""
        # A future refuses to carry StopIteration, which would leave its caller waiting for ever.
        self.error = RuntimeError("a job raised StopIteration") if isinstance(error, StopIteration) else error


def tell(outcomes: Iterable[Outcome]) -> None:
    """Resolve the futures of `outcomes`: from any thread, with one wake-up per event loop."""
    by_loop: dict[asyncio.AbstractEventLoop | None, list[Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome.job.loop, []).append(outcome)
    for loop, group in by_loop.items():
        if loop is None:
            _resolve(group)
            continue
        try:
            loop.call_soon_threadsafe(_resolve, group)
        except RuntimeError:
            # The loop was closed meanwhile: nobody is left to be told.
            continue


def _resolve(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        future = outcome.job.future
        if future.done():
            continue
        if outcome.error is None:
            future.set_result(outcome.result)
        else:
            future.set_exception(outcome.error)
