"""The tables of contacts.

Owns: their columns and indexes.
"""

from sqlalchemy import Column, ForeignKey, Index, Text

from deskbell.kit.tables import Flag, WholeNumber, table

CONTACTS = table(
    "contacts_contacts",
    Column("contact", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("verified", Flag, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Index("ix_contacts_contacts_organisation", "organisation"),
)

TOKENS = table(
    "contacts_tokens",
    Column("token_hash", Text, primary_key=True),
    Column("session", Text, nullable=False, unique=True),
    Column("contact", Text, ForeignKey("contacts_contacts.contact"), nullable=False),
    Column("organisation", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("created_at", WholeNumber, nullable=False),
    Index("ix_contacts_tokens_contact", "contact"),
)

CHATS = table(
    "contacts_chats",
    Column("conversation", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("inbox", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Column("opened_at", WholeNumber, nullable=False),
    Column("closed_at", WholeNumber),
    Column("close_reason", Text, nullable=False),
    Index("ix_contacts_chats_contact_opened_at", "contact", "opened_at"),
)
"""A contact's chats, written by the projection when one opens and when it ends."""

PAGES = table(
    "contacts_pages",
    Column("conversation", Text, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", WholeNumber, nullable=False),
)
"""The page on which a chat was begun."""
