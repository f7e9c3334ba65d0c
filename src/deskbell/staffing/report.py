"""The figures as a table for people and as JSON for programs.

Owns: the headings and how a number is written.
"""

from collections.abc import Iterable, Sequence

import msgspec

from deskbell.staffing.day import Day
from deskbell.staffing.figures import AgentFigures, Figures, InboxFigures

NOTHING = "-"


def as_json(figures: Figures) -> str:
    """All figures, unrounded; lengths in seconds."""
    return msgspec.json.format(msgspec.json.encode(figures), indent=2).decode()


def as_table(day: Day, figures: Figures) -> str:
    """The same for reading."""
    within = f"in {day.within_seconds:g} s"
    inboxes = [("All", figures.all)] if len(figures.inboxes) > 1 else []
    inboxes += figures.inboxes.items()
    blocks = [
        _table(
            ("Inbox", "chats", "answered", "gave up", "left", within, "mean wait", "half", "9 of 10", "longest"),
            [_inbox_row(name, one) for name, one in inboxes],
        ),
        _table(
            ("Agent", "offered", "accepted", "declined", "missed", "on hold", "busy", "chats at once", "most"),
            [_agent_row(name, one) for name, one in figures.agents.items()],
        ),
    ]
    note = f"{figures.days} {'day' if figures.days == 1 else 'days'}, seed {day.seed}."
    if figures.all.mean_wait_interval:
        low, high = figures.all.mean_wait_interval
        note += f" The mean wait is between {_time(low)} and {_time(high)} (95 %)."
    return "\n\n".join([*blocks, note])


def _inbox_row(name: str, one: InboxFigures) -> tuple[str, ...]:
    waits = (one.waits.mean, one.waits.half, one.waits.nine_of_ten, one.waits.longest)
    counts = (one.chats, one.answered, one.abandoned, one.unanswered)
    return (name, *map(_count, counts), _share(one.within), *map(_time, waits))


def _agent_row(name: str, one: AgentFigures) -> tuple[str, ...]:
    counts = (one.offered, one.accepted, one.declined, one.expired, one.holds)
    load = NOTHING if one.load is None else f"{one.load:.2f}"
    return (name, *map(_count, counts), _share(one.busy), load, str(one.most_at_once))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, figures to the right."""
    lines = [headings, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    texts = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    return "\n".join([texts[0].rstrip(), "-" * len(texts[0]), *(text.rstrip() for text in texts[1:])])


def _count(number: int) -> str:
    return f"{number:,}"


def _share(share: float | None) -> str:
    return NOTHING if share is None else f"{share:.1%}"


def _time(seconds: float | None) -> str:
    """1.2 s, 3:05, 1:02:03."""
    if seconds is None:
        return NOTHING
    if seconds < 60:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    minutes = f"{whole // 60 % 60}:{whole % 60:02}" if whole < 3600 else f"{whole // 60 % 60:02}:{whole % 60:02}"
    return minutes if whole < 3600 else f"{whole // 3600}:{minutes}"
