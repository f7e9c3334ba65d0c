"""Time in each status over HTTP: what is counted, for whom, and what is refused."""

from typing import Any

import pytest

from deskbell.floor.commands import AttachMember, ChangeMember, DetachMember, SetStatus, Tick
from deskbell.floor.vocabulary import LEASE_MS, SYSTEM, by_member
from tests.office import START, Browser, Office, told

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


async def choose(office: Office, member: str, status: Any, reason: str = "") -> None:
    await office.ask(SetStatus(member=member, status=status, reason=reason, by=by_member(member)))


async def times(browser: Browser, begin: int = START, end: int = START + DAY, **more: str) -> dict[str, Any]:
    answer = await browser.get("/reports/statuses", params={"from": begin, "to": end, **more})
    assert answer.status_code == 200, answer.text
    return {one["member"]: one for one in answer.json()["members"]}


async def intervals(browser: Browser, **more: Any) -> dict[str, Any]:
    wanted = {"from": START, "to": START + DAY, **more}
    answer = await browser.get("/reports/statuses/intervals", params=wanted)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def a_morning(office: Office, member: str) -> None:
    """Ten minutes offline, twenty available, five away for lunch, one away, and from then on busy."""
    office.clock.advance(10 * MINUTE)
    await office.ask(AttachMember(member=member))
    await choose(office, member, "available")
    office.clock.advance(20 * MINUTE)
    await choose(office, member, "away", "lunch")
    office.clock.advance(5 * MINUTE)
    await choose(office, member, "away")
    office.clock.advance(1 * MINUTE)
    await choose(office, member, "busy")
    office.clock.advance(4 * MINUTE)


@pytest.mark.asyncio
async def test_a_morning_in_its_statuses(office: Office, owner: Browser):
    olga = await id_of(owner)
    await a_morning(office, olga)
    answer = (await owner.get("/reports/statuses", params={"from": START, "to": START + DAY})).json()
    assert (answer["from"], answer["to"]) == (START, START + 40 * MINUTE), "what is still to come is left out"
    assert answer["members"] == [
        {
            "member": olga,
            "name": "Olga Owner",
            "available_ms": 20 * MINUTE,
            "busy_ms": 4 * MINUTE,
            "away_ms": 6 * MINUTE,
            "offline_ms": 10 * MINUTE,
            "away": [{"reason": "lunch", "ms": 5 * MINUTE}, {"reason": "", "ms": 1 * MINUTE}],
            "reachable_ms": 30 * MINUTE,
            "on_hold_ms": 0,
        }
    ]


@pytest.mark.asyncio
async def test_a_range_takes_its_part_of_an_interval(office: Office, owner: Browser):
    olga = await id_of(owner)
    await a_morning(office, olga)
    found = (await times(owner, START + 29 * MINUTE, START + 31 * MINUTE))[olga]
    assert (found["available_ms"], found["away_ms"], found["reachable_ms"]) == (MINUTE, MINUTE, 2 * MINUTE)
    assert await times(owner, START + 50 * MINUTE) == {}, "nothing has been of what is to come"
    assert await times(owner, START - DAY, START) == {}, "he was not there yet"


@pytest.mark.asyncio
async def test_who_lost_his_connection_was_reachable_until_his_lease_ran_out(office: Office, owner: Browser):
    olga = await id_of(owner)
    await office.ask(AttachMember(member=olga))
    office.clock.advance(MINUTE)
    await office.ask(DetachMember(member=olga))
    office.clock.advance(LEASE_MS)
    await office.ask(Tick())
    office.clock.advance(MINUTE)
    assert (await times(owner))[olga]["reachable_ms"] == MINUTE + LEASE_MS
    rows = (await intervals(owner))["intervals"]
    found = [(row["value"], row["ended_at"]) for row in rows if row["kind"] == "connection"]
    leased, gone = START + MINUTE, START + MINUTE + LEASE_MS
    assert found == [("gone", None), ("leased", gone), ("attached", leased)]


@pytest.mark.asyncio
async def test_a_deactivated_member_has_no_time_and_goes_on_as_he_stands_when_he_is_back(
    office: Office, owner: Browser
):
    ana = await id_of(await office.join(owner, "ana@northwind.example"))
    await office.ask(AttachMember(member=ana))
    await choose(office, ana, "available")
    office.clock.advance(10 * MINUTE)
    await office.ask(ChangeMember(member=ana, active=False, by=SYSTEM))
    office.clock.advance(5 * MINUTE)
    await office.ask(SetStatus(member=ana, status="busy", by=by_member(await id_of(owner))))
    office.clock.advance(5 * MINUTE)
    await office.ask(ChangeMember(member=ana, active=True, by=SYSTEM))
    office.clock.advance(3 * MINUTE)

    found = (await times(owner))[ana]
    assert [found[f"{name}_ms"] for name in ("available", "busy", "away", "offline")] == [10 * MINUTE, 3 * MINUTE, 0, 0]
    rows = (await intervals(owner, member=ana))["intervals"]
    assert [(row["value"], row["began_at"], row["ended_at"]) for row in rows if row["kind"] == "status"] == [
        ("busy", START + 20 * MINUTE, None),
        ("available", START, START + 10 * MINUTE),
    ]


