"""A batch: time first, then some commands, all at one instant.

Owns: stepping the floor, and keeping apart what happened because of whom.
Never: input or output: nothing is committed here.
Holds: every batch opens with Tick (law 6); events stand in the order in which they were decided.
"""

from collections.abc import Sequence

from deskbell.audience.streams import streams_of
from deskbell.floor.commands import Tick
from deskbell.floor.events import AnyEvent
from deskbell.floor.refusals import Refusal, Repeat
from deskbell.floor.state import Floor
from deskbell.floor.step import step
from deskbell.floor.vocabulary import Instant
from deskbell.ledger import Stored
from deskbell.ledger.append import Happened
from deskbell.sequencer.outcomes import Done
from deskbell.sequencer.queue import Request

# Enough to share one flush of the disk among many, few enough to hold the loop for some milliseconds only.
BATCH_COMMANDS_MAX = 256


class Batch:
    """What the floor made of some requests; told to nobody before it is committed."""

    def __init__(self, at: Instant) -> None:
        self.at = at
        self.happened: list[Happened] = []
        self._decided: list[tuple[Request, slice | Refusal | Repeat]] = []

    def add_time(self, events: list[AnyEvent]) -> None:
        """What happened because time went by."""
        self.happened += [(event, streams_of(event)) for event in events]

    def add(self, request: Request, decided: list[AnyEvent] | Refusal | Repeat) -> None:
        """What the floor decided about a request."""
        if not isinstance(decided, list):
            self._decided.append((request, decided))
            return
        begin = len(self.happened)
        self.happened += [(event, streams_of(event)) for event in decided]
        self._decided.append((request, slice(begin, len(self.happened))))

    def answer(self, stored: Sequence[Stored]) -> None:
        """It is committed: tell every caller. `stored` is `happened` with its numbers."""
        for request, decided in self._decided:
            request.answer(Done(list(stored[decided])) if isinstance(decided, slice) else decided)


def step_batch(floor: Floor, requests: Sequence[Request], now: Instant) -> Batch:
    """Let the floor take the requests at `now`. If this raises, the floor is in no state to go on with."""
    passed = step(floor, Tick(), now)
    assert isinstance(passed, list), "time is never refused"
    batch = Batch(floor.now)
    batch.add_time(passed)
    for request in requests:
        batch.add(request, step(floor, request.command, floor.now))
    return batch
