"""One's own password, and where one is signed in."""

import pytest

from deskbell.people.user_agents import device_of
from tests.office import OWNER, PASSWORD, Browser, Office, told
from tests.people.accounts import FIREFOX, NEW_PASSWORD, acts_of, id_of, mails_of, open_office_with_mail

EMAIL = OWNER["email"]


@pytest.mark.attack(26)
@pytest.mark.asyncio
async def test_a_new_password_ends_every_other_session(office: Office, owner: Browser):
    elsewhere = office.browser("192.0.2.5")
    await elsewhere.sign_in(EMAIL)

    answer = await owner.post("/session/password", json={"current": PASSWORD, "password": NEW_PASSWORD})

    assert answer.status_code == 204
    assert (await owner.get("/session")).status_code == 200
    assert (await elsewhere.get("/session")).status_code == 401
    assert (await office.browser().sign_in(EMAIL)).status_code == 401
    assert (await office.browser().sign_in(EMAIL, NEW_PASSWORD)).status_code == 200
    assert await acts_of(owner) == ["sign_in.password_changed"]


@pytest.mark.attack(46)
@pytest.mark.asyncio
async def test_whoever_stole_a_session_does_not_know_the_password(office: Office, owner: Browser):
    answers = [
        await owner.post("/session/password", json={"current": f"a guess {n}", "password": NEW_PASSWORD})
        for n in range(12)
    ]

    assert [answer.status_code for answer in answers] == [403] * 8 + [429] * 4
    assert told(answers[0])["code"] == "wrong_password"
    assert told(answers[0])["errors"][0]["field"] == "current"
    assert (await office.browser().sign_in(EMAIL)).status_code == 200, "nobody is locked out by it"


@pytest.mark.asyncio
async def test_a_new_password_is_long_enough(owner: Browser):
    answer = await owner.post("/session/password", json={"current": PASSWORD, "password": "x" * 11})

    assert (answer.status_code, told(answer)["errors"][0]["field"]) == (422, "password")


@pytest.mark.asyncio
async def test_the_member_is_told_by_mail(tmp_path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        await owner.post("/session/password", json={"current": PASSWORD, "password": NEW_PASSWORD})

        (mail,) = await mails_of(office)

    assert (mail.recipient, mail.link) == (EMAIL, "")
    assert "password was changed" in " ".join(mail.paragraphs)


@pytest.mark.asyncio
async def test_where_one_is_signed_in(office: Office, owner: Browser):
    elsewhere = office.browser("192.0.2.5")
    office.clock.advance(1_000)
    await elsewhere.post("/session", json={"email": EMAIL, "password": PASSWORD}, headers={"User-Agent": FIREFOX})

    listed = (await owner.get("/session/sessions")).json()["sessions"]

    assert [(one["current"], one["device"], one["address"]) for one in listed] == [
        (False, "Firefox on Windows", "192.0.2.5"),
        (True, "", "203.0.113.7"),
    ]
    assert listed[0]["created_at"] == listed[0]["seen_at"] == office.clock.now()
    assert set(listed[0]) == {"id", "current", "created_at", "seen_at", "device", "address"}


@pytest.mark.attack(26)
@pytest.mark.asyncio
async def test_a_session_is_ended_from_another(office: Office, owner: Browser):
    first, second = office.browser(), office.browser()
    await first.sign_in(EMAIL)
    await second.sign_in(EMAIL)
    listed = (await first.get("/session/sessions")).json()["sessions"]
    (current,) = [one["id"] for one in listed if one["current"]]

    assert (await owner.delete(f"/session/sessions/{current}")).status_code == 204
    assert (await first.get("/session")).status_code == 401
    assert (await second.get("/session")).status_code == 200

    assert (await owner.delete("/session/sessions")).status_code == 204
    assert (await second.get("/session")).status_code == 401
    assert len((await owner.get("/session/sessions")).json()["sessions"]) == 1
    assert await acts_of(owner) == ["sign_in.sessions_ended"] * 2


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_nobody_ends_another_members_session(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    (session,) = [one["id"] for one in (await owner.get("/session/sessions")).json()["sessions"]]

    answer, absent = [await ana.delete(f"/session/sessions/{one}") for one in (session, "0" * 26)]

    assert told(answer) == told(absent)
    assert answer.status_code == 404
    assert (await owner.get("/session")).status_code == 200
    assert await id_of(ana) not in str((await owner.get("/session/sessions")).json())


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15",
            "Safari on macOS",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_what_a_person_calls_his_browser(user_agent: str, words: str):
    assert device_of(user_agent) == words
