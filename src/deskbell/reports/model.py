"""What the reports room says over HTTP.

Owns: the answer bodies.
Holds: lengths are milliseconds, instants milliseconds since 1970, as everywhere in the API.
"""

from msgspec import Struct, field

from deskbell.reports.standing import Kind


class AwayTime(Struct, frozen=True):
    """How long somebody was away for one reason; the reason may be empty."""

    reason: str
    ms: int


class MemberTimes(Struct, frozen=True):
    """How one member spent the range. The four statuses add up to the time in which he was an active member.

    `away` splits `away_ms` by reason, the longest first. `reachable_ms`: a console was open, or its lease still ran.
    """

    member: str
    name: str
    available_ms: int
    busy_ms: int
    away_ms: int
    offline_ms: int
    away: list[AwayTime]
    reachable_ms: int
    on_hold_ms: int


class StatusTimes(Struct, frozen=True):
    """The range as it was counted: it ends now at the latest."""

    begin: int = field(name="from")
    end: int = field(name="to")
    members: list[MemberTimes]


class Interval(Struct, frozen=True):
    """One interval as it was, not clipped to the range; `ended_at` is null while it lasts. `away` has its reason."""

    kind: Kind
    value: str
    reason: str
    began_at: int
    ended_at: int | None


class Intervals(Struct, frozen=True):
    """A page of intervals, newest first; `next` goes on where it ends, null at the end."""

    member: str
    intervals: list[Interval]
    next: str | None
