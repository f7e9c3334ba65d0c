"""One conversation through the whole server: two browsers, a real process, a real disk."""

import pytest

from tests.history_checker import KEPT, check

pytestmark = pytest.mark.asyncio


async def test_a_visitor_and_an_agent_talk(shop):
    agent = await shop.agent(shop.owner)
    login = await shop.visitor()
    conversation = await shop.chat(login, "Where is my parcel?")
    visitor = await login.open(f"visitor:{conversation}")
    offer = await agent.frame("ev", type="offer")
    assert offer["data"]["opening"] == "Where is my parcel?"

    await agent.follow(f"conversation:{conversation}")
    accepted = await agent.answer(await agent.do("accept", conversation=conversation, offer=offer["data"]["offer"]))
    assert accepted["t"] == "ack"
    await visitor.frame("ev", type="agent_joined", data={"name": "Olga", "type": "agent_joined"})

    said = await agent.answer(await agent.send(conversation, "On its way."))
    assert said["seq"] == agent.streams[f"conversation:{conversation}"].seq
    thanked = await visitor.answer(await visitor.send(conversation, "Thank you!"))
    assert thanked["seq"] == visitor.streams[f"visitor:{conversation}"].seq
    for client in (agent, visitor):
        await client.said(conversation, "Where is my parcel?", "On its way.", "Thank you!")

    await agent.answer(await agent.do("close", conversation=conversation))
    await visitor.frame("ev", type="ended")
    fresh = await shop.owner.open(f"conversation:{conversation}")
    assert check([agent, visitor], fresh, conversation) == KEPT


async def test_a_note_reaches_staff_and_leaves_no_trace_with_the_visitor(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    await talk.agent.answer(await talk.agent.do("note", conversation=talk.conversation, body="canary: a thief?"))
    await talk.agent.answer(await talk.agent.send(talk.conversation, "One moment."))
    await talk.visitor.said(talk.conversation, "Hello", "One moment.")
    fresh = await shop.owner.open(f"conversation:{talk.conversation}")
    await fresh.said(talk.conversation, "Hello", "canary: a thief?", "One moment.")
    assert check([talk.agent, talk.visitor], fresh, talk.conversation) == KEPT


async def test_many_messages_both_ways_arrive_once_and_in_order(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    asked = []
    for number in range(40):
        asked.append((talk.visitor, await talk.visitor.send(talk.conversation, f"visitor {number}")))
        asked.append((talk.agent, await talk.agent.send(talk.conversation, f"agent {number}")))
    for client, request in asked:
        assert (await client.answer(request))["t"] == "ack"
    for client in (talk.agent, talk.visitor):
        await client.until(lambda client=client: len(client.texts(talk.conversation)) == 81)
    fresh = await shop.owner.open(f"conversation:{talk.conversation}")
    assert check([talk.agent, talk.visitor], fresh, talk.conversation) == KEPT


async def test_both_sides_see_the_other_type(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    await talk.visitor.say({"t": "eph", "conversation": talk.conversation, "typing": True})
    seen = await talk.agent.frame("eph", who="visitor", typing=True)
    assert seen["s"] == f"conversation:{talk.conversation}"
    await talk.agent.say({"t": "eph", "conversation": talk.conversation, "typing": True})
    seen = await talk.visitor.frame("eph", typing=True)
    assert (seen["who"], seen["name"]) == ("agent", "Olga")
    assert talk.agent.me not in str(seen)


async def test_nobody_but_the_chats_agent_is_seen_typing(shop):
    other = await shop.hire("Otto", role="admin")
    talk = await shop.talk(await shop.agent(shop.owner))
    watcher = await other.open(f"conversation:{talk.conversation}")
    await watcher.say({"t": "eph", "conversation": talk.conversation, "typing": True})
    await talk.agent.say({"t": "eph", "conversation": talk.conversation, "typing": True})
    seen = await talk.visitor.frame("eph")
    assert seen["name"] == "Olga"


async def test_each_side_learns_what_the_other_has_read(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    staff, visitors = f"conversation:{talk.conversation}", f"visitor:{talk.conversation}"
    await talk.agent.answer(await talk.agent.do("note", conversation=talk.conversation, body="a note between"))
    said = await talk.agent.answer(await talk.agent.send(talk.conversation, "Can you read this?"))
    await talk.visitor.said(talk.conversation, "Hello", "Can you read this?")

    await talk.visitor.say({"t": "mark", "conversation": talk.conversation, "seq": talk.visitor.streams[visitors].seq})
    assert await talk.agent.frame("eph", s=staff, who="visitor", read=said["seq"])
    await talk.agent.say({"t": "mark", "conversation": talk.conversation, "seq": said["seq"]})
    assert await talk.visitor.frame("eph", s=visitors, who="agent", read=talk.visitor.streams[visitors].seq)

    later = await shop.owner.open(staff)
    view = later.streams[staff].view
    assert (view.visitor_read, view.agent_read) == (said["seq"], said["seq"])
    again = await talk.login.open(visitors)
    assert again.streams[visitors].view.agent_read == again.streams[visitors].seq
