"""The tables of the ledger.

Owns: what happened (`ledger_events`), people's words apart from it (`ledger_texts`), the numbers of boards and members
    (`ledger_streams`), the floor as it was (`ledger_snapshots`), epochs, and who holds which place (`floor_places`).
Never: an UPDATE or DELETE of `ledger_events`; triggers refuse both (revision 0001).
Holds: laws 1, 2 and 8 a second time, as unique indexes: a wrong floor fails the commit.
"""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text, UniqueConstraint

from deskbell.kit.tables import Flag, WholeNumber, table

# `seq` is the number in the organisation's log; `staff_seq` and `visitor_seq` are the event's numbers in the streams
# "conversation:<id>" and "visitor:<id>". They stand here rather than in `ledger_streams` so that a message, by far the
# most frequent event, is one row here and one in `ledger_texts`.
EVENTS = table(
    "ledger_events",
    Column("organisation", Text, primary_key=True),
    Column("seq", WholeNumber, primary_key=True, autoincrement=False),
    Column("at", WholeNumber, nullable=False),
    Column("kind", Text, nullable=False),
    Column("conversation", Text),
    Column("staff_seq", WholeNumber),
    Column("visitor_seq", WholeNumber),
    Column("cid_author", Text),
    Column("cid", Text),
    Column("digest", Text),
    Column("data", Text, nullable=False),
)
_event = EVENTS.c
Index(
    "uq_ledger_events_staff_seq",
    _event.conversation,
    _event.staff_seq,
    unique=True,
    sqlite_where=_event.conversation.is_not(None),
)
Index(
    "uq_ledger_events_visitor_seq",
    _event.conversation,
    _event.visitor_seq,
    unique=True,
    sqlite_where=_event.visitor_seq.is_not(None),
)
Index(
    "uq_ledger_events_cid",
    _event.conversation,
    _event.cid_author,
    _event.cid,
    unique=True,
    sqlite_where=_event.cid.is_not(None),
)

# The fields named in `Event.ERASABLE`, as one JSON object; "{}" once they are erased.
TEXTS = table(
    "ledger_texts",
    Column("organisation", Text, primary_key=True),
    Column("seq", WholeNumber, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    without_rowid=True,
)

# Only "board:" and "member:" streams.
STREAMS = table(
    "ledger_streams",
    Column("organisation", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("seq", WholeNumber, primary_key=True, autoincrement=False),
    Column("event_seq", WholeNumber, nullable=False),
    without_rowid=True,
)

SNAPSHOTS = table(
    "ledger_snapshots",
    Column("organisation", Text, primary_key=True),
    Column("seq", WholeNumber, nullable=False),
    Column("at", WholeNumber, nullable=False),
    Column("state", LargeBinary, nullable=False),
)

EPOCHS = table(
    "ledger_epochs",
    Column("organisation", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    without_rowid=True,
)

PLACES = table(
    "floor_places",
    Column("organisation", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    Column("place", WholeNumber, primary_key=True, autoincrement=False),
    Column("conversation", Text, nullable=False),
    Column("capacity", WholeNumber, nullable=False),
    # A chat has one place with who has it or is offered it, and one more with who is asked to take it over.
    Column("coming", Flag, nullable=False, server_default="0"),
    # A supervisor's override, where the organisation allows that.
    Column("beyond", Flag, nullable=False, server_default="0"),
    UniqueConstraint("conversation", "coming", name="uq_floor_places_conversation_coming"),
    CheckConstraint("place >= 1 AND (place <= capacity OR beyond = 1)", name="place"),
    CheckConstraint("coming IN (0, 1)", name="coming"),
    CheckConstraint("beyond IN (0, 1)", name="beyond"),
    without_rowid=True,
)
