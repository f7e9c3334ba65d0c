"""Looks: questions about the floor that change nothing.

Owns: asking them, and telling the answers.
Never: an answer while the floor is ahead of the ledger: nobody sees what is not committed.
Holds: a look sees the floor and the heads of the streams as they are after the same commit.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from deskbell.floor.state import Floor
from deskbell.kit.trouble import Trouble
from deskbell.ledger import heads as ledger_heads
from deskbell.sequencer.outside import Heads, Storage

T = TypeVar("T")

Query = Callable[[Floor, Heads], T]
"""Must only read. It may be asked more than once: heads that are not in memory count as 0 at first."""


class Look:
    """A query, and the future of its result."""

    def __init__(self, query: Query[Any]) -> None:
        self.future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._query = query

    def answer(self, floor: Floor, heads: ledger_heads.Heads) -> set[str]:
        """Answer, unless heads are missing: returns the streams whose heads must be loaded first."""
        asked = _Asked(heads)
        result: Any = None
        failure: Exception | None = None
        try:
            result = self._query(floor, asked)
        except Exception as error:  # noqa: BLE001 - an edge: the query is its caller's, and so is its error
            failure = error
        if not asked.missing and not self.future.done():
            if failure is None:
                self.future.set_result(result)
            else:
                self.future.set_exception(failure)
        return asked.missing

    def fail(self, error: Exception) -> None:
        """Tell the caller that there will be no answer."""
        if not self.future.done():
            self.future.set_exception(error)


class _Asked:
    """The heads as a query sees them, and a note of those that it asked for in vain."""

    def __init__(self, heads: ledger_heads.Heads) -> None:
        self.missing: set[str] = set()
        self._heads = heads

    def __call__(self, stream: str) -> int:
        head = self._heads.find(stream)
        if head is None:
            self.missing.add(stream)
            return 0
        return head


async def answer_looks(looks: Sequence[Look], floor: Floor, heads: ledger_heads.Heads, storage: Storage) -> None:
    """Answer all, reading the heads they need. Nothing may be committed meanwhile."""
    while looks:
        missing = {look: look.answer(floor, heads) for look in looks}
        looks = [look for look in looks if missing[look]]
        try:
            await _load(storage, heads, set().union(*missing.values()))
        except Trouble as trouble:
            # That a read was refused harms those who asked, not the floor.
            for look in looks:
                look.fail(trouble)
            return


async def _load(storage: Storage, heads: ledger_heads.Heads, streams: set[str]) -> None:
    if streams:
        await storage.read(lambda connection: heads.load(connection, streams))
