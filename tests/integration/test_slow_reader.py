"""Somebody who opens a socket and never reads: cut off, and felt by nobody."""

import asyncio
import json

import pytest

from tests.server import ServerProcess

pytestmark = pytest.mark.asyncio

LINE = "x" * 4_000
FAST = {"DESKBELL_FRAMES_PER_SECOND": "1000", "DESKBELL_FRAMES_BURST": "10000"}


def closed_with(server: ServerProcess) -> list[int]:
    """The close codes in the server's log."""
    lines = [json.loads(line) for line in server.errors().splitlines()]
    return [line["code"] for line in lines if line["event"] == "session_closed"]


@pytest.mark.parametrize(
    "settings",
    [{"DESKBELL_OUTBOX_BYTES_MAX": "65536"}, {"DESKBELL_OUTBOX_STALLED_SECONDS": "1"}],
    ids=["the outbox is full", "nothing is read for a while"],
)
async def test_whoever_does_not_read_is_cut_off_and_may_resume(start, settings):
    shop = await start(**FAST, **settings)
    talk = await shop.talk(await shop.agent(shop.owner))
    stalled = talk.login.client(f"visitor:{talk.conversation}")
    stalled.reads = False
    await stalled.open_silently()
    streams = [stream.position for stream in stalled.streams.values()]
    await stalled.say({"t": "hello", "v": 1, "ticket": await talk.login.ticket(), "streams": streams})

    async def until_cut_off():
        number = 0
        while 4008 not in closed_with(shop.server):
            number += 1
            request = await talk.agent.send(talk.conversation, f"{number} {LINE}"[:4_000])
            assert (await talk.agent.answer(request))["t"] == "ack"
        return number

    said = await asyncio.wait_for(until_cut_off(), 60)
    await talk.visitor.until(lambda: len(talk.visitor.texts(talk.conversation)) == said + 1)
    assert closed_with(shop.server) == [4008]

    stalled.reads = True
    await stalled.resume()
    assert stalled.texts(talk.conversation)[-1].startswith(f"{said} ")
