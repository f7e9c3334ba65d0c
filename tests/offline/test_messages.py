"""What a visitor left waits in the inbox until somebody has dealt with it."""

import asyncio

import pytest

from deskbell.floor.commands import LeaveMessage
from deskbell.floor.vocabulary import by_visitor
from deskbell.ledger import erase_texts
from deskbell.offline.words import EXCERPT_CHARACTERS_MAX
from tests.office import START, Browser, Office, make_inbox, told
from tests.offline.visits import EMAIL, contact_of, ids_of, leave, open_count, page_of


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_a_message_from_the_leaving_to_the_end_and_back(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    chat = await leave(office, channel)

    page = await page_of(owner)
    waiting = page["messages"][0]
    assert page == {"messages": [waiting], "next": None, "can_reply": False}
    assert waiting == {
        "conversation": chat,
        "inbox": channel,
        "inbox_name": "Shop",
        "contact": waiting["contact"],
        "visitor_name": "Sofia",
        "email": EMAIL,
        "opening": "Do you ship to Iceland?",
        "excerpt": "Please write to me.",
        "left_at": START,
        "state": "open",
        "done_by": "",
        "done_by_name": "",
        "done_at": None,
        "answered": False,
        "answered_by": "",
        "answered_by_name": "",
        "answered_at": None,
    }
    assert (await owner.get(f"/offline-messages/{chat}")).json() == waiting
    assert (await owner.get("/offline-messages/count")).json() == {"open": 1, "can_reply": False}

    office.clock.advance(1_000)
    by = {"done_by": await id_of(owner), "done_by_name": "Olga Owner", "done_at": START + 1_000}
    done = await owner.post(f"/offline-messages/{chat}/done")
    assert (done.status_code, done.json()) == (200, waiting | by | {"state": "done"})
    assert (await owner.get(f"/offline-messages/{chat}")).json() == done.json()
    assert await open_count(owner) == 0
    again = await owner.post(f"/offline-messages/{chat}/done")
    assert (again.status_code, again.json()) == (200, done.json()), "his own request, repeated"

    opened = await owner.post(f"/offline-messages/{chat}/reopen")
    assert (opened.status_code, opened.json()) == (200, waiting)
    assert (await owner.post(f"/offline-messages/{chat}/reopen")).json() == waiting


@pytest.mark.asyncio
async def test_only_a_chat_that_ended_with_a_message_is_one(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    form = {"cid": "cid-00000001", "text": "Hello"}
    chat = (await visitor.post(f"/widget/{channel}/chats", json=form)).json()["conversation"]
    assert await page_of(owner) == {"messages": [], "next": None, "can_reply": False}
    for path in ("", "/done", "/reopen"):
        method = "POST" if path else "GET"
        assert (await owner.request(method, f"/offline-messages/{chat}{path}")).status_code == 404


@pytest.mark.asyncio
async def test_without_last_words_his_latest_words_are_told_and_long_ones_are_cut(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    silent = await leave(office, channel, text="")
    long = await leave(office, channel, text="x" * 2_000)
    told_of = {one["conversation"]: one["excerpt"] for one in (await page_of(owner))["messages"]}
    assert told_of[silent] == "Do you ship to Iceland?"
    assert told_of[long] == "x" * (EXCERPT_CHARACTERS_MAX - 1) + "…"


@pytest.mark.asyncio
async def test_the_list_is_newest_first_goes_on_and_can_be_narrowed(office: Office, owner: Browser):
    shop, billing = [(await make_inbox(owner, name))["id"] for name in ("Shop", "Billing")]
    left = []
    for number in range(5):
        # Two of them in the same millisecond.
        office.clock.advance(0 if number == 2 else 1_000)
        left.append(await leave(office, billing if number == 4 else shop))
    await owner.post(f"/offline-messages/{left[0]}/done")

    first = await page_of(owner, limit=2)
    second = await page_of(owner, limit=2, before=first["next"])
    last = await page_of(owner, limit=2, before=second["next"])
    pages = [one["conversation"] for page in (first, second, last) for one in page["messages"]]
    assert pages[:2] == left[:2:-1]
    assert sorted(pages) == sorted(left)
    assert (len(last["messages"]), last["next"]) == (1, None)

    assert set(await ids_of(owner, state="open")) == set(left[1:])
    assert await ids_of(owner, state="done") == left[:1]
    assert await ids_of(owner, inbox=billing) == left[4:]
    assert await ids_of(owner, inbox=billing, state="done") == []
    wrong = await owner.get("/offline-messages?before=yesterday")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "before")


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_an_agent_sees_the_messages_of_his_inboxes_and_no_others(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    served = (await make_inbox(owner, "Served", agents=[await id_of(ana)]))["id"]
    other = (await make_inbox(owner, "Other"))["id"]
    mine, hidden = await leave(office, served), await leave(office, other)

    assert await ids_of(ana) == [mine]
    assert await ids_of(ana, inbox=other) == []
    assert await open_count(ana) == 1
    assert (await ana.post(f"/offline-messages/{mine}/done")).status_code == 200
    for method, path in (("GET", ""), ("POST", "/done"), ("POST", "/reopen")):
        answers = [await ana.request(method, f"/offline-messages/{one}{path}") for one in (hidden, "0" * 26)]
        assert told(answers[0]) == told(answers[1])
        assert answers[0].status_code == 404
    answer = await ana.post(f"/offline-messages/{hidden}/reply", json={"text": "Hello"})
    assert answer.status_code == 404
    assert await open_count(owner) == 1, "nothing was done to it"


@pytest.mark.attack(54)
@pytest.mark.attack(61)
@pytest.mark.asyncio
async def test_another_organisation_s_messages_are_not_there(office: Office, owner: Browser):
    organisation, carol = await office.second_organisation()
    foreign = await leave(office, (await make_inbox(carol))["id"], organisation=organisation)
    assert await ids_of(carol) == [foreign]
    assert (await ids_of(owner), await open_count(owner)) == ([], 0)
    for path in ("done", "reopen"):
        assert (await owner.post(f"/offline-messages/{foreign}/{path}")).status_code == 404
    assert (await owner.get(f"/offline-messages/{foreign}")).status_code == 404
    assert (await owner.post(f"/offline-messages/{foreign}/reply", json={"text": "x"})).status_code == 404
    assert await open_count(carol) == 1


@pytest.mark.asyncio
async def test_supervisors_read_the_messages_of_an_inbox_that_is_gone(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    channel = (await make_inbox(owner, agents=[await id_of(ana)]))["id"]
    chat = await leave(office, channel)
    assert (await owner.request("DELETE", f"/inboxes/{channel}", json={"name": "Shop"})).status_code == 204

    assert [one["inbox_name"] for one in (await page_of(owner))["messages"]] == ["Shop"]
    assert (await owner.post(f"/offline-messages/{chat}/done")).status_code == 200
    assert await ids_of(ana) == []


@pytest.mark.asyncio
async def test_of_two_at_once_one_deals_with_it_and_the_other_reads_who(office: Office, owner: Browser):
    people = {name: await office.join(owner, f"{name}@northwind.example") for name in ("ana", "ben")}
    agents = [await id_of(browser) for browser in people.values()]
    chat = await leave(office, (await make_inbox(owner, agents=agents))["id"])

    answers = await asyncio.gather(*[one.post(f"/offline-messages/{chat}/done") for one in people.values()])
    by_status = {answer.status_code: answer.json() for answer in answers}
    assert set(by_status) == {200, 409}
    assert by_status[409]["code"] == "already_done"
    assert by_status[409]["detail"] == f"{by_status[200]['done_by_name']} has dealt with it."
    assert by_status[409]["done_by"] == by_status[200]["done_by"]


@pytest.mark.asyncio
async def test_words_that_were_erased_are_nowhere(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    chat = await leave(office, channel)
    await office.database.write(lambda connection: erase_texts(connection, office.organisation, chat))
    left = (await page_of(owner))["messages"][0]
    assert [left[word] for word in ("visitor_name", "email", "opening", "excerpt")] == [""] * 4


@pytest.mark.asyncio
async def test_a_visitor_leaves_a_message_once(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    form = {"cid": "cid-00000001", "text": "Hello"}
    chat = (await visitor.post(f"/widget/{channel}/chats", json=form)).json()["conversation"]
    by = by_visitor(await contact_of(office, chat))
    leaving = LeaveMessage(conversation=chat, by=by, email=EMAIL, text="Bye", cid="cid-00000002", digest="d")
    sequencer = await office.sequencers.of(office.organisation)
    for _ in range(2):
        await sequencer.submit(leaving)
    assert await ids_of(owner) == [chat]
