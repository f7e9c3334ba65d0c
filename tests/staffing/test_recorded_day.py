"""A day that was, lived through again: the floor is the same, so where nothing is left to chance everything agrees."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from deskbell.floor.commands import AttachMember, ChangeInbox, DetachMember
from deskbell.floor.vocabulary import SYSTEM, Id
from deskbell.kit.beside import Beside
from deskbell.kit.trouble import Trouble
from deskbell.reports.presence import find_presence
from deskbell.staffing.day import Day, ms_of
from deskbell.staffing.figures import figures_of
from deskbell.staffing.reading import parse_day
from deskbell.staffing.record_command import DayWanted, read_instants, record_day
from deskbell.staffing.recording import Recorded
from deskbell.staffing.run import LivedDay as SimulatedDay
from deskbell.staffing.run import live_through
from deskbell.staffing.writing import write_day
from tests.staffing.lived import DATE, HOUR, MIDNIGHT, LivedDay

SECOND = 1_000
NEXT_DAY = MIDNIGHT + 24 * HOUR


@pytest_asyncio.fixture
async def lived(tmp_path: Path, seed: int) -> AsyncIterator[LivedDay]:
    async with LivedDay(tmp_path, seed) as day:
        yield day


@pytest.fixture
def seed() -> int:
    return 4


def recorded(lived: LivedDay, *inboxes: str, now: int = NEXT_DAY + 24 * HOUR, **more: Any) -> Recorded:
    """Read from beside, as the command does, while the server of the day has the folder."""
    wanted = DayWanted(**{"date": DATE, "time_zone": "UTC", "inboxes": inboxes, **more})
    with Beside(str(lived.path)) as database:
        return record_day(database, lived.organisation, wanted, find_presence, now)


def through_its_file(day: Day) -> Day:
    """Written and read again: what is simulated is what stands in the file."""
    text = "\n".join(write_day(day))
    read = parse_day(text.encode(), "day.json")
    assert read == day
    return read


async def a_busy_day(lived: LivedDay) -> tuple[Id, ...]:
    """Three agents with two inboxes, one of which goes first and takes one chat of each agent; a hundred visitors."""
    ana, ben, cleo = await lived.hire("Ana", 2), await lived.hire("Ben", 1), await lived.hire("Cleo", 3)
    shop = await lived.open_inbox("Shop", ana, ben, cleo)
    gold = await lived.open_inbox("Gold", ana, cleo, priority=9, capacity=1, offer_seconds=15)
    lived.works(ana, (8, 12), (12.75, 17))
    lived.works(ben, (8.5, 13))
    lived.works(cleo, (9, 9.25), (10, 17.5))
    for number in range(100):
        at = MIDNIGHT + lived.random.randrange(round(8.1 * HOUR), 16 * HOUR)
        handling = round(lived.random.expovariate(1 / (20 * 60 * SECOND))) + SECOND
        patience = lived.random.randrange(60 * SECOND, 900 * SECOND) if number % 3 else None
        lived.comes(gold if number % 4 == 0 else shop, at, handling, patience)
    await lived.go()
    return ana, ben, cleo


def fates(lived: LivedDay) -> list[tuple[int, int | None, bool]]:
    """For each visitor: when he came, when he was answered, whether he gave up."""
    found = [(at - MIDNIGHT, lived.accepted.get(chat), chat in lived.left) for chat, at in lived.came.items()]
    return sorted((at, None if answered is None else answered - MIDNIGHT, left) for at, answered, left in found)


def simulated_fates(day: SimulatedDay) -> list[tuple[int, int | None, bool]]:
    return sorted(
        (one.came_at, one.answered_at, one.answered_at is None and one.ended_at is not None) for one in day.visits
    )


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(4, 9))
async def test_a_day_without_chance_is_lived_through_again_to_the_millisecond(lived: LivedDay):
    """Every offer was accepted, so that nothing of the day is left to dice: chat by chat the same waits.

    The same visitors come at the same instants; the same places are there, since shifts, capacities and rules are the
    same; each chat takes as long, and its agent needs as long for the click. So the same floor decides the same.
    """
    await a_busy_day(lived)
    found = recorded(lived, names=True)
    again = live_through(through_its_file(found.day), 0)

    assert simulated_fates(again) == fates(lived)
    assert found.notes == ["100 chats, 3 agents"]
    assert len(lived.left) > 5, "a day on which some gave up"
    waits = [answered - at for at, answered, _ in fates(lived) if answered is not None]
    assert max(waits) > 60 * SECOND, "a day on which some waited"
    figures = figures_of(found.day, [again])
    assert (figures.all.chats, figures.all.abandoned) == (100, len(lived.left))
    assert {name: one.accepted for name, one in figures.agents.items()} == lived.answers, "and with the same agents"


@pytest.mark.asyncio
async def test_other_rules_give_the_same_visitors_another_day(lived: LivedDay):
    await a_busy_day(lived)
    day = recorded(lived).day
    slower = msgspec.structs.replace(day, agents=day.agents[:1])
    waits = [figures_of(one, [live_through(one, 0)]).all for one in (day, slower)]
    assert [one.chats for one in waits] == [100, 100]
    assert waits[1].answered < waits[0].answered


@pytest.mark.asyncio
async def test_missed_and_declined_offers_become_shares_and_everybody_comes_again(lived: LivedDay):
    lived.misses, lived.declines = 0.2, 0.1
    await a_busy_day(lived)
    day = through_its_file(recorded(lived).day)
    assert sum(agent.missed for agent in day.agents) == pytest.approx(0.6, abs=0.3)
    assert sum(agent.declined for agent in day.agents) == pytest.approx(0.3, abs=0.2)
    figures = figures_of(day, [live_through(day, number) for number in range(20)])
    assert figures.all.chats == 20 * 100
    offers = [one.expired / one.offered for one in figures.agents.values()]
    assert all(0 < share < 0.5 for share in offers)


@pytest.mark.asyncio
async def test_shifts_are_when_agents_were_available_and_reachable(lived: LivedDay):
    ana = await lived.hire("Ana")
    await lived.hire("Nobody's agent")
    shop = await lived.open_inbox("Shop", ana)
    lived.works(ana, (8, 12), (13, 20))

    async def close_the_laptop() -> None:
        await lived.ask(DetachMember(member=ana))

    async def open_it_again() -> None:
        await lived.ask(AttachMember(member=ana))

    lived.at(MIDNIGHT + 10 * HOUR, close_the_laptop)
    lived.at(MIDNIGHT + 11 * HOUR, open_it_again)
    lived.at(MIDNIGHT + 15 * HOUR, close_the_laptop)
    lived.at(MIDNIGHT + 15 * HOUR + 20 * SECOND, open_it_again)
    lived.comes(shop, MIDNIGHT + 9 * HOUR, 60 * SECOND)
    await lived.go()

    (agent,) = recorded(lived).day.agents
    assert [(one.start, one.end) for one in agent.shifts] == [
        ("08:00:00", "10:00:30"),
        ("11:00:00", "12:00:00"),
        ("13:00:00", "20:00:00"),
    ], "the lease ran out once; the second time he was back before"


@pytest.mark.asyncio
async def test_a_time_zone_cuts_another_day(lived: LivedDay):
    ana = await lived.hire("Ana")
    shop = await lived.open_inbox("Shop", ana)
    lived.works(ana, (8, 23.5))
    for hour in (9, 22, 22.5):
        lived.comes(shop, MIDNIGHT + round(hour * HOUR), 60 * SECOND)
    await lived.go()
    assert [one.at for one in recorded(lived).day.recorded] == ["09:00:00", "22:00:00", "22:30:00"]
    assert [one.at for one in recorded(lived, time_zone="Europe/Berlin").day.recorded] == [
        "10:00:00",
        "23:00:00",
        "23:30:00",
    ]
    tokyo = recorded(lived, time_zone="Asia/Tokyo", date="2027-01-16").day
    assert [one.at for one in tokyo.recorded] == ["07:00:00", "07:30:00"]
    assert [one.start for one in tokyo.agents[0].shifts] == ["00:00:00"]


@pytest.mark.parametrize(
    ("date", "hours", "notes"), [("2026-10-24", 24, 0), ("2026-10-25", 24, 1), ("2027-03-28", 23, 0)]
)
def test_a_day_has_as_many_hours_as_its_clocks_say_and_at_most_24(date: str, hours: int, notes: int):
    begin, end, said = read_instants(date, "Europe/Berlin")
    assert (end - begin, len(said)) == (hours * HOUR, notes)
    assert read_instants(date, "UTC")[0] - begin in (HOUR, 2 * HOUR)


@pytest.mark.asyncio
async def test_chats_that_are_still_open_are_left_out_of_the_lengths(lived: LivedDay):
    ana = await lived.hire("Ana", 3)
    shop = await lived.open_inbox("Shop", ana)
    lived.works(ana, (8, 23.9))
    lived.comes(shop, MIDNIGHT + 9 * HOUR, 60 * SECOND)
    lived.comes(shop, MIDNIGHT + 10 * HOUR, 30 * HOUR)
    lived.comes(shop, MIDNIGHT + 11 * HOUR, 90 * 24 * HOUR)
    lived.comes(shop, MIDNIGHT + 23 * HOUR, 2 * HOUR)
    await lived.go_until(MIDNIGHT + 20 * 24 * HOUR)

    found = recorded(lived, now=NEXT_DAY)
    handled = [one.handling_seconds for one in found.day.recorded]
    assert handled == [60, 30 * 3600, None, 2 * 3600], "what ended after midnight is known"
    assert found.day.handling.mean_seconds == pytest.approx((60 + 32 * 3600) / 3)
    assert found.notes[1] == "1 chat still open: how long they take is not known, and drawn like the others"


@pytest.mark.asyncio
async def test_nobody_is_named_unless_it_is_asked_for(lived: LivedDay):
    await a_busy_day(lived)
    text = "\n".join(write_day(recorded(lived).day))
    for secret in ("SECRET", "Ana", "Ben", "Cleo", *lived.came):
        assert secret not in text
    assert {agent.name for agent in recorded(lived).day.agents} == {"agent 1", "agent 2", "agent 3"}
    assert {agent.name for agent in recorded(lived, names=True).day.agents} == {"Ana", "Ben", "Cleo"}
    assert "SECRET" not in "\n".join(write_day(recorded(lived, names=True).day))


@pytest.mark.asyncio
async def test_one_inbox_by_its_name(lived: LivedDay):
    await a_busy_day(lived)
    gold = recorded(lived, "gold").day
    assert [(one.name, one.priority, one.capacity, one.offer_seconds) for one in gold.inboxes] == [("Gold", 9, 1, 15)]
    assert (len(gold.recorded), len(gold.agents)) == (25, 2)
    with pytest.raises(Trouble, match="--inbox: there was no inbox 'Silver' on that day; allowed: Gold, Shop"):
        recorded(lived, "Silver")


@pytest.mark.asyncio
async def test_rules_that_changed_during_the_day_are_those_it_ended_with(lived: LivedDay):
    ana = await lived.hire("Ana")
    shop = await lived.open_inbox("Shop", ana)
    lived.works(ana, (8, 17))
    lived.comes(shop, MIDNIGHT + 9 * HOUR, 60 * SECOND)

    def change(**rules: Any) -> Callable[[], Any]:
        return lambda: lived.ask(ChangeInbox(inbox=shop, by=SYSTEM, **rules))

    lived.at(MIDNIGHT + 10 * HOUR, change(offer_seconds=90))
    lived.at(NEXT_DAY + HOUR, change(offer_seconds=5))
    await lived.go()
    found = recorded(lived)
    assert found.day.inboxes[0].offer_seconds == 90
    assert found.notes[1:] == ["the rules of Shop were changed 1 time during the day: those it ended with are used"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"date": "yesterday"}, "--date: 'yesterday' is no date; allowed: YYYY-MM-DD"),
        ({"date": "9999-12-31"}, "--date: "),
        ({"time_zone": "Europe/Nowhere"}, "--time-zone: 'Europe/Nowhere' is not known"),
        ({"time_zone": "../etc/passwd"}, "--time-zone: "),
        ({"date": "2027-01-20"}, "nobody came on that day"),
    ],
)
async def test_what_cannot_be_recorded_is_said(lived: LivedDay, wanted: dict[str, Any], words: str):
    ana = await lived.hire("Ana")
    await lived.open_inbox("Shop", ana)
    with pytest.raises(Trouble) as trouble:
        recorded(lived, **wanted)
    assert str(trouble.value).startswith(words)


@pytest.mark.asyncio
async def test_a_day_that_is_not_over_goes_as_far_as_it_has_passed(lived: LivedDay):
    ana = await lived.hire("Ana")
    shop = await lived.open_inbox("Shop", ana)
    lived.works(ana, (8, 17))
    lived.comes(shop, MIDNIGHT + 9 * HOUR, 60 * SECOND)
    await lived.go_until(MIDNIGHT + 10 * HOUR)
    found = recorded(lived, now=MIDNIGHT + 10 * HOUR)
    assert found.day.agents[0].shifts[-1].end == "10:00:00"
    assert found.notes[-1] == "the day is not over: this is what of it has passed"
    assert ms_of(found.day.recorded[0].at) == 9 * HOUR
