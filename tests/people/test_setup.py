"""The first run."""

import asyncio

import pytest
from sqlalchemy import Table, func, select

from deskbell.people.setup import issue_setup_token
from deskbell.people.tables import MEMBERS, ORGANISATIONS, SETUP_TOKENS
from deskbell.sequencer import Sequencers
from tests.office import OWNER, PASSWORD, Browser, Office, told


async def ask(office: Office, browser: Browser, **different: object):
    token = await issue_setup_token(office.database, office.clock)
    return await browser.post("/setup", json={"token": token, **OWNER, **different})


async def count(office: Office, table: Table) -> int:
    rows = select(func.count()).select_from(table)
    number: int = await office.database.read(lambda sql: sql.execute(rows).scalar_one())
    return number


@pytest.mark.asyncio
async def test_the_one_time_link_makes_an_organisation_and_its_owner(office: Office):
    browser = office.browser()
    assert (await browser.get("/setup")).json() == {"needed": True}

    answer = await ask(office, browser)

    assert answer.status_code == 201
    body = answer.json()
    assert body["organisation"]["name"] == "Northwind"
    assert body["organisation"]["time_zone"] == "Europe/Madrid"
    assert body["member"] == {
        "id": body["member"]["id"],
        "name": "Olga Owner",
        "email": "olga@northwind.example",
        "role": "owner",
        "active": True,
        "group": "",
        "contact_center": True,
        "live_chat": True,
        "capacity": 3,
    }
    assert (await browser.get("/setup")).json() == {"needed": False}
    assert (await browser.get("/session")).json() == body


@pytest.mark.attack(52)
@pytest.mark.asyncio
async def test_before_set_up_there_is_no_way_in(office: Office):
    browser = office.browser()

    for email, password in (
        ("admin@example.com", "admin"),
        ("admin@localhost", "password"),
        ("demo@demo.demo", "demo"),
    ):
        assert (await browser.sign_in(email, password)).status_code == 401
    answer = await browser.post("/setup", json={"token": "a" * 43, **OWNER})
    assert (answer.status_code, told(answer)["code"]) == (403, "setup_link_wrong")


@pytest.mark.attack(52)
@pytest.mark.asyncio
async def test_after_set_up_the_door_is_gone(office: Office, owner: Browser):
    assert await issue_setup_token(office.database, office.clock) is None

    answer = await office.browser().post("/setup", json={"token": "a" * 43, **OWNER})

    assert (answer.status_code, told(answer)["code"]) == (410, "set_up_already")
    assert await count(office, SETUP_TOKENS) == 0


@pytest.mark.asyncio
async def test_a_newer_link_ends_the_older_one(office: Office):
    older = await issue_setup_token(office.database, office.clock)
    await issue_setup_token(office.database, office.clock)

    answer = await office.browser().post("/setup", json={"token": older, **OWNER})

    assert answer.status_code == 403


@pytest.mark.attack(52)
@pytest.mark.asyncio
async def test_of_two_who_send_the_form_at_once_one_is_the_owner(office: Office):
    token = await issue_setup_token(office.database, office.clock)
    forms = [{"token": token, **OWNER, "email": f"{name}@northwind.example"} for name in ("ana", "bea", "eva")]

    answers = await asyncio.gather(*[office.browser().post("/setup", json=form) for form in forms])

    assert sorted(answer.status_code for answer in answers) == [201, 410, 410]
    for table in (MEMBERS, ORGANISATIONS):
        assert await count(office, table) == 1


@pytest.mark.asyncio
async def test_a_set_up_that_was_interrupted_is_repeated(office: Office, monkeypatch: pytest.MonkeyPatch):
    async def interrupted(*_: object) -> None:
        raise ConnectionError("the power went out")

    with monkeypatch.context() as patched:
        patched.setattr(Sequencers, "of", interrupted)
        assert (await ask(office, office.browser())).status_code == 500
    browser = office.browser()
    assert (await browser.get("/setup")).json() == {"needed": True}

    answer = await ask(office, browser, organisation="Northwind Traders", email="olga@traders.example")

    assert answer.status_code == 201
    assert answer.json()["organisation"]["name"] == "Northwind Traders"
    assert (await office.browser().sign_in("olga@traders.example")).status_code == 200
    assert (await office.browser().sign_in("olga@northwind.example")).status_code == 401


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation", ""),
        ("organisation", "   "),
        ("organisation", "x" * 101),
        ("organisation", "a\nb"),
        ("organisation", "a\u202eb"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("name", "\t"),
        ("email", "olga"),
        ("email", "olga@"),
        ("email", "a b@c.example"),
        ("email", "<x>@c.example"),
        ("email", "a" * 250 + "@c.example"),
        ("password", "short"),
        ("password", "x" * 201),
        ("language", "<script>"),
    ],
)
async def test_a_field_that_is_not_in_order_is_named(office: Office, field: str, value: str):
    browser = office.browser()
    answer = await ask(office, browser, **{field: value})

    assert answer.status_code == 422
    (error,) = told(answer)["errors"]
    assert error["field"] == field
    assert error["allowed"]
    assert (await browser.get("/setup")).json() == {"needed": True}


@pytest.mark.asyncio
async def test_a_password_of_any_script_works(office: Office):
    password = "пароль 密码 🗝️ é"
    assert (await ask(office, office.browser(), password=password)).status_code == 201

    # The same letters as another keyboard sends them.
    assert (
        await office.browser().sign_in("olga@northwind.example", password.replace("é", "e\u0301"))
    ).status_code == 200
    assert (await office.browser().sign_in("olga@northwind.example", PASSWORD)).status_code == 401
