"""Coming to a stream: without a hole, whatever is committed meanwhile."""

import asyncio

import pytest

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("posts", [1, 7, 40])
async def test_there_is_no_hole_however_the_join_and_the_commits_fall(house, posts):
    conversation, visitor = await house.chat(taken_by=house.ana)
    stream = f"visitor:{conversation}"
    tabs = []
    for number in range(posts):
        posting = asyncio.create_task(house.post(conversation, visitor, f"{number}"))
        for _ in range(number % 5):
            await asyncio.sleep(0)
        tab = house.tab(house.ana)
        tab.hello(f"conversation:{conversation}")
        tabs.append(tab)
        if number % 3 == 0:
            await posting
    last = await house.post(conversation, visitor, "the last one")
    head = dict(last.stored[0].positions)[f"conversation:{conversation}"]
    for tab in tabs[:20]:
        name = f"conversation:{conversation}"
        await tab.until(lambda tab=tab, name=name: tab.code or tab.numbers(name)[-1:] == [head])
        if tab.code is None:
            numbers = tab.numbers(name)
            assert numbers == list(range(numbers[0], head + 1))
    assert stream


async def test_a_position_is_followed_by_what_came_after_it(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    stream = f"visitor:{conversation}"
    tab = await house.tab(visitor).open(stream)
    first = tab.of("resync")[0]
    tab.session.close(1000)
    for number in range(3):
        await house.post(conversation, visitor, f"{number}")
    position = {"id": stream, "epoch": first["epoch"], "seq": first["head"]}
    again = await house.tab(visitor).open(position)
    assert again.of("resync") == []
    assert again.numbers(stream) == [first["head"] + number for number in (1, 2, 3)]


async def test_a_replay_of_too_many_bytes_is_a_view(build):
    house = await build(replay_bytes_max=2_000)
    conversation, visitor = await house.chat(taken_by=house.ana)
    stream = f"visitor:{conversation}"
    tab = await house.tab(visitor).open(stream)
    first = tab.of("resync")[0]
    position = {"id": stream, "epoch": first["epoch"], "seq": first["head"]}
    await house.post(conversation, visitor, "x" * 4_000)
    again = await house.tab(visitor).open(position)
    assert again.of("resync")[0]["head"] == first["head"] + 1
    board = f"board:{house.inbox}"
    seen = (await house.tab(house.ana).open(board)).of("resync")[0]
    for _ in range(20):
        await house.chat()
    back = await house.tab(house.ana).open({"id": board, "epoch": seen["epoch"], "seq": seen["head"]})
    assert len(back.of("resync")[0]["view"]["chats"]) == 21


async def test_a_lost_hint_is_found_out_and_read_from_the_ledger(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    stream = f"visitor:{conversation}"
    tab = await house.tab(visitor).open(stream)
    subscription = tab.session.following[stream]
    head = subscription.last
    house.hub.leave(house.organisation, subscription)
    for number in range(3):
        await house.post(conversation, visitor, f"lost {number}")
    house.hub.join(house.organisation, subscription)
    await house.post(conversation, visitor, "heard")
    await tab.until(lambda: tab.numbers(stream)[-1] == head + 4)
    assert tab.numbers(stream) == list(range(head, head + 5))


async def test_one_replay_at_a_time_waits_in_memory(house):
    chats = [await house.chat(taken_by=house.ana) for _ in range(4)]
    for conversation, visitor in chats:
        await house.post(conversation, visitor, "y" * 4_000)
    tab = house.tab(house.ana)
    tab.reads = False
    tab.hello(*[f"conversation:{conversation}" for conversation, _ in chats])
    await house.until(lambda: tab.session.is_welcome)
    await house.post(*chats[0], "meanwhile")
    await asyncio.sleep(0.05)
    assert len(tab.session.outbox.take()) <= 2
    tab.reads = True
    tab.wake()
    await tab.until(lambda: all(tab.follows(f"conversation:{conversation}") for conversation, _ in chats))


async def test_a_conversation_that_ended_can_still_be_read(house):
    conversation, visitor = await house.chat(taken_by=house.ana)
    ana = await house.tab(house.ana).open()
    await ana.answer(ana.do("close", conversation=conversation))
    for viewer, stream in ((visitor, f"visitor:{conversation}"), (house.ben, f"conversation:{conversation}")):
        tab = await house.tab(viewer).open(stream)
        assert tab.of("resync")[0]["view"]["conversation"] == conversation
    for viewer, stream in ((house.cleo, f"conversation:{conversation}"), (house.ana, f"visitor:{conversation}")):
        tab = await house.tab(viewer).open(stream)
        assert tab.is_denied(stream)
        assert tab.of("resync") == []


@pytest.mark.attack(54)
async def test_another_organisation_is_another_world(house, build):
    other = await build()
    conversation, _ = await house.chat(taken_by=house.ana)
    stranger = other.ana
    tab = other.tab(stranger)
    await tab.open(f"conversation:{conversation}", f"board:{house.inbox}", f"member:{house.ana.id}")
    assert len(tab.of("err", code="unknown_stream")) == 3
