"""The tables of people.

Owns: their columns, keys and checks.
Holds: one e-mail address is one account in the whole installation, so that signing in needs nothing else.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from deskbell.kit.tables import Flag, WholeNumber, table

ORGANISATIONS = table(
    "people_organisations",
    Column("organisation", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
)

LICENCES = table(
    "people_licences",
    Column("organisation", Text, ForeignKey("people_organisations.organisation"), primary_key=True),
    Column("licence", Text, primary_key=True),
    Column("seats", WholeNumber, nullable=False),
    CheckConstraint("licence IN ('contact_center', 'live_chat')", name="known"),
    CheckConstraint("seats >= 0", name="seats"),
    without_rowid=True,
)
"""How many seats the organisation holds; no row is no limit (product, section 2)."""

MEMBERS = table(
    "people_members",
    Column("member", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("active", Flag, nullable=False),
    Column("manages_inboxes", Flag, nullable=False),
    Column("contact_center", Flag, nullable=False),
    Column("live_chat", Flag, nullable=False),
    Column("capacity", WholeNumber, nullable=False),
    Column("admitted_at", WholeNumber, nullable=False),
    Index("ix_people_members_organisation", "organisation"),
    CheckConstraint("role IN ('owner', 'admin', 'member')", name="role"),
)
"""Members as the floor has them, for reading; written by the projection only."""

CREDENTIALS = table(
    "people_credentials",
    Column("member", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("people_organisations.organisation"), nullable=False),
    Column("email", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("changed_at", WholeNumber, nullable=False),
)

SESSIONS = table(
    "people_sessions",
    Column("session", Text, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("organisation", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("seen_at", WholeNumber, nullable=False),
    Index("ix_people_sessions_member", "member"),
)

DEVICES = table(
    "people_devices",
    Column("token_hash", Text, primary_key=True),
    Column("member", Text, nullable=False),
    Column("seen_at", WholeNumber, nullable=False),
    Index("ix_people_devices_member", "member"),
    without_rowid=True,
)
"""Browsers in which a member has signed in before: a flood of guesses from elsewhere does not lock him out."""

SETUP_TOKENS = table(
    "people_setup_tokens",
    Column("token_hash", Text, primary_key=True),
    Column("created_at", WholeNumber, nullable=False),
    without_rowid=True,
)

INVITATIONS = table(
    "people_invitations",
    Column("invitation", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("people_organisations.organisation"), nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("contact_center", Flag, nullable=False),
    Column("live_chat", Flag, nullable=False),
    Column("invited_by", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("expires_at", WholeNumber, nullable=False),
    Column("taken_at", WholeNumber),
    Column("revoked_at", WholeNumber),
    Index("ix_people_invitations_organisation", "organisation"),
    CheckConstraint("role IN ('admin', 'member')", name="role"),
)
"""`taken_at` is when somebody began to accept it; it is used once the member exists."""
