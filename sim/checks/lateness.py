"""How late something came that the ledger knows the time of.

Owns: what nobody is blamed for: the server was down or waited for its disk, and time that a clock leapt over.
Never: when something was due: each checker knows that of its own kind.
Holds: a start counts anew: what was due before it may come a while after it.
"""

from msgspec import Struct

from deskbell.floor.vocabulary import Instant
from sim.book import Entry
from sim.faults import Excuses
from sim.host import Life


class Lateness(Struct, frozen=True):
    """Of one world. `ms_max` and `after_a_start_ms_max` are what is promised."""

    lives: list[Life]
    excuses: Excuses
    ms_max: float
    after_a_start_ms_max: float

    def find_excess_ms(self, entry: Entry, due: Instant) -> float:
        """By how much more than promised the event came after it was due; 0 where it came in time."""
        due_at = entry.decided_at - (entry.stored.at - due) / 1000
        begun = [life.began_at for life in self.lives if due_at <= life.began_at <= entry.decided_at]
        counted_from = max([due_at, *begun])
        excused = self.excuses.seconds_in(counted_from, entry.decided_at)
        late_ms = (entry.decided_at - counted_from - excused) * 1000
        return max(0.0, late_ms - (self.after_a_start_ms_max if begun else self.ms_max))
