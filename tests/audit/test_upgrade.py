"""An installation from before there was a log: its first lines have names, and say what was before."""

import json
from typing import Any

import pytest

from deskbell.audit.tables import SUBJECTS
from deskbell.kit import migrate
from tests.office import Browser, Office, make_inbox


async def subjects(office: Office) -> dict[str, tuple[str, dict[str, str]]]:
    rows = await office.database.read(lambda sql: sql.execute(SUBJECTS.select()).all())
    return {row.subject: (row.name, json.loads(row.facts)) for row in rows}


@pytest.mark.asyncio
async def test_the_log_meets_who_was_there_before_it(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    member = (await ana.get("/session")).json()["member"]["id"]
    rules: dict[str, Any] = {"agents": [member], "capacity": 2, "claiming": False, "mode": "manual"}
    inbox = (await make_inbox(owner, "Shop", abandon_minutes=None, **rules))["id"]
    plain = (await make_inbox(owner, "Plain", abandon_minutes=None))["id"]
    await owner.patch(f"/members/{member}", json={"name": "Ana Lima", "live_chat": False})
    known = await subjects(office)
    assert {member, inbox, plain} <= known.keys()

    migrate.downgrade(office.database, "0005")
    migrate.upgrade(office.database)

    assert await subjects(office) == known
    assert (await owner.get("/audit")).json()["acts"] == []
    await owner.patch(f"/members/{member}", json={"capacity": 7})
    (act,) = (await owner.get("/audit")).json()["acts"]
    assert (act["number"], act["subject_name"]) == (1, "Ana Lima")
    assert act["details"] == [{"field": "capacity", "before": "3", "after": "7"}]
