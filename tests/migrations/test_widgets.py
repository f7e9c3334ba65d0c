"""Revision 0007 finds the rules of inboxes that were there before it, and keeps what was deactivated as it was."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from deskbell.kit import migrate
from deskbell.kit.database import Database

INBOX = (
    "INSERT INTO inboxes_inboxes (inbox, organisation, name, type, created_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?)"
)
EVENT = "INSERT INTO ledger_events (organisation, seq, at, kind, data) VALUES (?, ?, ?, ?, ?)"
CHANNEL = (
    "INSERT INTO channels_channels (channel, organisation, inbox, state, allowed_domains, look, created_at, seen_on)"
    " VALUES (?, ?, ?, ?, '[]', '{}', 1, '')"
)
RULES = {"name": "x", "mode": "auto", "offer_seconds": 30, "claiming": True, "priority": 0, "capacity": None}


def fill(sql: Connection) -> None:
    run = sql.exec_driver_sql
    for inbox, name, deleted_at in (("one", "Straße", None), ("two", "Old", 9), ("three", "Silent", None)):
        run(INBOX, (inbox, "org", name, "live_chat", 1, deleted_at))
        run(CHANNEL, (inbox, "org", inbox, "deactivated" if deleted_at else "active"))
    for seq, (kind, inbox, rules) in enumerate(
        [
            ("InboxCreated", "one", RULES),
            ("InboxCreated", "two", RULES),
            ("InboxChanged", "one", RULES | {"mode": "manual", "offer_seconds": 90, "claiming": False, "capacity": 2}),
        ]
    ):
        run(EVENT, ("org", seq, 1, kind, json.dumps({"inbox": inbox, "rules": rules | {"agents": []}})))


def test_rows_from_before_have_their_rules(tmp_path: Path):
    with Database.open(tmp_path / "deskbell.db") as database:
        migrate.upgrade(database)
        migrate.downgrade(database, "0006")
        database.alter_sync(fill)
        migrate.upgrade(database)

        columns = "inbox, name, name_key, mode, offer_seconds, claiming, capacity, inactivity_minutes, deleted_at"
        rows = database.read_sync(lambda sql: sql.execute(text(f"SELECT {columns} FROM inboxes_inboxes")).all())
        assert {tuple(row) for row in rows} == {
            ("one", "Straße", "strasse", "manual", 90, 0, 2, None, None),
            ("two", "Old", "old", "auto", 30, 1, None, None, 9),
            ("three", "Silent", "silent", "auto", 30, 1, None, None, None),
        }
        with pytest.raises(IntegrityError, match="a deactivated channel stays so"):
            database.alter_sync(lambda sql: sql.execute(text("UPDATE channels_channels SET state = 'active'")))
