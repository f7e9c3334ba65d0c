"""The table of the mailer.

Owns: its columns and keys.
Holds: a row's words are there only while they wait to be sent: a link among them opens somebody's account.
"""

from sqlalchemy import Column, Index, Text

from deskbell.kit.tables import WholeNumber, table

OUTBOX = table(
    "mailer_outbox",
    Column("mail", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Column("ends_at", WholeNumber, nullable=False),
    Column("due_at", WholeNumber, nullable=False),
    Column("tries", WholeNumber, nullable=False),
    Column("parked_at", WholeNumber),
    Column("trouble", Text, nullable=False),
    Index("ix_mailer_outbox_due_at", "due_at"),
)
"""`content` is the mail as JSON, empty once it is parked; `trouble` is why the last try failed."""
