"""The table of channels.

Owns: its columns and checks. `allowed_domains` and `look` are JSON: they are read and written whole.
"""

from sqlalchemy import CheckConstraint, Column, Index, Text

from deskbell.kit.tables import WholeNumber, table

CHANNELS = table(
    "channels_channels",
    Column("channel", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("inbox", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("allowed_domains", Text, nullable=False),
    Column("look", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("seen_at", WholeNumber),
    Column("seen_on", Text, nullable=False),
    Index("ix_channels_channels_organisation_inbox", "organisation", "inbox"),
    CheckConstraint("state IN ('active', 'disabled', 'deactivated')", name="state"),
)
