"""The audit log: what stands in it, who may read it, how it is searched and taken away."""

import csv
import io
import json
from typing import Any

import pytest
from sqlalchemy import text

from deskbell.audit.record import record_act
from deskbell.audit.tables import ACTS
from deskbell.kit.acts import Act, Detail
from deskbell.kit.sheets import BOM
from tests.office import PASSWORD, Browser, Office, make_inbox, told


async def acts(browser: Browser, query: str = "") -> list[dict[str, Any]]:
    answer = await browser.get(f"/audit{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["acts"]
    return found


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_a_change_is_told_field_by_field_with_the_names_of_that_time(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    await owner.patch(f"/members/{ana}", json={"name": "Ana Lima", "capacity": 5})

    newest = (await acts(owner))[0]

    assert newest["what"] == "member.changed"
    assert newest["by_name"] == "Olga Owner"
    assert newest["subject"] == ana
    assert newest["subject_name"] == "Ana Lima"
    assert newest["details"] == [
        {"field": "name", "before": "ana", "after": "Ana Lima"},
        {"field": "capacity", "before": "3", "after": "5"},
    ]
    await owner.patch(f"/members/{ana}", json={"name": "Ana Costa"})
    assert (await acts(owner))[1] == newest


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"active": False}, "member.deactivated"),
        ({"role": "admin"}, "member.role_changed"),
        ({"live_chat": False}, "member.licences_changed"),
        ({"capacity": 4, "live_chat": False}, "member.licences_changed"),
        ({"capacity": 4}, "member.changed"),
    ],
)
async def test_a_change_is_called_after_its_gravest_part(
    office: Office, owner: Browser, changes: dict[str, Any], what: str
):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    assert (await owner.patch(f"/members/{ana}", json=changes)).status_code == 200

    newest = (await acts(owner))[0]
    assert newest["what"] == what
    assert {detail["field"] for detail in newest["details"]} == set(changes)


