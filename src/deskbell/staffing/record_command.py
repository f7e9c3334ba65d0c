"""`deskbell day`: what the command does, without a terminal.

Owns: which instants a date is in a time zone.
Never: a change; the folder's lock.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.floor.vocabulary import Id, Instant
from deskbell.kit.beside import Beside
from deskbell.kit.trouble import Trouble
from deskbell.staffing.day import DAY_SECONDS
from deskbell.staffing.day_past import read_day_past
from deskbell.staffing.past import Past
from deskbell.staffing.recording import Hours, Recorded, Span, record


class Presence(Protocol):
    """When one member was there, and when on hold."""

    @property
    def there(self) -> Sequence[Span]: ...
    @property
    def held(self) -> Sequence[Span]: ...


FindPresence = Callable[[Connection, Id, Instant, Instant], Mapping[Id, Presence]]
"""Of everybody in an organisation, from one instant to another."""


class DayWanted(Struct, frozen=True):
    """What is to be recorded. No inboxes is all."""

    date: str
    time_zone: str
    inboxes: tuple[str, ...] = ()
    names: bool = False


def record_day(
    database: Beside, organisation: Id, wanted: DayWanted, find_presence: FindPresence, now: Instant
) -> Recorded:
    """The day as it was, as far as it has passed. Raises `Trouble`."""
    begin, end, notes = read_instants(wanted.date, wanted.time_zone)
    if now < end:
        end = max(begin, now)
        notes = [*notes, "the day is not over: this is what of it has passed"]
    past = read_day_past(Past(database.read, organisation), begin, end)
    presence = database.read(lambda connection: find_presence(connection, organisation, begin, end))
    hours = Hours(
        begin,
        end,
        there={member: one.there for member, one in presence.items()},
        held={member: one.held for member, one in presence.items()},
    )
    recorded = record(past, hours, inboxes=wanted.inboxes, names=wanted.names)
    return Recorded(recorded.day, [*recorded.notes, *notes])


def read_instants(day: str, time_zone: str) -> tuple[Instant, Instant, list[str]]:
    """The first instant of the date there and that of the next, at most 24 hours later. Raises `Trouble`."""
    try:
        first = date.fromisoformat(day)
        following = first + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise Trouble(f"--date: {day!r} is no date; allowed: YYYY-MM-DD, such as 2026-11-20") from error
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Trouble(f"--time-zone: {time_zone!r} is not known; allowed: a zone such as Europe/Berlin") from error
    begin = _midnight(first, zone)
    end = _midnight(following, zone)
    if end - begin <= DAY_SECONDS * 1000:
        return begin, end, []
    note = "clocks go back on that day: its hours are counted from midnight, and those after the 24th are left out"
    return begin, begin + DAY_SECONDS * 1000, [note]


def _midnight(day: date, zone: ZoneInfo) -> Instant:
    return round(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)
