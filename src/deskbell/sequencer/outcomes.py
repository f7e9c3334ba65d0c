"""What becomes of a command.

Owns: the three answers of a sequencer.
Never: an answer to something that is not committed.
Holds: whoever asks again with the same request id is told `Repeated`, with the numbers of the first time.
"""

from msgspec import Struct

from deskbell.floor.refusals import Refusal
from deskbell.floor.vocabulary import Id, Instant
from deskbell.ledger import Position, Stored


class Done(Struct, frozen=True):
    """Committed. `stored` is what happened because of this command, which may be nothing."""

    stored: list[Stored]


class Refused(Struct, frozen=True):
    """A definite no; nothing has changed."""

    refusal: Refusal


class Repeated(Struct, frozen=True):
    """Committed before. `seq` counts in the organisation's log, `positions` in the chat's own streams."""

    conversation: Id
    seq: int
    at: Instant
    positions: tuple[Position, ...]


Outcome = Done | Refused | Repeated
