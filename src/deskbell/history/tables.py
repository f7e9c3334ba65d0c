"""The table of conversations.

Owns: its columns, and an index for each way in which a list is narrowed.
"""

from sqlalchemy import CheckConstraint, Column, Index, Text

from deskbell.kit.tables import WholeNumber, table

CONVERSATIONS = table(
    "history_conversations",
    Column("conversation", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("inbox", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("visitor_name", Text, nullable=False),
    Column("opening", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Column("opened_at", WholeNumber, nullable=False),
    Column("waiting_since", WholeNumber, nullable=False),
    Column("accepted_at", WholeNumber),
    Column("closed_at", WholeNumber),
    Column("close_reason", Text, nullable=False),
    Index("ix_history_conversations_opened_at", "organisation", "opened_at", "conversation"),
    Index("ix_history_conversations_inbox", "organisation", "inbox", "opened_at", "conversation"),
    Index("ix_history_conversations_agent", "organisation", "agent", "opened_at", "conversation"),
    Index("ix_history_conversations_contact", "contact"),
    CheckConstraint("state IN ('waiting', 'offered', 'active', 'closed')", name="state"),
)
"""`agent` has the chat, has it on offer, or had it at the end. `accepted_at` is when it was first accepted."""
