"""Places for chats on their way to another agent, places beyond capacity, and chats without their visitor."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ABANDON = "CONSTRAINT ck_inboxes_inboxes_abandon_minutes CHECK (abandon_minutes BETWEEN 1 AND 1440)"
_KEPT = ("organisation", "member", "place", "conversation", "capacity")


def upgrade() -> None:
    """Up."""
    _make_places_anew(
        sa.Column("coming", sa.Integer, nullable=False, server_default="0"),
        sa.Column("beyond", sa.Integer, nullable=False, server_default="0"),
        sa.UniqueConstraint("conversation", "coming", name="uq_floor_places_conversation_coming"),
        sa.CheckConstraint("place >= 1 AND (place <= capacity OR beyond = 1)", name=op.f("ck_floor_places_place")),
        sa.CheckConstraint("coming IN (0, 1)", name=op.f("ck_floor_places_coming")),
        sa.CheckConstraint("beyond IN (0, 1)", name=op.f("ck_floor_places_beyond")),
    )
    op.execute(f"ALTER TABLE inboxes_inboxes ADD COLUMN abandon_minutes INTEGER {_ABANDON}")


def _make_places_anew(*more: sa.Column[int] | sa.Constraint) -> None:
    """SQLite changes no constraint of a table that exists: another one takes its place."""
    op.rename_table("floor_places", "floor_places_before")
    places = op.create_table(
        "floor_places",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "member", "place", name="pk_floor_places"),
        *more,
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    before = sa.table("floor_places_before", *[sa.column(name) for name in _KEPT])
    op.execute(sa.insert(places).from_select(_KEPT, sa.select(before)))
    op.drop_table("floor_places_before")


def downgrade() -> None:
    """Down. A place that a transfer takes is not known before: the chat keeps its owner's."""
    op.drop_column("inboxes_inboxes", "abandon_minutes")
    op.execute("DELETE FROM floor_places WHERE coming = 1 OR place > capacity")
    _make_places_anew(
        sa.UniqueConstraint("conversation", name="uq_floor_places_conversation"),
        sa.CheckConstraint("place BETWEEN 1 AND capacity", name=op.f("ck_floor_places_place")),
    )
