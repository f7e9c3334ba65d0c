"""Lists of conversations, and the pages of one."""

from typing import Any

import pytest
from sqlalchemy import select

from deskbell.floor.commands import (
    AcceptOffer,
    AttachMember,
    CloseChat,
    DeclineOffer,
    PostMessage,
    PostNote,
    SetStatus,
)
from deskbell.floor.vocabulary import by_member, by_visitor
from deskbell.history.tables import CONVERSATIONS
from tests.office import START, Browser, Office, make_inbox, told


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


async def begin(office: Office, channel: str, text: str = "Hello") -> str:
    visitor = await office.visitor(channel)
    answer = await visitor.post(f"/widget/{channel}/chats", json={"cid": "cid-00000001", "text": text, "name": "Sofia"})
    conversation: str = answer.json()["conversation"]
    return conversation


async def available(office: Office, member: str) -> None:
    await office.ask(AttachMember(member=member))
    await office.ask(SetStatus(member=member, status="available", by=by_member(member)))


async def row_of(browser: Browser, conversation: str) -> dict[str, Any]:
    row: dict[str, Any] = (await browser.get(f"/conversations/{conversation}")).json()
    return row


@pytest.mark.asyncio
async def test_a_conversation_from_its_first_word_to_its_last(office: Office, owner: Browser):
    agent = await id_of(owner)
    channel = (await make_inbox(owner, agents=[agent]))["id"]
    chat = await begin(office, channel, "Do you ship to Iceland?")

    waiting = await row_of(owner, chat)
    assert waiting == {
        "id": chat,
        "inbox": channel,
        "inbox_name": "Shop",
        "channel": channel,
        "contact": waiting["contact"],
        "visitor_name": "Sofia",
        "opening": "Do you ship to Iceland?",
        "state": "waiting",
        "agent": "",
        "opened_at": START,
        "waiting_since": START,
        "accepted_at": None,
        "closed_at": None,
        "close_reason": "",
    }

    office.clock.advance(1_000)
    await available(office, agent)
    assert await row_of(owner, chat) == waiting | {"state": "offered", "agent": agent}

    office.clock.advance(1_000)
    await office.ask(AcceptOffer(conversation=chat, offer=1, by=by_member(agent)))
    active = waiting | {"state": "active", "agent": agent, "accepted_at": START + 2_000}
    assert await row_of(owner, chat) == active

    office.clock.advance(1_000)
    await office.ask(CloseChat(conversation=chat, by=by_member(agent)))
    closed = active | {"state": "closed", "closed_at": START + 3_000, "close_reason": "agent"}
    assert await row_of(owner, chat) == closed


@pytest.mark.asyncio
async def test_a_declined_offer_leaves_the_chat_with_nobody(office: Office, owner: Browser):
    agent = await id_of(owner)
    channel = (await make_inbox(owner, agents=[agent]))["id"]
    await available(office, agent)
    chat = await begin(office, channel)

    await office.ask(DeclineOffer(conversation=chat, offer=1, by=by_member(agent)))

    row = await row_of(owner, chat)
    assert (row["state"], row["agent"], row["accepted_at"]) == ("waiting", "", None)


@pytest.mark.asyncio
async def test_a_message_leaves_no_trace_in_any_rooms_table(office: Office, owner: Browser):
    """One message is a row of the ledger and a row of its texts, and nothing more."""
    channel = (await make_inbox(owner))["id"]
    chat = await begin(office, channel)
    contact = (await row_of(owner, chat))["contact"]
    before = await changes_of(office)

    text = PostMessage(conversation=chat, by=by_visitor(contact), cid="cid-2", digest="x", text="And to Norway?")
    await office.ask(text)

    assert await changes_of(office) - before == 2


async def changes_of(office: Office) -> int:
    return await office.database.write(lambda sql: int(sql.exec_driver_sql("SELECT total_changes()").scalar_one()))


