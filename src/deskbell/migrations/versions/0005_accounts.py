"""Accounts: where sessions come from, links to a new password, second factors, and mail that waits to be sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.add_column("people_sessions", sa.Column("device", sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column("people_sessions", sa.Column("address", sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column("people_invitations", sa.Column("group", sa.Text, nullable=False, server_default=sa.text("''")))
    _create_people()
    _create_mailer()


def _create_people() -> None:
    op.create_table(
        "people_password_resets",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_people_password_resets"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_people_password_resets_member", "people_password_resets", ["member"])
    op.create_table(
        "people_second_factors",
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
        sa.Column("last_step", sa.Integer, nullable=False),
        sa.Column("begun_at", sa.Integer, nullable=False),
        sa.Column("confirmed_at", sa.Integer),
        sa.PrimaryKeyConstraint("member", name="pk_people_second_factors"),
        sqlite_strict=True,
    )
    op.create_table(
        "people_recovery_codes",
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("code_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("member", "code_hash", name="pk_people_recovery_codes"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _create_mailer() -> None:
    op.create_table(
        "mailer_outbox",
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("ends_at", sa.Integer, nullable=False),
        sa.Column("due_at", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("parked_at", sa.Integer),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("mail", name="pk_mailer_outbox"),
        sqlite_strict=True,
    )
    op.create_index("ix_mailer_outbox_due_at", "mailer_outbox", ["due_at"])


def downgrade() -> None:
    """Down."""
    for table in ("mailer_outbox", "people_recovery_codes", "people_second_factors", "people_password_resets"):
        op.drop_table(table)
    op.drop_column("people_invitations", "group")
    op.drop_column("people_sessions", "address")
    op.drop_column("people_sessions", "device")
