"""Chance in a made-up day.

Owns: the drawing of times.
Holds: each purpose has a stream of its own, so that another roster meets the very same visitors.
"""

from collections.abc import Iterator
from math import log, sqrt
from random import Random

from deskbell.staffing.day import Arrivals, Spread, ms_of

MS = 1000


def stream_of(seed: int, day: int, purpose: str) -> Random:
    """The chance of one purpose on one day."""
    return Random(f"{seed} {day} {purpose}")  # noqa: S311 - a dice, not a key


def draw_ms(random: Random, spread: Spread) -> int:
    """One length of time."""
    mean = spread.mean_seconds
    if spread.kind == "exponential":
        return round(random.expovariate(1 / mean) * MS)
    if spread.kind == "lognormal" and spread.deviation_seconds:
        variance = log(1 + (spread.deviation_seconds / mean) ** 2)
        return round(random.lognormvariate(log(mean) - variance / 2, sqrt(variance)) * MS)
    return round(mean * MS)


def draw_arrivals(random: Random, arrivals: Arrivals) -> Iterator[int]:
    """The instants, in ms since midnight, at which visitors come: each independent of the others."""
    at, end = ms_of(arrivals.start) / MS, ms_of(arrivals.end) / MS
    while (at := at + random.expovariate(arrivals.per_hour / 3600)) < end:
        yield int(at * MS)
