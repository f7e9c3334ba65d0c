"""Waiting visitors are told their place, and how long it may take, or that nobody knows."""

import pytest

from deskbell.floor import commands
from deskbell.floor.vocabulary import by_member

pytestmark = pytest.mark.asyncio


async def waiting(house, count):
    """So many chats, each with its visitor's tab, first come first."""
    chats = [await house.chat() for _ in range(count)]
    return [(chat, await house.tab(visitor).open(f"visitor:{chat}")) for chat, visitor in chats]


def standing(tab):
    """What the tab was told last."""
    tab.flush()
    return next(((frame["place"], frame["estimate_ms"]) for frame in reversed(tab.of("queue"))), None)


async def tells(tab, expected):
    await tab.until(lambda: standing(tab) == expected)


async def test_each_is_told_his_place_and_it_moves_up(house):
    (first, _), (_, second), (_, third) = await waiting(house, 3)
    await tells(second, (2, None))
    await tells(third, (3, None))
    await house.ask(commands.AttachMember(member=house.ana.id))
    await house.ask(commands.ClaimChat(conversation=first, by=by_member(house.ana.id)))
    await tells(second, (1, None))
    await tells(third, (2, None))


async def test_whoever_comes_back_is_told_again(house):
    chat, visitor = await house.chat()
    first = await house.tab(visitor).open(f"visitor:{chat}")
    await tells(first, (1, None))
    first.session.close(1000)
    await tells(await house.tab(visitor).open(f"visitor:{chat}"), (1, None))


async def test_the_estimate_comes_from_real_waits_and_only_while_somebody_is_there(house):
    by = by_member(house.ana.id)
    await house.ask(commands.AttachMember(member=house.ana.id))
    await house.ask(commands.SetStatus(member=house.ana.id, status="available", by=by))
    for _ in range(5):
        chat, _visitor = await house.chat()
        house.clock.advance(90_000)
        await house.ask(commands.ClaimChat(conversation=chat, by=by))
    (_, first), (_, second) = await waiting(house, 2)
    await tells(first, (1, 120_000))
    await tells(second, (2, 180_000))
    await house.ask(commands.SetStatus(member=house.ana.id, status="away", by=by))
    await tells(second, (2, None))


async def test_a_moved_chat_is_counted_where_it_waits(house):
    by = by_member(house.ana.id)
    other = await other_inbox(house)
    (first, gone), (_, second) = await waiting(house, 2)
    await tells(second, (2, None))
    await house.ask(commands.MoveChat(conversation=first, inbox=other, by=by))
    await tells(second, (1, None))
    await tells(gone, (1, None))


async def test_whoever_waits_again_is_told_again_even_where_he_stood_before(house):
    chat, visitor = await house.chat()
    tab = await house.tab(visitor).open(f"visitor:{chat}")
    await tells(tab, (1, None))
    await house.ask(commands.AttachMember(member=house.ana.id))
    await house.ask(commands.ClaimChat(conversation=chat, by=by_member(house.ana.id)))
    tab.frames.clear()
    await house.ask(commands.MoveChat(conversation=chat, inbox=await other_inbox(house), by=by_member(house.ana.id)))
    await tells(tab, (1, None))


async def other_inbox(house):
    inbox = "0n" + "8" * 24
    by = by_member(house.ana.id)
    await house.ask(commands.CreateInbox(inbox=inbox, by=by, name="Repairs", mode="manual"))
    return inbox


async def test_staff_and_whoever_is_not_waiting_are_told_nothing(house):
    chat, visitor = await house.chat(taken_by=house.ana)
    ours, theirs = (
        await house.tab(house.ana).open(f"conversation:{chat}"),
        await house.tab(visitor).open(f"visitor:{chat}"),
    )
    _, bystander = (await waiting(house, 1))[0]
    await tells(bystander, (1, None))
    assert standing(ours) is None
    assert standing(theirs) is None
