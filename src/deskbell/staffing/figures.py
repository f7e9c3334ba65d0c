"""The figures of a number of days: waits, abandonment, load, misses.

Owns: what each figure means.
Holds: figures of days are put together as they are; the interval of the mean wait comes from the days' own means, which
    are independent of each other, while chats of one day are not.
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import fmean, stdev

from msgspec import Struct

from deskbell.staffing.chance import MS
from deskbell.staffing.day import DAY_SECONDS, Day, ms_of
from deskbell.staffing.run import LivedDay, Visit

# Student's t for 95 %, two-sided, by degrees of freedom; beyond these the normal value is close enough.
_T = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10, 2.09)
_T_MANY = 1.96
_T_SOME = 2.06


class Waits(Struct, frozen=True):
    """How long those who were answered had waited, in seconds. Empty figures are None."""

    mean: float | None
    half: float | None
    nine_of_ten: float | None
    longest: float | None


class InboxFigures(Struct, frozen=True):
    """Of one inbox, or of all.

    `abandoned`: gave up before somebody answered. `unanswered`: still waiting when nobody was left. `within`: the share
    of all chats that were answered within the promised time. `mean_wait_interval`: 95 %, from two days on.
    """

    chats: int
    answered: int
    abandoned: int
    unanswered: int
    within: float | None
    waits: Waits
    mean_wait_interval: tuple[float, float] | None


class AgentFigures(Struct, frozen=True):
    """Of one agent. `busy`: the share of his time with one chat or more. `load`: chats at once, on average."""

    offered: int
    accepted: int
    declined: int
    expired: int
    holds: int
    busy: float | None
    load: float | None
    most_at_once: int


class Figures(Struct, frozen=True):
    """What came of it. Figures are of all days together."""

    days: int
    all: InboxFigures
    inboxes: dict[str, InboxFigures]
    agents: dict[str, AgentFigures]


def figures_of(day: Day, lived: Sequence[LivedDay]) -> Figures:
    """Put the days together."""
    warm_ms = ms_of(day.warm_up)
    visits = [[visit for visit in one.visits if visit.came_at >= warm_ms] for one in lived]
    return Figures(
        days=len(lived),
        all=_of_inbox(visits, day.within_seconds),
        inboxes={
            inbox.name: _of_inbox(
                [[visit for visit in one if visit.inbox == inbox.name] for one in visits], day.within_seconds
            )
            for inbox in day.inboxes
        },
        agents={agent.name: _of_agent(lived, agent.name) for agent in day.agents},
    )


def _of_inbox(days: list[list[Visit]], within_seconds: float) -> InboxFigures:
    visits = [visit for one in days for visit in one]
    waits = sorted(wait for one in days for wait in _waits_of(one))
    unanswered = sum(visit.answered_at is None and visit.ended_at is None for visit in visits)
    return InboxFigures(
        chats=len(visits),
        answered=len(waits),
        abandoned=len(visits) - len(waits) - unanswered,
        unanswered=unanswered,
        within=sum(wait <= within_seconds for wait in waits) / len(visits) if visits else None,
        waits=Waits(
            mean=fmean(waits) if waits else None,
            half=_quantile(waits, 0.5),
            nine_of_ten=_quantile(waits, 0.9),
            longest=waits[-1] if waits else None,
        ),
        mean_wait_interval=_interval([fmean(_waits_of(one)) for one in days if _waits_of(one)]),
    )


def _waits_of(visits: Iterable[Visit]) -> list[float]:
    return [(visit.answered_at - visit.came_at) / MS for visit in visits if visit.answered_at is not None]


def _quantile(ordered: list[float], share: float) -> float | None:
    """The smallest wait that at least this share did not exceed."""
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))] if ordered else None


def _interval(means: list[float]) -> tuple[float, float] | None:
    if len(means) < 2:
        return None
    freedom = len(means) - 1
    student = _T[freedom - 1] if freedom <= len(_T) else _T_SOME if freedom < 60 else _T_MANY
    middle, margin = fmean(means), student * stdev(means) / sqrt(len(means))
    return max(0.0, middle - margin), middle + margin


def _of_agent(lived: Sequence[LivedDay], name: str) -> AgentFigures:
    work = [one.work[name] for one in lived]
    there_ms = sum(min(one.there_ms, DAY_SECONDS * MS) for one in work)
    return AgentFigures(
        offered=sum(one.offered for one in work),
        accepted=sum(one.accepted for one in work),
        declined=sum(one.declined for one in work),
        expired=sum(one.expired for one in work),
        holds=sum(one.holds for one in work),
        busy=sum(one.busy_ms for one in work) / there_ms if there_ms else None,
        load=sum(one.chats_ms for one in work) / there_ms if there_ms else None,
        most_at_once=max((one.most_at_once for one in work), default=0),
    )
