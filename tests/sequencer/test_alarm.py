"""Deadlines come by themselves: nobody has to ask."""

import asyncio

import pytest

from deskbell.floor import evolve
from deskbell.floor.commands import SetStatus
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import ChatOffered, MemberDetached, MemberLost, MemberStatusChanged, OfferEnded
from deskbell.floor.sweep import SWEEP_MS
from deskbell.floor.vocabulary import by_member
from deskbell.sequencer.alarm import Alarm
from tests.sequencer.desk import OWNER, START, Desk

pytestmark = pytest.mark.asyncio


def ended(desk: Desk):
    return [one for one in desk.told if isinstance(one.event, OfferEnded)]


async def test_an_offer_lapses_with_nobody_asking(desk: Desk):
    await desk.open_chat()
    desk.clock.advance(29_999)
    await asyncio.sleep(0)
    assert ended(desk) == []
    desk.clock.advance(1)
    await desk.until(lambda: bool(ended(desk)))
    assert ended(desk)[0].at == START + 30_000
    await desk.check()


async def test_an_offer_lapses_after_a_restart_with_nobody_asking(desk: Desk):
    await desk.open_chat()
    await desk.crash()
    desk.clock.advance(30_000)
    await desk.sequencers.start_all()
    await desk.until(lambda: bool(ended(desk)))
    await desk.check()


async def test_an_offer_lapses_after_a_death_with_nobody_asking(desk: Desk):
    chat = await desk.open_chat()
    desk.storage.lose_writes = 1
    with pytest.raises(Exception, match="interrupted"):
        await desk.open_chat()
    desk.clock.advance(30_000)
    await desk.until(lambda: bool(ended(desk)))
    assert ended(desk)[0].event.conversation == chat
    await desk.check()


async def test_one_deadline_after_another(desk: Desk):
    """Who lost his consoles keeps his lease, then loses his offers."""
    await desk.open_chat()
    await desk.crash()
    await desk.sequencers.start_all()
    await desk.until(lambda: any(isinstance(one.event, MemberDetached) for one in desk.told))
    desk.clock.advance(30_000)
    await desk.until(lambda: any(isinstance(one.event, MemberLost) for one in desk.told))
    floor = await desk.floor()
    assert floor.members[OWNER].connection == "gone"
    due = next_due(floor)
    assert due is None or due > desk.clock.now()


async def test_what_was_forgotten_is_found_within_five_seconds_and_counted(desk: Desk, monkeypatch):
    """Routing, "Auto", 8: planted here, since there is nothing to find otherwise."""
    await desk.ask(SetStatus(member=OWNER, status="away", by=by_member(OWNER)))
    chat = await desk.open_chat()
    # As if a returning agent were not noticed: whoever becomes ready is not looked at.
    monkeypatch.setitem(evolve.EVOLVE, MemberStatusChanged, quietly(evolve.EVOLVE[MemberStatusChanged]))
    await desk.ask(SetStatus(member=OWNER, status="available", by=by_member(OWNER)))
    sequencer = await desk.sequencer()
    assert (await desk.floor()).chats[chat].offer is None
    assert sequencer.swept == 0
    desk.clock.advance(SWEEP_MS)
    await desk.until(lambda: any(isinstance(one.event, ChatOffered) for one in desk.told))
    assert sequencer.swept == 1
    await desk.check()


def quietly(change):
    def change_quietly(floor, event, at):
        before = dict(floor.index.unsettled)
        change(floor, event, at)
        floor.index.unsettled = before

    return change_quietly


async def test_the_alarm_rings_once_for_each_time_it_is_set(desk: Desk):
    rung = []
    alarm = Alarm(desk.clock, lambda: rung.append(1))
    alarm.set(START + 1_000_000)
    alarm.set(START)
    await desk.until(lambda: bool(rung))
    alarm.set(START)
    alarm.cancel()
    alarm.set(None)
    await asyncio.sleep(0.01)
    assert rung == [1]
