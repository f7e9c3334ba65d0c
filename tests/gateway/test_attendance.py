"""Visitors' pages: the floor knows which visitors have their chat before them, and is not told of a reload."""

import asyncio

import pytest

from deskbell.floor.events import VisitorLeft, VisitorReturned

pytestmark = pytest.mark.asyncio


async def left_at(house, conversation):
    sequencer = await house.sequencers.of(house.organisation)
    return await sequencer.look(lambda floor, _heads: floor.chats[conversation].visitor_left)


async def until_left(house, conversation):
    async with asyncio.timeout(10):
        while not await left_at(house, conversation):
            await asyncio.sleep(0.001)


async def until_here(house, conversation):
    async with asyncio.timeout(10):
        while await left_at(house, conversation):
            await asyncio.sleep(0.001)


def listen(house):
    told = []
    for kind in (VisitorLeft, VisitorReturned):
        house.hub.listen(kind, lambda entry: told.append(type(entry.event).__name__))
    return told


async def test_a_visitor_who_never_looks_at_his_chat_has_left(build):
    house = await build(visitor_away_ms=1)
    conversation, _visitor = await house.chat()
    await until_left(house, conversation)


async def test_the_last_page_counts(build):
    house = await build(visitor_away_ms=1)
    conversation, visitor = await house.chat()
    first = await house.tab(visitor).open(f"visitor:{conversation}")
    second = await house.tab(visitor).open(f"visitor:{conversation}")
    await until_here(house, conversation)
    first.session.close(1000)
    await second.answer(second.send(conversation, "still here"))
    assert not await left_at(house, conversation)
    second.session.close(1000)
    await until_left(house, conversation)
    await house.tab(visitor).open(f"visitor:{conversation}")
    await until_here(house, conversation)


async def test_a_reload_is_no_news(house):
    conversation, visitor = await house.chat()
    told = listen(house)
    first = await house.tab(visitor).open(f"visitor:{conversation}")
    first.session.close(1000)
    second = await house.tab(visitor).open(f"visitor:{conversation}")
    await second.answer(second.send(conversation, "hello again"))
    assert told == []


@pytest.mark.attack(23)
async def test_another_visitor_who_asks_for_the_chat_is_not_taken_for_its_own(build):
    house = await build(visitor_away_ms=1)
    conversation, _visitor = await house.chat()
    await until_left(house, conversation)
    told = listen(house)
    _, stranger = await house.chat()
    tab = await house.tab(stranger).open(f"visitor:{conversation}")
    assert tab.is_denied(f"visitor:{conversation}")
    await tab.answer(tab.do("close", conversation=conversation))
    assert "VisitorReturned" not in told
    assert await left_at(house, conversation)


async def test_after_the_sequencer_recovered_open_pages_count_again(house):
    conversation, visitor = await house.chat()
    tab = await house.tab(visitor).open(f"visitor:{conversation}")
    told = listen(house)
    house.fails = 1
    await tab.answer(tab.send(conversation, "lost"))
    await house.until(lambda: told[-1:] == ["VisitorReturned"])
    await until_here(house, conversation)
