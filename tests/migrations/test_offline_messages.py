"""Revision 0010 finds the messages that were left before it."""

import asyncio
from pathlib import Path

from sqlalchemy import Connection, select

from deskbell.kit import migrate
from deskbell.offline.tables import MESSAGES
from tests.office import make_inbox, open_office
from tests.offline.visits import leave


def rows(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(tuple(row) for row in connection.execute(select(MESSAGES)))


def test_the_ledger_s_past_is_found_again(tmp_path: Path):
    async def live() -> None:
        async with open_office(tmp_path) as office:
            channel = (await make_inbox(await office.found()))["id"]
            for text in ("One", ""):
                await leave(office, channel, text)
            before = await office.database.read(rows)
            assert len(before) == 2
            migrate.downgrade(office.database, "0009")
            migrate.upgrade(office.database)
            assert await office.database.read(rows) == before

    asyncio.run(live())
