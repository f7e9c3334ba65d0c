"""What the screen is told about mail."""

from pathlib import Path

import pytest

from deskbell.mailer import outbox
from tests.office import Browser, Office, told
from tests.people.accounts import open_office_with_mail


@pytest.mark.asyncio
async def test_where_no_mail_is_configured(office: Office, owner: Browser):
    answer = await owner.get("/mail")

    assert answer.json() == {"configured": False, "sender": "", "undelivered": 0, "delayed": 0, "trouble": ""}


@pytest.mark.asyncio
async def test_mail_that_was_given_up_is_seen(tmp_path: Path):
    async with open_office_with_mail(tmp_path) as office:
        owner = await office.found()
        invited = {"name": "Ana", "email": "ana@northwind.example", "role": "member"}
        assert (await owner.post("/invitations", json=invited)).json()["sent"] is True
        (waiting,) = await office.database.read(lambda sql: outbox.find_due(sql, office.clock.now()))
        await office.database.write(lambda sql: outbox.park(sql, waiting.id, "sender_refused", office.clock.now()))

        answer = await owner.get("/mail")

    assert answer.json() == {
        "configured": True,
        "sender": "desk@northwind.example",
        "undelivered": 1,
        "delayed": 0,
        "trouble": "sender_refused",
    }


@pytest.mark.asyncio
async def test_it_is_for_supervisors(office: Office, owner: Browser):
    admin = await office.join(owner, "bob@northwind.example", "admin")
    ana = await office.join(owner, "ana@northwind.example")

    assert (await admin.get("/mail")).status_code == 200
    refused = await ana.get("/mail")
    assert (refused.status_code, told(refused)["code"]) == (403, "not_allowed")
