"""The door: what is refused before it gets a turn.

Owns: "busy", and the refusal of what could not be written down.
Never: a question of the floor.
Holds: one caller's impossible command never reaches the batch it would share with others.
"""

import msgspec

from deskbell.floor.commands import AnyCommand
from deskbell.floor.refusals import Refusal, refuse

_encoder = msgspec.json.Encoder()


def refuse_busy() -> Refusal:
    """Too many wait already, or the node is about to stop."""
    return refuse("busy", "Too much is going on at the moment. Please try again.", retry=True)


def refuse_unwritable(command: AnyCommand) -> Refusal | None:
    """A half of a character, or a number of more than 64 bits: the ledger has no way to write these."""
    try:
        _encoder.encode(command)
    except (UnicodeError, OverflowError, ValueError):
        return refuse("invalid", "The text contains characters that cannot be kept.")
    return None
