"""Attacks on staff accounts: each is tried at every door there is."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from deskbell.people import sessions
from deskbell.people.limits import CODE_BURST, CODE_RATE
from deskbell.people.passwords import Passwords
from deskbell.people.tables import PASSWORD_RESETS
from deskbell.people.totp import STEP_MS
from tests.office import OWNER, PASSWORD, URL, Browser, Office, told
from tests.people.accounts import (
    NEW_PASSWORD,
    acts_of,
    id_of,
    mails_of,
    open_office_with_mail,
    sign_in,
    turn_on,
)

EMAIL = OWNER["email"]
ANA = "ana@northwind.example"


# ── 26: what ends, ends everywhere ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(26)
@pytest.mark.asyncio
async def test_every_way_of_ending_a_session_ends_what_the_gateway_asks_for(office: Office, owner: Browser):
    """The gateway closes the sockets of sessions that are not alive any more, within 5 s."""

    async def live(browser: Browser, session: str) -> bool:
        now = office.clock.now()
        return bool(await office.database.read(lambda sql: sessions.find_live_sessions(sql, [session], now)))

    async def enter() -> tuple[Browser, str]:
        browser = office.browser()
        assert (await browser.sign_in(ANA)).status_code == 200
        listed = (await browser.get("/session/sessions")).json()["sessions"]
        return browser, next(one["id"] for one in listed if one["current"])

    await office.join(owner, ANA)
    (keeper, _), (victim, first) = await enter(), await enter()
    member = await id_of(victim)
    assert await live(victim, first)

    await keeper.delete(f"/session/sessions/{first}")
    assert not await live(victim, first)

    victim, second = await enter()
    await keeper.post("/session/password", json={"current": PASSWORD, "password": PASSWORD})
    assert not await live(victim, second)

    victim, third = await enter()
    await turn_on(office, keeper)
    assert not await live(victim, third)

    assert (await owner.delete(f"/members/{member}/second-factor")).status_code == 204
    victim, fourth = await enter()
    link = (await owner.post(f"/members/{member}/password-reset")).json()["link"]
    form = {"token": link.partition("#")[2], "password": PASSWORD}
    assert await live(victim, fourth), "a link alone ends nothing"
    assert (await office.browser().post("/password-resets/accept", json=form)).status_code == 204
    assert not await live(victim, fourth)

    victim, fifth = await enter()
    await owner.patch(f"/members/{member}", json={"active": False})
    assert not await live(victim, fifth)


# ── 41: the link begins with our own address ─────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(41)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "desk.test.evil.example"},
        {"Host": "desk.test@evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Forwarded": "host=evil.example"},
        {"X-Original-URL": "https://evil.example/", "X-Rewrite-URL": "https://evil.example/"},
    ],
)
async def test_no_header_changes_where_a_link_leads(tmp_path: Path, headers: dict[str, str]):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        member = await id_of(await office.join(owner, ANA))
        before = len(await mails_of(office))
        asked = [
            await office.browser().post("/password-resets", json={"email": EMAIL}, headers=headers),
            await owner.post(f"/members/{member}/password-reset", headers=headers),
            await owner.post(
                "/invitations",
                json={"name": "Bob", "email": "bob@northwind.example", "role": "member"},
                headers=headers,
            ),
        ]
        links = [mail.link for mail in (await mails_of(office))[before:]]

    if "Host" in headers:
        assert {answer.status_code for answer in asked} == {400}
        assert links == []
    else:
        assert len(links) == 3
        assert all(link.startswith((f"{URL}/reset#", f"{URL}/invite#")) for link in links)
        assert all("evil" not in answer.text for answer in asked)


# ── 43: nobody learns who has an account ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(43)
@pytest.mark.asyncio
async def test_a_reset_says_the_same_of_every_address(tmp_path: Path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        member = await id_of(await office.join(owner, ANA))
        await owner.patch(f"/members/{member}", json={"active": False})
        before = len(await mails_of(office))

        answers = [
            await office.browser(f"198.51.100.{n}").post("/password-resets", json={"email": email})
            for n, email in enumerate((EMAIL, "nobody@northwind.example", ANA))
        ]
        mails = (await mails_of(office))[before:]

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, '{"mail":true}')}
    assert len({tuple(sorted(_without_request(answer.headers))) for answer in answers}) == 1
    assert [mail.recipient for mail in mails] == [EMAIL]


@pytest.mark.attack(43)
@pytest.mark.asyncio
async def test_a_reset_for_nobody_is_written_down_like_one_for_somebody(tmp_path: Path):
    """A commit waits for the disk: without one, the answer would come sooner."""
    async with open_office_with_mail(tmp_path) as office:
        await office.found()
        rows = select(func.count()).select_from(PASSWORD_RESETS)

        for count, email in enumerate((EMAIL, "nobody@northwind.example", "noone@northwind.example"), start=1):
            await office.browser(f"198.51.100.{count}").post("/password-resets", json={"email": email})
            assert await office.database.read(lambda sql: sql.execute(rows).scalar()) == count


@pytest.mark.attack(43)
@pytest.mark.asyncio
async def test_a_reset_is_limited_alike_for_every_address(office: Office, owner: Browser):
    async def codes(email: str, network: int) -> list[int]:
        browser = office.browser(f"198.51.{network}.1")
        return [(await browser.post("/password-resets", json={"email": email})).status_code for _ in range(5)]

    assert await codes(EMAIL, 1) == await codes("nobody@northwind.example", 2) == [202] * 3 + [429] * 2


@pytest.mark.attack(43)
@pytest.mark.asyncio
async def test_only_the_right_password_tells_that_there_is_a_second_factor(office: Office, owner: Browser):
    await turn_on(office, owner)

    wrong = await sign_in(office.browser("198.51.100.1"), EMAIL, "123456", password="not the password")
    unknown = await sign_in(office.browser("198.51.100.2"), "nobody@northwind.example", "123456")

    assert told(wrong) == told(unknown)
    assert told(wrong)["code"] == "wrong_credentials"


# ── 45: every door asks for everything ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(45)
@pytest.mark.asyncio
async def test_no_door_lets_anybody_in_without_the_second_factor(office: Office, owner: Browser):
    ana = await office.join(owner, ANA)
    member = await id_of(ana)
    app, _ = await turn_on(office, ana)

    async def refused(code: str = "", password: str = PASSWORD) -> str:
        browser = office.browser()
        answer = await sign_in(browser, ANA, code, password)
        assert answer.status_code == 401
        assert not browser.cookies, "neither a session nor a known device"
        assert (await browser.get("/session")).status_code == 401
        assert (await browser.get("/conversations")).status_code == 401
        return str(told(answer)["code"])

    assert await refused() == "second_factor_needed"
    assert await refused(app.wrong_code()) == "wrong_code"
    assert await refused("") == "second_factor_needed"
    assert await refused("aaaaa-aaaaa") == "wrong_code"

    # A link to a new password is no way round it.
    link = (await owner.post(f"/members/{member}/password-reset")).json()["link"]
    stranger = office.browser()
    accepted = await stranger.post(
        "/password-resets/accept", json={"token": link.partition("#")[2], "password": NEW_PASSWORD}
    )
    assert (accepted.status_code, accepted.content) == (204, b"")
    assert not stranger.cookies
    assert await refused(password=NEW_PASSWORD) == "second_factor_needed"
    assert (await sign_in(office.browser(), ANA, await app.next_code(), NEW_PASSWORD)).status_code == 200


@pytest.mark.attack(45)
@pytest.mark.asyncio
async def test_a_verdict_on_a_password_is_awaited_at_every_door(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch
):
    async def no(*_: object) -> bool:
        return False

    app, codes = await turn_on(office, owner)
    monkeypatch.setattr(Passwords, "matches", no)
    proof = {"password": PASSWORD, "code": codes[0]}

    answers = [
        await sign_in(office.browser(), EMAIL, app.code()),
        await owner.post("/session/password", json={"current": PASSWORD, "password": NEW_PASSWORD, "code": codes[0]}),
        await owner.post("/session/second-factor", json={"password": PASSWORD}),
        await owner.post("/session/second-factor/recovery-codes", json=proof),
        await owner.request("DELETE", "/session/second-factor", json=proof),
    ]

    assert [answer.status_code for answer in answers] == [401, 403, 403, 403, 403]
    assert (await owner.get("/session")).json()["second_factor"] is True


@pytest.mark.attack(45)
@pytest.mark.asyncio
@pytest.mark.parametrize("meanwhile", ["deactivated", "password", "second factor"])
async def test_what_changes_while_a_password_is_compared_counts(
    office: Office, owner: Browser, monkeypatch: pytest.MonkeyPatch, meanwhile: str
):
    ana = await office.join(owner, ANA)
    member = await id_of(ana)
    matches = Passwords.matches

    async def slowly(self: Passwords, stored: str | None, password: str) -> bool:
        with monkeypatch.context() as patched:
            patched.setattr(Passwords, "matches", matches)
            if meanwhile == "deactivated":
                await owner.patch(f"/members/{member}", json={"active": False})
            elif meanwhile == "password":
                await ana.post("/session/password", json={"current": PASSWORD, "password": NEW_PASSWORD})
            else:
                await turn_on(office, ana)
        return await matches(self, stored, password)

    monkeypatch.setattr(Passwords, "matches", slowly)
    thief = office.browser()
    answer = await thief.sign_in(ANA)

    assert answer.status_code == 401
    assert not thief.cookies


# ── 46: the second factor ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(46)
@pytest.mark.asyncio
async def test_a_code_is_taken_once_and_none_before_it(office: Office, owner: Browser):
    app, _ = await turn_on(office, owner)
    confirmed = app.code()
    assert told(await sign_in(office.browser("192.0.2.1"), EMAIL, confirmed))["code"] == "wrong_code", (
        "it has been used"
    )

    office.clock.advance(3 * STEP_MS)
    previous, used = app.code(-1), app.code()
    assert (await sign_in(office.browser("192.0.2.2"), EMAIL, used)).status_code == 200

    for code in (used, previous):
        assert told(await sign_in(office.browser("192.0.2.3"), EMAIL, code))["code"] == "wrong_code"
    refused = await owner.request("DELETE", "/session/second-factor", json={"password": PASSWORD, "code": used})
    assert told(refused)["code"] == "wrong_code", "nor at another door"
    assert (await acts_of(owner)).count("sign_in.code_refused") == 4


@pytest.mark.attack(46)
@pytest.mark.asyncio
async def test_of_many_who_use_one_code_at_once_one_gets_in(office: Office, owner: Browser):
    app, recovery_codes = await turn_on(office, owner)

    for code in (await app.next_code(), recovery_codes[0]):
        answers = await asyncio.gather(*[sign_in(office.browser(), EMAIL, code) for _ in range(3)])
        assert sorted(answer.status_code for answer in answers) == [200, 401, 401]
        office.clock.advance(3_600_000)


@pytest.mark.attack(46)
@pytest.mark.asyncio
async def test_a_recovery_code_works_once(office: Office, owner: Browser):
    _, recovery_codes = await turn_on(office, owner)

    assert (await sign_in(office.browser(), EMAIL, recovery_codes[3])).status_code == 200
    assert told(await sign_in(office.browser(), EMAIL, recovery_codes[3]))["code"] == "wrong_code"
    assert (await sign_in(office.browser(), EMAIL, recovery_codes[4])).status_code == 200
    assert (await acts_of(owner))[1:] == [
        "sign_in.recovery_code_used",
        "sign_in.code_refused",
        "sign_in.recovery_code_used",
    ]


@pytest.mark.attack(46)
@pytest.mark.asyncio
async def test_codes_are_not_guessed_at_any_door_nor_at_all_of_them_together(office: Office, owner: Browser):
    app, _ = await turn_on(office, owner)
    wrong = {"password": PASSWORD, "code": app.wrong_code()}
    form = {"current": PASSWORD, "password": NEW_PASSWORD, "code": wrong["code"]}

    outside = [await sign_in(office.browser(f"198.51.100.{n}"), EMAIL, wrong["code"]) for n in range(CODE_BURST + 3)]
    inside = [await owner.request("DELETE", "/session/second-factor", json=wrong) for _ in range(3)]
    inside += [await owner.post("/session/second-factor/recovery-codes", json=wrong) for _ in range(2)]
    inside += [await owner.post("/session/password", json=form) for _ in range(3)]

    assert [answer.status_code for answer in outside] == [401] * CODE_BURST + [429] * 3
    # The one that turned it on has been counted.
    assert [answer.status_code for answer in inside] == [401] * (CODE_BURST - 1) + [429] * 3
    guesses_a_day = 2 * (CODE_BURST + CODE_RATE * 86_400)
    assert guesses_a_day * 3 / 1_000_000 < 1 / 500


@pytest.mark.attack(44)
@pytest.mark.asyncio
async def test_guesses_from_elsewhere_do_not_lock_out_a_known_browser(office: Office, owner: Browser):
    app, _ = await turn_on(office, owner)
    at_home = office.browser("192.0.2.1")
    assert (await sign_in(at_home, EMAIL, await app.next_code())).status_code == 200
    for n in range(CODE_BURST + 3):
        await sign_in(office.browser(f"198.51.100.{n}"), EMAIL, app.wrong_code())

    assert (await sign_in(office.browser("198.51.100.99"), EMAIL, await app.next_code())).status_code == 429
    assert (await sign_in(at_home, EMAIL, await app.next_code())).status_code == 200
    form = {"current": PASSWORD, "password": NEW_PASSWORD, "code": await app.next_code()}
    assert (await owner.post("/session/password", json=form)).status_code == 204, "nor keep him from a new password"


@pytest.mark.attack(46)
@pytest.mark.asyncio
async def test_whoever_stole_a_session_cannot_put_his_own_device_in_place(office: Office, owner: Browser):
    app, recovery_codes = await turn_on(office, owner)
    thief = owner  # with the cookie and the page's value, and no password

    for form in ({"password": "a guess"}, {"password": PASSWORD}):
        answer = await thief.post("/session/second-factor", json=form)
        assert answer.status_code in (403, 409)
    again = await thief.post("/session/second-factor/confirm", json={"code": app.code()})
    assert (again.status_code, told(again)["code"]) == (409, "second_factor_not_begun")
    member = await id_of(owner)
    assert (await thief.delete(f"/members/{member}/second-factor")).status_code == 409
    assert (await thief.post(f"/members/{member}/password-reset")).status_code == 409

    assert (await sign_in(office.browser(), EMAIL, recovery_codes[0])).status_code == 200, "his own still works"
    assert (await sign_in(office.browser(), EMAIL, await app.next_code())).status_code == 200


# ── 47: sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(47)
@pytest.mark.asyncio
async def test_a_failed_second_step_makes_no_session_and_ends_none(office: Office, owner: Browser):
    app, _ = await turn_on(office, owner)
    before = dict(owner.cookies)

    assert (await sign_in(owner, EMAIL, app.wrong_code())).status_code == 401
    assert dict(owner.cookies) == before
    assert (await owner.get("/session")).status_code == 200

    assert (await sign_in(owner, EMAIL, await app.next_code())).status_code == 200
    assert owner.cookies["__Host-deskbell"] != before["__Host-deskbell"]


@pytest.mark.attack(47)
@pytest.mark.asyncio
async def test_a_session_has_the_rights_of_the_moment(office: Office, owner: Browser):
    bob = await office.join(owner, "bob@northwind.example", "admin")
    ana = await id_of(await office.join(owner, ANA))
    assert (await bob.post(f"/members/{ana}/password-reset")).status_code == 201

    await owner.patch(f"/members/{await id_of(bob)}", json={"role": "member"})

    assert (await bob.post(f"/members/{ana}/password-reset")).status_code == 403
    assert (await bob.delete(f"/members/{ana}/second-factor")).status_code == 403
    assert (await bob.get("/invitations")).status_code == 403
    assert (await bob.get("/mail")).status_code == 403


def _without_request(headers: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers.items() if name != "x-request-id"]
