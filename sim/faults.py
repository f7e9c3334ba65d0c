"""What goes wrong, how often, and how much of it there was.

Owns: the climate of a world, drawn from its seed; the tally of faults; the disk's trouble of the moment; the times for
    which nobody can be blamed for being late.
Never: when a fault comes (`weather.py`).
"""

from asyncio import AbstractEventLoop
from collections import Counter
from random import Random
from typing import Final, Literal

from msgspec import Struct

CommitTrouble = Literal["none", "failed", "unknown", "killed before", "killed after"]

# A good disk: a flush takes some milliseconds, a read less.
_COMMIT_SECONDS: Final = (0.0005, 0.006)
_READ_SECONDS: Final = (0.0003, 0.004)
_HAND_OVER_SECONDS: Final = (0.0, 0.002)
_SLOW_SECONDS: Final = (0.2, 6.0)


class Climate(Struct, frozen=True):
    """Seconds between two faults of a kind, on average; 0 where there are none of it.

    `sockets_blocked` is the share of devices from which only long polls get through; `read_seconds` is how much longer
    every read takes, for good: nobody is excused by that.
    """

    crash: float = 0
    restart: float = 0
    cut: float = 0
    offline: float = 0
    freeze: float = 0
    meddling: float = 0
    outage: float = 0
    disk: float = 0
    clock: float = 0
    sockets_blocked: float = 0
    read_seconds: float = 0


KINDS: Final = ("crash", "restart", "cut", "offline", "freeze", "meddling", "outage", "disk", "clock")
_SECONDS_BETWEEN: Final = (5.0, 12.0, 30.0, 80.0)


def draw_climate(random: Random) -> Climate:
    """Some worlds have a little of everything, some much of one thing, a few are fine."""
    chosen = random.sample(KINDS, random.choice((0, 1, 1, 2, 3, len(KINDS), len(KINDS))))
    seconds = {kind: random.choice(_SECONDS_BETWEEN) for kind in chosen}
    return Climate(
        **seconds,
        sockets_blocked=random.choice((0.0, 0.2, 0.6)),
        # A page whose past is slowly read is where places in the queue were once forgotten.
        read_seconds=random.choice((0.0,) * 9 + (0.6,)),
    )


class Excuses:
    """The times in which the server was down, or waited for its disk."""

    def __init__(self) -> None:
        self._times: list[tuple[float, float]] = []

    def add(self, begin: float, end: float) -> None:
        """From and until, in seconds of the world."""
        if end > begin:
            self._times.append((begin, end))

    def seconds_in(self, begin: float, end: float) -> float:
        """How much of a span is excused; what overlaps counts once."""
        excused, reached = 0.0, begin
        for first, last in sorted(self._times):
            first, last = max(first, reached), min(last, end)
            if last > first:
                excused += last - first
                reached = last
        return excused


class DiskTrouble:
    """What the disk does at the moment. All zero: it is a good one."""

    def __init__(self, loop: AbstractEventLoop, random: Random, tally: Counter[str], excuses: Excuses) -> None:
        self._loop = loop
        self._random = random
        self._tally = tally
        self._excuses = excuses
        self.longer_read_seconds = 0.0
        self.busy = 0.0
        self.slow = 0.0
        self.failing = 0.0
        self.unknown = 0.0
        self.next_commit: CommitTrouble = "none"

    @property
    def is_calm(self) -> bool:
        """Whether it is a good disk."""
        return not (self.busy or self.slow or self.failing or self.unknown)

    def calm(self) -> None:
        """It is a good disk again; a planned death remains planned."""
        self.busy = self.slow = self.failing = self.unknown = 0.0

    def is_busy(self) -> bool:
        """Whether this one is turned away."""
        return self._happens(self.busy, "disk busy")

    def commit_seconds(self) -> float:
        """How long until the group is written."""
        return self._seconds(_COMMIT_SECONDS, "slow commit")

    def read_seconds(self) -> float:
        """How long until the query is answered."""
        return self.longer_read_seconds + self._seconds(_READ_SECONDS, "slow read")

    def hand_over_seconds(self) -> float:
        """How long until the loop hears of it."""
        return self._random.uniform(*_HAND_OVER_SECONDS)

    def commit_trouble(self) -> CommitTrouble:
        """What becomes of the group that is to be committed now."""
        planned, self.next_commit = self.next_commit, "none"
        if planned != "none":
            self._tally["commit unconfirmed"] += planned == "unknown"
            return planned
        if self._happens(self.failing, "failed commit"):
            return "failed"
        if self._happens(self.unknown, "commit unconfirmed"):
            return "unknown"
        return "none"

    def _seconds(self, usual: tuple[float, float], name: str) -> float:
        if not self._happens(self.slow, name):
            return self._random.uniform(*usual)
        seconds = self._random.uniform(*_SLOW_SECONDS)
        now = self._loop.time()
        self._excuses.add(now, now + seconds)
        return seconds

    def _happens(self, probability: float, name: str) -> bool:
        happens = probability > 0 and self._random.random() < probability
        self._tally[name] += happens
        return happens
