"""Epochs: which lineage of data a position belongs to (delivery, "Streams and positions").

Owns: 128 random bits per organisation.
Never: a meaning of these bits.
Holds: an epoch changes whenever numbers or texts that were seen may no longer be what they were: after a restore, after
    an erasure. Positions of another epoch are answered with a resync.
"""

import secrets

from sqlalchemy import Connection, delete, insert, select

from deskbell.floor.vocabulary import Id
from deskbell.ledger.tables import EPOCHS

_EPOCH_BYTES = 16


def epoch_of(connection: Connection, organisation: Id) -> str:
    """The organisation's epoch, 32 hex characters. The first call of all has to be in a transaction that writes."""
    epoch = find_epoch(connection, organisation)
    return renew_epoch(connection, organisation) if epoch is None else epoch


def find_epoch(connection: Connection, organisation: Id) -> str | None:
    """The organisation's epoch, None where the ledger has never heard of the organisation."""
    return connection.execute(select(EPOCHS.c.epoch).where(EPOCHS.c.organisation == organisation)).scalar_one_or_none()


def renew_epoch(connection: Connection, organisation: Id) -> str:
    """Begin a new epoch: whoever comes back is told to start over."""
    epoch = secrets.token_hex(_EPOCH_BYTES)
    connection.execute(delete(EPOCHS).where(EPOCHS.c.organisation == organisation))
    connection.execute(insert(EPOCHS).values(organisation=organisation, epoch=epoch))
    return epoch
