"""Asking the floor on behalf of a request over HTTP, where a no ends the request.

Owns: `RefusedByFloor`, a refusal on its way to the answer, and `ask`.
Never: a reason of its own; the refusal is the floor's.
"""

from deskbell.floor.commands import AnyCommand
from deskbell.floor.refusals import Refusal
from deskbell.sequencer import Done, Refused, Repeated, Sequencer


class RefusedByFloor(Exception):
    """The floor said no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


async def ask(sequencer: Sequencer, command: AnyCommand) -> Done | Repeated:
    """Submit and wait until it is committed. Raises `RefusedByFloor`."""
    outcome = await sequencer.submit(command)
    if isinstance(outcome, Refused):
        raise RefusedByFloor(outcome.refusal)
    return outcome
