"""From a file to a day that makes sense, or to one line that says which field of which line does not.

Owns: what a field may refer to.
Holds: a day that was read can be run: every name is known, every time comes before its end.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from deskbell.kit.trouble import Trouble
from deskbell.staffing.day import DAY_SECONDS, Day, DayAgent, Spread, ms_of
from deskbell.staffing.lines import line_of

BYTES_MAX = 256 * 1024 * 1024

_PLACE = re.compile(r" - at `(?:key in )?(\$[^`]*)`$")
_BYTE = re.compile(r"\(byte (\d+)\)")

Complaint = tuple[str, str]
"""The path of the field and what is wrong with it."""


def read_day(path: Path) -> Day:
    """The day in this file. Raises `Trouble` that names the line, the field, and what is allowed."""
    try:
        if path.stat().st_size > BYTES_MAX:
            raise Trouble(f"{path}: larger than {BYTES_MAX // 1024 // 1024} MiB")
        data = path.read_bytes()
    except OSError as error:
        raise Trouble(f"{path}: {error.strerror or error}") from error
    return parse_day(data, str(path))


def parse_day(data: bytes, name: str) -> Day:
    """The day in these bytes; `name` is what a complaint calls them. Raises `Trouble`."""
    try:
        day = msgspec.json.decode(data, type=Day)
    except msgspec.ValidationError as error:
        found = _PLACE.search(str(error))
        place = found[1] if found else "$"
        raise _trouble(name, data, place, _PLACE.sub("", str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Trouble(f"{name}, line {_line_of_byte(data, str(error))}: this is no JSON: {error}") from error
    for place, problem in _complaints(day):
        raise _trouble(name, data, place, problem)
    return day


def _trouble(name: str, data: bytes, place: str, problem: str) -> Trouble:
    field = place.removeprefix("$").removeprefix(".") or "the whole"
    return Trouble(f"{name}, line {line_of(data.decode('utf-8', 'replace'), place)}: {field}: {problem}")


def _line_of_byte(data: bytes, message: str) -> int:
    found = _BYTE.search(message)
    return data[: int(found[1]) if found else len(data)].count(b"\n") + 1


def _complaints(day: Day) -> Iterator[Complaint]:
    inboxes: set[str] = set()
    for number, inbox in enumerate(day.inboxes):
        if inbox.name.casefold() in inboxes:
            yield f"$.inboxes[{number}].name", f"there is an inbox named {inbox.name!r} already"
        inboxes.add(inbox.name.casefold())
    known = {inbox.name for inbox in day.inboxes}
    names: set[str] = set()
    for number, agent in enumerate(day.agents):
        yield from _complaints_about(agent, f"$.agents[{number}]", known, names)
    for number, arrivals in enumerate(day.arrivals):
        yield from _unknown(f"$.arrivals[{number}].inbox", arrivals.inbox, known)
        yield from _backwards(f"$.arrivals[{number}].end", arrivals.start, arrivals.end)
    for number, chat in enumerate(day.recorded):
        yield from _unknown(f"$.recorded[{number}].inbox", chat.inbox, known)
        yield from _too_late(f"$.recorded[{number}].at", chat.at)
    if not day.arrivals and not day.recorded:
        yield "$", 'nobody comes: "arrivals" or "recorded" is needed'
    yield from _too_late("$.warm_up", day.warm_up)
    yield from _unspread("$.handling", day.handling)
    if day.patience:
        yield from _unspread("$.patience", day.patience)


def _complaints_about(agent: DayAgent, place: str, known: set[str], names: set[str]) -> Iterator[Complaint]:
    if agent.name in names:
        yield f"{place}.name", f"there is an agent named {agent.name!r} already"
    names.add(agent.name)
    for number, inbox in enumerate(agent.inboxes):
        yield from _unknown(f"{place}.inboxes[{number}]", inbox, known)
    for number, shift in enumerate(agent.shifts):
        yield from _backwards(f"{place}.shifts[{number}].end", shift.start, shift.end)
    if agent.missed + agent.declined > 1:
        yield f"{place}.declined", "missed and declined together are more than all offers; allowed: up to 1"
    yield from _unspread(f"{place}.answers_in", agent.answers_in)


def _unknown(place: str, inbox: str, known: set[str]) -> Iterator[Complaint]:
    if inbox not in known:
        yield place, f"there is no inbox {inbox!r}; allowed: {', '.join(sorted(known))}"


def _backwards(place: str, start: str, end: str) -> Iterator[Complaint]:
    yield from _too_late(place, end)
    if ms_of(end) <= ms_of(start):
        yield place, f"{end} is not after {start}; what goes past midnight is written as two"


def _too_late(place: str, time: str) -> Iterator[Complaint]:
    if ms_of(time) > DAY_SECONDS * 1000:
        yield place, f"{time} is no time of day; allowed: 00:00 to 24:00"


def _unspread(place: str, spread: Spread) -> Iterator[Complaint]:
    if (spread.kind == "lognormal") != (spread.deviation_seconds is not None):
        yield f"{place}.deviation_seconds", "belongs to the kind lognormal, and is needed there"
