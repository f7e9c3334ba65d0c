"""What deleting an inbox would do, told before it is done."""

import pytest

from deskbell.floor.commands import AcceptOffer, AttachMember, CloseChat, SetStatus
from deskbell.floor.vocabulary import by_member
from tests.office import Browser, Office, make_inbox, told


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_it_counts_what_would_be_closed_and_what_is_kept(office: Office, owner: Browser):
    agent = await id_of(owner)
    inbox = await make_inbox(owner, agents=[agent])
    await make_inbox(owner, "Another")
    await owner.patch(f"/members/{agent}", json={"capacity": 3})
    await owner.patch(f"/channels/{inbox['id']}", json={"allowed_domains": ["shop.example"]})
    await office.browser().page(f"/w/{inbox['id']}/frame", Referer="https://shop.example/")
    await office.ask(AttachMember(member=agent))
    await office.ask(SetStatus(member=agent, status="available", by=by_member(agent)))
    chats = []
    for number in range(5):
        visitor = await office.visitor(inbox["id"])
        form = {"cid": f"cid-0000000{number}", "text": "Hello"}
        chats.append((await visitor.post(f"/widget/{inbox['id']}/chats", json=form)).json()["conversation"])
    for chat in chats[:2]:
        await office.ask(AcceptOffer(conversation=chat, offer=1, by=by_member(agent)))
    await office.ask(CloseChat(conversation=chats[0], by=by_member(agent)))

    answer = await owner.get(f"/inboxes/{inbox['id']}/deletion")

    assert answer.json() == {
        "name": "Shop",
        "waiting": 3,
        "open": 1,
        "past": 1,
        "widgets": [{"id": inbox["id"], "state": "active", "last_seen_on": "https://shop.example"}],
    }


@pytest.mark.asyncio
async def test_an_empty_inbox_has_nothing_to_lose_but_its_widget(owner: Browser):
    inbox = await make_inbox(owner)
    await owner.patch(f"/channels/{inbox['id']}", json={"state": "disabled"})

    answer = await owner.get(f"/inboxes/{inbox['id']}/deletion")

    widgets = [{"id": inbox["id"], "state": "disabled", "last_seen_on": ""}]
    assert answer.json() == {"name": "Shop", "waiting": 0, "open": 0, "past": 0, "widgets": widgets}


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_it_is_told_to_those_who_may_delete_it(office: Office, owner: Browser):
    admin = await office.join(owner, "admin@northwind.example", "admin")
    ana = await office.join(owner, "ana@northwind.example")
    inbox = await make_inbox(owner, agents=[await id_of(ana)])

    for browser in (admin, ana):
        answer = await browser.get(f"/inboxes/{inbox['id']}/deletion")
        assert (answer.status_code, told(answer)["code"]) == (403, "not_allowed")
    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})
    for gone in (inbox["id"], "0" * 26):
        assert (await owner.get(f"/inboxes/{gone}/deletion")).status_code == 404
