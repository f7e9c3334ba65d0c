"""A process that can be killed: between any two steps of its code, and nothing of it runs afterwards.

Owns: which callbacks and tasks belong to a process (by their context), and the moment of its death.
Never: a `finally` of a killed process: kill -9 runs none.
Holds: whatever code of the process starts, in whatever way, belongs to it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context, ContextVar, copy_context
from typing import Any, TypeVar

T = TypeVar("T")

_PROCESS: ContextVar["Process | None"] = ContextVar("process", default=None)

# Finished tasks are forgotten whenever there are so many more.
_TASKS_BETWEEN_LOOKS = 500


class Process:
    """One life of a program. `died` is called once, at the moment of a kill."""

    def __init__(self, loop: asyncio.AbstractEventLoop, name: str, died: Callable[[], None]) -> None:
        self.name = name
        self.is_dead = False
        self.steps = 0
        self._loop = loop
        self._died = died
        self._dies_at: int | None = None
        self._context = copy_context()
        self._context.run(_PROCESS.set, self)
        self._tasks: list[asyncio.Task[Any]] = []
        self._tasks_at_look = 0

    def context(self) -> Context:
        """A context in which callbacks belong to this process."""
        return self._context.copy()

    def spawn(self, job: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Let a coroutine run as part of this process."""
        return self._loop.create_task(job, context=self.context())

    def kill_after(self, steps: int) -> None:
        """Die after so many more steps, wherever that may be."""
        self._dies_at = self.steps + max(1, steps)

    def kill(self) -> None:
        """Die now. The step that is running, if it is one of ours, is the last."""
        if not self.is_dead:
            self.is_dead = True
            self._died()

    def count_step(self) -> None:
        """The loop has run one step of this process."""
        self.steps += 1
        if self._dies_at is not None and self.steps >= self._dies_at:
            self._dies_at = None
            self.kill()

    def keep(self, task: "asyncio.Task[Any]") -> None:
        """Hold a task: were it collected as garbage, its `finally` would run, after its death and at some time."""
        self._tasks.append(task)
        if len(self._tasks) - self._tasks_at_look > _TASKS_BETWEEN_LOOKS:
            self._tasks = [kept for kept in self._tasks if not kept.done()]
            self._tasks_at_look = len(self._tasks)


def process_of(context: Context) -> Process | None:
    """The process that a context belongs to, None for the world outside."""
    return context.get(_PROCESS)


def bury(task: "asyncio.Task[Any]") -> None:
    """End a task of a world that is over, and let nobody hear of it."""
    # Its name in the C implementation, too: without it each task that was killed is reported as a mistake.
    task._log_destroy_pending = False  # type: ignore[attr-defined]
    coroutine = task.get_coro()
    if isinstance(coroutine, Coroutine):
        with suppress(BaseException):
            coroutine.close()
