"""Signing in and out, and what a session is good for."""

import asyncio

import pytest
from sqlalchemy import Connection, func, insert, select

from deskbell.kit.ids import hash_secret
from deskbell.kit.problem import Problem
from deskbell.people import sessions
from deskbell.people.passwords import WAITING_MAX, Passwords
from deskbell.people.tables import CREDENTIALS, DEVICES, SESSIONS
from tests.office import CHEAP, OWNER, PASSWORD, Browser, Office, told

EMAIL = OWNER["email"]


@pytest.mark.asyncio
async def test_signing_in_and_out(office: Office, owner: Browser):
    browser = office.browser()
    assert (await browser.get("/session")).status_code == 401

    answer = await browser.sign_in("  Olga@NORTHWIND.example ".strip())
    assert answer.status_code == 200
    assert (await browser.get("/session")).json() == answer.json()

    assert (await browser.request("DELETE", "/session")).status_code == 204
    gone = await browser.get("/session")
    assert (gone.status_code, told(gone)["code"]) == (401, "not_signed_in")
    assert (await owner.get("/session")).status_code == 200


@pytest.mark.asyncio
async def test_the_cookie_is_out_of_reach(office: Office, owner: Browser):
    answer = await office.browser().sign_in(EMAIL)

    for cookie in answer.headers.get_list("set-cookie"):
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert cookie.startswith("__Host-deskbell")
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= attributes
        assert not any(attribute.startswith("domain") for attribute in attributes)


@pytest.mark.attack(47)
@pytest.mark.asyncio
async def test_signing_in_makes_a_new_session_and_ends_the_old_one(office: Office, owner: Browser):
    fixed = "f" * 43
    browser = office.browser()
    browser.cookies.set("__Host-deskbell", fixed, domain="desk.test", path="/")
    await browser.sign_in(EMAIL)
    first = browser.cookies["__Host-deskbell"]
    assert first != fixed

    await browser.sign_in(EMAIL)
    assert browser.cookies["__Host-deskbell"] != first

    thief = office.browser()
    thief.cookies.set("__Host-deskbell", first, domain="desk.test", path="/")
    assert (await thief.get("/session")).status_code == 401


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_no_table_has_a_token_or_a_password(office: Office, owner: Browser):
    token = owner.cookies["__Host-deskbell"]
    dump = await office.database.read(
        lambda sql: str([sql.execute(select(table)).all() for table in (SESSIONS, DEVICES, CREDENTIALS)])
    )

    assert token not in dump
    assert owner.csrf not in dump
    assert PASSWORD not in dump
    assert hash_secret(token) in dump
    assert "$argon2id$" in dump


