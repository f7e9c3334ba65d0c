"""Presence: what the floor believes is what is so, also after a crash."""

import asyncio

import pytest

from deskbell.floor.commands import ChangeMember
from deskbell.floor.vocabulary import by_member

pytestmark = pytest.mark.asyncio


async def connection_of(house, viewer):
    sequencer = await house.sequencers.of(house.organisation)
    return await sequencer.look(lambda floor, _heads: floor.members[viewer.id].connection)


async def until_connection(house, viewer, expected):
    async with asyncio.timeout(10):
        while await connection_of(house, viewer) != expected:
            await asyncio.sleep(0.001)


async def test_the_first_console_attaches_and_the_last_one_detaches(house):
    assert await connection_of(house, house.ben) == "gone"
    first = await house.tab(house.ben).open()
    await until_connection(house, house.ben, "attached")
    second = await house.tab(house.ben).open()
    first.session.close(1000)
    await second.answer(second.do("status", status="busy"))
    assert await connection_of(house, house.ben) == "attached"
    second.session.close(1000)
    await until_connection(house, house.ben, "leased")


async def test_a_reload_keeps_the_member_attached(house):
    first = await house.tab(house.ben).open()
    await until_connection(house, house.ben, "attached")
    first.session.close(1000)
    second = await house.tab(house.ben).open()
    await second.answer(second.do("status", status="busy"))
    await until_connection(house, house.ben, "attached")


async def test_visitors_are_nobodys_presence(house):
    _, visitor = await house.chat()
    tab = await house.tab(visitor).open()
    tab.session.close(1000)
    assert await connection_of(house, house.ben) == "gone"


async def test_after_the_sequencer_recovered_open_consoles_count_again(house):
    tab = await house.tab(house.ben).open("board:team")
    await until_connection(house, house.ben, "attached")
    house.fails = 1
    refused = await tab.answer(tab.do("status", status="busy"))
    assert refused["retry"]
    await tab.until(lambda: [one["data"]["connection"] for one in tab.of("ev", type="connection")][-1:] == ["attached"])
    assert await connection_of(house, house.ben) == "attached"


async def test_an_attachment_that_the_crash_swallowed_is_told_again(house):
    house.fails = 1
    tab = await house.tab(house.ben).open()
    if tab.code is not None:
        # The crash took the hello along: the client comes back, as it does after 4030.
        assert tab.code == 4030
        await house.tab(house.ben).open()
    await until_connection(house, house.ben, "attached")


async def test_whoever_comes_while_he_is_deactivated_counts_from_his_return(house):
    by = by_member(house.ana.id)
    await house.ask(ChangeMember(member=house.ben.id, by=by, active=False))
    await house.tab(house.ben).open()
    assert await connection_of(house, house.ben) == "gone"
    await house.ask(ChangeMember(member=house.ben.id, by=by, active=True))
    await until_connection(house, house.ben, "attached")
