"""The ledger: everything that happened, in order, for ever.

Owns: the events of every organisation and their numbers, people's words (erasable, apart from the events), receipts,
    snapshots, epochs, and the second guard of the floor's places.
Never: a decision; an event changed or removed; an event without its numbers.
Holds: numbers are contiguous in the log and in every stream (law 7); a request id has one receipt for ever (law 8).

Start reading at `tables.py`, then `append.py` and `read.py`. Only the sequencer writes here (`append.py`).
"""

from deskbell.ledger.entries import ConversationFacts, Entry, Position, Receipt, Stored
from deskbell.ledger.epochs import epoch_of, find_epoch, renew_epoch
from deskbell.ledger.heads import head_of
from deskbell.ledger.read import conversation_facts, milestones, organisations, read_after, read_page, read_stream
from deskbell.ledger.receipts import find_receipt
from deskbell.ledger.texts import erase_texts

__all__ = [
    "ConversationFacts",
    "Entry",
    "Position",
    "Receipt",
    "Stored",
    "conversation_facts",
    "epoch_of",
    "erase_texts",
    "find_epoch",
    "find_receipt",
    "head_of",
    "milestones",
    "organisations",
    "read_after",
    "read_page",
    "read_stream",
    "renew_epoch",
]
