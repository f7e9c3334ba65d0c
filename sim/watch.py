"""The watch: looks at the floor after every batch, and listens to the log.

Owns: the laws that were broken, and the errors that nobody expected.
Never: a change; a law of its own: they are `floor.invariants`.
Holds: a floor that breaks a law is seen before its batch is committed.
"""

from asyncio import AbstractEventLoop
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from deskbell.floor import invariants
from deskbell.floor.state import Floor
from deskbell.kit.trouble import Trouble
from deskbell.ledger import Stored
from deskbell.ledger.places import places_of
from deskbell.sequencer.batch import Batch
from sim.book import Book
from sim.node import ORGANISATION
from sim.trace import Trace


class Watch:
    """Of one world."""

    def __init__(self, loop: AbstractEventLoop, book: Book, trace: Trace) -> None:
        self.floor = Floor()
        self.batches = 0
        self.broken_laws: list[str] = []
        self.bugs: list[str] = []
        self._loop = loop
        self._book = book
        self._trace = trace

    def look(self, floor: Floor, _batch: Batch) -> None:
        """The floor after a batch."""
        self.floor = floor
        self.batches += 1
        self._book.decided_at = self._loop.time()
        try:
            invariants.check(floor)
        except AssertionError as broken:
            self._break(str(broken))

    def compare_places(self, connection: Connection, _stored: Sequence[Stored]) -> None:
        """As the last projection: law 14's table says what the floor says."""
        chats = self.floor.chats.values()
        held = {
            (chat.holder, chat.place if chat.owner else chat.offer.place if chat.offer else 0): chat.id
            for chat in chats
            if chat.holder
        }
        held |= {(chat.transfer.agent, chat.transfer.place): chat.id for chat in chats if chat.transfer}
        if places_of(connection, ORGANISATION) != held:
            self._break("law 14: the table of places and the floor disagree")

    def hear(self, level: str, event: str, fields: dict[str, Any]) -> None:
        """A line of the product's log."""
        error = fields.get("exc_info")
        told = repr(error) if isinstance(error, BaseException) else ""
        self._trace.note(f"log: {level} {event} {told}")
        if isinstance(error, BaseException) and not isinstance(error, Trouble):
            self.bugs.append(f"{event}: {error!r}")
        if event == "snapshot_not_used":
            self.bugs.append(f"a snapshot could not be used: {fields.get('reason')}")

    def _break(self, law: str) -> None:
        self._trace.note(f"broken: {law}")
        self.broken_laws.append(law)
