"""The floor as bytes, and back.

Owns: the format of a snapshot and its version.
Never: where snapshots are kept (`ledger`), when they are made (`sequencer`).
Holds: decode(encode(floor)) behaves as the floor does (law 7). The index is derived and the clock is not history:
neither is part of a snapshot.
"""

import msgspec
from msgspec import Struct

from deskbell.floor.evolve import rebuild_index
from deskbell.floor.state import Chat, Floor, Group, Inbox, Member, Totals
from deskbell.floor.vocabulary import Id, Instant, Licence

VERSION = 5
"""Rises whenever the state changes its shape; a snapshot of another version is not used, the ledger is replayed."""


class Saved(Struct):
    """What a snapshot holds."""

    version: int
    members: dict[Id, Member]
    groups: dict[Id, Group]
    seats: dict[Licence, int]
    overriding: bool
    inboxes: dict[Id, Inbox]
    chats: dict[Id, Chat]
    closed: dict[Id, Instant]
    totals: Totals


class UnreadableSnapshot(Exception):
    """The bytes are damaged or of another version; replay the ledger instead."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Saved)


def encode(floor: Floor) -> bytes:
    """The floor's state as MessagePack."""
    return _encoder.encode(
        Saved(
            VERSION,
            floor.members,
            floor.groups,
            floor.seats,
            floor.overriding,
            floor.inboxes,
            floor.chats,
            floor.closed,
            floor.totals,
        )
    )


def decode(data: bytes) -> Floor:
    """The floor from a snapshot, its index rebuilt. Raises UnreadableSnapshot."""
    try:
        saved = _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise UnreadableSnapshot(str(error)) from error
    if saved.version != VERSION:
        raise UnreadableSnapshot(f"snapshot version {saved.version}, this program reads {VERSION}")
    floor = Floor(
        members=saved.members,
        groups=saved.groups,
        seats=saved.seats,
        overriding=saved.overriding,
        inboxes=saved.inboxes,
        chats=saved.chats,
        closed=saved.closed,
        totals=saved.totals,
    )
    rebuild_index(floor)
    return floor
