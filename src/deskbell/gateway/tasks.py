"""What the gateway lets run by itself.

Owns: its tasks and timers, and the line in the log where one of them fails.
Never: a task for a frame.
Holds: after `close` none of them runs.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from deskbell.kit.logging import get_logger

_log = get_logger(__name__)


class Tasks:
    """Tasks and timers of one owner."""

    def __init__(self) -> None:
        # A dict stands in for a set: they end in the order in which they began.
        self._tasks: dict[asyncio.Task[None], None] = {}
        self._is_closed = False

    def start(self, job: Coroutine[Any, Any, None]) -> None:
        """Let a coroutine run by itself."""
        if self._is_closed:
            job.close()
            return
        task = asyncio.get_running_loop().create_task(job, name=getattr(job, "__qualname__", ""))
        self._tasks[task] = None
        task.add_done_callback(self._finish)

    def later(self, seconds: float, job: Callable[[], None]) -> None:
        """Run a job after some seconds, unless everything is closed by then."""
        asyncio.get_running_loop().call_later(seconds, self._run, job)

    def soon(self, job: Callable[[], None]) -> None:
        """Run a job in the loop's next turn."""
        asyncio.get_running_loop().call_soon(job)

    async def close(self) -> None:
        """Stop everything, and wait until it has stopped."""
        self._is_closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _run(self, job: Callable[[], None]) -> None:
        if not self._is_closed:
            job()

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("task_failed", task=task.get_name(), exc_info=error)
