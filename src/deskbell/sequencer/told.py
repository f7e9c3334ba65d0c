"""Who is told of an outcome without waiting for it: the gateway, which has no task for a frame.

Owns: `Told`, which stands in the queue where else a future stands.
Never: a wait; an exception of the caller's reaches the sequencer.
Holds: told in the same turn of the loop as the announcement before it, so that both leave in one write.
"""

from collections.abc import Callable

from deskbell.kit.logging import get_logger
from deskbell.sequencer.outcomes import Done, Outcome
from deskbell.sequencer.queue import Answer, Other

Tell = Callable[[Outcome | None], None]
"""Called once, with None where it is not known what became of the command: then the same request may be asked again."""

log = get_logger(__name__)


class Told:
    """`look_up` is asked to find the outcome where the floor alone could not say it."""

    __slots__ = ("_look_up", "_tell")

    def __init__(self, tell: Tell, look_up: Callable[[Other, Tell], None]) -> None:
        self._tell = tell
        self._look_up = look_up

    def done(self) -> bool:
        """Whether nobody wants to know any more."""
        return False

    def set_result(self, answer: Answer) -> None:
        """Tell."""
        if isinstance(answer, Done):
            tell_safely(self._tell, answer)
        else:
            self._look_up(answer, self._tell)

    def set_exception(self, _error: Exception) -> None:
        """Tell that nobody knows."""
        tell_safely(self._tell, None)


def tell_safely(tell: Tell, outcome: Outcome | None) -> None:
    """Tell; a caller who fails at it harms nobody else."""
    try:
        tell(outcome)
    except Exception:
        log.exception("not_told")
