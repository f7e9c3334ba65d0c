"""Looking: the floor and the heads of streams as of one commit, whatever goes on."""

import asyncio

import pytest

from deskbell.sequencer import Done
from tests.sequencer.desk import INBOX, OWNER, Desk, message

pytestmark = pytest.mark.asyncio


async def test_heads_are_those_of_the_same_commit(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    await desk.do(message(chat, "cid-1"))
    streams = [
        f"conversation:{chat}",
        f"visitor:{chat}",
        f"board:{INBOX}",
        "board:team",
        f"member:{OWNER}",
        "member:no",
    ]
    heads = await sequencer.look(lambda _, heads: [heads(stream) for stream in streams])
    assert heads == [5, 3, 2, 4, 1, 0]


async def test_heads_of_streams_long_silent_are_read(desk: Desk):
    chats = [await desk.open_chat() for _ in range(3)]
    await desk.do(message(chats[0], "cid-1"))
    await desk.restart()
    sequencer = await desk.sequencer()
    asked = 0

    def query(floor, heads):
        nonlocal asked
        asked += 1
        return [heads(f"conversation:{chat}") for chat in chats], len(floor.chats)

    looks = await asyncio.gather(*[sequencer.look(query) for _ in range(20)])
    assert looks == [([5, 4, 3], 3)] * 20 or looks == [looks[0]] * 20
    assert asked <= 60
    again = await sequencer.look(query)
    assert again == looks[0]


async def test_a_look_that_goes_wrong_is_its_callers_affair(desk: Desk):
    sequencer = await desk.sequencer()
    with pytest.raises(ZeroDivisionError):
        await sequencer.look(lambda _, heads: 1 // heads("member:nobody"))
    assert await sequencer.look(lambda floor, _: OWNER in floor.members)
    assert desk.deaths == []


async def test_a_mistake_on_the_way_to_a_head_is_forgotten(desk: Desk):
    """A head that is not in memory counts as 0 at first; what a query makes of that is nobody's affair."""
    chat = await desk.open_chat()
    await desk.restart()
    sequencer = await desk.sequencer()
    assert await sequencer.look(lambda _, heads: 2 // heads(f"visitor:{chat}")) == 1


async def test_looks_do_not_starve_and_do_not_hold_up(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    asked = [asyncio.ensure_future(desk.ask(message(chat, f"cid-{number}"))) for number in range(1_000)]
    seen = [await sequencer.look(lambda _, heads: heads(f"conversation:{chat}")) for _ in range(20)]
    assert seen == sorted(seen)
    outcomes = await asyncio.gather(*asked)
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert await sequencer.look(lambda _, heads: heads(f"conversation:{chat}")) == 1_004


async def test_a_look_of_somebody_who_went_away_is_dropped(desk: Desk):
    chat = await desk.open_chat()
    await desk.restart()
    sequencer = await desk.sequencer()
    look = asyncio.ensure_future(sequencer.look(lambda _, heads: heads(f"visitor:{chat}")))
    await asyncio.sleep(0)
    look.cancel()
    assert await sequencer.look(lambda _, heads: heads(f"visitor:{chat}")) == 2
