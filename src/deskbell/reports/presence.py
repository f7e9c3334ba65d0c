"""When members were there for chats, as spans of time, for whoever lives through a day again.

Owns: what "there" means: available, and reachable.
Never: who was an agent of what: that is for the caller to know.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.floor.vocabulary import Id, Instant
from deskbell.reports.model import Interval
from deskbell.reports.range import Range
from deskbell.reports.store import intervals_of

Span = tuple[Instant, Instant]
"""From an instant to just before another."""


class Presence(Struct, frozen=True):
    """The spans of one member in some time, oldest first. `held`: on hold, whether he was there or not."""

    there: Sequence[Span]
    held: Sequence[Span]


def find_presence(connection: Connection, organisation: Id, begin: Instant, end: Instant) -> dict[Id, Presence]:
    """Of everybody who has an interval between the two instants."""
    wanted = Range(begin, end)
    return {
        member: Presence(
            there=_join(_both(_spans(mine, ("available",), wanted), _spans(mine, ("attached", "leased"), wanted))),
            held=_join(_spans(mine, ("on",), wanted)),
        )
        for member, mine in intervals_of(connection, organisation, wanted).items()
    }


def _spans(intervals: Sequence[Interval], values: tuple[str, ...], wanted: Range) -> list[Span]:
    """The intervals of these values, as far as they lie in the range."""
    return [
        (max(one.began_at, wanted.begin), wanted.end if one.ended_at is None else min(one.ended_at, wanted.end))
        for one in intervals
        if one.value in values
    ]


def _both(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """Where two ordered rows of spans overlap."""
    found: list[Span] = []
    one = other = 0
    while one < len(first) and other < len(second):
        begin, end = max(first[one][0], second[other][0]), min(first[one][1], second[other][1])
        if begin < end:
            found.append((begin, end))
        if first[one][1] < second[other][1]:
            one += 1
        else:
            other += 1
    return found


def _join(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch are one."""
    joined: list[Span] = []
    for begin, end in spans:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined
