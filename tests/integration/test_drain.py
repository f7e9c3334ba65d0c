"""Stopping: clients are sent away first, then the last commits, then the end."""

import asyncio
import signal

import pytest
from websockets.exceptions import InvalidStatus

pytestmark = pytest.mark.asyncio


async def test_sigterm_sends_the_clients_away_and_ends_well(start):
    shop = await start(DESKBELL_DRAIN_SECONDS="2")
    talk = await shop.talk(await shop.agent(shop.owner))
    shop.server.signal(signal.SIGTERM)
    delays = [(await client.frame("drain"))["within_ms"] for client in (talk.agent, talk.visitor)]
    assert all(0 <= delay <= 2_000 for delay in delays)
    # Until its moment comes a client goes on as before.
    request = await talk.visitor.send(talk.conversation, "just in time")
    with pytest.raises(InvalidStatus) as refused:
        await shop.owner.client().open_silently()
    assert refused.value.response.status_code == 503
    for client in (talk.agent, talk.visitor):
        assert await client.closed() == 4000
    assert await asyncio.to_thread(shop.server.process.wait, 20) == 0

    await shop.server.start()
    await talk.visitor.resume()
    await talk.visitor.until(lambda: request not in talk.visitor.unanswered)
    await talk.visitor.said(talk.conversation, "Hello", "just in time")


@pytest.mark.parametrize("signals", [[signal.SIGTERM, signal.SIGTERM], [signal.SIGINT]])
async def test_a_second_signal_and_ctrl_c_do_not_wait(start, signals):
    shop = await start(DESKBELL_DRAIN_SECONDS="600")
    client = await shop.owner.open()
    for number in signals:
        shop.server.signal(number)
        if number == signal.SIGTERM and not client.close_code:
            await client.frame("drain")
    assert await client.closed() == 4000
    assert await asyncio.to_thread(shop.server.process.wait, 20) == 0


async def test_a_server_without_clients_ends_at_once(start):
    shop = await start(DESKBELL_DRAIN_SECONDS="600")
    await shop.close()
    assert await asyncio.wait_for(shop.server.stop(), 20) == 0
