"""Licences: seats, who holds them, many at once, and from the command line."""

from typing import Any

import pytest

from deskbell.kit.trouble import Trouble
from deskbell.people.licence_command import read_licence, read_seats
from tests.office import Browser, Office, told

HEADER = "email,contact_center,live_chat\r\n"


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


async def rows(browser: Browser) -> dict[str, dict[str, Any]]:
    return {row["licence"]: row for row in (await browser.get("/licences")).json()["licences"]}


async def assign(owner: Browser, lines: str, *, dry_run: bool = False) -> dict[str, Any]:
    answer = await owner.post("/licences/assignments", json={"csv": HEADER + lines, "dry_run": dry_run})
    assert answer.status_code == 200, answer.text
    report: dict[str, Any] = answer.json()
    return report


@pytest.mark.asyncio
async def test_there_is_no_limit_until_one_is_set(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))

    found = (await rows(owner))["live_chat"]
    assert (found["name"], found["seats"], found["assigned"]) == ("Live Chat", None, 2)
    assert [one["id"] for one in found["members"]] == [ana, await id_of(owner)]

    answer = await owner.put("/licences/live_chat", json={"seats": 5})
    assert answer.json() == found | {"seats": 5}
    assert (await owner.put("/licences/live_chat", json={"seats": None})).json() == found


@pytest.mark.asyncio
async def test_an_admin_sees_the_counts_only(office: Office, owner: Browser):
    admin = await office.join(owner, "bob@northwind.example", "admin", licensed=False)
    for row in (await rows(admin)).values():
        assert (row["assigned"], row["members"]) == (1, [])


@pytest.mark.asyncio
async def test_seats_are_never_fewer_than_are_assigned(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))

    answer = await owner.put("/licences/live_chat", json={"seats": 1})

    assert (answer.status_code, told(answer)["code"]) == (409, "seats_in_use")
    assert "Live Chat" in told(answer)["detail"]
    await owner.patch(f"/members/{ana}", json={"active": False})
    assert (await owner.put("/licences/live_chat", json={"seats": 1})).status_code == 200
    back = await owner.patch(f"/members/{ana}", json={"active": True})
    assert (back.status_code, told(back)["code"]) == (409, "no_seat")


@pytest.mark.asyncio
@pytest.mark.parametrize("seats", [-1, 1.5, "5", 1_000_001, True])
async def test_the_bounds_of_seats(owner: Browser, seats: object):
    answer = await owner.put("/licences/live_chat", json={"seats": seats})
    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == ["seats"]


@pytest.mark.asyncio
async def test_a_licence_that_does_not_exist(owner: Browser):
    assert (await owner.put("/licences/whatsapp", json={"seats": 1})).status_code == 404


@pytest.mark.asyncio
async def test_a_file_is_tried_and_then_done(office: Office, owner: Browser):
    for name in ("ana", "bob"):
        await office.join(owner, f"{name}@northwind.example", licensed=False)
    lines = "ana@northwind.example,yes,yes\r\nbob@northwind.example,yes,no\r\nolga@northwind.example,yes,yes\r\n"
    before = await rows(owner)

    tried = await assign(owner, lines, dry_run=True)
    assert (tried["changed"], tried["faults"], tried["applied"]) == (2, 0, False)
    assert await rows(owner) == before

    done = await assign(owner, lines)
    assert done == tried | {"applied": True}
    assert {name: row["assigned"] for name, row in (await rows(owner)).items()} == {"contact_center": 3, "live_chat": 2}
    acts = (await owner.get("/audit?what=member.licences_changed")).json()["acts"]
    assert [one["subject_name"] for one in acts] == ["bob", "ana"]
    assert (await assign(owner, lines))["changed"] == 0


@pytest.mark.asyncio
async def test_one_fault_and_nothing_is_done(office: Office, owner: Browser):
    await office.join(owner, "ana@northwind.example", licensed=False)
    before = await rows(owner)

    report = await assign(owner, "ana@northwind.example,yes,yes\r\nnobody@northwind.example,yes,yes\r\n")

    assert (report["faults"], report["applied"]) == (1, False)
    assert report["lines"][1]["problem"].startswith("no member has this address")
    assert await rows(owner) == before


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_a_member_of_another_organisation_is_nobody(office: Office, owner: Browser):
    await office.second_organisation()
    report = await assign(owner, "carol@contoso.example,no,no\r\nnobody@contoso.example,no,no\r\n")
    problems = [line["problem"] for line in report["lines"]]
    assert problems[0] == problems[1] is not None
    assert report["lines"][0]["name"] == ""


@pytest.mark.asyncio
async def test_a_file_that_is_none_is_refused_as_a_whole(owner: Browser):
    answer = await owner.post("/licences/assignments", json={"csv": "email,seat\r\n", "dry_run": True})
    assert answer.status_code == 422
    (error,) = told(answer)["errors"]
    assert error["field"] == "csv"
    assert "'seat'" in error["problem"]
    assert error["allowed"] == "a first line with the columns email, contact_center, live_chat"


@pytest.mark.asyncio
async def test_a_file_of_ten_thousand_lines(office: Office, owner: Browser):
    lines = "".join(f"user{n}@northwind.example,yes,no\r\n" for n in range(10_000))
    report = await assign(owner, lines)
    assert (len(report["lines"]), report["faults"], report["applied"]) == (10_000, 10_000, False)


@pytest.mark.parametrize(("text", "seats"), [("0", 0), ("25", 25), ("1000000", 1_000_000), ("unlimited", None)])
def test_seats_as_they_are_typed(text: str, seats: int | None):
    assert read_seats(text) == seats


@pytest.mark.parametrize("text", ["", "-1", "1000001", "9" * 40, "many", "٣", "1.5"])
def test_what_is_no_number_of_seats(text: str):
    with pytest.raises(Trouble, match="allowed are 0 to 1,000,000, or unlimited"):
        read_seats(text)


def test_a_licence_as_it_is_typed():
    assert read_licence("live_chat") == "live_chat"
    with pytest.raises(Trouble, match="contact_center and live_chat"):
        read_licence("fax")
