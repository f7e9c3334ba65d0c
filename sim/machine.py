"""The machine's clocks: a steady one that is the loop's time, and one on the wall that people and servers set.

Owns: the jumps of the wall clock.
Never: the clock of the product: that is `kit.clock.SteadyClock`, which is given these two.
"""

from asyncio import AbstractEventLoop
from typing import Final

from deskbell.kit.clock import SteadyClock

BEGINNING_MS: Final = 1_760_000_000_000
"""What the wall clock shows when the world begins."""

_NANOSECONDS_PER_SECOND = 1_000_000_000
_NANOSECONDS_PER_MILLISECOND = 1_000_000


class Machine:
    """Where the server runs. It goes on while processes come and go."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._set_by_ms = 0

    def steady_nanoseconds(self) -> int:
        """Never jumps."""
        return round(self._loop.time() * _NANOSECONDS_PER_SECOND)

    def wall_nanoseconds(self) -> int:
        """May have been set."""
        return self.steady_nanoseconds() + (BEGINNING_MS + self._set_by_ms) * _NANOSECONDS_PER_MILLISECOND

    def set_wall(self, by_ms: int) -> None:
        """Somebody sets the wall clock forward or back."""
        self._set_by_ms += by_ms

    def new_clock(self) -> SteadyClock:
        """The clock of a process that starts now."""
        return SteadyClock(wall_nanoseconds=self.wall_nanoseconds, steady_nanoseconds=self.steady_nanoseconds)
