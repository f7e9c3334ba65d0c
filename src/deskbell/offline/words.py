"""The words of a message, read where they are kept.

Owns: which entries of a chat's log a message consists of.
Never: a word kept.
Holds: of a chat whose words were erased nothing is left but empty strings.
"""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection

from deskbell import ledger
from deskbell.audience.streams import conversation_stream
from deskbell.floor.events import AnyEvent, ChatOpened, MessageLeft, MessagePosted
from deskbell.floor.vocabulary import Id

EXCERPT_CHARACTERS_MAX = 300

# What he says last is said with the leaving or not long before; what lies further back is in the conversation.
_ENTRIES_LOOKED_AT = 20


class Words(Struct, frozen=True):
    """Who left it, where he can be reached, his first words and the beginning of his last."""

    visitor_name: str = ""
    email: str = ""
    opening: str = ""
    excerpt: str = ""


def read_words(connection: Connection, organisation: Id, conversation: Id, seq: int) -> Words:
    """The words of the message that was left with entry number `seq` of the chat."""
    stream = conversation_stream(conversation)
    first = ledger.read_page(connection, organisation, stream, before=2, limit=1)
    latest = ledger.read_page(connection, organisation, stream, before=seq + 1, limit=_ENTRIES_LOOKED_AT)
    return _as_words([entry.event for entry in (*first, *latest)])


def _as_words(events: Sequence[AnyEvent]) -> Words:
    opened = next((one for one in events if isinstance(one, ChatOpened)), None)
    left = next((one for one in reversed(events) if isinstance(one, MessageLeft)), None)
    opening = opened.opening if opened else ""
    return Words(
        visitor_name=opened.visitor_name if opened else "",
        email=left.email if left else "",
        opening=opening,
        excerpt=_cut(_last_said(events) or opening),
    )


def _last_said(events: Sequence[AnyEvent]) -> str:
    said = (one.text for one in reversed(events) if isinstance(one, MessagePosted) and one.author.kind == "visitor")
    return next(said, "")


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT_CHARACTERS_MAX else f"{text[: EXCERPT_CHARACTERS_MAX - 1]}…"
