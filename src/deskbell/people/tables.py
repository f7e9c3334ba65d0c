"""The tables of people.

Owns: their columns, keys and checks.
Holds: one e-mail address is one account in the whole installation, so that signing in needs nothing else.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text

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
    Column("organisation", Text, primary_key=True),
    Column("licence", Text, primary_key=True),
    Column("seats", WholeNumber),
    Column("assigned", WholeNumber, nullable=False),
    CheckConstraint("licence IN ('contact_center', 'live_chat')", name="known"),
    CheckConstraint("seats >= 0", name="seats"),
    CheckConstraint("assigned >= 0", name="assigned"),
    CheckConstraint("assigned <= seats", name="enough"),
    without_rowid=True,
)
"""How many seats the organisation holds, where there is a limit, and how many active members hold one.

Counted from the members by the projection: a floor that gave a seat twice would fail the commit.
"""

GROUPS = table(
    "people_groups",
    Column("group", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("permissions", Text, nullable=False),
    UniqueConstraint("organisation", "name", name="uq_people_groups_name"),
    without_rowid=True,
)
"""Permission groups as the floor has them, for reading; `permissions` is a list in JSON."""

MEMBERS = table(
    "people_members",
    Column("member", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("active", Flag, nullable=False),
    Column("contact_center", Flag, nullable=False),
    Column("live_chat", Flag, nullable=False),
    Column("capacity", WholeNumber, nullable=False),
    Column("admitted_at", WholeNumber, nullable=False),
    Column("group", Text, nullable=False, server_default=text("''")),
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
    Column("device", Text, nullable=False, server_default=text("''")),
    Column("address", Text, nullable=False, server_default=text("''")),
    Index("ix_people_sessions_member", "member"),
)
"""`device` is what a person would call it ("Firefox on Windows"); the browser's own long name is not kept."""

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
    Column("group", Text, nullable=False, server_default=text("''")),
    Index("ix_people_invitations_organisation", "organisation"),
    CheckConstraint("role IN ('admin', 'member')", name="role"),
)
"""`taken_at` is when somebody began to accept it; it is used once the member exists."""

PASSWORD_RESETS = table(
    "people_password_resets",
    Column("token_hash", Text, primary_key=True),
    Column("member", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("expires_at", WholeNumber, nullable=False),
    Index("ix_people_password_resets_member", "member"),
    without_rowid=True,
)
"""Links to a new password; a row whose member does not exist is the trace of a question about nobody."""

SECOND_FACTORS = table(
    "people_second_factors",
    Column("member", Text, primary_key=True),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("last_step", WholeNumber, nullable=False),
    Column("begun_at", WholeNumber, nullable=False),
    Column("confirmed_at", WholeNumber),
)
"""Begun, and in force once it is confirmed. `last_step` is that of the last code that was taken: none works twice."""

RECOVERY_CODES = table(
    "people_recovery_codes",
    Column("member", Text, primary_key=True),
    Column("code_hash", Text, primary_key=True),
    without_rowid=True,
)
"""Those that were not used yet."""
