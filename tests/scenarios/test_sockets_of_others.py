"""What went wrong elsewhere between two browsers, under its number there: on a real server, over real sockets.

CW: Chatwoot. RC: Rocket.Chat.
"""

import asyncio

import pytest

pytestmark = pytest.mark.asyncio

CHATS = 12


async def claim(console, conversation):
    return await console.answer(await console.do("claim", conversation=conversation))


async def test_rc_22206_of_two_who_take_the_same_chat_one_has_it_and_the_other_hears_who(shop):
    """RC 22206: two agents take the same chat; in a fork of Chatwoot for 160 agents 58 times on one day."""
    ana, ben = await shop.hire("Ana"), await shop.hire("Ben")
    await shop.open_inbox(ana, ben, mode="manual")
    consoles = {"Ana": await shop.agent(ana), "Ben": await shop.agent(ben)}
    for login in (ana, ben):
        await shop.owner.call("PATCH", f"/members/{login.me}", capacity=CHATS)
    ids = {"Ana": ana.me, "Ben": ben.me}
    for _ in range(CHATS):
        chat = await shop.chat(await shop.visitor())
        answers = await asyncio.gather(*[claim(console, chat) for console in consoles.values()])
        kinds = dict(zip(consoles, [answer["t"] for answer in answers], strict=True))
        assert sorted(kinds.values()) == ["ack", "nack"]
        winner = next(name for name, kind in kinds.items() if kind == "ack")
        refused = next(answer for answer in answers if answer["t"] == "nack")
        assert (refused["code"], refused["agent"], refused["detail"]) == (
            "chat_taken",
            ids[winner],
            f"{winner} has it.",
        )
        for console in consoles.values():
            board = console.streams[f"board:{shop.inbox}"]
            await console.until(lambda board=board, chat=chat: board.view.chats[chat].state == "active")
            assert board.view.chats[chat].agent == ids[winner]


async def test_rc_22206_of_two_devices_that_accept_at_once_one_is_told_that_it_was_the_other(shop):
    """RC 22206: the same agent on two devices: one effect, and a definite answer to both."""
    ana = await shop.hire("Ana")
    await shop.open_inbox(ana)
    consoles = [await shop.agent(ana), await shop.agent(ana)]
    await shop.owner.call("PATCH", f"/members/{ana.me}", capacity=CHATS)
    for _ in range(CHATS):
        chat = await shop.chat(await shop.visitor())
        requests = [await console.do("accept", conversation=chat, offer=1) for console in consoles]
        answers = [await console.answer(request) for console, request in zip(consoles, requests, strict=True)]
        assert sorted(answer["t"] for answer in answers) == ["ack", "nack"]
        refused = next(answer for answer in answers if answer["t"] == "nack")
        assert refused["code"] == "you_elsewhere"


async def test_cw_13720_5076_one_tab_of_two_that_goes_takes_nobody_away(shop):
    """CW 13720, 5076: a background tab that is thrown away makes its owner unavailable while he works in another."""
    ana = await shop.hire("Ana")
    await shop.open_inbox(ana)
    front = await shop.agent(ana)
    for _ in range(5):
        background = await ana.open("board:team")
        await background.drop()
        chat = await shop.chat(await shop.visitor())
        offer = await front.until(
            lambda chat=chat: next((one for one in front.offers() if one["conversation"] == chat), None)
        )
        await front.answer(await front.do("accept", conversation=chat, offer=offer["offer"]))
        await front.answer(await front.do("close", conversation=chat))
        member = front.streams["board:team"].view.members[ana.me]
        assert (member.status, member.connection) == ("available", "attached")


async def test_rc_22183_a_supervisor_sees_that_a_chat_waits_where_nobody_is(shop):
    """RC 22183: wants an alert when all agents are offline. The board has the chat at once; the API says why."""
    ana = await shop.hire("Ana")
    await shop.open_inbox(ana)
    watcher = await shop.owner.open("board:team", f"board:{shop.inbox}")
    chat = await shop.chat(await shop.visitor())
    board = watcher.streams[f"board:{shop.inbox}"]
    await watcher.until(lambda: chat in board.view.chats)
    assert board.view.chats[chat].state == "waiting"
    assert watcher.streams["board:team"].view.members[ana.me].status == "offline"
    why = await shop.owner.call("GET", f"/conversations/{chat}/why")
    assert (why["is_waiting"], why["sentence"]) == (True, "It waits because nobody is free: Ana is offline.")
