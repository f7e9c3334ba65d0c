"""Why him, and why it still waits (routing, "Why")."""

import pytest

from deskbell.floor.commands import (
    AcceptOffer,
    AcceptTransfer,
    AttachMember,
    ChangeMember,
    ClaimChat,
    CloseChat,
    DeclineOffer,
    DetachMember,
    SetStatus,
    TakeOver,
    Tick,
    TransferChat,
)
from deskbell.floor.vocabulary import SYSTEM, by_member
from tests.office import Browser, Office, make_inbox


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


async def begin(office: Office, channel: str, visitor: Browser | None = None, cid: str = "cid-00000001") -> str:
    visitor = visitor or await office.visitor(channel)
    answer = await visitor.post(f"/widget/{channel}/chats", json={"cid": cid, "text": "Hello"})
    conversation: str = answer.json()["conversation"]
    return conversation


async def available(office: Office, member: str) -> None:
    await office.ask(AttachMember(member=member))
    await office.ask(SetStatus(member=member, status="available", by=by_member(member)))


@pytest.mark.asyncio
async def test_a_waiting_chat_says_what_keeps_each_agent_from_it(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    ben = await id_of(await office.join(owner, "ben@northwind.example"))
    channel = (await make_inbox(owner, agents=[ana, ben]))["id"]
    await available(office, ana)
    await office.ask(ChangeMember(member=ana, by=SYSTEM, capacity=1))
    await begin(office, channel)
    await office.ask(SetStatus(member=ben, status="busy", by=by_member(ben)))
    chat = await begin(office, channel)

    told = (await owner.get(f"/conversations/{chat}/why")).json()

    assert told["is_waiting"]
    assert [(fact["agent"], fact["why"], fact["load"], fact["capacity"]) for fact in told["facts"]] == [
        (ana, "at_capacity", 1, 1),
        (ben, "busy", 0, 3),
    ]
    assert told["sentence"] == "It waits because nobody is free: ana has 1 of 1 chats and ben is busy."


@pytest.mark.asyncio
async def test_a_chat_on_offer_says_why_him(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    ben = await id_of(await office.join(owner, "ben@northwind.example"))
    channel = (await make_inbox(owner, agents=[ana, ben]))["id"]
    await available(office, ana)
    chat = await begin(office, channel)

    told = (await owner.get(f"/conversations/{chat}/why")).json()

    assert (told["is_waiting"], told["sentence"]) == (False, "It was offered to ana.")
    assert {fact["agent"]: fact["words"] for fact in told["facts"]} == {ana: "was chosen", ben: "is offline"}


@pytest.mark.asyncio
async def test_manual_mode_an_empty_inbox_and_a_chat_without_offers_are_said(office: Office, owner: Browser):
    member = await id_of(owner)
    manual = (await make_inbox(owner, "Manual", mode="manual", agents=[member]))["id"]
    empty = (await make_inbox(owner, "Empty"))["id"]
    chats = [await begin(office, channel) for channel in (manual, empty)]
    sentences = [(await owner.get(f"/conversations/{chat}/why")).json()["sentence"] for chat in chats]
    await owner.request("DELETE", f"/inboxes/{empty}", json={"name": "Empty"})
    sentences.append((await owner.get(f"/conversations/{chats[-1]}/why")).json()["sentence"])
    assert sentences == [
        "It waits for a supervisor to assign it, or for an agent to take it.",
        "It waits because its inbox has no agents.",
        "It was never offered to anybody.",
    ]


@pytest.mark.asyncio
async def test_after_a_decline_it_says_when_all_are_asked_again(office: Office, owner: Browser):
    member = await id_of(owner)
    channel = (await make_inbox(owner, agents=[member]))["id"]
    await available(office, member)
    chat = await begin(office, channel)
    await office.ask(DeclineOffer(conversation=chat, offer=1, by=by_member(member)))
    told = (await owner.get(f"/conversations/{chat}/why")).json()
    assert [fact["why"] for fact in told["facts"]] == ["just_declined"]
    assert told["retry_at"] == office.clock.now() + 30_000


@pytest.mark.asyncio
async def test_a_chat_that_was_taken_passed_on_or_taken_over_says_so(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    ben = await id_of(await office.join(owner, "ben@northwind.example"))
    olga = await id_of(owner)
    channel = (await make_inbox(owner, agents=[ana, ben, olga], mode="manual"))["id"]
    for agent in (ana, ben, olga):
        await available(office, agent)
    await office.ask(ChangeMember(member=olga, by=SYSTEM, capacity=1))
    await owner.put("/organisation/overriding", json={"allowed": True})
    chat, other = await begin(office, channel), await begin(office, channel)
    sentences = []
    for command in (
        ClaimChat(conversation=chat, by=by_member(ana)),
        TransferChat(conversation=chat, agent=ben, by=by_member(ana)),
        AcceptTransfer(conversation=chat, transfer=1, by=by_member(ben)),
        ClaimChat(conversation=other, by=by_member(olga)),
        TakeOver(conversation=chat, by=by_member(olga), beyond=True),
    ):
        await office.ask(command)
        sentences.append((await owner.get(f"/conversations/{chat}/why")).json()["sentence"])
    assert list(dict.fromkeys(sentences)) == [
        "ana took it from the queue.",
        "ana had it before. ben was asked to take it over, and did.",
        "Olga Owner took it over from ben. That was beyond the capacity of 1.",
    ]


@pytest.mark.asyncio
async def test_who_may_not_see_the_chat_is_told_nothing(office: Office, owner: Browser):
    stranger = await office.join(owner, "ana@northwind.example")
    channel = (await make_inbox(owner))["id"]
    chat = await begin(office, channel)
    absent = await stranger.get(f"/conversations/{'0' * 26}/why")
    hidden = await stranger.get(f"/conversations/{chat}/why")
    assert (
        (hidden.status_code, hidden.json()["code"]) == (absent.status_code, absent.json()["code"]) == (404, "not_found")
    )


@pytest.mark.asyncio
async def test_a_returning_visitor_goes_to_who_had_him_last(office: Office, owner: Browser):
    agents = [await id_of(await office.join(owner, f"{name}@northwind.example")) for name in ("ana", "ben")]
    channel = (await make_inbox(owner, agents=agents, prefers_last_agent=True, mode="manual"))["id"]
    for agent in agents:
        await available(office, agent)
    visitor = await office.visitor(channel)
    first = await begin(office, channel, visitor)
    await office.ask(ClaimChat(conversation=first, by=by_member(agents[0])))
    await office.ask(CloseChat(conversation=first, by=by_member(agents[0])))
    await owner.patch(f"/inboxes/{channel}", json={"mode": "auto"})
    # Somebody else has had fewer chats lately; he who is known comes first all the same.
    second = await begin(office, channel, visitor, "cid-00000002")
    told = (await owner.get(f"/conversations/{second}/why")).json()
    assert {fact["agent"]: fact["why"] for fact in told["facts"]} == {
        agents[0]: "chosen",
        agents[1]: "known_to_another",
    }


@pytest.mark.asyncio
async def test_the_chats_of_a_lost_agent_go_back_when_the_inbox_says(office: Office, owner: Browser):
    member = await id_of(owner)
    inbox = await make_inbox(owner, agents=[member], grace_seconds=10)
    assert inbox["grace_seconds"] == 10
    await available(office, member)
    chat = await begin(office, inbox["id"])
    await office.ask(AcceptOffer(conversation=chat, offer=1, by=by_member(member)))
    await office.ask(DetachMember(member=member))
    for passed in (30_000, 9_999):
        office.clock.advance(passed)
        await office.ask(Tick())
    assert (await owner.get(f"/conversations/{chat}")).json()["state"] == "active"
    office.clock.advance(1)
    await office.ask(Tick())
    assert (await owner.get(f"/conversations/{chat}")).json()["state"] == "waiting"
    assert (await owner.get(f"/conversations/{chat}/why")).json()["facts"][0]["why"] == "unreachable"
