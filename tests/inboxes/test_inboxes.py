"""Inbox Management."""

import pytest
from sqlalchemy import select

from deskbell.floor.commands import AcceptOffer, AttachMember, CreateGroup, SetSeats, SetStatus
from deskbell.floor.vocabulary import SYSTEM, Licence, by_member
from deskbell.inboxes.tables import INBOXES
from deskbell.kit.ids import new_id
from tests.office import START, Browser, Office, make_inbox, told

INSUFFICIENT = "Insufficient permissions. Please contact your Organization's Owner."


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_a_new_inbox_has_its_defaults_and_a_channel(owner: Browser):
    inbox = await make_inbox(owner, "  Shop ")

    assert inbox == {
        "id": inbox["id"],
        "type": "live_chat",
        "name": "Shop",
        "mode": "auto",
        "offer_seconds": 30,
        "claiming": True,
        "priority": 0,
        "capacity": None,
        "agents": [],
        "inactivity": None,
        "grace_seconds": 60,
        "prefers_last_agent": False,
        "abandon_minutes": 30,
        "waiting": 0,
        "active": 0,
        "created_at": START,
        "channel": {
            "id": inbox["id"],
            "state": "active",
            "allowed_domains": [],
            "last_seen_at": None,
            "last_seen_on": "",
        },
    }
    assert (await owner.get(f"/inboxes/{inbox['id']}")).json() == inbox
    assert (await owner.get("/inboxes")).json() == {"inboxes": [inbox]}


@pytest.mark.asyncio
async def test_the_list_is_by_name_and_can_be_narrowed(owner: Browser):
    for name in ("shop", "Billing", "Shop returns"):
        await make_inbox(owner, name)

    async def names(query: str) -> list[str]:
        return [inbox["name"] for inbox in (await owner.get(f"/inboxes{query}")).json()["inboxes"]]

    assert await names("") == ["Billing", "shop", "Shop returns"]
    assert await names("?type=live_chat&search=%20SHOP") == ["shop", "Shop returns"]
    assert await names("?search=%25") == []
    assert (await owner.get("/inboxes?type=fax")).status_code == 422


@pytest.mark.asyncio
async def test_changing_an_inbox(owner: Browser):
    inbox = await make_inbox(owner)
    changes = {
        "name": "Shop Spain",
        "mode": "manual",
        "offer_seconds": 5,
        "claiming": False,
        "priority": 9,
        "capacity": 2,
        "agents": [await id_of(owner)],
    }

    answer = await owner.patch(f"/inboxes/{inbox['id']}", json=changes)

    assert answer.status_code == 200
    assert answer.json() == inbox | changes
    cleared = await owner.patch(f"/inboxes/{inbox['id']}", json={"capacity": None})
    assert cleared.json() == inbox | changes | {"capacity": None}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"offer_seconds": 4}, "offer_seconds"),
        ({"offer_seconds": 3_601}, "offer_seconds"),
        ({"offer_seconds": 30.5}, "offer_seconds"),
        ({"mode": "random"}, "mode"),
        ({"priority": -1}, "priority"),
        ({"priority": 10}, "priority"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 51}, "capacity"),
        ({"name": ""}, "name"),
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"claiming": "yes"}, "claiming"),
        ({"agents": ["x" * 26] * 1_001}, "agents"),
        ({"agents": ["0" * 26]}, "agents"),
        ({"type": "email"}, "type"),
    ],
)
async def test_the_bounds_of_an_inbox(owner: Browser, changes: dict[str, object], field: str):
    inbox = await make_inbox(owner)

    answers = [await owner.patch(f"/inboxes/{inbox['id']}", json=changes)]
    if field != "type":
        answers.append(await owner.post("/inboxes", json={"name": "New", "type": "live_chat"} | changes))

    for answer in answers:
        assert answer.status_code == 422
        (error,) = told(answer)["errors"]
        assert error["field"] == field
    assert (await owner.get("/inboxes")).json() == {"inboxes": [inbox]}


@pytest.mark.asyncio
async def test_a_name_is_unique_until_its_inbox_is_deleted(owner: Browser):
    inbox = await make_inbox(owner)
    answer = await owner.post("/inboxes", json={"name": "shop ", "type": "live_chat"})
    assert (answer.status_code, told(answer)["code"]) == (409, "name_taken")

    assert (await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})).status_code == 204
    assert (await make_inbox(owner))["id"] != inbox["id"]


