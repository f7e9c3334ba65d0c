"""Whatever a client sends: the documented answer, and nobody else notices."""

import asyncio
import json
import random

import httpx
import pytest
from websockets.exceptions import InvalidStatus

pytestmark = pytest.mark.asyncio

UUID = "0b7a4d52-4bd3-4c0c-9c53-6f1f0c5f4a10"
HELLO = {"t": "hello", "v": 1, "ticket": "x" * 40}
POISON = [
    "",
    "no JSON",
    "{",
    "null",
    "[]",
    '"text"',
    "123",
    '{"t":"nothing"}',
    '{"t":"__class__"}',
    '{"t":"base"}',
    '{"t":"../hello"}',
    '{"t":"send"}',
    '{"t":"send","cid":"short","conversation":"x","body":""}',
    '{"t":"pong","n":1,"extra":1}',
    '{"t":"pong","n":NaN}',
    '{"t":"pong","n":' + "9" * 5_000 + "}",
    '{"t":"pong","n":1,"n":2}',
    '{"t":"pong","n":1}{"t":"pong","n":1}',
    '\ufeff{"t":"pong","n":1}',
    "[" * 30_000,
    '{"t":"do","rid":"' + UUID + '","ask":{"verb":"become_owner"}}',
    '{"t":"do","rid":"' + UUID + '","ask":{"verb":"close","conversation":"../../etc"}}',
]


@pytest.fixture
def canary(shop):
    """A talk beside the attack: afterwards it goes on as if nothing had been."""

    async def check(talk):
        talk.agent.frames.clear()
        await talk.visitor.answer(await talk.visitor.send(talk.conversation, "still there?"))
        await talk.agent.frame("ev", type="message")

    return check


@pytest.mark.attack(21)
@pytest.mark.attack(31)
async def test_garbage_is_answered_with_a_code_and_a_number_and_nothing_else(shop, canary):
    talk = await shop.talk(await shop.agent(shop.owner))
    client = await talk.login.open()
    for text in POISON:
        client.frames.clear()
        await client.say(text)
        answer = await client.frame("err")
        assert answer["code"] == "malformed", text[:60]
        assert set(answer) == {"t", "code", "id", "s"}
    for body in ("\\ud800", "nul \\u0000 inside"):
        client.frames.clear()
        await client.say('{"t":"send","cid":"' + UUID + f'","conversation":"{talk.conversation}","body":"{body}"}}')
        assert (await client.frame("err"))["code"] == "malformed"
    client.frames.clear()
    await client.say(b"\x00\xff")
    assert (await client.frame("err"))["code"] == "malformed"
    await canary(talk)


@pytest.mark.attack(21)
async def test_a_thousand_made_up_frames_get_a_thousand_codes(start):
    shop = await start(DESKBELL_FRAMES_PER_SECOND="1000", DESKBELL_FRAMES_BURST="10000")
    login = await shop.visitor()
    client = await login.open()
    chance = random.Random(20_260)
    words = ["t", "send", "hello", "do", "verb", "__init__", "id", "streams", "\\", '"', "é", "\u2028"]
    for _ in range(150):
        made_up: object = {
            chance.choice(words): chance.choice([chance.choice(words), None, 1, [], {}]) for _ in range(3)
        }
        await client.say(json.dumps(made_up))
    await client.until(lambda: sum(frame["t"] == "err" for frame in client.frames) == 150)
    assert {frame["t"] for frame in client.frames} == {"welcome", "err"}


@pytest.mark.attack(27)
async def test_a_frame_that_is_too_large_closes_with_1009_and_nobody_else_notices(shop, canary):
    talk = await shop.talk(await shop.agent(shop.owner))
    client = await talk.login.open()
    whole = '{"t":"pong","n":1'
    await client.say(whole + " " * (65_536 - len(whole) - 1) + "}")
    await client.say({"t": "send", "cid": UUID, "conversation": talk.conversation, "body": "fits"})
    assert (await client.answer(UUID))["t"] == "ack"
    await client.say(" " * 65_537)
    assert await client.closed() == 1009
    await canary(talk)


async def test_a_frame_before_hello_is_told_so(shop):
    client = shop.owner.client()
    await client.open_silently()
    await client.say({"t": "send", "cid": UUID, "conversation": "0" * 26, "body": "hello?"})
    assert (await client.frame("err"))["code"] == "hello_first"
    await client.say({**HELLO, "ticket": await shop.owner.ticket()})
    await client.frame("welcome")
    await client.say({**HELLO, "ticket": await shop.owner.ticket()})
    assert await client.frame("err", code="hello_twice")
    await client.drop()


@pytest.mark.attack(19)
async def test_a_ticket_opens_one_socket_once(shop):
    ticket = await shop.owner.ticket()
    for expected in (None, 4401):
        client = shop.owner.client()
        await client.open_silently()
        await client.say({**HELLO, "ticket": ticket})
        if expected is None:
            await client.frame("welcome")
        else:
            assert await client.closed() == expected
        await client.drop()


async def test_another_version_of_the_protocol_is_told_to_stop(shop):
    client = shop.owner.client()
    await client.open_silently()
    await client.say({**HELLO, "v": 99})
    assert await client.closed() == 4500
    await client.drop()


@pytest.mark.attack(17)
@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", None, "{own}.evil.example", "{own}0", "HTTP://127.0.0.1:{port}", "{own}/"],
)
async def test_a_page_of_another_origin_opens_no_socket(shop, origin):
    own, port = shop.server.origin, shop.server.port
    client = shop.owner.client()
    client.page = origin.format(own=own, port=port) if origin else None
    with pytest.raises(InvalidStatus) as refused:
        await client.open_silently()
    assert refused.value.response.status_code == 403


