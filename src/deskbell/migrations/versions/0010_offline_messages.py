"""Messages left by visitors, with those that the ledger tells of already."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_LEFT = (
    "SELECT conversation, organisation, staff_seq AS seq, at AS left_at, data FROM ledger_events"
    " WHERE kind = 'MessageLeft' ORDER BY organisation, seq"
)


def upgrade() -> None:
    """Up."""
    messages = op.create_table(
        "offline_messages",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("left_at", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("done_by", sa.Text, nullable=False),
        sa.Column("done_at", sa.Integer),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("answered_at", sa.Integer),
        sa.PrimaryKeyConstraint("conversation", name="pk_offline_messages"),
        sa.CheckConstraint("state IN ('open', 'done')", name=op.f("ck_offline_messages_state")),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f("ck_offline_messages_done_at")),
        sa.CheckConstraint("(answered_by = '') = (answered_at IS NULL)", name=op.f("ck_offline_messages_answered_at")),
        sqlite_strict=True,
    )
    for name, column in (("left_at", ()), ("inbox", ("inbox",))):
        columns = ["organisation", *column, "state", "left_at", "conversation"]
        op.create_index(f"ix_offline_messages_{name}", "offline_messages", columns)
    op.bulk_insert(messages, [_as_message(dict(row)) for row in op.get_bind().execute(sa.text(_LEFT)).mappings()])


def _as_message(row: dict[str, Any]) -> dict[str, Any]:
    event = json.loads(row.pop("data"))
    told = {"inbox": event["inbox"], "contact": event["contact"]}
    return {**row, **told, "state": "open", "done_by": "", "done_at": None, "answered_by": "", "answered_at": None}


def downgrade() -> None:
    """Down."""
    op.drop_table("offline_messages")
