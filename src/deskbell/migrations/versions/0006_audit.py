"""Audit: the log of acts, its head, and what it knows of members and inboxes so far."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    _create_acts()
    op.create_table(
        "audit_heads",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name="pk_audit_heads"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_subjects",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "subject", name="pk_audit_subjects"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    _meet_members()
    _meet_inboxes()


def _create_acts() -> None:
    op.create_table(
        "audit_acts",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("subject_name", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "number", name="pk_audit_acts"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_audit_acts_number")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_acts_no_{change.lower()} BEFORE {change} ON audit_acts"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


# Who and what was there before there was a log: so that its first lines have names, and say what was before.
# A field that holds nothing is left out of the facts, as the log itself does.
_MEET = """
    INSERT INTO audit_subjects (organisation, subject, name, facts)
    SELECT organisation, data ->> '$.{subject}', data ->> '$.{prefix}name', json_patch('{{}}', json_object({facts}))
    FROM ledger_events AS event
    WHERE kind IN ({kinds}) AND seq = (
        SELECT max(seq) FROM ledger_events AS later
        WHERE later.organisation = event.organisation AND later.kind IN ({kinds})
        AND later.data ->> '$.{subject}' = event.data ->> '$.{subject}'
    )
"""


def _meet_members() -> None:
    facts = [
        *[_as_text(name, f"$.{name}") for name in ("name", "role")],
        "'group', coalesce(data ->> '$.group', '')",
        *[_as_flag(name, f"$.{name}", missing=name == "active") for name in ("contact_center", "live_chat", "active")],
        _as_text("capacity", "$.capacity"),
    ]
    _meet("member", "", "'MemberAdmitted', 'MemberChanged'", facts)


def _meet_inboxes() -> None:
    facts = [
        *[
            _as_text(name, f"$.rules.{name}")
            for name in ("name", "mode", "offer_seconds", "priority", "capacity", "grace_seconds")
        ],
        _as_flag("claiming", "$.rules.claiming", missing=False),
        _as_flag("prefers_last_agent", "$.rules.prefers_last_agent", missing=False),
        "'agents', coalesce((SELECT group_concat(value, ' ') FROM json_each(data, '$.rules.agents')), '')",
    ]
    _meet("inbox", "rules.", "'InboxCreated', 'InboxChanged'", facts)


def _as_text(name: str, path: str) -> str:
    return f"'{name}', cast(data ->> '{path}' AS TEXT)"


def _as_flag(name: str, path: str, *, missing: bool) -> str:
    return f"'{name}', iif(coalesce(data ->> '{path}', {int(missing)}), 'yes', 'no')"


def _meet(subject: str, prefix: str, kinds: str, facts: list[str]) -> None:
    op.execute(_MEET.format(subject=subject, prefix=prefix, kinds=kinds, facts=", ".join(facts)))


def downgrade() -> None:
    """Down."""
    for table in ("audit_subjects", "audit_heads", "audit_acts"):
        op.drop_table(table)