@pytest.mark.asyncio
async def test_the_life_of_an_inbox_is_told(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    inbox = (await make_inbox(owner, "Shop", agents=[ana]))["id"]
    await owner.patch(f"/inboxes/{inbox}", json={"name": "Sales", "offer_seconds": 45, "agents": []})
    await owner.request("DELETE", f"/inboxes/{inbox}", json={"name": "Sales"})

    told_of = [(one["what"], one["subject_name"]) for one in await acts(owner, "?what=inbox")]
    assert told_of == [("inbox.deleted", "Sales"), ("inbox.changed", "Sales"), ("inbox.created", "Shop")]
    _, changed, created = await acts(owner, "?what=inbox")
    assert {"field": "agents_added", "before": "", "after": "ana"} in created["details"]
    assert changed["details"] == [
        {"field": "name", "before": "Shop", "after": "Sales"},
        {"field": "offer_seconds", "before": "30", "after": "45"},
        {"field": "agents_removed", "before": "ana", "after": ""},
    ]


@pytest.mark.asyncio
async def test_what_changes_nothing_and_what_is_refused_leave_no_line(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    before = (await owner.get("/audit")).json()

    await owner.patch(f"/members/{ana}", json={"capacity": 3})
    await owner.patch(f"/members/{ana}", json={"role": "owner"})

    assert (await owner.get("/audit")).json() == before


@pytest.mark.asyncio
async def test_the_log_is_the_owners(office: Office, owner: Browser):
    for role in ("admin", "member"):
        browser = await office.join(owner, f"{role}@northwind.example", role)
        for path in ("/audit", "/audit/verification", "/audit.csv"):
            answer = await browser.get(path)
            assert (answer.status_code, told(answer)["code"]) == (403, "not_allowed")
            assert told(answer)["detail"] == "Insufficient permissions. Please contact your Organization's Owner."


@pytest.mark.asyncio
async def test_numbers_begin_with_one_in_each_organisation(office: Office, owner: Browser):
    _, carol = await office.second_organisation()
    for browser in (owner, carol):
        numbers = [one["number"] for one in await acts(browser)]
        assert numbers == sorted(range(1, len(numbers) + 1), reverse=True)
    assert {one["by_name"] for one in await acts(carol)} <= {"", "Carol"}


@pytest.mark.asyncio
async def test_the_log_is_searched_and_narrowed(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    bob = await id_of(await office.join(owner, "bob@northwind.example", "admin"))
    office.clock.advance(1_000)
    begin = office.clock.now()
    await owner.patch(f"/members/{ana}", json={"name": "Ána 100%_"})
    office.clock.advance(1_000)
    await owner.patch(f"/members/{bob}", json={"capacity": 7})

    async def found(query: str) -> list[str]:
        answer = (await owner.get(f"/audit?{query}")).json()
        assert answer["total"] == len(answer["acts"])
        return [one["what"] for one in answer["acts"]]

    assert await found("search=ÁNA") == ["member.changed"]
    assert await found("search=100%25_") == ["member.changed"]
    assert await found("search=%25%25") == []
    assert await found("search=olga changed capacity") == ["member.changed"]
    assert await found(f"from={begin}&to={begin + 1_000}") == ["member.changed"]
    assert await found(f"by={ana}") == []
    assert await found("what=member.admitted") == ["member.admitted"] * 3
    assert await found("what=member_") == []
    assert (await owner.get("/audit?search=" + "x" * 101)).status_code == 422


@pytest.mark.asyncio
async def test_the_log_is_read_page_by_page(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    for capacity in (4, 5, 6, 7):
        await owner.patch(f"/members/{ana}", json={"capacity": capacity})
    everything = await acts(owner, "?limit=200")

    pages, before = [], ""
    while page := await acts(owner, f"?limit=2{before}"):
        pages += page
        before = f"&before={page[-1]['number']}"

    assert pages == everything
    assert (await owner.get("/audit?limit=2")).json()["total"] == len(everything)


@pytest.mark.attack(69)
@pytest.mark.asyncio
async def test_the_log_is_taken_away_as_csv_without_formulas(office: Office, owner: Browser):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    await owner.patch(f"/members/{ana}", json={"name": '=HYPERLINK("x")'})

    answer = await owner.get("/audit.csv")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix(BOM), newline="")))
    seen = await acts(owner, "?limit=200")
    assert [int(row["number"]) for row in rows] == [one["number"] for one in seen]
    assert rows[0]["what"] == "audit.exported"
    assert rows[1]["subject_name"] == '\'=HYPERLINK("x")'
    assert "name: ana → =HYPERLINK" in rows[1]["details"]


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_no_secret_and_no_word_of_a_visitor_stands_in_the_log(office: Office, owner: Browser):
    inbox = (await make_inbox(owner))["id"]
    visitor = await office.visitor(inbox)
    await visitor.post(f"/widget/{inbox}/chats", json={"cid": "cid-00000001", "text": "CANARY", "name": "CANARY"})
    await office.join(owner, "ana@northwind.example")

    dump = await office.database.read(lambda sql: json.dumps([list(row) for row in sql.execute(ACTS.select())]))

    for secret in ("CANARY", PASSWORD, owner.csrf, owner.cookies["__Host-deskbell"], visitor.token):
        assert secret not in dump


@pytest.mark.asyncio
async def test_a_line_is_bounded_whatever_is_handed_over(office: Office, owner: Browser):
    details = tuple(Detail(f"field{n}", "x" * 5_000, "y" * 5_000) for n in range(100))
    act = Act(organisation=office.organisation, by="", what="channel.changed", details=details, at=office.clock.now())
    await office.database.write(lambda sql: record_act(sql, act))

    newest = (await acts(owner))[0]
    assert len(newest["details"]) == 50
    assert {len(one["before"]) for one in newest["details"]} == {1_000}
    assert (await owner.get("/audit/verification")).json()["ok"]


@pytest.mark.attack(100)
@pytest.mark.asyncio
@pytest.mark.parametrize("change", ["UPDATE audit_acts SET what = 'x'", "DELETE FROM audit_acts"])
async def test_the_database_itself_refuses_to_change_the_log(office: Office, owner: Browser, change: str):
    with pytest.raises(Exception, match="append-only"):
        await office.database.write(lambda sql: sql.execute(text(change)))
