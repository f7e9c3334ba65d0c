"""Members: who sees whom, and who may change what."""

import pytest
from sqlalchemy import select

from deskbell.people.tables import MEMBERS
from tests.office import Browser, Office, told


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_everybody_sees_everybody_but_addresses_are_for_supervisors(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    await office.join(owner, "bob@northwind.example", "admin")

    seen = (await owner.get("/members")).json()["members"]
    assert [(one["name"], one["role"], one["email"]) for one in seen] == [
        ("ana", "member", "ana@northwind.example"),
        ("bob", "admin", "bob@northwind.example"),
        ("Olga Owner", "owner", "olga@northwind.example"),
    ]
    seen = (await ana.get("/members")).json()["members"]
    assert [one["email"] for one in seen] == ["ana@northwind.example", "", ""]


@pytest.mark.asyncio
async def test_the_owner_changes_a_member(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    changes = {"name": " Ana Lima ", "capacity": 5, "live_chat": False, "role": "admin"}

    answer = await owner.patch(f"/members/{await id_of(ana)}", json=changes)

    assert answer.status_code == 200
    expected = {
        "name": "Ana Lima",
        "capacity": 5,
        "live_chat": False,
        "contact_center": True,
        "role": "admin",
        "group": "",
        "active": True,
    }
    assert answer.json().items() >= expected.items()
    assert (await ana.get("/session")).json()["member"].items() >= expected.items()


@pytest.mark.attack(59)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("who", "target", "changes", "status"),
    [
        ("owner", "owner", {"active": False}, 422),
        ("owner", "owner", {"role": "admin"}, 422),
        ("owner", "member", {"role": "owner"}, 422),
        ("admin", "member", {"capacity": 4}, 200),
        ("admin", "member", {"active": False}, 200),
        ("admin", "member", {"role": "admin"}, 403),
        ("admin", "member", {"live_chat": False}, 403),
        ("admin", "admin", {"group": "0" * 26}, 403),
        ("admin", "owner", {"capacity": 4}, 403),
        ("member", "member", {"capacity": 50}, 403),
        ("member", "member", {"role": "owner"}, 403),
        ("member", "owner", {"active": False}, 403),
    ],
)
async def test_nobody_lifts_himself(
    office: Office, owner: Browser, who: str, target: str, changes: dict[str, object], status: int
):
    people = {
        "owner": owner,
        "admin": await office.join(owner, "bob@northwind.example", "admin"),
        "member": await office.join(owner, "ana@northwind.example"),
    }
    before = (await owner.get("/members")).json()

    answer = await people[who].patch(f"/members/{await id_of(people[target])}", json=changes)

    assert answer.status_code == status
    if status == 403:
        assert told(answer)["detail"] == "Insufficient permissions. Please contact your Organization's Owner."
    if status != 200:
        assert (await owner.get("/members")).json() == before


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 51}, "capacity"),
        ({"capacity": "3"}, "capacity"),
        ({"capacity": None}, "capacity"),
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"role": "king"}, "role"),
        ({"active": 1}, "active"),
    ],
)
async def test_the_bounds_of_a_member(office: Office, owner: Browser, changes: dict[str, object], field: str):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    before = (await owner.get("/members")).json()

    answer = await owner.patch(f"/members/{ana}", json=changes)

    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == [field]
    assert (await owner.get("/members")).json() == before


@pytest.mark.asyncio
async def test_a_member_who_does_not_exist(owner: Browser):
    answer = await owner.patch(f"/members/{'0' * 26}", json={"capacity": 4})

    assert (answer.status_code, told(answer)["code"]) == (404, "not_found")


@pytest.mark.asyncio
async def test_the_table_says_what_the_floor_says(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    await owner.patch(f"/members/{ana}", json={"capacity": 7, "active": False})

    rows = await office.database.read(lambda sql: sql.execute(select(MEMBERS)).mappings().all())
    sequencer = await office.sequencers.of(office.organisation)
    floor = await sequencer.look(
        lambda floor, _: {
            member.id: (
                member.name,
                member.role,
                member.active,
                member.contact_center,
                member.live_chat,
                member.capacity,
            )
            for member in floor.members.values()
        }
    )

    assert {
        row["member"]: (
            row["name"],
            row["role"],
            row["active"],
            row["contact_center"],
            row["live_chat"],
            row["capacity"],
        )
        for row in rows
    } == floor
