"""The tables of intervals and of where each member stands.

Owns: their columns, and that a member has at most one interval of a kind that still lasts.
"""

from sqlalchemy import CheckConstraint, Column, Index, Text

from deskbell.kit.tables import Flag, WholeNumber, table

INTERVALS = table(
    "reports_intervals",
    Column("organisation", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    # Two of a kind cannot begin at once: the first would have had no length, and is not kept.
    Column("began_at", WholeNumber, primary_key=True, autoincrement=False),
    Column("ended_at", WholeNumber),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint(
        "(kind = 'status' AND value IN ('available', 'busy', 'away', 'offline'))"
        " OR (kind = 'connection' AND value IN ('attached', 'leased', 'gone'))"
        " OR (kind = 'hold' AND value IN ('on', 'off'))",
        name="value",
    ),
    CheckConstraint("ended_at > began_at", name="length"),
    # By their key those of one member and kind lie side by side, in their order.
    without_rowid=True,
)
"""`ended_at` is NULL while it lasts; `reason` is that of "away"."""
Index(
    "uq_reports_intervals_lasting",
    INTERVALS.c.organisation,
    INTERVALS.c.member,
    INTERVALS.c.kind,
    unique=True,
    sqlite_where=INTERVALS.c.ended_at.is_(None),
)

STANDINGS = table(
    "reports_standings",
    Column("organisation", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    Column("active", Flag, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("connection", Text, nullable=False),
    Column("on_hold", Flag, nullable=False),
    without_rowid=True,
)
"""What a member's intervals begin with when he is active again: what happens to him in between is kept here alone."""
