"""Widgets that stay deactivated, and the rules of inboxes as columns with their bounds.

Whoever makes `channels_channels` anew one day makes its triggers anew as well: they go with the table.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_FINAL = "a deactivated channel stays so"
_TRIGGERS = {
    "channels_channels_stay_deactivated": (
        "BEFORE UPDATE ON channels_channels WHEN OLD.state = 'deactivated'"
        " AND (NEW.state <> 'deactivated' OR NEW.channel <> OLD.channel)"
    ),
    "channels_channels_no_burial": "BEFORE DELETE ON channels_channels WHEN OLD.state = 'deactivated'",
    # "INSERT OR REPLACE" would take the row away without asking the trigger above.
    "channels_channels_no_return": (
        "BEFORE INSERT ON channels_channels WHEN EXISTS (SELECT 1 FROM channels_channels"
        " WHERE channel = NEW.channel AND state = 'deactivated')"
    ),
}
_CHECKS = {
    "name": "length(name) BETWEEN 1 AND 100",
    "mode": "mode IN ('auto', 'manual')",
    "offer_seconds": "offer_seconds BETWEEN 5 AND 3600",
    "priority": "priority BETWEEN 0 AND 9",
    "capacity": "capacity BETWEEN 1 AND 50",
    "inactivity": (
        "(inactivity_minutes IS NULL) = (inactivity_action IS NULL)"
        " AND (inactivity_minutes IS NULL) = (inactivity_message IS NULL)"
        " AND (inactivity_minutes IS NULL) = (inactivity_basis IS NULL)"
    ),
    "inactivity_minutes": "inactivity_minutes BETWEEN 1 AND 432000",
    "inactivity_action": "inactivity_action IN ('close', 'message', 'message_and_close')",
    "inactivity_message": (
        "length(inactivity_message) <= 200 AND (inactivity_action = 'close' OR length(trim(inactivity_message)) >= 1)"
    ),
    "grace_seconds": "grace_seconds BETWEEN 1 AND 3600",
    "inactivity_basis": "inactivity_basis IN ('agent_reply', 'customer_message')",
}
_RULES = {
    "mode": "auto",
    "offer_seconds": 30,
    "claiming": True,
    "priority": 0,
    "capacity": None,
    "grace_seconds": None,
    "prefers_last_agent": False,
}
_INBOXES = sa.table(
    "inboxes_inboxes",
    *[sa.column(name) for name in ("inbox", "organisation", "name", "type", "created_at", "deleted_at")],
)


def upgrade() -> None:
    """Up."""
    for name, occasion in _TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {occasion} BEGIN SELECT RAISE(ABORT, '{_FINAL}'); END")
    rules = _read_rules()
    _make_inboxes_anew(
        [{**row, "name_key": row["name"].casefold(), **rules.get(row["inbox"], _RULES)} for row in _read_inboxes()],
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("offer_seconds", sa.Integer, nullable=False),
        sa.Column("claiming", sa.Integer, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("capacity", sa.Integer),
        sa.Column("inactivity_minutes", sa.Integer),
        sa.Column("inactivity_action", sa.Text),
        sa.Column("inactivity_message", sa.Text),
        sa.Column("inactivity_basis", sa.Text),
        sa.Column("grace_seconds", sa.Integer),
        sa.Column("prefers_last_agent", sa.Integer, nullable=False),
        *[sa.CheckConstraint(check, name=op.f(f"ck_inboxes_inboxes_{name}")) for name, check in _CHECKS.items()],
    )
    op.create_index(
        "uq_inboxes_inboxes_name",
        "inboxes_inboxes",
        ["organisation", "name_key"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )


def _read_inboxes() -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.select(_INBOXES)).mappings()]


def _read_rules() -> dict[str, dict[str, Any]]:
    """The rules of each inbox as the ledger has them last."""
    rules: dict[str, dict[str, Any]] = {}
    events = sa.text("SELECT data FROM ledger_events WHERE kind IN ('InboxCreated', 'InboxChanged') ORDER BY seq")
    for data in op.get_bind().execute(events).scalars():
        event = json.loads(data)
        rules[event["inbox"]] = {name: event["rules"].get(name, default) for name, default in _RULES.items()}
    return rules


def _make_inboxes_anew(rows: list[dict[str, Any]], *more: Any) -> None:
    """SQLite adds no check to a table that exists: another one takes its place."""
    made = op.create_table(
        "inboxes_new",
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.Integer),
        *more,
        sa.PrimaryKeyConstraint("inbox", name="pk_inboxes_inboxes"),
        sqlite_strict=True,
    )
    op.bulk_insert(made, rows)
    op.drop_table("inboxes_inboxes")
    op.rename_table("inboxes_new", "inboxes_inboxes")
    op.create_index("ix_inboxes_inboxes_organisation", "inboxes_inboxes", ["organisation"])


def downgrade() -> None:
    """Down."""
    _make_inboxes_anew(_read_inboxes())
    for name in _TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
