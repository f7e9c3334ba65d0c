"""Where the Erlang-C formula applies, the simulation agrees with it."""

import pytest
from msgspec.structs import replace

from deskbell.staffing.day import Arrivals, Day, DayAgent, DayInbox, Spread
from deskbell.staffing.erlang import mean_wait_seconds, wait_share
from deskbell.staffing.figures import figures_of
from deskbell.staffing.run import live_through

AT_ONCE = Spread(kind="fixed", mean_seconds=0.0001)


def queue(agents: int, per_hour: float, days: int = 40) -> Day:
    """One inbox, one chat for each agent, everybody patient, everybody there."""
    return Day(
        inboxes=(DayInbox(name="Shop"),),
        agents=tuple(
            DayAgent(name=f"Agent {number}", inboxes=("Shop",), capacity=1, answers_in=AT_ONCE)
            for number in range(agents)
        ),
        arrivals=(Arrivals(inbox="Shop", per_hour=per_hour, end="21:00"),),
        handling=Spread(mean_seconds=300),
        warm_up="03:00",
        days=days,
        seed=7,
    )


@pytest.mark.parametrize(("agents", "per_hour"), [(1, 6), (2, 15), (5, 48), (10, 105)])
def test_the_mean_wait_is_that_of_the_formula(agents: int, per_hour: float):
    day = queue(agents, per_hour)
    figures = figures_of(day, [live_through(day, number) for number in range(day.days)])
    expected = mean_wait_seconds(per_hour=per_hour, mean_handling_seconds=300, agents=agents)
    assert figures.all.mean_wait_interval is not None
    low, high = figures.all.mean_wait_interval
    assert low <= expected <= high
    assert figures.all.answered == figures.all.chats


def test_the_check_can_fail():
    """An agent who takes two chats at once is another queue, and the interval says so."""
    day = queue(2, 15)
    other = replace(day, agents=tuple(replace(agent, capacity=2) for agent in day.agents))
    figures = figures_of(other, [live_through(other, number) for number in range(40)])
    assert figures.all.mean_wait_interval is not None
    expected = mean_wait_seconds(per_hour=15, mean_handling_seconds=300, agents=2)
    assert expected > figures.all.mean_wait_interval[1]


def test_known_values():
    """Two Erlangs on three agents: four in nine wait (any table of Erlang C)."""
    assert wait_share(2, 3) == pytest.approx(4 / 9)
    assert mean_wait_seconds(per_hour=24, mean_handling_seconds=300, agents=3) == pytest.approx(400 / 3)
    assert mean_wait_seconds(per_hour=36, mean_handling_seconds=300, agents=3) == float("inf")
