"""Snapshots: an organisation's floor as it was after some event, so that a start need not replay everything.

Owns: the one latest snapshot of each organisation.
Never: a look into it (`floor.snapshot` knows the format); the only copy of anything: the events say the same.
Holds: a snapshot is written in the transaction of the event it stands after.
"""

from sqlalchemy import Connection, delete, insert, select

from deskbell.floor.vocabulary import Id
from deskbell.ledger.entries import Snapshot
from deskbell.ledger.tables import SNAPSHOTS


def save_snapshot(connection: Connection, organisation: Id, snapshot: Snapshot) -> None:
    """Keep this one in the place of the one before."""
    forget_snapshot(connection, organisation)
    values = {"organisation": organisation, "seq": snapshot.seq, "at": snapshot.at, "state": snapshot.state}
    connection.execute(insert(SNAPSHOTS).values(values))


def find_snapshot(connection: Connection, organisation: Id) -> Snapshot | None:
    """The latest snapshot, if there is one."""
    columns = (SNAPSHOTS.c.seq, SNAPSHOTS.c.at, SNAPSHOTS.c.state)
    row = connection.execute(select(*columns).where(SNAPSHOTS.c.organisation == organisation)).one_or_none()
    return None if row is None else Snapshot(row.seq, row.at, row.state)


def forget_snapshot(connection: Connection, organisation: Id) -> None:
    """Have none: the next start replays the whole log."""
    connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.organisation == organisation))
