"""Recovery: the floor as the ledger has it.

Owns: replaying the events, from a snapshot where there is a good one.
Never: a decision: replay folds in what was decided (law 12); a floor that breaks a law is not used.
Holds: snapshot + tail = replay from zero = the floor that was live (law 7).
"""

from sqlalchemy import Connection

from deskbell.floor import invariants, snapshot
from deskbell.floor.evolve import evolve
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id
from deskbell.kit.logging import get_logger
from deskbell.ledger import read_after
from deskbell.ledger.entries import Snapshot
from deskbell.ledger.heads import log_head_of
from deskbell.ledger.snapshots import find_snapshot
from deskbell.sequencer.outside import Storage

# A read takes some 20 ms then: far from its deadline, and no other reader waits long.
EVENTS_PER_READ = 2_000

log = get_logger(__name__)


class Recovered:
    """A floor, the number of the last event in it, and how many events were replayed to get there."""

    def __init__(self, floor: Floor, seq: int) -> None:
        self.floor = floor
        self.seq = seq
        self.replayed = 0

    def advance(self, connection: Connection, organisation: Id) -> int:
        """Fold in the next events of the log; returns how many there were."""
        entries = read_after(connection, organisation, self.seq, EVENTS_PER_READ)
        for seq, at, event in entries:
            evolve(self.floor, event, at)
            self.seq = seq
        self.replayed += len(entries)
        return len(entries)


async def recover(storage: Storage, organisation: Id) -> Recovered:
    """The organisation's floor after its last committed event. Nothing may be committed meanwhile.

    Raises `DatabaseTooNew` or `DatabaseDamaged` where the ledger cannot be read, `AssertionError` where what it says
    breaks a law.
    """
    kept = await storage.read(lambda connection: find_snapshot(connection, organisation))
    recovered = await _replay_from_snapshot(storage, organisation, kept) if kept is not None else None
    return recovered or await _replay(storage, organisation, Recovered(Floor(), 0))


async def _replay_from_snapshot(storage: Storage, organisation: Id, kept: Snapshot) -> Recovered | None:
    """None where the snapshot cannot be used: it is a copy, and the events are the truth."""
    try:
        floor = snapshot.decode(kept.state)
        floor.now = kept.at
        return await _replay(storage, organisation, Recovered(floor, kept.seq))
    except (snapshot.UnreadableSnapshot, AssertionError, LookupError) as error:
        log.warning("snapshot_not_used", organisation=organisation, seq=kept.seq, reason=repr(error))
        return None


async def _replay(storage: Storage, organisation: Id, recovered: Recovered) -> Recovered:
    while await storage.read(lambda connection: recovered.advance(connection, organisation)):
        pass
    head = await storage.read(lambda connection: log_head_of(connection, organisation))
    assert recovered.seq == head, f"law 7: the replay of {organisation} ends at {recovered.seq}, its log at {head}"
    invariants.check(recovered.floor)
    return recovered
