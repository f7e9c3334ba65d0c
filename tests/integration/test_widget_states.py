"""The socket's doors of a widget that is off: tickets, sockets that are open, sockets and polls that would be opened.

The doors over HTTP: `tests/security/test_widget_states.py`.
"""

import httpx
import pytest

from deskbell.wire import close_codes
from tests.client import AGENT_HEADER

pytestmark = pytest.mark.asyncio

CLOSED_SECONDS = 5.0


async def delete_inbox(shop):
    name = (await shop.owner.call("GET", f"/inboxes/{shop.inbox}"))["name"]
    await shop.owner.call("DELETE", f"/inboxes/{shop.inbox}", name=name)


async def poll(shop, session=None, *frames):
    async with httpx.AsyncClient(trust_env=False, headers=AGENT_HEADER) as http:
        body = {"session": session, "frames": list(frames), "wait_ms": 10_000}
        return (await http.post(f"{shop.server.origin}/api/v1/poll", json=body, timeout=20)).json()


async def test_whoever_chats_is_told_of_the_end_and_cannot_come_back(shop):
    talk = await shop.talk(await shop.agent(shop.owner))

    await delete_inbox(shop)

    ended = await talk.visitor.frame("ev", type="ended")
    assert ended["s"] == f"visitor:{talk.conversation}"
    assert await talk.visitor.until(lambda: talk.visitor.close_code, seconds=CLOSED_SECONDS + 5) == close_codes.REVOKED
    refused = await talk.login.http.post("/widget/ticket")
    assert (refused.status_code, refused.json()["code"]) == (410, "channel_deactivated")


async def test_a_ticket_from_before_opens_a_socket_for_seconds_at_most(shop):
    visitor = await shop.visitor()
    ticket = await visitor.ticket()
    await delete_inbox(shop)

    client = visitor.client()
    client.ticket = lambda: _already(ticket)
    await client.open()

    assert await client.until(lambda: client.close_code, seconds=CLOSED_SECONDS + 5) == close_codes.REVOKED


async def test_a_poll_ends_as_a_socket_does(shop):
    visitor = await shop.visitor()
    conversation = await shop.chat(visitor)
    hello = {"t": "hello", "v": 1, "ticket": await visitor.ticket(), "client": "test"}
    hello["streams"] = [{"id": f"visitor:{conversation}", "epoch": "", "seq": 0}]
    answer = await poll(shop, None, hello)

    await delete_inbox(shop)

    frames = []
    while not answer.get("close"):
        answer = await poll(shop, answer["session"])
        frames += answer["frames"]
    assert answer["close"] == close_codes.REVOKED
    assert [frame["type"] for frame in frames if frame["t"] == "ev"][-1] == "ended"


async def test_a_disabled_widget_goes_on_with_the_chats_it_has(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    await shop.owner.call("PATCH", f"/channels/{shop.inbox}", state="disabled")

    answer = await talk.visitor.answer(await talk.visitor.send(talk.conversation, "Still here?"))
    assert answer["t"] == "ack"
    await talk.visitor.drop()
    await talk.agent.answer(await talk.agent.send(talk.conversation, "We are."))
    await talk.visitor.resume()

    await talk.visitor.said(talk.conversation, "Hello", "Still here?", "We are.")


async def test_the_other_widgets_of_the_organisation_go_on(shop):
    kept = await shop.talk(await shop.agent(shop.owner))
    inbox = shop.inbox
    await shop.open_inbox()
    gone = await shop.visitor()
    client = await gone.open()

    await delete_inbox(shop)

    await client.until(lambda: client.close_code, seconds=CLOSED_SECONDS + 5)
    shop.inbox = inbox
    answer = await kept.visitor.answer(await kept.visitor.send(kept.conversation, "Fine here"))
    assert answer["t"] == "ack"


async def _already(ticket):
    return ticket
