"""The gateway: how far each side of a conversation has read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "gateway_marks",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("staff_seq", sa.Integer, nullable=False),
        sa.Column("visitor_seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("conversation", "side", name="pk_gateway_marks"),
        sa.CheckConstraint("side IN ('visitor', 'staff')", name=op.f("ck_gateway_marks_known")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Down."""
    op.drop_table("gateway_marks")
