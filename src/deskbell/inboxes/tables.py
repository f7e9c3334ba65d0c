"""The table of inboxes.

Owns: its columns, the bounds of an inbox's rules, and the index that finds an organisation's inboxes.
Holds: the floor decides and refuses in words; what stands here lets nothing else into a row, whoever wrote it.
"""

from sqlalchemy import CheckConstraint, Column, Index, Text

from deskbell.floor.vocabulary import (
    ABANDON_MINUTES_MAX,
    ABANDON_MINUTES_MIN,
    CAPACITY_MAX,
    CAPACITY_MIN,
    GRACE_SECONDS_MAX,
    GRACE_SECONDS_MIN,
    INACTIVITY_CHARACTERS_MAX,
    INACTIVITY_MINUTES_MAX,
    INACTIVITY_MINUTES_MIN,
    NAME_CHARACTERS_MAX,
    OFFER_SECONDS_MAX,
    OFFER_SECONDS_MIN,
    PRIORITY_MAX,
    PRIORITY_MIN,
)
from deskbell.kit.tables import Flag, WholeNumber, table

INBOXES = table(
    "inboxes_inboxes",
    Column("inbox", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("deleted_at", WholeNumber),
    # The name as it is compared: two that differ in capitals only are one.
    Column("name_key", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("offer_seconds", WholeNumber, nullable=False),
    Column("claiming", Flag, nullable=False),
    Column("priority", WholeNumber, nullable=False),
    Column("capacity", WholeNumber),
    Column("inactivity_minutes", WholeNumber),
    Column("inactivity_action", Text),
    Column("inactivity_message", Text),
    Column("inactivity_basis", Text),
    Column("grace_seconds", WholeNumber),
    Column("prefers_last_agent", Flag, nullable=False),
    Column("abandon_minutes", WholeNumber),
    Index("ix_inboxes_inboxes_organisation", "organisation"),
    CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_CHARACTERS_MAX}", name="name"),
    CheckConstraint("mode IN ('auto', 'manual')", name="mode"),
    CheckConstraint(f"offer_seconds BETWEEN {OFFER_SECONDS_MIN} AND {OFFER_SECONDS_MAX}", name="offer_seconds"),
    CheckConstraint(f"priority BETWEEN {PRIORITY_MIN} AND {PRIORITY_MAX}", name="priority"),
    CheckConstraint(f"capacity BETWEEN {CAPACITY_MIN} AND {CAPACITY_MAX}", name="capacity"),
    CheckConstraint(
        "(inactivity_minutes IS NULL) = (inactivity_action IS NULL)"
        " AND (inactivity_minutes IS NULL) = (inactivity_message IS NULL)"
        " AND (inactivity_minutes IS NULL) = (inactivity_basis IS NULL)",
        name="inactivity",
    ),
    CheckConstraint(
        f"inactivity_minutes BETWEEN {INACTIVITY_MINUTES_MIN} AND {INACTIVITY_MINUTES_MAX}", name="inactivity_minutes"
    ),
    CheckConstraint("inactivity_action IN ('close', 'message', 'message_and_close')", name="inactivity_action"),
    CheckConstraint(
        f"length(inactivity_message) <= {INACTIVITY_CHARACTERS_MAX}"
        " AND (inactivity_action = 'close' OR length(trim(inactivity_message)) >= 1)",
        name="inactivity_message",
    ),
    CheckConstraint(f"grace_seconds BETWEEN {GRACE_SECONDS_MIN} AND {GRACE_SECONDS_MAX}", name="grace_seconds"),
    CheckConstraint(f"abandon_minutes BETWEEN {ABANDON_MINUTES_MIN} AND {ABANDON_MINUTES_MAX}", name="abandon_minutes"),
    CheckConstraint("inactivity_basis IN ('agent_reply', 'customer_message')", name="inactivity_basis"),
)
Index(
    "uq_inboxes_inboxes_name",
    INBOXES.c.organisation,
    INBOXES.c.name_key,
    unique=True,
    sqlite_where=INBOXES.c.deleted_at.is_(None),
)
