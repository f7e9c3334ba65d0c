"""What time it is: one reading that never goes back and never jumps.

Owns: the seam behind which time is read. An instant is an int: milliseconds since the Unix epoch, UTC.
Never: waiting. Who sleeps until an instant does so elsewhere, and asks here again on waking.
Holds: however the machine's wall clock is set, the clock's pace stays within 1 ms per second of the
    steady clock's, so that nothing expires early and order in time is order in the ledger.
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol, runtime_checkable

NANOSECONDS_PER_MILLISECOND = 1_000_000

# One part in a thousand, as in the contract above: gentle enough for a 30 s offer to be off by 30 ms at most.
ELAPSED_PER_SLEW = 1_000


@runtime_checkable
class Clock(Protocol):
    """Whatever can tell the time."""

    def now(self) -> int:
        """The present instant in milliseconds since the Unix epoch, never less than the reading before."""
        ...


class SteadyClock:
    """The clock of a running process: anchored to the wall clock once, then carried by the steady one.

    It follows later changes of the wall clock (a leap second, a step by the administrator, drift) by
    running at most one part in a thousand faster or slower. Safe to read from several threads.
    """

    def __init__(
        self,
        *,
        wall_nanoseconds: Callable[[], int] = time.time_ns,
        steady_nanoseconds: Callable[[], int] | None = None,
    ) -> None:
        self._wall = wall_nanoseconds
        self._steady = steady_nanoseconds or _machine_steady_nanoseconds
        self._lock = threading.Lock()
        self._steady_last = self._steady()
        self._reading = self._wall()

    def now(self) -> int:
        """The present instant in milliseconds since the Unix epoch, never less than the reading before."""
        with self._lock:
            return self._advance() // NANOSECONDS_PER_MILLISECOND

    def not_before(self, instant: int) -> None:
        """Raise the clock to `instant` if it is behind it.

        Called once after recovery with the last instant of the ledger: a wall clock that was set back
        while the process was down must not make new events older than the ones already written.
        """
        with self._lock:
            self._reading = max(self._advance(), instant * NANOSECONDS_PER_MILLISECOND)

    def _advance(self) -> int:
        steady = self._steady()
        elapsed = max(0, steady - self._steady_last)
        self._steady_last += elapsed
        self._reading += elapsed
        slew_max = elapsed // ELAPSED_PER_SLEW
        error = self._wall() - self._reading
        self._reading += max(-slew_max, min(slew_max, error))
        return self._reading


class ManualClock:
    """A clock that stands still until it is told to move: for tests and simulation."""

    def __init__(self, now: int = 0) -> None:
        self._now = now

    def now(self) -> int:
        """The instant last set."""
        return self._now

    def advance(self, milliseconds: int) -> int:
        """Move forward and return the new instant. Going back is a `ValueError`."""
        if milliseconds < 0:
            raise ValueError(f"a clock never goes back, asked for {milliseconds} ms")
        self._now += milliseconds
        return self._now

    def not_before(self, instant: int) -> None:
        """Raise the clock to `instant` if it is behind it."""
        self._now = max(self._now, instant)


def _machine_steady_nanoseconds() -> int:
    # On Linux CLOCK_MONOTONIC stands still while a laptop sleeps; an offer of yesterday must lapse on waking.
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic_ns() if boot_time is None else time.clock_gettime_ns(boot_time)
