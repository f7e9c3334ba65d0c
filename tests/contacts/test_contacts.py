"""Contacts as staff sees them."""

import pytest

from tests.office import Browser, Office, make_inbox, told


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_an_agent_sees_the_contacts_of_the_inboxes_he_serves(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    served = (await make_inbox(owner, "Served", agents=[await id_of(ana)]))["id"]
    other = (await make_inbox(owner, "Other"))["id"]
    for number, channel in enumerate((served, other)):
        visitor = await office.visitor(channel)
        await visitor.post(f"/widget/{channel}/chats", json={"cid": f"cid-0000000{number}", "text": "Hello"})
    rows = (await owner.get("/conversations")).json()["conversations"]
    contacts = {row["inbox"]: row["contact"] for row in rows}

    assert (await ana.get(f"/contacts/{contacts[served]}")).status_code == 200
    foreign = await ana.get(f"/contacts/{contacts[other]}")
    assert foreign.status_code == 404
    assert told(foreign) == told(await ana.get(f"/contacts/{'0' * 26}"))
    assert (await owner.get(f"/contacts/{contacts[other]}")).status_code == 200
