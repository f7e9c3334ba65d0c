"""Limits: each is felt by who exceeds it, says when to come back, and goes back when he is gone."""

import pytest
from websockets.exceptions import InvalidStatus

pytestmark = pytest.mark.asyncio


@pytest.mark.attack(29)
async def test_one_visitor_has_so_many_sockets(shop):
    login = await shop.visitor()
    tabs = [await login.open() for _ in range(5)]
    assert (await login.open()).close_code == 4504
    await tabs[0].drop()
    again = login.client()
    await again.resume()
    assert again.close_code is None
    assert (await (await shop.visitor()).open()).close_code is None


@pytest.mark.attack(29)
async def test_one_address_has_so_many_sockets(start):
    shop = await start(DESKBELL_SOCKETS_PER_ADDRESS_MAX="3")
    tabs = []
    for _ in range(3):
        tab = shop.owner.client()
        await tab.open_silently()
        tabs.append(tab)
    with pytest.raises(InvalidStatus) as refused:
        await shop.owner.client().open_silently()
    assert refused.value.response.status_code == 429
    await tabs[0].drop()
    await shop.owner.client().resume()


@pytest.mark.attack(89)
async def test_a_visitor_who_writes_too_fast_is_told_when_to_try_again(start):
    shop = await start(DESKBELL_VISITOR_MESSAGES_PER_SECOND="1", DESKBELL_VISITOR_MESSAGES_BURST="10")
    talk = await shop.talk(await shop.agent(shop.owner))
    requests = [await talk.visitor.send(talk.conversation, f"{number}") for number in range(12)]
    answers = [await talk.visitor.answer(request) for request in requests]
    assert [answer["t"] for answer in answers[:10]] == ["ack"] * 10
    refused = [answer for answer in answers if answer["t"] == "nack"]
    assert refused
    assert all(answer["code"] == "rate_limited" and answer["retry"] for answer in refused)
    assert all(0 < answer["after_ms"] <= 2_000 for answer in refused)
    other = await shop.talk(talk.agent)
    assert (await other.visitor.answer(await other.visitor.send(other.conversation, "not me")))["t"] == "ack"


async def test_frames_too_many_are_refused_and_a_flood_ends_the_socket(start):
    shop = await start(DESKBELL_FRAMES_PER_SECOND="1", DESKBELL_FRAMES_BURST="10")
    login = await shop.visitor()
    client = await login.open()
    for _ in range(300):
        await client.say({"t": "pong", "n": 1})
    assert await client.closed() == 4029
    assert {frame["code"] for frame in client.frames if frame["t"] == "err"} == {"rate_limited"}


@pytest.mark.attack(88)
async def test_whoever_does_not_say_hello_is_shown_the_door(start):
    shop = await start(DESKBELL_HELLO_SECONDS="1")
    silent, chatty = shop.owner.client(), shop.owner.client()
    await silent.open_silently()
    await chatty.open_silently()
    await chatty.say({"t": "pong", "n": 1})
    assert await silent.closed() == 4010
    assert await chatty.closed() == 4010


async def test_a_quiet_socket_is_asked_whether_it_lives(start):
    shop = await start(DESKBELL_HEARTBEAT_SECONDS="1", DESKBELL_PONG_SECONDS="1")
    alive = await shop.owner.open()
    dead = shop.owner.client()
    dead.answers_pings = False
    await dead.open()
    assert await dead.closed() == 4012
    await alive.until(lambda: sum(frame["t"] == "ping" for frame in alive.frames) >= 3)
    assert alive.close_code is None
    assert alive.frames[0]["hb"] == 1_000
