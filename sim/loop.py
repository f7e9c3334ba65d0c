"""A loop whose time is virtual: when nothing is left to do, it is the next timer's time.

Owns: the order of steps, the jumps of time, and dropping the steps of killed processes.
Never: a socket, a thread, a look at the machine's clock.
Holds: the same callbacks come in the same order in every run; time never goes back.
"""

import asyncio
from asyncio.events import _set_running_loop
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from heapq import heappop, heappush
from typing import Any, NamedTuple, TypeVar
from warnings import catch_warnings, simplefilter

from sim.process import Process, bury, process_of

T = TypeVar("T")

# How often what is buried may have begun something new in its last moment.
BURIALS_MAX = 3
# Whatever turns so often while no time passes turns for ever.
STEPS_AT_ONE_INSTANT_MAX = 50_000


class Stuck(Exception):
    """Nothing can happen any more, or too much happens at one instant."""


class _Turn(NamedTuple):
    handle: asyncio.Handle
    process: Process | None


class VirtualLoop(asyncio.BaseEventLoop):
    """Runs as fast as it can. `mishaps` are errors that nobody else took."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.mishaps: list[dict[str, Any]] = []
        self._instant = 0.0
        self._turns: deque[_Turn] = deque()
        self._timers: list[tuple[float, int, _Turn]] = []
        self._timers_made = 0
        self._steps_here = 0
        self._is_stopping = False
        self._tasks: list[asyncio.Task[Any]] = []

    # ── what asyncio asks of a loop ───────────────────────────────────────────────────────────────────────────────

    def time(self) -> float:
        """Seconds since the world began."""
        return self._instant

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run a callback in this instant, after all others that wait."""
        context = copy_context() if context is None else context
        handle = asyncio.Handle(callback, args, self, context)
        self._turns.append(_Turn(handle, process_of(context)))
        return handle

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Run a callback at an instant; those of one instant run in the order of their making."""
        context = copy_context() if context is None else context
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._timers_made += 1
        heappush(self._timers, (max(when, self._instant), self._timers_made, _Turn(handle, process_of(context))))
        return handle

    def create_task(self, coro: Any, *, name: Any = None, context: Context | None = None) -> "asyncio.Task[Any]":
        """A task; it belongs to the process of its context."""
        context = copy_context() if context is None else context
        task: asyncio.Task[Any] = super().create_task(coro, name=name, context=context)
        process = process_of(context)
        if process is None:
            self._tasks.append(task)
        else:
            process.keep(task)
        return task

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep what nobody else took."""
        self.mishaps.append(context)

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """A cancelled timer is skipped when its time comes."""

    # ── running ───────────────────────────────────────────────────────────────────────────────────────────────────

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """Run until `main` is done, then end everything."""
        try:
            return self.run_until_complete(main)
        finally:
            self._bury_all()
            self.close()

    def run_forever(self) -> None:
        """Run until stopped."""
        _set_running_loop(self)
        try:
            while not self._is_stopping:
                self._step()
        finally:
            self._is_stopping = False
            _set_running_loop(None)

    def stop(self) -> None:
        """End `run_forever` after this step."""
        self._is_stopping = True

    def _step(self) -> None:
        if not self._turns:
            self._jump()
        handle, process = self._turns.popleft()
        if handle.cancelled() or (process is not None and process.is_dead):
            return
        self.steps += 1
        self._steps_here += 1
        if self._steps_here > STEPS_AT_ONE_INSTANT_MAX:
            raise Stuck(f"{STEPS_AT_ONE_INSTANT_MAX} steps at {self._instant:.3f} s: the last one is {handle!r}")
        handle._run()
        if process is not None:
            process.count_step()

    def _jump(self) -> None:
        """On to the next instant at which something is to be done."""
        while self._timers and self._timers[0][2].handle.cancelled():
            heappop(self._timers)
        if not self._timers:
            raise Stuck(f"nothing is left to happen after {self._instant:.3f} s")
        if self._timers[0][0] > self._instant:
            self._instant = self._timers[0][0]
            self._steps_here = 0
        while self._timers and self._timers[0][0] <= self._instant:
            self._turns.append(heappop(self._timers)[2])

    def _bury_all(self) -> None:
        # What a `finally` begins now is buried as well: it must find a loop, or it would complain.
        _set_running_loop(self)
        try:
            with catch_warnings():
                simplefilter("ignore")  # of what has begun and never goes on
                for _ in range(BURIALS_MAX):
                    for task in asyncio.all_tasks(self):
                        bury(task)
        finally:
            _set_running_loop(None)
        self._turns.clear()
        self._timers.clear()
