"""Erasing people's words.

Owns: blanking the texts of a conversation.
Never: an event removed, or a number: erased events read as before, with empty strings where words were.
Holds: nothing else keeps the words: the snapshot of the floor (names and openings of chats that were open) goes too.
"""

from sqlalchemy import Connection, select, update

from deskbell.floor.vocabulary import Id
from deskbell.ledger.epochs import renew_epoch
from deskbell.ledger.snapshots import forget_snapshot
from deskbell.ledger.tables import EVENTS, TEXTS

ERASED = "{}"


def erase_texts(connection: Connection, organisation: Id, conversation: Id) -> int:
    """Blank all words of a closed conversation; returns in how many events. Doing it again changes nothing.

    Of an open one the floor still has the visitor's name and opening in memory: close it first.
    """
    of_conversation = select(EVENTS.c.seq).where(
        EVENTS.c.organisation == organisation, EVENTS.c.conversation == conversation
    )
    has_words = (TEXTS.c.organisation == organisation, TEXTS.c.seq.in_(of_conversation), TEXTS.c.body != ERASED)
    erased = connection.execute(update(TEXTS).where(*has_words).values(body=ERASED)).rowcount
    if erased:
        forget_snapshot(connection, organisation)
        renew_epoch(connection, organisation)
    return erased
