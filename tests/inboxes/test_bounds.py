"""The bounds of an inbox's rules a second time: in the database, for whoever writes a row past the floor."""

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from deskbell.inboxes.tables import INBOXES
from tests.office import Browser, Office, make_inbox

CLOSE = {
    "inactivity_minutes": 5,
    "inactivity_action": "close",
    "inactivity_message": "",
    "inactivity_basis": "agent_reply",
}
SAY = CLOSE | {"inactivity_action": "message", "inactivity_message": "Still there?"}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"mode": "random"},
        {"offer_seconds": 4},
        {"offer_seconds": 3_601},
        {"priority": -1},
        {"priority": 10},
        {"capacity": 0},
        {"capacity": 51},
        CLOSE | {"inactivity_minutes": 0},
        CLOSE | {"inactivity_minutes": 432_001},
        CLOSE | {"inactivity_minutes": None},
        CLOSE | {"inactivity_action": None},
        CLOSE | {"inactivity_action": "shout"},
        CLOSE | {"inactivity_basis": "the_weather"},
        SAY | {"inactivity_message": ""},
        SAY | {"inactivity_message": "   "},
        SAY | {"inactivity_message": "x" * 201},
    ],
    ids=str,
)
async def test_a_row_out_of_bounds_is_refused(office: Office, owner: Browser, values: dict[str, object]):
    await make_inbox(owner)
    with pytest.raises(IntegrityError, match="CHECK"):
        await office.database.write(lambda sql: sql.execute(update(INBOXES).values(**values)))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "values",
    [
        {"name": "😀" * 100},
        {"offer_seconds": 5},
        {"offer_seconds": 3_600},
        {"capacity": None},
        CLOSE | {"inactivity_minutes": 1},
        SAY | {"inactivity_minutes": 432_000, "inactivity_message": "😀" * 200},
    ],
    ids=str,
)
async def test_a_row_at_its_bounds_is_taken(office: Office, owner: Browser, values: dict[str, object]):
    await make_inbox(owner)
    await office.database.write(lambda sql: sql.execute(update(INBOXES).values(**values)))


@pytest.mark.asyncio
async def test_a_name_is_taken_once_among_the_living_of_an_organisation(office: Office, owner: Browser):
    inbox = await make_inbox(owner, "Straße")
    row = await office.database.read(lambda sql: dict(sql.execute(select(INBOXES)).mappings().one()))
    again = row | {"inbox": "0" * 26, "name": "STRASSE"}

    with pytest.raises(IntegrityError, match="UNIQUE"):
        await office.database.write(lambda sql: sql.execute(insert(INBOXES).values(**again)))

    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Straße"})
    await office.database.write(lambda sql: sql.execute(insert(INBOXES).values(**again)))


@pytest.mark.asyncio
async def test_the_row_says_what_the_floor_says(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    rules = {
        "name": "Shop Spain",
        "mode": "manual",
        "offer_seconds": 90,
        "claiming": False,
        "priority": 9,
        "capacity": 2,
    }
    rule = {"minutes": 7, "action": "message", "message": "Still there?", "basis": "customer_message"}

    await owner.patch(f"/inboxes/{inbox['id']}", json=rules | {"inactivity": rule})

    row = await office.database.read(lambda sql: sql.execute(select(INBOXES)).mappings().one())
    assert {name: row[name] for name in rules} == rules
    assert {name: row[f"inactivity_{name}"] for name in rule} == rule

    await owner.patch(f"/inboxes/{inbox['id']}", json={"inactivity": None})
    row = await office.database.read(lambda sql: sql.execute(select(INBOXES)).mappings().one())
    assert {row[name] for name in CLOSE} == {None}
