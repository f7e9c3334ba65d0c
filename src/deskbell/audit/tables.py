"""The tables of the audit log.

Owns: their columns and keys.
Never: an UPDATE or DELETE of `audit_acts`; triggers refuse both (revision 0006).
"""

from sqlalchemy import CheckConstraint, Column, Text

from deskbell.kit.tables import WholeNumber, table

ACTS = table(
    "audit_acts",
    Column("organisation", Text, primary_key=True),
    Column("number", WholeNumber, primary_key=True, autoincrement=False),
    Column("at", WholeNumber, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("number >= 1", name="number"),
    without_rowid=True,
)
"""`details` is a JSON list of [field, before, after]; `words` is what a search looks through; `hash` is the chain."""

HEADS = table(
    "audit_heads",
    Column("organisation", Text, primary_key=True),
    Column("number", WholeNumber, nullable=False),
    Column("hash", Text, nullable=False),
    without_rowid=True,
)
"""The newest act of each organisation."""

SUBJECTS = table(
    "audit_subjects",
    Column("organisation", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("facts", Text, nullable=False),
    without_rowid=True,
)
"""Members, groups and inboxes as the log saw them last: their names, and a JSON object of what they were set to."""
