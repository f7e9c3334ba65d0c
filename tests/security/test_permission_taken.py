"""A permission that is taken away is gone at once, also for whoever is looking at this moment."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskbell.audience.access import Viewer
from deskbell.floor import commands
from deskbell.floor.vocabulary import by_member
from deskbell.kit.ids import new_id
from tests.gateway.house import House, Tab, build_house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    built = await build_house(tmp_path)
    yield built
    await built.close()
    built.database.close()


async def hire_admin(house: House, group: str) -> Viewer:
    viewer = Viewer("member", house.organisation, new_id(), "login of adam")
    await house.ask(commands.AdmitMember(member=viewer.id, name="Adam", role="admin", group=group, contact_center=True))
    return viewer


async def look_on(house: House, group: str) -> tuple[Tab, list[str], str, Viewer]:
    """An Admin of the group with the board and a chat before him."""
    conversation, visitor = await house.chat(taken_by=house.ana)
    streams = [f"conversation:{conversation}", f"board:{house.inbox}"]
    tab = await house.tab(await hire_admin(house, group)).open(*streams)
    assert all(tab.follows(stream) for stream in streams)
    return tab, streams, conversation, visitor


@pytest.mark.attack(26)
@pytest.mark.asyncio
@pytest.mark.parametrize("how", ["the group loses it", "he leaves the group", "he loses contact_center"])
async def test_nothing_more_is_shown_of_what_he_may_not_see(house: House, how: str):
    by = by_member(house.ana.id)
    groups = [new_id(), new_id()]
    await house.ask(commands.CreateGroup(group=groups[0], by=by, name="All", permissions=("conversations", "reports")))
    await house.ask(commands.CreateGroup(group=groups[1], by=by, name="Some", permissions=("reports",)))
    tab, streams, conversation, visitor = await look_on(house, groups[0])
    assert tab.viewer is not None

    if how == "the group loses it":
        await house.ask(commands.ChangeGroup(group=groups[0], by=by, permissions=("reports",)))
    elif how == "he leaves the group":
        await house.ask(commands.ChangeMember(member=tab.viewer.id, by=by, group=groups[1]))
    else:
        await house.ask(commands.ChangeMember(member=tab.viewer.id, by=by, contact_center=False))
        streams = streams[1:]
    await tab.until(lambda: not any(tab.follows(stream) for stream in streams))
    seen = {stream: tab.numbers(stream) for stream in streams}
    await house.post(conversation, visitor, "between the two of us")
    await tab.answer(tab.do("status", status="away"))

    assert {stream: tab.numbers(stream) for stream in streams} == seen


@pytest.mark.attack(26)
@pytest.mark.asyncio
async def test_who_keeps_his_right_misses_nothing(house: House):
    by, group = by_member(house.ana.id), new_id()
    await house.ask(commands.CreateGroup(group=group, by=by, name="All", permissions=("conversations", "reports")))
    tab, (stream, board), conversation, visitor = await look_on(house, group)

    head = tab.numbers(stream)[-1]
    await house.ask(commands.ChangeGroup(group=group, by=by, permissions=("conversations",)))
    await house.post(conversation, visitor, "for everybody")
    await tab.until(lambda: tab.numbers(stream)[-1] > head)

    assert tab.follows(stream)
    assert tab.follows(board)
    numbers = tab.numbers(stream)
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
