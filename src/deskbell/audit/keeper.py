"""Keeping the head: from the database, where acts are written, to the file beside it.

Owns: when the file is written: after commits, never on their way, at most once in `KEEP_SECONDS`.
Never: an advance of the file over a log that does not pass through the head it holds: that would hide the forgery.
Holds: the file is never ahead of what is committed.
"""

import asyncio

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from deskbell.audit.head_file import Head, HeadFile, Heads
from deskbell.audit.tables import ACTS, HEADS
from deskbell.audit.verify import Walk, walk_on
from deskbell.kit.database import Database
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import Trouble

KEEP_SECONDS = 1.0

log = get_logger(__name__)


class HeadKeeper:
    """Keeps the heads of one installation."""

    def __init__(self, database: Database, file: HeadFile) -> None:
        self._database = database
        self._file = file
        self._kept: Heads | None = None
        self._seen: Heads = {}
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """For as long as the server runs."""
        while True:
            await self.try_to_keep()
            await asyncio.sleep(KEEP_SECONDS)

    async def try_to_keep(self) -> None:
        """Like `keep`, for where nobody could be told: at the next chance it is tried again."""
        try:
            await self.keep()
        except (OSError, Trouble, SQLAlchemyError) as trouble:
            log.warning("audit_heads_not_kept", trouble=type(trouble).__name__)

    async def keep(self) -> None:
        """Bring the file up to what is committed."""
        async with self._one_at_a_time:
            heads = await self._database.read(read_heads)
            if self._kept is not None and heads == self._seen:
                return
            before = await self._find_kept()
            kept = await self._database.read(lambda connection: advance(connection, before, heads))
            if kept != before or self._kept is None:
                await asyncio.to_thread(self._file.write, kept)
            self._kept, self._seen = kept, heads

    async def verify(self, organisation: str) -> Walk:
        """Walk the log of an organisation from its first act to its last."""
        await self.keep()
        kept = (self._kept or {}).get(organisation)
        walk = Walk(organisation)
        while await self._database.read(lambda connection: walk_on(connection, walk, kept)):
            pass
        return walk

    async def _find_kept(self) -> Heads:
        if self._kept is not None:
            return self._kept
        found = await asyncio.to_thread(self._file.read)
        if found is None and await self._database.read(read_heads) != {}:
            log.warning("audit_heads_missing", file=str(self._file.path))
        return found or {}


def read_heads(connection: Connection) -> Heads:
    """As they stand in the database."""
    return {row.organisation: Head(row.number, row.hash) for row in connection.execute(select(HEADS))}


def advance(connection: Connection, kept: Heads, heads: Heads) -> Heads:
    """`kept`, brought forward to `heads` where the log still passes through what was kept."""
    forward = dict(kept)
    for organisation, head in heads.items():
        before = kept.get(organisation)
        if before is None or _passes_through(connection, organisation, before):
            forward[organisation] = head
        else:
            log.error("audit_log_was_changed", organisation=organisation, number=before.number)
    return forward


def _passes_through(connection: Connection, organisation: str, head: Head) -> bool:
    found = select(ACTS.c.hash).where(ACTS.c.organisation == organisation, ACTS.c.number == head.number)
    return connection.execute(found).scalar_one_or_none() == head.hash
