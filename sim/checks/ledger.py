"""The ledger itself: what was committed can be read again, whole, and makes the same floor (law 7).

Owns: gap (of streams), and the part of `law` that compares floors.
"""

from collections import defaultdict
from typing import Final

from sqlalchemy import Connection

from deskbell.floor import invariants
from deskbell.floor.snapshot import decode
from deskbell.floor.state import Floor
from deskbell.kit.trouble import DatabaseDamaged
from deskbell.ledger import read_after, read_stream
from deskbell.ledger.snapshots import find_snapshot
from deskbell.sequencer.recover import Recovered
from sim.book import Book
from sim.node import ORGANISATION

EVERYTHING: Final = 1_000_000


def find_gaps(book: Book, disk: Connection) -> list[str]:
    """Every stream reads as it was committed, without a hole."""
    streams: dict[str, list[int]] = defaultdict(list)
    for entry in book.entries:
        for stream, seq in entry.stored.positions:
            streams[stream].append(seq)
    gaps = [
        f"{stream} was numbered {seqs}" for stream, seqs in streams.items() if seqs != list(range(1, len(seqs) + 1))
    ]
    logged = [entry.stored.seq for entry in book.entries]
    if logged != list(range(1, len(logged) + 1)):
        gaps.append("the numbers of the log have a hole")
    return gaps + [sentence for stream in streams for sentence in _reread(book, disk, stream)] + _reread_log(book, disk)


def _reread(book: Book, disk: Connection, stream: str) -> list[str]:
    try:
        entries = read_stream(disk, ORGANISATION, stream, 0, EVERYTHING)
    except DatabaseDamaged as damaged:
        return [str(damaged)]
    known = [book.by_number[stream, entry.seq].stored for entry in entries if (stream, entry.seq) in book.by_number]
    if [(stored.at, stored.event) for stored in known] != [(entry.at, entry.event) for entry in entries]:
        return [f"{stream} reads otherwise than it was committed"]
    return []


def _reread_log(book: Book, disk: Connection) -> list[str]:
    try:
        entries = read_after(disk, ORGANISATION, 0, EVERYTHING)
    except DatabaseDamaged as damaged:
        return [str(damaged)]
    committed = [(entry.stored.seq, entry.stored.at, entry.stored.event) for entry in book.entries]
    return [] if [tuple(entry) for entry in entries] == committed else ["the log reads otherwise than it was committed"]


def compare_floors(live: Floor, disk: Connection) -> list[str]:
    """Law 7: snapshot + tail = replay from zero = the floor that was live."""
    try:
        return _compare(live, disk)
    except (DatabaseDamaged, AssertionError, LookupError) as error:
        return [f"law 7: the log cannot be replayed: {error!r}"]


def _compare(live: Floor, disk: Connection) -> list[str]:
    expected = invariants.state_of(live)
    broken = []
    if invariants.state_of(_replay(Recovered(Floor(), 0), disk)) != expected:
        broken.append("law 7: the replay from zero is not the floor that was live")
    kept = find_snapshot(disk, ORGANISATION)
    if kept is not None and invariants.state_of(_replay(Recovered(decode(kept.state), kept.seq), disk)) != expected:
        broken.append("law 7: snapshot and tail are not the floor that was live")
    return broken


def _replay(recovered: Recovered, disk: Connection) -> Floor:
    while recovered.advance(disk, ORGANISATION):
        pass
    return recovered.floor
