"""Who is there, and who may look: both change while sockets are open."""

import pytest

pytestmark = pytest.mark.asyncio


def connection_of(client, member):
    view = client.streams["board:team"].view
    return view.members[member].connection if member in view.members else ""


async def test_the_first_console_attaches_and_the_last_one_detaches(shop):
    watcher = await shop.owner.open("board:team")
    otto = await shop.hire("Otto")
    first = await otto.open()
    await watcher.until(lambda: connection_of(watcher, otto.me) == "attached")
    second = await otto.open()
    await first.drop()
    await second.do("status", status="available")
    await watcher.frame("ev", type="status")
    assert connection_of(watcher, otto.me) == "attached"
    await second.drop()
    await watcher.until(lambda: connection_of(watcher, otto.me) == "leased")
    await otto.open()
    await watcher.until(lambda: connection_of(watcher, otto.me) == "attached")


@pytest.mark.attack(26)
async def test_whoever_leaves_an_inbox_sees_nothing_more_of_it(shop):
    otto = await shop.hire("Otto")
    await shop.owner.call("PATCH", f"/inboxes/{shop.inbox}", agents=[shop.owner.me, otto.me])
    talk = await shop.talk(await shop.agent(shop.owner))
    board, chat = f"board:{shop.inbox}", f"conversation:{talk.conversation}"
    watcher = await otto.open("board:team", board, chat)
    assert watcher.texts(talk.conversation) == ["Hello"]

    await shop.owner.call("PATCH", f"/inboxes/{shop.inbox}", agents=[shop.owner.me])
    for stream in (board, chat):
        await watcher.frame("err", s=stream, code="unknown_stream")
    await talk.agent.answer(await talk.agent.send(talk.conversation, "canary"))
    await shop.chat(await shop.visitor(), "another canary")
    await talk.agent.until(lambda: "canary" in str(talk.agent.streams[board].view))
    await talk.agent.answer(await talk.agent.do("status", status="busy"))
    await watcher.frame("ev", type="status", s="board:team")
    assert "canary" not in str(watcher.frames)
    assert (await watcher.answer(await watcher.do("note", conversation=talk.conversation, body="x")))["code"] == (
        "unknown_conversation"
    )
    await watcher.say({"t": "sub", "streams": [{"id": chat}]})
    await watcher.until(lambda: sum(frame["t"] == "err" and frame["s"] == chat for frame in watcher.frames) == 2)


@pytest.mark.attack(26)
async def test_a_deactivated_member_is_closed_at_once_for_good(shop):
    otto = await shop.hire("Otto")
    console = await otto.open("board:team")
    await shop.owner.call("PATCH", f"/members/{otto.me}", active=False)
    assert await console.until(lambda: console.close_code, seconds=5) == 4503


@pytest.mark.attack(26)
async def test_signing_out_closes_every_tab_of_the_session_within_seconds(shop):
    otto = await shop.hire("Otto")
    tabs = [await otto.open(), await otto.open()]
    await otto.call("DELETE", "/session")
    for tab in tabs:
        assert await tab.until(lambda tab=tab: tab.close_code, seconds=5) == 4503


async def test_a_deleted_inbox_takes_its_board_along(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    name = next(one for one in (await shop.owner.call("GET", "/inboxes"))["inboxes"] if one["id"] == shop.inbox)["name"]
    await shop.owner.call("DELETE", f"/inboxes/{shop.inbox}", name=name)
    await talk.visitor.frame("ev", type="ended")
    await talk.agent.frame("err", s=f"board:{shop.inbox}")
    answer = await talk.visitor.answer(await talk.visitor.send(talk.conversation, "too late"))
    assert (answer["t"], answer["code"]) == ("nack", "chat_closed")
