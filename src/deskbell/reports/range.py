"""The range of time a report is about.

Owns: its bounds, and what is said of one that makes no sense.
"""

from msgspec import Struct

from deskbell.floor.vocabulary import Instant, Milliseconds
from deskbell.kit.problem import wrong_field

DAYS_MAX = 90
"""Of a report (product, section 11)."""

_HOUR_MS: Milliseconds = 3_600_000
# One of these days is an hour longer where clocks go back.
RANGE_MS_MAX: Milliseconds = DAYS_MAX * 24 * _HOUR_MS + _HOUR_MS

_INSTANT = "milliseconds since 1970"


class Range(Struct, frozen=True):
    """From `begin` to just before `end`."""

    begin: Instant
    end: Instant

    def until(self, now: Instant) -> "Range":
        """What of it has passed by `now`: what is still to come is in no report."""
        return Range(self.begin, max(self.begin, min(self.end, now)))


def read_range(begin: Instant | None, end: Instant | None) -> Range:
    """The range between two instants, both of which are needed. Raises `Problem`."""
    if begin is None:
        raise wrong_field("from", "is missing", _INSTANT)
    if end is None:
        raise wrong_field("to", "is missing", _INSTANT)
    if end <= begin:
        raise wrong_field("to", "is not after `from`", f"an instant after it, at most {DAYS_MAX} days")
    if end - begin > RANGE_MS_MAX:
        raise wrong_field("to", f"is more than {DAYS_MAX} days after `from`", f"up to {DAYS_MAX} days")
    return Range(begin, end)
