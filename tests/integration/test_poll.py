"""Long polling: the same session, the same positions, where sockets are blocked."""

import asyncio
import uuid

import pytest

pytestmark = pytest.mark.asyncio


class Poller:
    """A tab behind a proxy that knows no sockets."""

    def __init__(self, login):
        self.login = login
        self.session = None
        self.frames = []
        self.close = None

    async def poll(self, *frames, wait_ms=0):
        """One request; returns its frames."""
        asked = {"frames": list(frames), "wait_ms": wait_ms}
        if self.session is not None:
            asked["session"] = self.session
        answer = await self.login.call("POST", "/poll", **asked)
        self.session, self.close = answer["session"], answer.get("close")
        self.frames += answer["frames"]
        return answer["frames"]

    async def hello(self, *streams):
        """Begin, and wait for the views."""
        await self.poll(
            {"t": "hello", "v": 1, "ticket": await self.login.ticket(), "streams": list(streams)}, wait_ms=5_000
        )
        await self.until(lambda: len([frame for frame in self.frames if frame["t"] == "resync"]) == len(streams))
        return self

    async def until(self, found):
        """Poll until something is there."""
        async with asyncio.timeout(10):
            while not found():
                await self.poll(wait_ms=1_000)


async def test_a_conversation_by_polls(shop):
    agent = await shop.agent(shop.owner)
    talk = await shop.talk(agent)
    poller = await Poller(talk.login).hello({"id": f"visitor:{talk.conversation}"})
    cid = str(uuid.uuid4())
    await poller.poll({"t": "send", "cid": cid, "conversation": talk.conversation, "body": "by poll"}, wait_ms=5_000)
    await poller.until(lambda: any(frame["t"] == "ack" and frame["id"] == cid for frame in poller.frames))
    await agent.said(talk.conversation, "Hello", "by poll")

    waiting = asyncio.create_task(poller.poll(wait_ms=20_000))
    await agent.answer(await agent.send(talk.conversation, "and back"))
    answered = await asyncio.wait_for(waiting, 5)
    assert [frame["data"]["text"] for frame in answered if frame["t"] == "ev"] == ["and back"]


async def test_a_lost_poll_is_taken_up_by_a_new_session_at_the_same_position(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    position = talk.visitor.streams[f"visitor:{talk.conversation}"].position
    await talk.agent.answer(await talk.agent.send(talk.conversation, "missed"))
    poller = Poller(talk.login)
    await poller.poll({"t": "hello", "v": 1, "ticket": await talk.login.ticket(), "streams": [position]})
    await poller.until(lambda: any(frame["t"] == "ev" for frame in poller.frames))
    assert [frame["data"]["text"] for frame in poller.frames if frame["t"] == "ev"] == ["missed"]


async def test_a_session_that_is_unknown_is_closed(shop):
    poller = Poller(shop.owner)
    poller.session = "made up by somebody else entirely"
    await poller.poll({"t": "pong", "n": 1})
    assert poller.close == 4000


async def test_close_codes_come_with_the_answer(shop):
    poller = Poller(shop.owner)
    await poller.poll({"t": "hello", "v": 1, "ticket": "not a ticket of this server"})
    assert poller.close == 4401
    poller = await Poller(shop.owner).hello({"id": "board:team"})
    waiting = asyncio.create_task(poller.poll(wait_ms=20_000))
    await asyncio.sleep(0)
    await Poller(shop.owner).poll({"t": "pong", "n": 1})
    other = Poller(shop.owner)
    other.session = poller.session
    await other.poll({"t": "bye"})
    await asyncio.wait_for(waiting, 5)
    assert 1000 in {poller.close, other.close}


async def test_a_poll_that_is_not_well_formed_is_a_problem(shop):
    bodies: list[object] = [{"frames": "x"}, {"frames": [], "wait_ms": -1}, {"frames": [{}] * 61}, {"unknown": 1}]
    for body in bodies:
        answer = await shop.owner.http.post("/poll", json=body)
        assert answer.status_code in {400, 422}
        assert answer.headers["content-type"].startswith("application/problem+json")