async def test_the_socket_is_at_one_address_only(shop):
    client = shop.owner.client()
    client.origin += "/elsewhere"
    with pytest.raises(InvalidStatus) as refused:
        await client.open_silently()
    assert refused.value.response.status_code in {403, 404}


async def test_a_request_id_with_another_text_is_a_conflict(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    cid = await talk.visitor.send(talk.conversation, "this")
    await talk.visitor.answer(cid)
    talk.visitor.frames.clear()
    await talk.visitor.send(talk.conversation, "that", cid=cid)
    answer = await talk.visitor.answer(cid)
    assert (answer["t"], answer["code"], answer["retry"]) == ("nack", "cid_conflict", False)
    await talk.agent.said(talk.conversation, "Hello", "this")


async def test_a_message_whose_predecessor_is_missing_waits_for_it(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    rid = await talk.visitor.send(talk.conversation, "second", prev=UUID)
    answer = await talk.visitor.answer(rid)
    assert (answer["code"], answer["retry"]) == ("order", True)


@pytest.mark.attack(23)
async def test_a_foreign_conversation_answers_as_one_that_does_not_exist(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    closed = await shop.talk(talk.agent)
    await talk.agent.answer(await talk.agent.do("close", conversation=closed.conversation))
    stranger = await (await shop.visitor()).open()
    answers = []
    for conversation in (talk.conversation, closed.conversation, "0" * 26):
        sent = await stranger.answer(await stranger.send(conversation, "let me in"))
        ended = await stranger.answer(await stranger.do("close", conversation=conversation))
        taken = await stranger.answer(await stranger.do("accept", conversation=conversation, offer=1))
        answers.append([{**answer, "id": ""} for answer in (sent, ended, taken)])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0]["code"] == "unknown_conversation"
    assert talk.agent.texts(talk.conversation) == ["Hello"]


@pytest.mark.attack(23)
async def test_foreign_streams_are_denied_as_ones_that_do_not_exist(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    other = await shop.talk(talk.agent)
    owner, nobody = shop.owner.me, "0" * 26
    streams = [
        f"visitor:{talk.conversation}",
        f"visitor:{nobody}",
        f"conversation:{other.conversation}",
        f"member:{owner}",
        f"board:{shop.inbox}",
        "board:team",
        "visitor:x",
        "nothing:x",
    ]
    client = await other.login.open(*streams)
    await client.until(lambda: sum(frame["t"] == "err" for frame in client.frames) == len(streams))
    denied = [frame for frame in client.frames if frame["t"] == "err"]
    assert {frame["s"] for frame in denied} == set(streams)
    assert {frame["code"] for frame in denied} == {"unknown_stream"}
    await talk.agent.answer(await talk.agent.send(talk.conversation, "canary"))
    await talk.visitor.said(talk.conversation, "Hello", "canary")
    assert "canary" not in str(client.frames)


@pytest.mark.attack(22)
async def test_a_visitor_may_do_nothing_that_is_for_staff(shop):
    talk = await shop.talk(await shop.agent(shop.owner))
    asks = [
        {"verb": "note", "conversation": talk.conversation, "body": "x"},
        {"verb": "assign", "conversation": talk.conversation, "agent": shop.owner.me},
        {"verb": "claim", "conversation": talk.conversation},
        {"verb": "status", "status": "available"},
        {"verb": "status", "status": "offline", "member": shop.owner.me},
        {"verb": "return"},
    ]
    for ask in asks:
        answer = await talk.visitor.answer(await talk.visitor.do(**ask))
        assert (answer["t"], answer["code"]) == ("nack", "not_allowed")


async def test_a_tab_that_goes_in_the_middle_of_its_hello_leaves_nothing_behind(shop, canary):
    talk = await shop.talk(await shop.agent(shop.owner))
    streams = [{"id": f"visitor:{talk.conversation}"}]
    for _ in range(20):
        client = talk.login.client()
        await client.open_silently()
        await client.say({**HELLO, "ticket": await talk.login.ticket(), "streams": streams})
        await client.drop()
    await canary(talk)
    # Five sockets is what one visitor may have: had the dead ones been counted, this one would be too many.
    again = await talk.login.open(f"visitor:{talk.conversation}")
    assert again.close_code is None


async def test_the_log_has_one_line_for_a_connection_and_not_its_words(start):
    shop = await start()
    talk = await shop.talk(await shop.agent(shop.owner))
    await talk.visitor.answer(await talk.visitor.send(talk.conversation, "canary of the log"))
    await talk.visitor.say("garbage with a canary")
    number = (await talk.visitor.frame("err"))["id"]
    await talk.visitor.say({"t": "bye"})
    assert await talk.visitor.closed() == 1000

    async def lines():
        while "session_closed" not in shop.server.errors():
            await asyncio.sleep(0.02)
        return [json.loads(line) for line in shop.server.errors().splitlines()]

    logged = await asyncio.wait_for(lines(), 10)
    closed = [line for line in logged if line["event"] == "session_closed"]
    assert len(closed) == 1
    assert closed[0]["code"] == 1000
    assert [line["code"] for line in logged if line.get("id") == number] == ["malformed"]
    assert "canary" not in shop.server.errors()


async def test_http_beside_it_goes_on(shop):
    async with httpx.AsyncClient(trust_env=False) as http:
        assert (await http.get(f"{shop.server.origin}/health/ready")).text == "ok\n"
