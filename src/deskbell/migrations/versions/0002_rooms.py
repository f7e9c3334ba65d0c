"""The rooms: people, inboxes, channels, contacts, history, and the probe of readiness."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    _create_people()
    _create_inboxes()
    _create_channels()
    _create_contacts()
    _create_history()
    _create_web()


def _create_people() -> None:
    op.create_table(
        "people_devices",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("seen_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_people_devices"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_people_devices_member", "people_devices", ["member"])
    op.create_table(
        "people_members",
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("active", sa.Integer, nullable=False),
        sa.Column("manages_inboxes", sa.Integer, nullable=False),
        sa.Column("contact_center", sa.Integer, nullable=False),
        sa.Column("live_chat", sa.Integer, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("admitted_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_people_members"),
        sa.CheckConstraint("role IN ('owner', 'admin', 'member')", name=op.f("ck_people_members_role")),
        sqlite_strict=True,
    )
    op.create_index("ix_people_members_organisation", "people_members", ["organisation"])
    op.create_table(
        "people_organisations",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name="pk_people_organisations"),
        sqlite_strict=True,
    )
    op.create_table(
        "people_sessions",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("seen_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_people_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_people_sessions_token_hash"),
        sqlite_strict=True,
    )
    op.create_index("ix_people_sessions_member", "people_sessions", ["member"])
    op.create_table(
        "people_setup_tokens",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_people_setup_tokens"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people_credentials",
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_people_credentials"),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["people_organisations.organisation"],
            name="fk_people_credentials_organisation_people_organisations",
        ),
        sa.UniqueConstraint("email", name="uq_people_credentials_email"),
        sqlite_strict=True,
    )
    op.create_table(
        "people_invitations",
        sa.Column("invitation", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("contact_center", sa.Integer, nullable=False),
        sa.Column("live_chat", sa.Integer, nullable=False),
        sa.Column("invited_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.Integer, nullable=False),
        sa.Column("taken_at", sa.Integer),
        sa.Column("revoked_at", sa.Integer),
        sa.PrimaryKeyConstraint("invitation", name="pk_people_invitations"),
        sa.CheckConstraint("role IN ('admin', 'member')", name=op.f("ck_people_invitations_role")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["people_organisations.organisation"],
            name="fk_people_invitations_organisation_people_organisations",
        ),
        sa.UniqueConstraint("token_hash", name="uq_people_invitations_token_hash"),
        sqlite_strict=True,
    )
    op.create_index("ix_people_invitations_organisation", "people_invitations", ["organisation"])
    op.create_table(
        "people_licences",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "licence", name="pk_people_licences"),
        sa.CheckConstraint("licence IN ('contact_center', 'live_chat')", name=op.f("ck_people_licences_known")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_people_licences_seats")),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["people_organisations.organisation"],
            name="fk_people_licences_organisation_people_organisations",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _create_inboxes() -> None:
    op.create_table(
        "inboxes_inboxes",
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("deleted_at", sa.Integer),
        sa.PrimaryKeyConstraint("inbox", name="pk_inboxes_inboxes"),
        sqlite_strict=True,
    )
    op.create_index("ix_inboxes_inboxes_organisation", "inboxes_inboxes", ["organisation"])


def _create_channels() -> None:
    op.create_table(
        "channels_channels",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("allowed_domains", sa.Text, nullable=False),
        sa.Column("look", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("seen_at", sa.Integer),
        sa.Column("seen_on", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_channels_channels"),
        sa.CheckConstraint("state IN ('active', 'disabled', 'deactivated')", name=op.f("ck_channels_channels_state")),
        sqlite_strict=True,
    )
    op.create_index("ix_channels_channels_organisation_inbox", "channels_channels", ["organisation", "inbox"])


def _create_contacts() -> None:
    op.create_table(
        "contacts_chats",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Integer, nullable=False),
        sa.Column("closed_at", sa.Integer),
        sa.Column("close_reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_contacts_chats"),
        sqlite_strict=True,
    )
    op.create_index("ix_contacts_chats_contact_opened_at", "contacts_chats", ["contact", "opened_at"])
    op.create_table(
        "contacts_contacts",
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("verified", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("contact", name="pk_contacts_contacts"),
        sqlite_strict=True,
    )
    op.create_index("ix_contacts_contacts_organisation", "contacts_contacts", ["organisation"])
    op.create_table(
        "contacts_pages",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_contacts_pages"),
        sqlite_strict=True,
    )
    op.create_table(
        "contacts_tokens",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_contacts_tokens"),
        sa.ForeignKeyConstraint(
            ["contact"], ["contacts_contacts.contact"], name="fk_contacts_tokens_contact_contacts_contacts"
        ),
        sa.UniqueConstraint("session", name="uq_contacts_tokens_session"),
        sqlite_strict=True,
    )
    op.create_index("ix_contacts_tokens_contact", "contacts_tokens", ["contact"])


def _create_history() -> None:
    op.create_table(
        "history_conversations",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("inbox", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("visitor_name", sa.Text, nullable=False),
        sa.Column("opening", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Integer, nullable=False),
        sa.Column("waiting_since", sa.Integer, nullable=False),
        sa.Column("accepted_at", sa.Integer),
        sa.Column("closed_at", sa.Integer),
        sa.Column("close_reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_history_conversations"),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'active', 'closed')", name=op.f("ck_history_conversations_state")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_history_conversations_agent",
        "history_conversations",
        ["organisation", "agent", "opened_at", "conversation"],
    )
    op.create_index("ix_history_conversations_contact", "history_conversations", ["contact"])
    op.create_index(
        "ix_history_conversations_inbox",
        "history_conversations",
        ["organisation", "inbox", "opened_at", "conversation"],
    )
    op.create_index(
        "ix_history_conversations_opened_at", "history_conversations", ["organisation", "opened_at", "conversation"]
    )


def _create_web() -> None:
    op.create_table(
        "web_probes",
        sa.Column("probe", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("probe", name="pk_web_probes"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Down."""
    for table in (
        "web_probes",
        "history_conversations",
        "contacts_tokens",
        "contacts_pages",
        "contacts_contacts",
        "contacts_chats",
        "channels_channels",
        "inboxes_inboxes",
        "people_licences",
        "people_invitations",
        "people_credentials",
        "people_setup_tokens",
        "people_sessions",
        "people_organisations",
        "people_members",
        "people_devices",
    ):
        op.drop_table(table)
