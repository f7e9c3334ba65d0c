"""The table of inboxes.

Owns: its columns, and the index that finds an organisation's inboxes.
"""

from sqlalchemy import Column, Index, Text

from deskbell.kit.tables import WholeNumber, table

INBOXES = table(
    "inboxes_inboxes",
    Column("inbox", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("deleted_at", WholeNumber),
    Index("ix_inboxes_inboxes_organisation", "organisation"),
)