@pytest.mark.attack(43)
@pytest.mark.asyncio
async def test_who_exists_and_who_does_not_get_one_answer(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    member = (await ana.get("/session")).json()["member"]["id"]
    await owner.patch(f"/members/{member}", json={"active": False})

    wrong = await office.browser("203.0.113.10").sign_in(EMAIL, "not the password")
    unknown = await office.browser("203.0.113.11").sign_in("nobody@northwind.example", "not the password")
    deactivated = await office.browser("203.0.113.12").sign_in("ana@northwind.example")

    assert told(wrong) == told(unknown) == told(deactivated)
    assert wrong.status_code == unknown.status_code == deactivated.status_code == 401
    assert told(wrong)["code"] == "wrong_credentials"


@pytest.mark.attack(43)
@pytest.mark.asyncio
async def test_an_unknown_account_costs_the_same_work(office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch):
    work: list[str] = []
    compare = Passwords._compare

    def counting(self: Passwords, stored: str, password: str) -> bool:
        work.append(stored.rsplit("$", 2)[0])
        return compare(self, stored, password)

    monkeypatch.setattr(Passwords, "_compare", counting)
    await office.browser().sign_in(EMAIL, "not the password")
    await office.browser().sign_in("nobody@northwind.example", "not the password")

    assert len(work) == 2
    assert work[0] == work[1], "the same parameters"


@pytest.mark.attack(45)
@pytest.mark.asyncio
async def test_a_deactivated_member_is_out_at_once(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    member = (await ana.get("/session")).json()["member"]["id"]

    await owner.patch(f"/members/{member}", json={"active": False})
    assert (await ana.get("/session")).status_code == 401
    assert (await ana.sign_in("ana@northwind.example")).status_code == 401

    await owner.patch(f"/members/{member}", json={"active": True})
    assert (await ana.get("/session")).status_code == 401, "the old session stays ended"
    assert (await ana.sign_in("ana@northwind.example")).status_code == 200


@pytest.mark.attack(44)
@pytest.mark.asyncio
async def test_many_passwords_on_one_account_are_slowed_down_but_a_known_browser_gets_in(
    office: Office, owner: Browser
):
    at_home = office.browser("192.0.2.1")
    await at_home.sign_in(EMAIL)
    await at_home.request("DELETE", "/session")

    answers = [await office.browser(f"198.51.100.{n}").sign_in(EMAIL, f"guess {n}") for n in range(60)]

    assert {answer.status_code for answer in answers[:39]} == {401}
    assert {answer.status_code for answer in answers[39:]} == {429}
    assert int(answers[-1].headers["retry-after"]) > 0
    assert (await office.browser("192.0.2.77").sign_in(EMAIL)).status_code == 429
    assert (await at_home.sign_in(EMAIL)).status_code == 200


@pytest.mark.attack(44)
@pytest.mark.asyncio
@pytest.mark.parametrize("addresses", [["198.51.100.9"], [f"2001:db8:1:2:{n:x}::1" for n in range(100)]])
async def test_one_network_that_tries_many_accounts_is_slowed_down(office: Office, addresses: list[str]):
    answers = [
        await office.browser(addresses[n % len(addresses)]).sign_in(f"user{n}@northwind.example", PASSWORD)
        for n in range(40)
    ]

    assert {answer.status_code for answer in answers[:30]} == {401}
    assert {answer.status_code for answer in answers[30:]} == {429}
    assert told(answers[-1])["code"] == "too_often"


@pytest.mark.attack(44)
@pytest.mark.asyncio
async def test_the_limit_says_nothing_of_whether_the_account_exists(office: Office, owner: Browser):
    async def codes(email: str, network: int) -> list[int]:
        browser = office.browser(f"198.51.{network}.1")
        return [(await browser.sign_in(email, "wrong")).status_code for _ in range(12)]

    assert await codes(EMAIL, 1) == await codes("nobody@northwind.example", 2)


@pytest.mark.asyncio
async def test_a_session_ends_when_it_is_idle_and_in_any_case(office: Office, owner: Browser):
    busy, idle = office.browser(), office.browser()
    await busy.sign_in(EMAIL)
    await idle.sign_in(EMAIL)

    for _ in range(2):
        office.clock.advance(sessions.IDLE_MS - sessions.HOUR_MS)
        assert (await busy.get("/session")).status_code == 200
    assert (await idle.get("/session")).status_code == 401

    while office.clock.now() - (await opened_at(office, busy)) < sessions.ABSOLUTE_MS - sessions.IDLE_MS:
        office.clock.advance(sessions.IDLE_MS - sessions.HOUR_MS)
        assert (await busy.get("/session")).status_code == 200
    office.clock.advance(sessions.IDLE_MS - 1)
    await busy.get("/session")
    office.clock.advance(sessions.IDLE_MS - 1)
    assert (await busy.get("/session")).status_code == 401


async def opened_at(office: Office, browser: Browser) -> int:
    mine = select(SESSIONS.c.created_at).where(SESSIONS.c.token_hash == hash_secret(browser.cookies["__Host-deskbell"]))
    instant: int = await office.database.read(lambda sql: sql.execute(mine).scalar_one())
    return instant


@pytest.mark.attack(47)
@pytest.mark.asyncio
async def test_a_member_has_so_many_sessions_and_no_more(office: Office, owner: Browser):
    first = office.browser()
    await first.sign_in(EMAIL)
    (member, organisation) = await office.database.read(
        lambda sql: sql.execute(select(CREDENTIALS.c.member, CREDENTIALS.c.organisation)).one()
    )

    def open_one(sql: Connection) -> None:
        sessions.open_session(sql, organisation=organisation, member=member, now=office.clock.advance(1))

    for _ in range(sessions.SESSIONS_PER_MEMBER_MAX):
        await office.database.write(open_one)

    count = await office.database.read(lambda sql: sql.execute(select(func.count()).select_from(SESSIONS)).scalar())
    assert count == sessions.SESSIONS_PER_MEMBER_MAX
    assert (await first.get("/session")).status_code == 401


@pytest.mark.attack(26)
@pytest.mark.asyncio
async def test_the_gateway_is_told_which_sessions_have_ended(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    alive = await office.database.read(lambda sql: set(sql.execute(select(SESSIONS.c.session)).scalars()))
    assert len(alive) == 2

    async def find_live() -> set[str]:
        asked = [*alive, *(f"{n:026}" for n in range(1_500))]
        return await office.database.read(lambda sql: sessions.find_live_sessions(sql, asked, office.clock.now()))

    assert await find_live() == alive
    await ana.request("DELETE", "/session")
    assert len(await find_live()) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "a" * 5_000, "é"])
async def test_a_made_up_cookie_opens_nothing(office: Office, owner: Browser, cookie: str):
    answer = await office.browser().get("/session", headers={b"Cookie": f"__Host-deskbell={cookie}".encode()})

    assert answer.status_code == 401


@pytest.mark.attack(94)
@pytest.mark.asyncio
async def test_a_flood_of_passwords_is_turned_away_before_it_is_worked_on():
    passwords = Passwords(CHEAP)
    outcomes = await asyncio.gather(
        *[passwords.hash("x" * 12) for _ in range(WAITING_MAX + 10)], return_exceptions=True
    )
    passwords.close()

    refused = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    assert len(refused) == 10
    assert {(problem.status, problem.code) for problem in refused} == {(503, "busy")}


@pytest.mark.attack(45)
@pytest.mark.asyncio
async def test_a_verdict_is_awaited_before_anybody_is_let_in(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch
):
    async def no(*_: object) -> bool:
        return False

    monkeypatch.setattr(Passwords, "matches", no)

    assert (await office.browser().sign_in(EMAIL)).status_code == 401


@pytest.mark.asyncio
async def test_a_damaged_hash_is_a_wrong_password(office: Office, owner: Browser):
    await office.database.write(
        lambda sql: sql.execute(
            insert(CREDENTIALS).values(
                member="m",
                organisation=office.organisation,
                email="x@y.example",
                password_hash="",
                language="",
                changed_at=0,
            )
        )
    )

    assert (await office.browser().sign_in("x@y.example", "")).status_code == 422
    assert (await office.browser().sign_in("x@y.example", "anything")).status_code == 401


@pytest.mark.attack(44)
@pytest.mark.asyncio
async def test_the_browser_in_which_somebody_joined_is_known(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    for browser, email in ((owner, EMAIL), (ana, "ana@northwind.example")):
        for n in range(60):
            await office.browser(f"198.51.{len(email)}.{n}").sign_in(email, "a guess")
        assert (await office.browser("192.0.2.77").sign_in(email)).status_code == 429
        assert (await browser.sign_in(email)).status_code == 200