@pytest.mark.asyncio
async def test_the_list_is_newest_first_and_goes_on_where_it_ended(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    chats = []
    for number in range(7):
        # Two of them in the same millisecond.
        office.clock.advance(0 if number == 3 else 1_000)
        chats.append(await begin(office, channel))

    found: list[str] = []
    cursor = ""
    while True:
        page = (await owner.get("/conversations", params={"limit": 3, "before": cursor})).json()
        found += [row["id"] for row in page["conversations"]]
        if page["next"] is None:
            break
        cursor = page["next"]

    assert sorted(found) == sorted(chats)
    assert found[:3] == chats[:3:-1]
    assert len(found) == 7


@pytest.mark.asyncio
async def test_the_list_can_be_narrowed(office: Office, owner: Browser):
    agent = await id_of(owner)
    shop = (await make_inbox(owner, "Shop", agents=[agent]))["id"]
    billing = (await make_inbox(owner, "Billing"))["id"]
    in_shop, in_billing = await begin(office, shop), await begin(office, billing)
    done = await begin(office, billing)
    await available(office, agent)
    await office.ask(AcceptOffer(conversation=in_shop, offer=1, by=by_member(agent)))
    await office.ask(CloseChat(conversation=done, by=by_member(agent)))

    async def ids(**query: str) -> set[str]:
        page = (await owner.get("/conversations", params=query)).json()
        return {row["id"] for row in page["conversations"]}

    assert await ids() == {in_shop, in_billing, done}
    assert await ids(inbox=billing) == {in_billing, done}
    assert await ids(agent=agent) == {in_shop}
    assert await ids(state="active") == {in_shop}
    assert await ids(state="open") == {in_shop, in_billing}
    assert await ids(state="closed", inbox=billing) == {done}
    assert await ids(inbox="0' OR 1=1 --") == set()


@pytest.mark.asyncio
async def test_the_log_is_paged_from_its_end(office: Office, owner: Browser):
    agent = await id_of(owner)
    channel = (await make_inbox(owner))["id"]
    chat = await begin(office, channel)
    for number in range(5):
        await office.ask(
            PostNote(conversation=chat, by=by_member(agent), cid=f"note-{number}", digest="x", text=f"note {number}")
        )

    whole = (await owner.get(f"/conversations/{chat}/entries")).json()
    last = (await owner.get(f"/conversations/{chat}/entries?limit=3")).json()
    before = (await owner.get(f"/conversations/{chat}/entries?limit=100&before={last['first_seq']}")).json()

    assert [entry["seq"] for entry in whole["entries"]] == list(range(1, 9))
    assert [entry["body"]["type"] for entry in whole["entries"]] == ["opened", "message", "queued"] + ["note"] * 5
    assert whole["entries"] == before["entries"] + last["entries"]
    assert (last["first_seq"], before["first_seq"], whole["first_seq"]) == (6, 1, 1)
    assert (await owner.get(f"/conversations/{chat}/entries?before=1")).json() == {"entries": [], "first_seq": 0}


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_an_agent_sees_his_inboxes_and_his_own_chats(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    agent = await id_of(ana)
    served = (await make_inbox(owner, "Served", agents=[agent]))["id"]
    other = (await make_inbox(owner, "Other", agents=[agent]))["id"]
    await available(office, agent)
    own = await begin(office, other)
    await office.ask(AcceptOffer(conversation=own, offer=1, by=by_member(agent)))
    await owner.patch(f"/inboxes/{other}", json={"agents": []})
    in_served, foreign = await begin(office, served), await begin(office, other)

    async def ids(**query: str) -> set[str]:
        return {row["id"] for row in (await ana.get("/conversations", params=query)).json()["conversations"]}

    assert await ids() == {own, in_served}
    assert await ids(inbox=other) == {own}
    for path in (f"/conversations/{own}", f"/conversations/{own}/entries", f"/conversations/{in_served}/entries"):
        assert (await ana.get(path)).status_code == 200
    for path in ("/conversations/{}", "/conversations/{}/entries"):
        hidden, never = await ana.get(path.format(foreign)), await ana.get(path.format("0" * 26))
        assert hidden.status_code == 404
        assert told(hidden) == told(never)

    await office.ask(CloseChat(conversation=own, by=by_member(agent)))
    assert (await ana.get(f"/conversations/{own}/entries")).status_code == 200, "he held it to the end"


@pytest.mark.asyncio
async def test_the_table_says_what_the_floor_says(office: Office, owner: Browser):
    agent = await id_of(owner)
    channel = (await make_inbox(owner, agents=[agent]))["id"]
    await owner.patch(f"/members/{agent}", json={"capacity": 2})
    await available(office, agent)
    chats = [await begin(office, channel) for _ in range(5)]
    await office.ask(AcceptOffer(conversation=chats[0], offer=1, by=by_member(agent)))
    await office.ask(CloseChat(conversation=chats[4], by=by_member(agent)))

    sequencer = await office.sequencers.of(office.organisation)
    floor = await sequencer.look(
        lambda floor, _: {chat.id: (chat.state, chat.holder, chat.waiting_since) for chat in floor.chats.values()}
    )
    open_rows = select(CONVERSATIONS).where(CONVERSATIONS.c.state != "closed")
    rows = await office.database.read(lambda sql: sql.execute(open_rows).all())

    assert {row.conversation: (row.state, row.agent, row.waiting_since) for row in rows} == floor
