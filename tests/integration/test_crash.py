"""The server is killed in the middle of everything, and started again on the same folder."""

import asyncio
import sys

import pytest

from tests.client import Client
from tests.history_checker import KEPT, check

pytestmark = pytest.mark.asyncio


async def _babble(client: Client, conversation: str, name: str, count: int) -> None:
    """Say one thing after the other, whatever happens to the connection; each names the one before it."""
    before = None
    for number in range(count):
        before = await client.send(conversation, f"{name} {number}", prev=before)
        while before in client.unanswered:
            if client.close_code is not None:
                await client.resume()
            await client.until(lambda: not client.unanswered or client.close_code)


async def test_nothing_is_lost_doubled_or_reordered_by_kill_9(start):
    shop = await start()
    agent = await shop.agent(shop.owner)
    talk = await shop.talk(agent)
    talking = asyncio.gather(
        _babble(talk.visitor, talk.conversation, "visitor", 40), _babble(agent, talk.conversation, "agent", 40)
    )
    for said in (20, 50):
        await agent.until(lambda said=said: len(agent.texts(talk.conversation)) >= said, seconds=30)
        shop.server.kill()
        await shop.server.start()
    await asyncio.wait_for(talking, 60)

    fresh = await shop.owner.open(f"conversation:{talk.conversation}")
    for client in (talk.visitor, agent):
        await client.until(lambda client=client: len(client.texts(talk.conversation)) == 81)
    assert check([talk.visitor, agent], fresh, talk.conversation) == KEPT


async def test_a_message_in_flight_at_the_kill_is_there_once_after_the_retry(start):
    shop = await start()
    talk = await shop.talk(await shop.agent(shop.owner))
    requests = [await talk.visitor.send(talk.conversation, f"in flight {number}") for number in range(20)]
    shop.server.kill()
    await talk.visitor.closed()
    unanswered = set(talk.visitor.unanswered)
    await shop.server.start()
    await talk.visitor.resume()
    for request in unanswered:
        assert (await talk.visitor.answer(request))["t"] == "ack"
    fresh = await shop.owner.open(f"conversation:{talk.conversation}")
    assert fresh.texts(talk.conversation) == ["Hello", *[f"in flight {number}" for number in range(20)]]
    assert check([talk.visitor], fresh, talk.conversation) == KEPT
    assert unanswered <= set(requests)


async def test_the_clock_of_an_offer_goes_on_while_the_server_is_down(start):
    shop = await start()
    await shop.open_inbox(offer_seconds=5)
    agent = await shop.agent(shop.owner)
    login = await shop.visitor()
    conversation = await shop.chat(login)
    offered = await agent.frame("ev", type="offer")
    shop.server.kill()
    await shop.server.start()
    await agent.resume()
    ended = await agent.until(
        lambda: next((frame for frame in agent.frames if frame.get("type") == "offer_ended"), None), seconds=20
    )
    assert ended["data"]["conversation"] == conversation
    assert ended["data"]["ending"] == "expired"
    assert 0 <= ended["at"] - offered["data"]["expires_at"] <= 2_000


async def test_an_offer_can_be_accepted_after_the_restart(start):
    shop = await start()
    agent = await shop.agent(shop.owner)
    login = await shop.visitor()
    conversation = await shop.chat(login)
    offered = await agent.frame("ev", type="offer")
    shop.server.kill()
    await shop.server.start()
    await agent.resume()
    rid = await agent.do("accept", conversation=conversation, offer=offered["data"]["offer"])
    assert (await agent.answer(rid))["t"] == "ack"
    visitor = await login.open(f"visitor:{conversation}")
    assert visitor.streams[f"visitor:{conversation}"].view.agent_name == "Olga"


async def test_a_console_that_was_open_counts_as_open_again_after_the_restart(start):
    shop = await start()
    agent = await shop.agent(shop.owner)
    shop.server.kill()
    await shop.server.start()
    await agent.resume()
    await agent.until(lambda: agent.streams["board:team"].view.members[agent.me].connection == "attached")
    login = await shop.visitor()
    await shop.chat(login)
    assert await agent.frame("ev", type="offer")


FRAIL = """
from deskbell import cli, main

def fail(_connection, batch):
    if any(getattr(one.event, "text", "") == "poison" for one in batch):
        raise RuntimeError("this cannot be written")

main.PROJECTIONS = (*main.PROJECTIONS, fail)
cli.main()
"""


async def test_a_failed_commit_is_told_and_overcome(start):
    shop = await start(program=[sys.executable, "-c", FRAIL])
    talk = await shop.talk(await shop.agent(shop.owner))
    refused = await talk.visitor.answer(await talk.visitor.send(talk.conversation, "poison"))
    assert (refused["t"], refused["code"], refused["retry"]) == ("nack", "busy", True)
    assert (await talk.visitor.answer(await talk.visitor.send(talk.conversation, "water")))["t"] == "ack"
    await talk.agent.said(talk.conversation, "Hello", "water")
    await talk.agent.until(
        lambda: talk.agent.streams["board:team"].view.members[talk.agent.me].connection == "attached"
    )
    fresh = await shop.owner.open(f"conversation:{talk.conversation}")
    assert check([talk.agent, talk.visitor], fresh, talk.conversation) == KEPT


async def test_a_server_that_fails_again_and_again_ends_and_says_so(start):
    shop = await start(program=[sys.executable, "-c", FRAIL])
    talk = await shop.talk(await shop.agent(shop.owner))
    for _ in range(3):
        await talk.visitor.answer(await talk.visitor.send(talk.conversation, "poison"))
    # Either says "come back": the server goes, or it could not look for what was missed.
    assert await talk.visitor.closed() in (4000, 4030)
    assert await asyncio.to_thread(shop.server.process.wait, 20) == 3
    assert "sequencer_given_up" in shop.server.errors()