@pytest.mark.asyncio
async def test_two_changes_at_one_instant_leave_no_interval_without_length(office: Office, owner: Browser):
    olga = await id_of(owner)
    office.clock.advance(MINUTE)
    for status in ("available", "busy", "away"):
        await choose(office, olga, status)
    office.clock.advance(MINUTE)
    rows = [row for row in (await intervals(owner))["intervals"] if row["kind"] == "status"]
    assert [(row["value"], row["began_at"]) for row in rows] == [("away", START + MINUTE), ("offline", START)]


@pytest.mark.asyncio
async def test_intervals_come_in_pages_without_a_gap(office: Office, owner: Browser):
    olga = await id_of(owner)
    await a_morning(office, olga)
    whole = (await intervals(owner))["intervals"]
    assert len(whole) == 8
    pages: list[Any] = []
    before = ""
    while True:
        page = await intervals(owner, limit=3, **({"before": before} if before else {}))
        pages += page["intervals"]
        before = page["next"] or ""
        if not before:
            break
    assert pages == whole
    assert whole == sorted(whole, key=lambda row: (row["began_at"], row["kind"]), reverse=True)


@pytest.mark.asyncio
async def test_a_member_reads_about_himself_and_nobody_else(office: Office, owner: Browser):
    olga = await id_of(owner)
    browser = await office.join(owner, "ana@northwind.example")
    ana = await id_of(browser)
    office.clock.advance(MINUTE)

    assert set(await times(owner)) == {olga, ana}
    assert set(await times(browser)) == {ana}
    assert set(await times(owner, member=ana)) == set(await times(browser, member=ana)) == {ana}
    assert (await intervals(browser))["member"] == ana
    for path in ("/reports/statuses", "/reports/statuses/intervals"):
        wanted = {"from": START, "to": START + DAY}
        for whom in (olga, "0" * 26):
            refused = await browser.get(path, params={**wanted, "member": whom})
            assert (refused.status_code, told(refused)["code"]) == (403, "not_allowed")
        nobody = await owner.get(path, params={**wanted, "member": "0" * 26})
        assert (nobody.status_code, told(nobody)["code"]) == (404, "not_found")


@pytest.mark.asyncio
async def test_the_permission_reports_opens_it_and_an_admin_without_it_sees_himself(office: Office, owner: Browser):
    for name, permissions in (("with", ["reports"]), ("without", ["members"])):
        group = (await owner.post("/permission-groups", json={"name": name, "permissions": permissions})).json()["id"]
        admin = await office.join(owner, f"{name}@northwind.example", "admin")
        office.clock.advance(MINUTE)
        assert (await owner.patch(f"/members/{await id_of(admin)}", json={"group": group})).status_code == 200
        found = await times(admin)
        assert (len(found) > 1) == (name == "with")


@pytest.mark.asyncio
async def test_another_organisation_is_not_in_it(office: Office, owner: Browser):
    _, carol = await office.second_organisation()
    office.clock.advance(MINUTE)
    assert set(await times(carol)) == {await id_of(carol)}
    foreign = await carol.get(
        "/reports/statuses", params={"from": START, "to": START + DAY, "member": await id_of(owner)}
    )
    assert foreign.status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("wanted", "field", "allowed"),
    [
        ({"from": START, "to": START}, "to", "an instant after it"),
        ({"from": START, "to": START + 91 * DAY}, "to", "up to 90 days"),
        ({"from": -1, "to": START}, "from", ""),
        ({"to": START}, "from", ""),
        ({"from": START, "to": "tomorrow"}, "to", ""),
        ({"from": START, "to": START + DAY, "before": "there"}, "before", "`next`"),
        ({"from": START, "to": START + DAY, "limit": 201}, "limit", ""),
    ],
)
async def test_what_makes_no_sense_is_named(owner: Browser, wanted: dict[str, Any], field: str, allowed: str):
    answer = await owner.get("/reports/statuses/intervals", params=wanted)
    assert answer.status_code in (400, 422), answer.text
    (fault,) = told(answer)["errors"]
    assert fault["field"] == field
    assert allowed in fault["allowed"]
