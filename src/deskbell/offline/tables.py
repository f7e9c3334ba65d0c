"""The table of messages that were left.

Owns: its columns, and an index for each way in which a list is narrowed.
"""

from sqlalchemy import CheckConstraint, Column, Index, Text

from deskbell.kit.tables import WholeNumber, table

MESSAGES = table(
    "offline_messages",
    Column("conversation", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("inbox", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("seq", WholeNumber, nullable=False),
    Column("left_at", WholeNumber, nullable=False),
    Column("state", Text, nullable=False),
    Column("done_by", Text, nullable=False),
    Column("done_at", WholeNumber),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", WholeNumber),
    Index("ix_offline_messages_left_at", "organisation", "state", "left_at", "conversation"),
    Index("ix_offline_messages_inbox", "organisation", "inbox", "state", "left_at", "conversation"),
    CheckConstraint("state IN ('open', 'done')", name="state"),
    CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at"),
    CheckConstraint("(answered_by = '') = (answered_at IS NULL)", name="answered_at"),
)
"""`seq` is the number of the leaving in the chat's log: the words are read from there."""
