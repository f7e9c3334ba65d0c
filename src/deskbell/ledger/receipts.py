"""Receipts: what a client's request id had as its effect, for ever (law 8).

Owns: finding the event that answered a request id.
Never: the memory of open chats' receipts: the floor has that.
Holds: a request id of one author in one chat has one receipt, by a unique index.
"""

from sqlalchemy import Connection, select

from deskbell.floor.vocabulary import Id
from deskbell.ledger.entries import Receipt
from deskbell.ledger.lanes import CONVERSATION, VISITOR
from deskbell.ledger.tables import EVENTS

_event = EVENTS.c


def find_receipt(connection: Connection, conversation: Id, cid_author: Id, cid: str) -> Receipt | None:
    """The receipt of a request id, whichever organisation it belongs to (the caller checks that), or None."""
    row = connection.execute(
        select(_event.organisation, _event.seq, _event.at, _event.digest, _event.staff_seq, _event.visitor_seq).where(
            _event.conversation == conversation, _event.cid_author == cid_author, _event.cid == cid
        )
    ).one_or_none()
    if row is None:
        return None
    numbers = ((CONVERSATION + conversation, row.staff_seq), (VISITOR + conversation, row.visitor_seq))
    positions = tuple((stream, number) for stream, number in numbers if number is not None)
    return Receipt(row.organisation, row.seq, row.at, row.digest, positions)
