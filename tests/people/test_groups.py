"""Permission groups, the organisation, and its hand-over."""

from typing import Any, get_args

import pytest

from deskbell.floor.authority import permissions_of
from deskbell.floor.vocabulary import Permission
from tests.office import OWNER, PASSWORD, Browser, Office, told

EVERYTHING = list(get_args(Permission))


async def me(browser: Browser) -> dict[str, Any]:
    signed_in: dict[str, Any] = (await browser.get("/session")).json()
    return signed_in


async def make_group(owner: Browser, *permissions: str, name: str = "Helpers") -> dict[str, Any]:
    answer = await owner.post("/permission-groups", json={"name": name, "permissions": permissions})
    assert answer.status_code == 201, answer.text
    group: dict[str, Any] = answer.json()
    return group


@pytest.mark.asyncio
async def test_the_life_of_a_group(office: Office, owner: Browser):
    bob = await office.join(owner, "bob@northwind.example", "admin")
    group = await make_group(owner, "reports", "phone_system", name=" Helpers ")
    assert (group["name"], group["permissions"], group["members"]) == ("Helpers", ["phone_system", "reports"], [])

    member = (await me(bob))["member"]["id"]
    assert (await owner.patch(f"/members/{member}", json={"group": group["id"]})).status_code == 200
    assert (await bob.get("/permission-groups")).json() == {"groups": [group | {"members": [member]}]}
    assert (await me(bob))["permissions"] == ["phone_system", "reports"]

    refused = await owner.request("DELETE", f"/permission-groups/{group['id']}")
    assert (refused.status_code, told(refused)["code"]) == (409, "group_in_use")

    changed = await owner.patch(f"/permission-groups/{group['id']}", json={"permissions": []})
    assert changed.json()["permissions"] == (await me(bob))["permissions"] == []

    await owner.patch(f"/members/{member}", json={"group": ""})
    assert (await owner.request("DELETE", f"/permission-groups/{group['id']}")).status_code == 204
    assert (await owner.get("/permission-groups")).json() == {"groups": []}
    log = [one["what"] for one in (await owner.get("/audit?limit=5")).json()["acts"]]
    assert log == [
        "group.deleted",
        "member.group_changed",
        "group.changed",
        "member.group_changed",
        "group.created",
    ]


@pytest.mark.asyncio
async def test_a_group_in_the_log_has_its_name(office: Office, owner: Browser):
    bob = await office.join(owner, "bob@northwind.example", "admin")
    group = await make_group(owner)
    await owner.patch(f"/members/{(await me(bob))['member']['id']}", json={"group": group["id"]})

    (newest, *_) = (await owner.get("/audit")).json()["acts"]
    assert newest["details"] == [{"field": "group", "before": "", "after": "Helpers"}]


@pytest.mark.asyncio
async def test_what_somebody_may_is_what_the_floor_lets_him(office: Office, owner: Browser):
    people = {
        "owner": owner,
        "admin": await office.join(owner, "bob@northwind.example", "admin"),
        "grouped": await office.join(owner, "eva@northwind.example", "admin"),
        "member": await office.join(owner, "ana@northwind.example"),
    }
    group = await make_group(owner, "members")
    await owner.patch(f"/members/{(await me(people['grouped']))['member']['id']}", json={"group": group["id"]})

    for browser in people.values():
        signed_in = await me(browser)
        assert signed_in["permissions"] == await floors_word(office, signed_in["member"]["id"])
    assert (await me(owner))["permissions"] == EVERYTHING
    assert (await me(people["member"]))["permissions"] == []


async def floors_word(office: Office, member: str) -> list[Permission]:
    sequencer = await office.sequencers.of(office.organisation)
    return list(await sequencer.look(lambda floor, _: permissions_of(floor, floor.members[member])))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "permissions": []}, "name"),
        ({"name": "  ", "permissions": []}, "name"),
        ({"name": "x" * 101, "permissions": []}, "name"),
        ({"name": "A", "permissions": ["everything"]}, "permissions[0]"),
        ({"name": "A", "permissions": ["reports"] * 6}, "permissions"),
        ({"name": "A"}, "permissions"),
    ],
)
async def test_the_bounds_of_a_group(owner: Browser, body: dict[str, object], field: str):
    answer = await owner.post("/permission-groups", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == [field]


@pytest.mark.asyncio
async def test_a_group_that_does_not_exist(office: Office, owner: Browser):
    nobody = "0" * 26
    assert (await owner.patch(f"/permission-groups/{nobody}", json={"name": "A"})).status_code == 404
    assert (await owner.request("DELETE", f"/permission-groups/{nobody}")).status_code == 404
    bob = await office.join(owner, "bob@northwind.example", "admin")
    answer = await owner.patch(f"/members/{(await me(bob))['member']['id']}", json={"group": nobody})
    assert (answer.status_code, told(answer)["code"]) == (422, "unknown_group")


@pytest.mark.asyncio
async def test_the_organisation_is_renamed(office: Office, owner: Browser):
    answer = await owner.patch("/organisation", json={"name": " Southwind ", "time_zone": "Asia/Tokyo"})

    assert answer.status_code == 200
    expected = {"id": office.organisation, "name": "Southwind", "time_zone": "Asia/Tokyo"}
    assert answer.json() == expected == (await owner.get("/organisation")).json() == (await me(owner))["organisation"]
    (newest, *_) = (await owner.get("/audit")).json()["acts"]
    assert (newest["what"], newest["subject_name"], newest["address"]) == (
        "organisation.changed",
        "Southwind",
        "203.0.113.7",
    )
    assert newest["details"] == [
        {"field": "name", "before": "Northwind", "after": "Southwind"},
        {"field": "time_zone", "before": "Europe/Madrid", "after": "Asia/Tokyo"},
    ]
    await owner.patch("/organisation", json={"name": "Southwind"})
    assert (await owner.get("/audit")).json()["acts"][0] == newest
    for body in ({"time_zone": "Mars/Olympus"}, {"name": " "}):
        assert (await owner.patch("/organisation", json=body)).status_code == 422


@pytest.mark.asyncio
async def test_ownership_is_handed_over(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    successor = (await me(ana))["member"]["id"]

    async def hand_over(member: str, password: str = PASSWORD) -> Any:
        return await owner.post("/organisation/owner", json={"member": member, "password": password})

    wrong = await hand_over(successor, "not the password")
    assert (wrong.status_code, told(wrong)["code"]) == (403, "wrong_password")
    assert (await hand_over("0" * 26)).status_code == 422
    assert (await hand_over((await me(owner))["member"]["id"])).status_code == 422
    assert (await me(owner))["member"]["role"] == "owner"

    assert (await hand_over(successor)).status_code == 204

    assert (await me(ana))["member"]["role"] == "owner"
    assert (await me(owner))["member"]["role"] == "admin"
    assert (await hand_over(successor)).status_code == 403
    handed, became_admin = (await ana.get("/audit?limit=2")).json()["acts"]
    assert (handed["what"], handed["by_name"], handed["subject_name"]) == (
        "organisation.handed_over",
        OWNER["name"],
        "ana",
    )
    assert became_admin["what"] == "member.role_changed"
