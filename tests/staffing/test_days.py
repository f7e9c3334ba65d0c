"""Days that were thought out so that one knows what comes of them."""

import json

import pytest

from deskbell.staffing.day import Arrivals, Day, DayAgent, DayInbox, RecordedChat, Shift, Spread
from deskbell.staffing.figures import Figures, figures_of
from deskbell.staffing.report import as_json, as_table
from deskbell.staffing.run import live_through

AT_ONCE = Spread(kind="fixed", mean_seconds=0.0001)


def agent(name: str = "Ana", **more: object) -> DayAgent:
    return DayAgent(**{"name": name, "inboxes": ("Shop",), "capacity": 1, "answers_in": AT_ONCE, **more})  # type: ignore[arg-type]


def day(*chats: RecordedChat, agents: tuple[DayAgent, ...] = (), **more: object) -> Day:
    inboxes = more.pop("inboxes", (DayInbox(name="Shop"),))
    return Day(inboxes=inboxes, agents=agents, recorded=chats, **more)  # type: ignore[arg-type]


def came(at: str, handling: float = 600, patience: float | None = None, inbox: str = "Shop") -> RecordedChat:
    return RecordedChat(at=at, inbox=inbox, handling_seconds=handling, patience_seconds=patience)


def run(one: Day) -> Figures:
    return figures_of(one, [live_through(one, number) for number in range(one.days)])


def test_who_comes_second_waits_for_the_first():
    figures = run(day(came("10:00"), came("10:04"), agents=(agent(),)))
    assert (figures.all.answered, figures.all.waits.longest, figures.all.waits.mean) == (2, 360.0, 180.0)
    work = figures.agents["Ana"]
    assert (work.offered, work.accepted, work.most_at_once) == (2, 2, 1)
    assert work.busy == pytest.approx(1200 / 86_400)


def test_a_second_place_takes_him_at_once():
    figures = run(day(came("10:00"), came("10:04"), agents=(agent(capacity=2),)))
    assert (figures.all.waits.longest, figures.agents["Ana"].most_at_once) == (0.0, 2)
    assert figures.agents["Ana"].load == pytest.approx(1200 / 86_400)


def test_the_inboxes_own_limit_counts():
    inboxes = (DayInbox(name="Shop", capacity=1),)
    figures = run(day(came("10:00"), came("10:04"), agents=(agent(capacity=2),), inboxes=inboxes))
    assert figures.all.waits.longest == 360.0


def test_two_chats_at_once_take_longer():
    figures = run(day(came("10:00"), came("10:00"), came("10:00"), agents=(agent(capacity=2),), slows_by=0.5))
    # The first takes 600 s, the second half as long again; the third begins when the first has ended.
    assert figures.all.waits.longest == 600.0
    assert figures.agents["Ana"].load == pytest.approx((600 + 900 + 900) / 86_400)


def test_who_loses_patience_has_given_up():
    figures = run(day(came("10:00"), came("10:01", patience=120), agents=(agent(),)))
    assert (figures.all.answered, figures.all.abandoned, figures.all.within) == (1, 1, 0.5)


def test_nobody_is_answered_outside_the_shifts():
    shifts = (Shift(start="12:00", end="13:00"),)
    figures = run(day(came("11:00"), came("12:55", 900), came("12:56"), agents=(agent(shifts=shifts),)))
    assert (figures.all.answered, figures.all.unanswered, figures.all.waits.longest) == (2, 1, 3600.0)


def test_a_missed_offer_goes_to_the_next_after_its_time():
    agents = (agent("Mia", missed=1), agent("Ana", shifts=(Shift(start="10:00:10", end="24:00"),)))
    figures = run(day(came("10:00"), agents=agents))
    assert (figures.agents["Mia"].expired, figures.all.waits.longest) == (1, 30.0)
    assert figures.agents["Ana"].accepted == 1


def test_five_misses_set_on_hold_and_he_comes_back():
    agents = (agent("Mia", missed=1, back_seconds=60),)
    figures = run(day(came("10:00"), agents=agents, inboxes=(DayInbox(name="Shop", offer_seconds=5),)))
    work = figures.agents["Mia"]
    assert figures.all.unanswered == 1
    assert work.holds > 1
    assert work.expired >= 5 * work.holds


def test_a_declined_offer_is_counted():
    agents = (agent("Dan", declined=1), agent("Ana", shifts=(Shift(start="10:05", end="24:00"),)))
    figures = run(day(came("10:00"), agents=agents))
    assert figures.agents["Dan"].declined >= 1
    assert figures.all.answered == 1


def test_in_manual_mode_a_supervisor_takes_his_time():
    inboxes = (DayInbox(name="Shop", mode="manual", assign_seconds=15),)
    figures = run(day(came("10:00"), came("10:00"), agents=(agent(),), inboxes=inboxes))
    assert figures.all.answered == 2
    # The list is looked at every fifteen seconds, and the first chat has ended at 10:10:15.
    assert (figures.all.waits.mean, figures.all.waits.longest) == (315.0, 615.0)


def test_priority_decides_between_inboxes():
    inboxes = (DayInbox(name="Shop"), DayInbox(name="Gold", priority=9))
    both = agent(inboxes=("Shop", "Gold"))
    figures = run(day(came("10:00"), came("10:01"), came("10:02", inbox="Gold"), agents=(both,), inboxes=inboxes))
    assert (figures.inboxes["Gold"].waits.longest, figures.inboxes["Shop"].waits.longest) == (480.0, 1140.0)


def a_busy_day(**more: object) -> Day:
    return day(
        agents=(agent("Ana", capacity=2, missed=0.1), agent("Ben", declined=0.1)),
        arrivals=(Arrivals(inbox="Shop", per_hour=20),),
        patience=Spread(mean_seconds=300),
        **more,
    )


def test_the_same_seed_gives_the_same_figures_and_another_gives_others():
    assert run(a_busy_day()) == run(a_busy_day())
    assert run(a_busy_day(seed=1)) != run(a_busy_day(seed=2))


def test_another_roster_meets_the_same_visitors():
    alone = day(agents=(agent("Zoe"),), arrivals=(Arrivals(inbox="Shop", per_hour=20),))
    visitors = [(visit.came_at, visit.handling_ms) for visit in live_through(alone, 0).visits]
    others = [(visit.came_at, visit.handling_ms) for visit in live_through(a_busy_day(), 0).visits]
    assert [at for at, _ in visitors] == [at for at, _ in others]


def test_everybody_who_came_is_somewhere():
    figures = run(a_busy_day(days=3)).all
    assert figures.chats == figures.answered + figures.abandoned + figures.unanswered > 1000


def test_what_came_in_the_warm_up_is_not_counted():
    figures = run(day(came("10:00"), came("11:00"), agents=(agent(),), warm_up="10:30"))
    assert figures.all.chats == 1


def test_a_day_without_visitors_has_figures_too():
    figures = run(day(came("10:00"), agents=(agent(),), warm_up="12:00"))
    assert (figures.all.chats, figures.all.waits.mean, figures.all.within) == (0, None, None)
    assert "-" in as_table(day(agents=(agent(),)), figures)


def test_the_json_says_what_the_table_says():
    one = a_busy_day(days=2)
    figures = run(one)
    told = json.loads(as_json(figures))
    assert told["all"]["chats"] == figures.all.chats
    assert f"{figures.all.chats:,}" in as_table(one, figures)
    assert "The mean wait is between" in as_table(one, figures)
