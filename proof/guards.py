"""The guards of the design that the model can do without, and the worlds in which it is searched.

Owns: for each switch of `offer.pml`: what it takes away, and where the product has it.
Holds: with all guards no scope has an error; without any one of them, its scope has.
"""

from typing import Final

from msgspec import Struct


class Scope(Struct, frozen=True):
    """A world, small enough to be walked through to its end."""

    name: str
    says: str
    switches: tuple[str, ...]


LEAVING: Final = Scope(
    "leaving",
    "2 chats, 2 agents, one with two devices; one mishap anywhere; a visitor leaves at any time",
    ("NOBODY_IS_LOST",),
)
LOST: Final = Scope(
    "lost",
    "2 chats, 2 agents with a device each; one mishap anywhere; one agent is lost and found",
    ("DEVICES=2", "NOBODY_LEAVES"),
)
HOME: Final = Scope(
    "going home",
    "2 chats, 2 agents with a device each; one mishap anywhere; any agent stops clicking at any time",
    ("DEVICES=2", "NOBODY_LEAVES", "NOBODY_IS_LOST", "SOMEBODY_GOES_HOME"),
)
QUEUE: Final = Scope(
    "queue",
    "3 chats for 2 agents with a device each; nothing fails",
    ("CHATS=3", "DEVICES=2", "MISHAPS_MAX=0", "NOBODY_LEAVES", "NOBODY_IS_LOST"),
)
ROUNDS: Final = Scope(
    "rounds",
    "2 chats, up to three offers of each, 2 agents with a device each; nothing fails",
    ("DEVICES=2", "OFFERS_MAX=3", "MISHAPS_MAX=0", "NOBODY_LEAVES"),
)
SHARING: Final = Scope(
    "sharing",
    "2 chats, 2 agents with a device each; one mishap anywhere; two requests may share a commit",
    ("DEVICES=2", "BATCH_MAX=2", "NOBODY_LEAVES", "NOBODY_IS_LOST"),
)
SCOPES: Final = (LEAVING, LOST, HOME, QUEUE, ROUNDS, SHARING)


class Guard(Struct, frozen=True):
    """A guard by the switch that takes it away."""

    switch: str
    without: str
    place: str
    scope: Scope = LEAVING


_FLOOR: Final = "src/deskbell/floor"
_SEQUENCER: Final = "src/deskbell/sequencer"

GUARDS: Final = (
    Guard("DECIDED_OUTSIDE", "a grant is decided before its turn, outside the one writer", f"{_SEQUENCER}/queue.py"),
    Guard("NO_NUMBER", "accept does not look at the offer's number", f"{_FLOOR}/offers.py"),
    Guard("NO_PLACE_CHECK", "nobody looks whether the agent has a free place", f"{_FLOOR}/evolve.py"),
    Guard("STALE_CAPACITY", "who has room is read once, before the places are taken", f"{_FLOOR}/evolve.py", QUEUE),
    Guard("NO_TICK_FIRST", "commands are taken before what is due", f"{_SEQUENCER}/batch.py"),
    Guard("NO_ALARM", "nothing wakes the sequencer when a deadline comes", f"{_SEQUENCER}/alarm.py", HOME),
    Guard(
        "TIMER_NOT_CHECKED", "a reminder is not checked against the offer that is open now", f"{_FLOOR}/deadlines.py"
    ),
    Guard("NO_NEW_ROUND", "no round begins after the back-off", f"{_FLOOR}/deadlines.py", HOME),
    Guard("EXPIRE_KEEPS_PLACE", "an offer that expires keeps the agent's place", f"{_FLOOR}/evolve.py"),
    Guard("DECLINE_LOSES_TURN", "a chat that was declined goes to the end of the queue", f"{_FLOOR}/evolve.py", LOST),
    Guard("NO_SETTLE_ON_FREE", "nobody looks at the queue when a place becomes free", f"{_FLOOR}/settle.py"),
    Guard("LEAVE_KEEPS_OFFER", "an offer is not rescinded when its visitor leaves", f"{_FLOOR}/chats.py"),
    Guard("LOST_KEEPS_OFFER", "who is out of reach keeps his offers", f"{_FLOOR}/agents.py", LOST),
    Guard("NO_RECEIPT", "a repeated accept is not recognised", f"{_FLOOR}/step.py"),
    Guard("ACK_BEFORE_COMMIT", "answers leave before the commit", f"{_SEQUENCER}/sequencer.py"),
    Guard("TELL_BEFORE_COMMIT", "everybody is told before the commit", f"{_SEQUENCER}/sequencer.py"),
    Guard(
        "FAILED_COMMIT_GOES_ON", "after a commit that failed the floor in memory is kept", f"{_SEQUENCER}/sequencer.py"
    ),
    Guard("DEADLINES_NOT_DERIVED", "recovery does not derive the deadlines", f"{_FLOOR}/evolve.py"),
    Guard("PLACES_NOT_REBUILT", "recovery does not count the places that are taken", f"{_FLOOR}/evolve.py"),
)