@pytest.mark.asyncio
async def test_only_holders_of_both_licences_can_be_agents(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    await owner.patch(f"/members/{ana}", json={"live_chat": False})

    answer = await owner.post("/inboxes", json={"name": "Shop", "type": "live_chat", "agents": [ana]})

    assert (answer.status_code, told(answer)["code"]) == (422, "not_licensed")
    assert "Live Chat" in told(answer)["detail"]


@pytest.mark.asyncio
@pytest.mark.parametrize(("licence", "words"), [("contact_center", "Contact Center"), ("live_chat", "Live Chat")])
async def test_an_organisation_without_a_licence_is_told_which(
    office: Office, owner: Browser, licence: Licence, words: str
):
    me = await id_of(owner)
    await owner.patch(f"/members/{me}", json={licence: False})
    await office.ask(SetSeats(licence=licence, seats=0, by=by_member(me)))
    answer = await owner.post("/inboxes", json={"name": "Shop", "type": "live_chat"})
    body = told(answer)
    assert (answer.status_code, body["code"], body["licence"]) == (409, "licence_missing", licence)
    assert words in body["detail"]

    await office.ask(SetSeats(licence=licence, seats=1, by=by_member(me)))
    await make_inbox(owner)


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_inbox_management_is_for_who_has_the_permission(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    with_it = await office.join(owner, "with@northwind.example", "admin")
    without = await office.join(owner, "without@northwind.example", "admin")
    member = await office.join(owner, "member@northwind.example")
    group = new_id()
    await office.ask(CreateGroup(group=group, by=SYSTEM, name="Leads", permissions=("phone_system",)))
    answer = await owner.patch(f"/members/{await id_of(with_it)}", json={"group": group})
    assert (answer.status_code, answer.json()["group"]) == (200, group)

    for browser in (without, member):
        for answer in (
            await browser.post("/inboxes", json={"name": "New", "type": "live_chat"}),
            await browser.patch(f"/inboxes/{inbox['id']}", json={"name": "New"}),
            await browser.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"}),
        ):
            assert answer.status_code == 403
            assert told(answer)["detail"] == INSUFFICIENT
    assert (await owner.get("/inboxes")).json() == {"inboxes": [inbox]}
    await make_inbox(with_it, "New")


@pytest.mark.asyncio
async def test_supervisors_see_all_inboxes_and_agents_those_they_serve(office: Office, owner: Browser):
    admin = await office.join(owner, "admin@northwind.example", "admin")
    ana = await office.join(owner, "ana@northwind.example")
    served = await make_inbox(owner, "Served", agents=[await id_of(ana)])
    other = await make_inbox(owner, "Other")

    assert [inbox["name"] for inbox in (await admin.get("/inboxes")).json()["inboxes"]] == ["Other", "Served"]
    assert (await ana.get("/inboxes")).json() == {"inboxes": [served]}
    assert (await ana.get(f"/inboxes/{served['id']}")).status_code == 200
    foreign = await ana.get(f"/inboxes/{other['id']}")
    assert told(foreign) == told(await ana.get(f"/inboxes/{'0' * 26}"))


@pytest.mark.asyncio
async def test_the_list_counts_who_waits_and_who_is_served(office: Office, owner: Browser):
    agent = await id_of(owner)
    inbox = await make_inbox(owner, agents=[agent])
    visitors = [await office.visitor(inbox["id"]) for _ in range(3)]
    await owner.patch(f"/members/{agent}", json={"capacity": 1})
    await office.ask(AttachMember(member=agent))
    await office.ask(SetStatus(member=agent, status="available", by=by_member(agent)))
    chats = []
    for visitor in visitors:
        form = {"cid": "cid-00000001", "text": "Hello"}
        chats.append((await visitor.post(f"/widget/{inbox['id']}/chats", json=form)).json()["conversation"])

    await office.ask(AcceptOffer(conversation=chats[0], offer=1, by=by_member(agent)))

    listed = (await owner.get("/inboxes")).json()["inboxes"][0]
    assert (listed["waiting"], listed["active"]) == (2, 1)


@pytest.mark.asyncio
@pytest.mark.parametrize("typed", ["", "shop", "Shop 2", "Sho"])
async def test_deleting_takes_the_name_typed_exactly(owner: Browser, typed: str):
    inbox = await make_inbox(owner)

    answer = await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": typed})

    assert answer.status_code == 422
    assert told(answer)["errors"][0]["field"] == "name"
    assert (await owner.get("/inboxes")).json() == {"inboxes": [inbox]}


@pytest.mark.asyncio
async def test_deleting_is_for_good_and_keeps_what_was_said(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    visitor = await office.visitor(inbox["id"])
    opened = await visitor.post(f"/widget/{inbox['id']}/chats", json={"cid": "cid-00000001", "text": "Hello"})

    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})

    assert (await owner.get("/inboxes")).json() == {"inboxes": []}
    assert (await owner.get(f"/inboxes/{inbox['id']}")).status_code == 404
    again = await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})
    assert again.status_code == 404
    chat = (await owner.get(f"/conversations/{opened.json()['conversation']}")).json()
    assert (chat["state"], chat["close_reason"], chat["inbox_name"]) == ("closed", "inbox_deleted", "Shop")
    assert (await visitor.get(f"/widget/{inbox['id']}/chat")).status_code == 410
    rows = await office.database.read(lambda sql: sql.execute(select(INBOXES.c.name, INBOXES.c.deleted_at)).all())
    assert [tuple(row) for row in rows] == [("Shop", START)]
