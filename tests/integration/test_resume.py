"""Coming back: from a position, after a gap, to another epoch, with much missed."""

import pytest

from tests.history_checker import KEPT, check

pytestmark = pytest.mark.asyncio


async def test_a_tab_that_comes_back_gets_what_it_missed_and_nothing_twice(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    stream = f"visitor:{talk.conversation}"
    position = talk.visitor.streams[stream].seq
    await talk.visitor.drop()
    for number in range(5):
        await talk.agent.answer(await talk.agent.send(talk.conversation, f"while you were away {number}"))
    await talk.visitor.resume()
    await talk.visitor.until(lambda: talk.visitor.streams[stream].seq == position + 5)
    assert [frame["seq"] for frame in talk.visitor.frames if frame["t"] == "ev"] == list(
        range(position + 1, position + 6)
    )
    assert not [frame for frame in talk.visitor.frames if frame["t"] == "resync"]
    fresh = await shop.owner.open(f"conversation:{talk.conversation}")
    assert check([talk.agent, talk.visitor], fresh, talk.conversation) == KEPT


async def test_a_tab_that_missed_nothing_is_told_nothing_but_welcome(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    head = talk.visitor.streams[f"visitor:{talk.conversation}"].seq
    await talk.visitor.resume()
    await talk.visitor.say({"t": "bye"})
    await talk.visitor.closed()
    assert [frame["t"] for frame in talk.visitor.frames] == ["welcome"]
    assert talk.visitor.frames[0]["streams"][0]["head"] == head


@pytest.mark.parametrize(("epoch", "beyond"), [("0" * 32, 0), ("", 0), (None, 1_000)])
async def test_a_position_that_makes_no_sense_gets_the_whole_view(shop, epoch, beyond):
    talk = await shop.talk(await shop.agent(shop.owner))
    stream = talk.visitor.streams[f"visitor:{talk.conversation}"]
    true_epoch, head = stream.epoch, stream.seq
    stream.epoch = stream.epoch if epoch is None else epoch
    stream.seq += beyond
    await talk.visitor.resume()
    resync = await talk.visitor.frame("resync")
    assert (resync["epoch"], resync["head"]) == (true_epoch, head)
    await talk.agent.answer(await talk.agent.send(talk.conversation, "And on we go."))
    await talk.visitor.said(talk.conversation, "Hello", "And on we go.")


async def test_unsent_text_is_sent_after_the_reconnect_once(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    await talk.visitor.drop()
    cid = await talk.visitor.send(talk.conversation, "written in the tunnel")
    await talk.visitor.resume()
    assert (await talk.visitor.answer(cid))["dup"] is False
    await talk.agent.said(talk.conversation, "Hello", "written in the tunnel")


async def test_the_same_request_gets_the_same_answer(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    cid = await talk.visitor.send(talk.conversation, "once")
    first = await talk.visitor.answer(cid)
    await talk.visitor.resume()
    await talk.visitor.send(talk.conversation, "once", cid=cid)
    second = await talk.visitor.answer(cid)
    assert (second["seq"], second["at"], second["dup"]) == (first["seq"], first["at"], True)
    rid = await talk.agent.do("close", conversation=talk.conversation)
    closed = await talk.agent.answer(rid)
    talk.agent.frames.clear()
    await talk.agent.do("close", rid=rid, conversation=talk.conversation)
    again = await talk.agent.answer(rid)
    assert (again["t"], again["seq"], again["dup"]) == ("ack", closed["seq"], True)


async def test_whoever_missed_too_much_gets_a_view_and_pages_the_rest(start):
    shop = await start(DESKBELL_FRAMES_PER_SECOND="1000", DESKBELL_FRAMES_BURST="10000")
    talk = await shop.talk(await shop.agent(shop.owner))
    stream = talk.visitor.streams[f"visitor:{talk.conversation}"]
    await talk.visitor.drop()
    requests = [await talk.agent.send(talk.conversation, f"line {number}") for number in range(600)]
    await talk.agent.answer(requests[-1])
    await talk.visitor.resume()
    resync = await talk.visitor.frame("resync")
    assert len(resync["view"]["entries"]) == 100
    pages = [entry["seq"] for entry in resync["view"]["entries"]]
    while pages[0] > 1:
        found = await talk.login.call(
            "GET", f"/widget/{shop.inbox}/entries?conversation={talk.conversation}&before={pages[0]}&limit=100"
        )
        pages = [entry["seq"] for entry in found["entries"]] + pages
    assert pages == list(range(1, stream.seq + 1))


async def test_boards_team_and_member_streams_come_back_as_well(shop):
    agent = await shop.agent(shop.owner)
    await agent.drop()
    login = await shop.visitor()
    await shop.chat(login, "anybody there?")
    await agent.resume()
    fresh = await shop.owner.open(*agent.streams)
    for name, stream in agent.streams.items():
        await agent.until(lambda name=name, stream=stream: stream.seq >= fresh.streams[name].seq)
    await fresh.until(lambda: all(fresh.streams[name].seq == agent.streams[name].seq for name in agent.streams))
    for name, stream in agent.streams.items():
        assert stream.view == fresh.streams[name].view
