"""The ledger: events, texts, streams, snapshots, epochs, and the places of the floor."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    _create_events()
    op.create_table(
        "ledger_texts",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "seq", name="pk_ledger_texts"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_streams",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("event_seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "stream", "seq", name="pk_ledger_streams"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger_snapshots",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name="pk_ledger_snapshots"),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_epochs",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("epoch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name="pk_ledger_epochs"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "floor_places",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "member", "place", name="pk_floor_places"),
        sa.UniqueConstraint("conversation", name="uq_floor_places_conversation"),
        sa.CheckConstraint("place BETWEEN 1 AND capacity", name=op.f("ck_floor_places_place")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _create_events() -> None:
    op.create_table(
        "ledger_events",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text),
        sa.Column("staff_seq", sa.Integer),
        sa.Column("visitor_seq", sa.Integer),
        sa.Column("cid_author", sa.Text),
        sa.Column("cid", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "seq", name="pk_ledger_events"),
        sqlite_strict=True,
    )
    for name, columns, condition in (
        ("uq_ledger_events_staff_seq", ["conversation", "staff_seq"], "conversation IS NOT NULL"),
        ("uq_ledger_events_visitor_seq", ["conversation", "visitor_seq"], "visitor_seq IS NOT NULL"),
        ("uq_ledger_events_cid", ["conversation", "cid_author", "cid"], "cid IS NOT NULL"),
    ):
        op.create_index(name, "ledger_events", columns, unique=True, sqlite_where=sa.text(condition))
    # What happened, happened: also for whoever has a shell and an idea.
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER ledger_events_no_{change.lower()} BEFORE {change} ON ledger_events"
            " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )


def downgrade() -> None:
    """Down."""
    for table in (
        "floor_places",
        "ledger_epochs",
        "ledger_snapshots",
        "ledger_streams",
        "ledger_texts",
        "ledger_events",
    ):
        op.drop_table(table)
