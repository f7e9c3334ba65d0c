"""A day, as its file describes it.

Owns: every field, its default and its bound.
Holds: what has a number is bounded here; what refers to something else is checked in `reading.py`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from deskbell.floor.vocabulary import (
    CAPACITY_DEFAULT,
    CAPACITY_MAX,
    CAPACITY_MIN,
    NAME_CHARACTERS_MAX,
    OFFER_SECONDS_DEFAULT,
    OFFER_SECONDS_MAX,
    OFFER_SECONDS_MIN,
    PRIORITY_DEFAULT,
    PRIORITY_MAX,
    PRIORITY_MIN,
    AssignmentMode,
)

DAY_SECONDS = 86_400
DAYS_MAX = 10_000
CHATS_PER_HOUR_MAX = 100_000
RECORDED_MAX = 1_000_000

TimeOfDay = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-4]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$", min_length=5, max_length=12)
]
"""HH:MM, HH:MM:SS or HH:MM:SS.mmm, from 00:00 to 24:00."""

Name = Annotated[str, Meta(min_length=1, max_length=NAME_CHARACTERS_MAX)]
Seconds = Annotated[float, Meta(ge=0, le=30 * DAY_SECONDS)]
Share = Annotated[float, Meta(ge=0, le=1)]
Capacity = Annotated[int, Meta(ge=CAPACITY_MIN, le=CAPACITY_MAX)]


class Part(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True, kw_only=True):
    """The base of all parts of a day."""


class Spread(Part, frozen=True):
    """A length of time that differs from one case to the next.

    "exponential": often short, sometimes long. "lognormal": around its mean, with a long tail; takes a deviation.
    """

    mean_seconds: Annotated[float, Meta(gt=0, le=30 * DAY_SECONDS)]
    kind: Literal["exponential", "lognormal", "fixed"] = "exponential"
    deviation_seconds: Annotated[float, Meta(gt=0, le=30 * DAY_SECONDS)] | None = None


HANDLING_DEFAULT = Spread(mean_seconds=300)
ANSWERS_IN_DEFAULT = Spread(mean_seconds=5)
BACK_SECONDS_DEFAULT = 120


class DayInbox(Part, frozen=True):
    """An inbox with its rules (product, section 3). `assign_seconds`: how soon a supervisor assigns, in manual mode."""

    name: Name
    mode: AssignmentMode = "auto"
    offer_seconds: Annotated[int, Meta(ge=OFFER_SECONDS_MIN, le=OFFER_SECONDS_MAX)] = OFFER_SECONDS_DEFAULT
    priority: Annotated[int, Meta(ge=PRIORITY_MIN, le=PRIORITY_MAX)] = PRIORITY_DEFAULT
    capacity: Capacity | None = None
    assign_seconds: Seconds = 10


class Shift(Part, frozen=True):
    """When somebody is there."""

    start: TimeOfDay
    end: TimeOfDay


class DayAgent(Part, frozen=True):
    """An agent, and how he answers.

    `missed`: the share of offers he lets expire; `declined`: the share he declines; `back_seconds`: how soon he is back
    after being set on hold. No shift is the whole day.
    """

    name: Name
    inboxes: Annotated[tuple[Name, ...], Meta(min_length=1)]
    capacity: Capacity = CAPACITY_DEFAULT
    shifts: tuple[Shift, ...] = ()
    answers_in: Spread = ANSWERS_IN_DEFAULT
    missed: Share = 0
    declined: Share = 0
    back_seconds: Seconds = BACK_SECONDS_DEFAULT


class Arrivals(Part, frozen=True):
    """Visitors come at random, so many an hour on average."""

    inbox: Name
    per_hour: Annotated[float, Meta(gt=0, le=CHATS_PER_HOUR_MAX)]
    start: TimeOfDay = "00:00"
    end: TimeOfDay = "24:00"


class RecordedChat(Part, frozen=True):
    """A chat as it was: when it came, and what is known of how long it took and how long the visitor waited at most.

    `answer_seconds`: how long the agent who took it needed to accept the offer, or had had when the visitor left.
    """

    at: TimeOfDay
    inbox: Name
    answer_seconds: Seconds | None = None
    handling_seconds: Seconds | None = None
    patience_seconds: Seconds | None = None


class Day(Part, frozen=True):
    """A day, and how often it is to be lived through.

    `slows_by`: how much longer a chat takes for each other chat its agent has at the time (0.1: a tenth).
    `within_seconds`: the waiting time that is promised. `warm_up`: chats that come earlier are not counted.
    Everything still open at the end of the day goes on to its end.
    """

    inboxes: Annotated[tuple[DayInbox, ...], Meta(min_length=1, max_length=1000)]
    agents: Annotated[tuple[DayAgent, ...], Meta(max_length=10_000)]
    arrivals: tuple[Arrivals, ...] = ()
    recorded: Annotated[tuple[RecordedChat, ...], Meta(max_length=RECORDED_MAX)] = ()
    handling: Spread = HANDLING_DEFAULT
    patience: Spread | None = None
    slows_by: Annotated[float, Meta(ge=0, le=10)] = 0
    within_seconds: Seconds = 60
    warm_up: TimeOfDay = "00:00"
    days: Annotated[int, Meta(ge=1, le=DAYS_MAX)] = 1
    seed: Annotated[int, Meta(ge=0, le=2**53)] = 1


def ms_of(time: TimeOfDay) -> int:
    """Milliseconds since midnight."""
    hours, minutes, *rest = time.split(":")
    seconds, _, fraction = rest[0].partition(".") if rest else ("0", "", "")
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def time_of(ms: int) -> TimeOfDay:
    """The time of day so many milliseconds after midnight, no longer than it takes."""
    seconds, fraction = divmod(ms, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{fraction:03}" if fraction else text
