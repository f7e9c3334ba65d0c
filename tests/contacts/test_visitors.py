"""Visitors: who they are, and how a chat begins."""

import asyncio

import pytest
from sqlalchemy import func, select

from deskbell.contacts.limits import VisitorRates
from deskbell.contacts.opening import as_page_address
from deskbell.contacts.tables import CONTACTS, PAGES, TOKENS
from deskbell.floor.commands import CloseChat, PostMessage, PostNote
from deskbell.floor.vocabulary import by_member, by_visitor
from tests.office import START, Browser, Office, make_inbox, open_office, told

HELLO = {"cid": "11111111-2222-3333-4444-555555555555", "text": "Do you ship to Iceland?"}


async def begin(visitor: Browser, channel: str, **different: object):
    return await visitor.post(f"/widget/{channel}/chats", json=HELLO | different)


@pytest.mark.asyncio
async def test_a_chat_begins_once_however_often_it_is_asked_for(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    assert (await visitor.get(f"/widget/{channel}/chat")).json() == {"conversation": None, "ended": False}

    answers = await asyncio.gather(*[begin(visitor, channel) for _ in range(4)])
    again = await begin(visitor, channel)

    assert {answer.status_code for answer in [*answers, again]} == {201}
    (conversation,) = {answer.json()["conversation"] for answer in [*answers, again]}
    assert (await visitor.get(f"/widget/{channel}/chat")).json() == {"conversation": conversation, "ended": False}
    assert len((await owner.get("/conversations")).json()["conversations"]) == 1


@pytest.mark.asyncio
async def test_a_second_tab_is_told_which_chat_is_open(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    conversation = (await begin(visitor, channel)).json()["conversation"]

    answer = await begin(visitor, channel, cid="22222222", text="Hello?")

    assert answer.status_code == 409
    assert (told(answer)["code"], told(answer)["conversation"]) == ("already_open", conversation)


@pytest.mark.asyncio
async def test_the_same_request_id_with_other_words_is_a_mistake(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    await begin(visitor, channel)

    answer = await begin(visitor, channel, text="Something else")

    assert (answer.status_code, told(answer)["code"]) == (409, "cid_conflict")


@pytest.mark.asyncio
async def test_after_the_end_a_new_chat_of_the_same_contact(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    first = (await begin(visitor, channel)).json()["conversation"]
    contact = (await owner.get("/conversations")).json()["conversations"][0]["contact"]
    await office.ask(CloseChat(conversation=first, by=by_visitor(contact)))
    assert (await visitor.get(f"/widget/{channel}/chat")).json() == {"conversation": first, "ended": True}

    office.clock.advance(1_000)
    assert (await begin(visitor, channel)).json() == {"conversation": first}, "a late repetition opens nothing"
    second = (await begin(visitor, channel, cid="22222222")).json()["conversation"]

    assert second != first
    assert (await visitor.get(f"/widget/{channel}/chat")).json() == {"conversation": second, "ended": False}
    seen = (await owner.get(f"/contacts/{contact}")).json()
    assert [chat["conversation"] for chat in seen["conversations"]] == [second, first]
    assert [chat["close_reason"] for chat in seen["conversations"]] == ["", "abandoned"]


@pytest.mark.asyncio
async def test_what_a_visitor_says_of_himself_is_shown_as_his_word(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    page = {"url": "https://user:pass@shop.example/shipping?x=1#token=secret", "title": " Shipping\n and  returns "}
    await begin(visitor, channel, name=" Sofia ", email="Sofia@Example.org", page=page)

    row = (await owner.get("/conversations")).json()["conversations"][0]
    contact = (await owner.get(f"/contacts/{row['contact']}")).json()

    assert row["visitor_name"] == "Sofia"
    assert contact == {
        "id": row["contact"],
        "name": "Sofia",
        "email": "sofia@example.org",
        "verified": False,
        "created_at": START,
        "conversations": [
            {
                "conversation": row["id"],
                "channel": channel,
                "inbox": channel,
                "agent": "",
                "opened_at": START,
                "closed_at": None,
                "close_reason": "",
                "page_url": "https://shop.example/shipping?x=1",
                "page_title": "Shipping and returns",
                "opening": row["opening"],
            }
        ],
    }


@pytest.mark.attack(37)
@pytest.mark.asyncio
async def test_another_persons_address_leads_to_nothing_of_his(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    sofia, mallory = await office.visitor(channel), await office.visitor(channel)
    hers = (await begin(sofia, channel, email="sofia@example.org", text="My card number is ...")).json()["conversation"]

    await begin(mallory, channel, email="sofia@example.org", name="Sofia")

    mine = (await mallory.get(f"/widget/{channel}/chat")).json()["conversation"]
    assert mine != hers
    answer = await mallory.get(f"/widget/{channel}/entries", params={"conversation": hers})
    never = await mallory.get(f"/widget/{channel}/entries", params={"conversation": "0" * 26})
    assert answer.status_code == 404
    assert told(answer) == told(never)
    contacts = {row["contact"] for row in (await owner.get("/conversations")).json()["conversations"]}
    assert len(contacts) == 2
    assert not any([(await owner.get(f"/contacts/{contact}")).json()["verified"] for contact in contacts])


@pytest.mark.attack(3)
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.test",
        "https://",
        "https://[",
        "x",
        "",
    ],
)
def test_what_is_no_page_is_no_link(url: str):
    assert as_page_address(url) == ""


@pytest.mark.attack(3)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("different", "field"),
    [
        ({"cid": "short"}, "cid"),
        ({"cid": "x" * 65}, "cid"),
        ({"cid": "not a uuid!"}, "cid"),
        ({"text": ""}, "text"),
        ({"text": " \n\t "}, "text"),
        ({"text": "x" * 4_001}, "text"),
        ({"name": "x" * 101}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"email": "not an address"}, "email"),
        ({"page": {"url": "x" * 2_001}}, "page.url"),
        ({"page": {"title": "x" * 301}}, "page.title"),
        ({"page": {"referrer": "x"}}, "page.referrer"),
        ({"contact": "0" * 26}, "contact"),
        ({"token": "x"}, "token"),
        ({"conversation": "0" * 26}, "conversation"),
    ],
)
async def test_the_bounds_of_a_first_message(office: Office, owner: Browser, different: dict[str, object], field: str):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)

    answer = await begin(visitor, channel, **different)

    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == [field]
    assert (await owner.get("/conversations")).json()["conversations"] == []


@pytest.mark.asyncio
async def test_four_thousand_characters_are_code_points(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]

    assert (await begin(await office.visitor(channel), channel, text="👩" * 4_000)).status_code == 201


@pytest.mark.attack(33)
@pytest.mark.asyncio
async def test_a_token_is_made_by_the_server_and_kept_as_a_hash(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    wanted = "my-own-token-my-own-token-my-own-token-0000"

    answer = await office.browser().post(f"/widget/{channel}/visitor", json={"token": wanted})
    token = answer.json()["token"]

    assert token != wanted
    assert len(token) == 43
    rows = await office.database.read(lambda sql: str(sql.execute(select(TOKENS)).all()))
    assert token not in rows
    for made_up in (wanted, token[:-1], token + "x", token.swapcase(), "", "x" * 5_000):
        stranger = office.browser()
        stranger.token = made_up
        assert (await stranger.get(f"/widget/{channel}/chat")).status_code == 401


@pytest.mark.attack(34)
@pytest.mark.asyncio
async def test_a_token_opens_the_one_channel_it_was_made_for(office: Office, owner: Browser):
    one, two = (await make_inbox(owner, "One"))["id"], (await make_inbox(owner, "Two"))["id"]
    visitor = await office.visitor(one)

    assert (await visitor.get(f"/widget/{two}/chat")).status_code == 401
    assert (await begin(visitor, two)).status_code == 401
    assert (await visitor.get(f"/widget/{'0' * 26}/chat")).status_code == 401


@pytest.mark.attack(34)
@pytest.mark.asyncio
async def test_a_member_is_no_visitor_and_a_visitor_no_member(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)

    assert (await owner.get(f"/widget/{channel}/chat")).status_code == 401
    for path in ("/session", "/members", "/inboxes", f"/channels/{channel}", "/conversations", f"/contacts/{'0' * 26}"):
        assert (await visitor.get(path)).status_code == 401


@pytest.mark.asyncio
async def test_nothing_is_kept_before_the_visitor_does_something(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    before = office.database.figures().jobs
    somebody = office.browser("198.51.100.1")

    await somebody.page(f"/w/{channel}.js")
    await somebody.page(f"/try/{channel}")

    assert office.database.figures().jobs == before
    assert not somebody.cookies


@pytest.mark.asyncio
async def test_the_visitors_entries_know_nothing_of_notes(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    chat = (await begin(visitor, channel)).json()["conversation"]
    contact = (await owner.get(f"/conversations/{chat}")).json()["contact"]
    agent = (await owner.get("/session")).json()["member"]["id"]
    for number in range(3):
        note = PostNote(conversation=chat, by=by_member(agent), cid=f"note-{number}", digest="x", text="CANARY")
        await office.ask(note)
        text = PostMessage(
            conversation=chat, by=by_visitor(contact), cid=f"text-{number}", digest="x", text=f"{number}"
        )
        await office.ask(text)

    page = (await visitor.get(f"/widget/{channel}/entries", params={"conversation": chat})).json()

    assert [entry["seq"] for entry in page["entries"]] == [1, 2, 3, 4, 5]
    assert [entry["body"]["type"] for entry in page["entries"]] == ["started"] + ["message"] * 4
    assert "CANARY" not in str(page)
    assert agent not in str(page)
    earlier = await visitor.get(f"/widget/{channel}/entries", params={"conversation": chat, "before": 4, "limit": 2})
    assert earlier.json() == {"entries": page["entries"][1:3], "first_seq": 2}


@pytest.mark.attack(89)
@pytest.mark.asyncio
async def test_a_flood_of_visitors_meets_its_own_limit_and_nobody_elses(tmp_path):
    rates = VisitorRates(visitors_per_network=(0.1, 5), visitors_per_channel=(0.1, 8))
    async with open_office(tmp_path, visitor_rates=rates) as office:
        owner = await office.found()
        busy, quiet = (await make_inbox(owner, "Busy"))["id"], (await make_inbox(owner, "Quiet"))["id"]

        flood = office.browser("2001:db8::1")
        answers = [await flood.post(f"/widget/{busy}/visitor") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [201] * 5 + [429]
        neighbour = office.browser("2001:db8::ffff")
        assert (await neighbour.post(f"/widget/{quiet}/visitor")).status_code == 429, "the same network"

        for number in range(3):
            assert (await office.browser(f"192.0.2.{number}").post(f"/widget/{busy}/visitor")).status_code == 201
        assert (await office.browser("192.0.2.9").post(f"/widget/{busy}/visitor")).status_code == 429
        assert (await office.browser("192.0.2.9").post(f"/widget/{quiet}/visitor")).status_code == 201
        assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.attack(89)
@pytest.mark.asyncio
async def test_one_visitor_begins_so_many_chats_and_no_more(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)

    answers = [await begin(visitor, channel, cid=f"cid-{number:08}") for number in range(8)]

    assert answers[0].status_code == 201
    assert {answer.status_code for answer in answers[1:6]} == {409}
    assert {answer.status_code for answer in answers[6:]} == {429}


@pytest.mark.asyncio
async def test_the_page_of_a_chat_is_kept_once(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    for url in ("https://shop.example/one", "https://shop.example/two", "javascript:alert(1)"):
        await begin(visitor, channel, page={"url": url})

    pages = await office.database.read(lambda sql: list(sql.execute(select(PAGES.c.url)).scalars()))
    count = await office.database.read(lambda sql: sql.execute(select(func.count()).select_from(CONTACTS)).scalar_one())

    assert pages == ["https://shop.example/one"]
    assert count == 1
