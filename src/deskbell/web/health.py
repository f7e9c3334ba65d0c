"""Health: is the process there, and can it do its work?

Owns: `/health/live`, `/health/ready`, the probe of the database and its table.
Never: a detail for strangers: "ok" or not (security, 98).
Holds: ready means that a write was committed within the last second, and that nobody is being sent away.
"""

import asyncio
from collections.abc import Callable

from litestar import Response, get
from litestar.di import NamedDependency
from sqlalchemy import Column, Connection, Integer, insert, update
from sqlalchemy.exc import SQLAlchemyError

from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.tables import WholeNumber, table
from deskbell.kit.trouble import Trouble

PROBE_FRESH_MS = 1_000
PROBE_SECONDS_MAX = 2

PROBES = table(
    "web_probes",
    Column("probe", Integer, primary_key=True, autoincrement=False),
    Column("at", WholeNumber, nullable=False),
)
"""One row, which is written to see whether anything can be."""


class Readiness:
    """Answers from a probe that is a second old at most; however many ask, there is one probe at a time."""

    def __init__(self, database: Database, clock: Clock, is_draining: Callable[[], bool]) -> None:
        self._database = database
        self._clock = clock
        self._is_draining = is_draining
        self._one_at_a_time = asyncio.Lock()
        self._proved_at = -PROBE_FRESH_MS - 1

    async def is_ready(self) -> bool:
        """Can work be sent here?"""
        if self._is_draining():
            return False
        async with self._one_at_a_time:
            if self._clock.now() - self._proved_at <= PROBE_FRESH_MS:
                return True
            return await self._probe()

    async def _probe(self) -> bool:
        now = self._clock.now()
        try:
            async with asyncio.timeout(PROBE_SECONDS_MAX):
                await self._database.write(lambda connection: _write_probe(connection, now))
        except (Trouble, SQLAlchemyError, TimeoutError):
            return False
        self._proved_at = now
        return True


def _write_probe(connection: Connection, now: int) -> None:
    if not connection.execute(update(PROBES).values(at=now)).rowcount:
        connection.execute(insert(PROBES).values(probe=1, at=now))


@get("/health/live", include_in_schema=False)
async def get_live() -> Response[str]:
    """The process answers."""
    return Response("ok\n", media_type="text/plain")


@get("/health/ready", include_in_schema=False)
async def get_ready(readiness: NamedDependency[Readiness]) -> Response[str]:
    """Work can be sent here."""
    ready = await readiness.is_ready()
    return Response(
        "ok\n" if ready else "not ready\n",
        status_code=200 if ready else 503,
        media_type="text/plain",
    )
