"""Long polling: who is gone, who waits, and what is left to fetch."""

import asyncio

import msgspec
import pytest

from deskbell.gateway.poll import Polls
from deskbell.gateway.tickets import NOWHERE

pytestmark = pytest.mark.asyncio


@pytest.fixture
def poll(house):
    polls = Polls(house.gateway)

    async def ask(secret, *frames, wait_ms=0):
        encoded = [msgspec.json.encode(frame) for frame in frames]
        return await polls.poll(secret, encoded, wait_ms, "192.0.2.1", NOWHERE)

    return ask


@pytest.fixture
def hello(house):
    def frame(viewer, *streams):
        ticket = house.gateway.tickets.issue(viewer)
        return {"t": "hello", "v": 1, "ticket": ticket, "streams": [{"id": stream} for stream in streams]}

    return frame


async def test_whoever_does_not_come_back_is_gone(house, poll, hello):
    begun = await poll(None, hello(house.ben), wait_ms=5_000)
    session = house.gateway.sessions[0]
    house.clock.advance(14_999)
    session.check(house.clock.now())
    assert house.gateway.sessions == (session,)
    house.clock.advance(1)
    session.check(house.clock.now())
    assert session.closed_with == 4012
    assert (await poll(begun.session)).close == 4012


async def test_whoever_waits_is_there_and_is_not_asked(house, poll, hello):
    begun = await poll(None, hello(house.ben), wait_ms=5_000)
    waiting = asyncio.create_task(poll(begun.session, wait_ms=20_000))
    await asyncio.sleep(0)
    session = house.gateway.sessions[0]
    house.clock.advance(60_000)
    session.check(house.clock.now())
    assert session.closed_with is None
    session.close(4000)
    answer = await asyncio.wait_for(waiting, 5)
    assert (answer.close, answer.frames) == (4000, [])


async def test_a_second_poll_ends_the_wait_of_the_first(house, poll, hello):
    begun = await poll(None, hello(house.ben), wait_ms=5_000)
    first = asyncio.create_task(poll(begun.session, wait_ms=20_000))
    await asyncio.sleep(0)
    second = asyncio.create_task(poll(begun.session, wait_ms=20_000))
    assert (await asyncio.wait_for(first, 5)).frames == []
    house.gateway.sessions[0].close(4000)
    assert (await asyncio.wait_for(second, 5)).close == 4000


async def test_the_first_leaves_everything_to_the_second(house, poll, hello):
    begun = await poll(None, hello(house.ben), wait_ms=5_000)
    first = asyncio.create_task(poll(begun.session, wait_ms=20_000))
    await asyncio.sleep(0)
    second = asyncio.create_task(poll(begun.session, wait_ms=20_000))
    await asyncio.sleep(0)
    # The first has been told, and has not gone yet: with two answers under way, the order would be anybody's guess.
    house.gateway.sessions[0].push(b'{"t":"ping","n":1}')
    answers = await asyncio.wait_for(asyncio.gather(first, second), 5)
    assert [len(answer.frames) for answer in answers] == [0, 1]


async def test_a_browser_that_hangs_up_leaves_its_session_waiting(house, poll, hello):
    begun = await poll(None, hello(house.ben, "board:team"), wait_ms=5_000)
    waiting = asyncio.create_task(poll(begun.session, wait_ms=20_000))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    tab = await house.tab(house.ana).open()
    await tab.answer(tab.do("status", status="busy"))
    frames = [msgspec.json.decode(frame) for frame in (await poll(begun.session, wait_ms=5_000)).frames]
    assert "status" in {frame.get("type") for frame in frames}


async def test_polls_count_as_sockets_of_their_address(build, hello):
    house = await build(sockets_per_address_max=1)
    polls = Polls(house.gateway)
    begun = await polls.poll(None, [], 0, "192.0.2.1", NOWHERE)
    assert begun.close is None
    assert (await polls.poll(None, [], 0, "192.0.2.1", NOWHERE)).close == 4029
    house.gateway.sessions[0].close(1000)
    assert (await polls.poll(None, [], 0, "192.0.2.1", NOWHERE)).close is None


async def test_a_draining_node_begins_no_polls(house, poll):
    house.gateway.is_draining = True
    assert (await poll(None)).close == 4000
