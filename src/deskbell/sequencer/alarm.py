"""The alarm: wakes the sequencer when the floor's next deadline comes.

Owns: one timer of the loop.
Never: a deadline of its own: it is told the instant each time anew, derived from the floor (law 6).
Holds: rings at the instant or a moment later, never for long afterwards, whatever the machine did meanwhile.
"""

import asyncio
from collections.abc import Callable

from deskbell.floor.vocabulary import Instant
from deskbell.sequencer.outside import Clock

# The loop's timers stand still while a laptop sleeps, and the clock may run a little faster than they do.
SLEEP_SECONDS_MAX = 1.0
# A timer may fire a hair before its time; looking again after this long costs nothing.
SLEEP_SECONDS_MIN = 0.001


class Alarm:
    """Rings once for each time it is set; setting it again replaces what was set before."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._timer: asyncio.TimerHandle | None = None

    def set(self, due: Instant | None) -> None:
        """Ring at `due`, or within a second where that is further off; not at all for None."""
        self.cancel()
        if due is not None:
            seconds = (due - self._clock.now()) / 1000
            delay = min(max(seconds, SLEEP_SECONDS_MIN), SLEEP_SECONDS_MAX)
            self._timer = asyncio.get_running_loop().call_later(delay, self._ring)

    def cancel(self) -> None:
        """Do not ring."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
