"""The tables of the gateway.

Owns: `gateway_marks`.
Holds: one row for each side of a conversation: a place in its log, in the numbers of both sides.
"""

from sqlalchemy import CheckConstraint, Column, Text

from deskbell.kit.tables import WholeNumber, table

MARKS = table(
    "gateway_marks",
    Column("organisation", Text, nullable=False),
    Column("conversation", Text, primary_key=True),
    Column("side", Text, CheckConstraint("side IN ('visitor', 'staff')", "known"), primary_key=True),
    Column("staff_seq", WholeNumber, nullable=False),
    Column("visitor_seq", WholeNumber, nullable=False),
    without_rowid=True,
)
"""How far each side has read. Only ever rises."""
