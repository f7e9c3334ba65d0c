"""The commit: everything a batch means, in one transaction.

Owns: the order inside the transaction: events with their numbers, places, projections, snapshot.
Never: a second try after a failure: then the floor in memory is ahead of the ledger, and is thrown away.
Holds: all of it or nothing; when this returns, COMMIT has.
"""

import asyncio
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from deskbell.kit.trouble import DatabaseBusy
from deskbell.ledger import Stored
from deskbell.ledger.append import append
from deskbell.ledger.entries import Snapshot
from deskbell.ledger.heads import Heads
from deskbell.ledger.places import move_places
from deskbell.ledger.snapshots import save_snapshot
from deskbell.sequencer.batch import Batch
from deskbell.sequencer.outside import Projection, Storage

# "Busy" means that nothing was begun, so waiting a little repairs nothing and loses nothing.
BUSY_PAUSE_SECONDS = 0.05
BUSY_PAUSES_MAX = 100


async def commit(
    storage: Storage, heads: Heads, batch: Batch, projections: Sequence[Projection], snapshot: Snapshot | None
) -> list[Stored]:
    """Write the batch, and the snapshot of the floor after it where there is one. Returns after COMMIT."""

    def job(connection: Connection) -> list[Stored]:
        stored = append(connection, heads, batch.at, batch.happened)
        move_places(connection, stored)
        for project in projections:
            project(connection, stored)
        if snapshot is not None:
            save_snapshot(connection, heads.organisation, snapshot)
        return stored

    return await _write(storage, job)


async def _write(storage: Storage, job: Callable[[Connection], list[Stored]]) -> list[Stored]:
    for _ in range(BUSY_PAUSES_MAX):
        try:
            return await storage.write(job)
        except DatabaseBusy:
            await asyncio.sleep(BUSY_PAUSE_SECONDS)
    return await storage.write(job)
