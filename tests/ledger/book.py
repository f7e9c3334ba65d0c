"""Writing and reading the ledger in tests."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, text

from deskbell.audience.streams import streams_of
from deskbell.floor.events import AnyEvent, MessagePosted, NotePosted
from deskbell.floor.vocabulary import Author, Id
from deskbell.kit.database import Database
from deskbell.ledger import Stored
from deskbell.ledger.append import append
from deskbell.ledger.heads import Heads, log_head_of
from tests.audience.samples import ASKED, CHAT, INBOX, OPENED, VISITOR

T = TypeVar("T")

SHOP = "0o" + "1" * 24
OTHER = "0o" + "2" * 24
AT = 1_760_000_000_000


class Book:
    """The ledger, written without a sequencer."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def write(self, *events: AnyEvent, organisation: Id = SHOP, at: int = AT) -> list[Stored]:
        """Append events in a transaction of their own, the heads read anew."""
        happened = [(event, streams_of(event)) for event in events]

        def job(connection: Connection) -> list[Stored]:
            heads = Heads(organisation, log_head_of(connection, organisation))
            return append(connection, heads, at, happened)

        return self.database.write_sync(job)

    def do(self, job: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """Run a function of the ledger that writes."""
        return self.database.write_sync(lambda connection: job(connection, *arguments, **options))

    def ask(self, query: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """Run a function of the ledger that reads."""
        return self.database.read_sync(lambda connection: query(connection, *arguments, **options))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What plain SQL finds."""
        return [tuple(row) for row in self.ask(lambda connection: connection.execute(text(statement)).all())]

    def meddle(self, statement: str) -> None:
        """Change the tables behind the ledger's back."""
        self.do(lambda connection: connection.execute(text(statement)))


def message(number: int, *, chat: Id = CHAT, words: str = "") -> MessagePosted:
    """The visitor's message of this number, with a request id of its own."""
    return msgspec.structs.replace(ASKED, conversation=chat, cid=f"cid-{number}", text=words or f"message {number}")


def note(number: int, *, chat: Id = CHAT) -> NotePosted:
    """A note of this number."""
    author = Author("member", "0m" + "1" * 24, "Ana")
    return NotePosted(
        conversation=chat, inbox=INBOX, author=author, text=f"note {number}", cid=f"note-{number}", digest="n"
    )


def opened(chat: Id) -> AnyEvent:
    """The beginning of another chat of the same visitor."""
    return msgspec.structs.replace(OPENED, conversation=chat, contact=VISITOR)
