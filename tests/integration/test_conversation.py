"""One conversation through the whole server: two browsers, a real process, a real disk."""

import pytest

from tests.history import KEPT, check

pytestmark = pytest.mark.asyncio


async def test_a_visitor_and_an_agent_talk(shop):
    agent = await shop.owner.open("board:team", f"board:{shop.inbox}", f"member:{shop.owner.me}")
    await agent.answer(await agent.do("status", status="available"))

    visitor_login = await shop.visitor()
    conversation = await shop.chat(visitor_login, "Where is my parcel?")
    visitor = await visitor_login.open(f"visitor:{conversation}")
    offer = await agent.frame("ev", type="offer")
    assert offer["data"]["conversation"] == conversation
    assert offer["data"]["opening"] == "Where is my parcel?"

    await agent.follow(f"conversation:{conversation}")
    accepted = await agent.answer(await agent.do("accept", conversation=conversation, offer=offer["data"]["offer"]))
    assert accepted["t"] == "ack"
    await visitor.frame("ev", type="agent_joined")

    said = await agent.answer(await agent.send(conversation, "On its way."))
    assert said["t"] == "ack"
    assert said["seq"] == agent.streams[f"conversation:{conversation}"].seq
    thanked = await visitor.answer(await visitor.send(conversation, "Thank you!"))
    assert thanked["seq"] == visitor.streams[f"visitor:{conversation}"].seq
    for client in (agent, visitor):
        await client.said(conversation, "Where is my parcel?", "On its way.", "Thank you!")

    await agent.answer(await agent.do("close", conversation=conversation))
    await visitor.frame("ev", type="ended")
    fresh = await shop.owner.open(f"conversation:{conversation}")
    await fresh.until(lambda: fresh.texts(conversation))
    assert check([agent, visitor], fresh, conversation) == KEPT
