"""Rights that end while somebody looks: nothing more is told, and what is allowed goes on without a hole."""

import pytest

from deskbell.floor import commands
from deskbell.floor.vocabulary import by_member

pytestmark = pytest.mark.asyncio


@pytest.mark.attack(26)
async def test_nothing_of_the_same_batch_slips_through(house):
    """The removal and a message right after it, in one commit: the message is not told."""
    conversation, _visitor = await house.chat(taken_by=house.ana)
    stream = f"conversation:{conversation}"
    tab = await house.tab(house.ben).open(stream)
    ana = await house.tab(house.ana).open(stream)
    sequencer = await house.sequencers.of(house.organisation)
    outcomes: list[object] = []
    by = by_member(house.ana.id)
    sequencer.submit_soon(commands.ChangeInbox(inbox=house.inbox, by=by, agents=(house.ana.id,)), outcomes.append)
    cid = ana.send(conversation, "canary")
    await ana.answer(cid)
    await tab.until(lambda: tab.is_denied(stream))
    assert "canary" not in str(tab.frames)
    assert stream not in tab.session.following


async def test_whoever_may_still_look_misses_nothing(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    stream = f"conversation:{conversation}"
    tab = await house.tab(house.ben).open(stream, "board:team")
    by = by_member(house.ana.id)
    for number in range(10):
        await house.ask(commands.ChangeMember(member=house.ben.id, by=by, name=f"Ben {number}"))
        await house.post(conversation, visitor, f"{number}")
    await tab.until(lambda: len(tab.of("ev", s=stream)) == 10)
    numbers = tab.numbers(stream)
    assert numbers == list(range(numbers[0], numbers[0] + 11))


async def test_whoever_held_a_chat_outside_his_inboxes_still_sees_it_when_it_has_ended(house):
    conversation, visitor = await house.chat(taken_by=house.ben)
    stream = f"conversation:{conversation}"
    tab = await house.tab(house.ben).open(stream)
    by = by_member(house.ana.id)
    await house.ask(commands.ChangeInbox(inbox=house.inbox, by=by, agents=(house.ana.id,)))
    await house.post(conversation, visitor, "still yours")
    await tab.until(lambda: tab.of("ev", s=stream, type="message"))
    assert not tab.is_denied(stream)
    await tab.answer(tab.do("close", conversation=conversation))
    await tab.until(lambda: tab.of("ev", s=stream, type="closed"))
    later = await house.tab(house.ben).open(stream)
    assert not tab.is_denied(stream)
    assert not later.is_denied(stream)


async def test_a_crash_while_looking_delays_the_answer_and_does_not_open_the_door(house):
    conversation, _visitor = await house.chat(taken_by=house.ana)
    stream = f"conversation:{conversation}"
    tab = await house.tab(house.ben).open(stream)
    ana = await house.tab(house.ana).open(stream)
    by = by_member(house.ana.id)
    await house.ask(commands.ChangeInbox(inbox=house.inbox, by=by, agents=(house.ana.id,)))
    house.fails = 1
    assert (await ana.answer(ana.send(conversation, "into the crash")))["retry"]
    await ana.answer(ana.send(conversation, "canary"))
    await tab.until(lambda: tab.is_denied(stream))
    assert "canary" not in str(tab.frames)


@pytest.mark.attack(26)
async def test_a_deactivated_member_is_closed(house):
    tab = await house.tab(house.ben).open("board:team")
    await house.ask(commands.ChangeMember(member=house.ben.id, by=by_member(house.ana.id), active=False))
    assert tab.code == 4503
