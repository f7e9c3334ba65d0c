"""Asking the sequencer, without waiting for it.

Owns: finding the sequencer of an organisation, and calling back when the outcome is known.
Never: a second try: who asked is told, and asks again himself.
Holds: requests reach the sequencer in the order in which they were made here (delivery, D4).
"""

from collections.abc import Callable

from deskbell.floor.commands import AnyCommand
from deskbell.floor.vocabulary import Id
from deskbell.gateway.surroundings import Outcome
from deskbell.gateway.tasks import Tasks
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import Trouble
from deskbell.sequencer import Sequencer, Sequencers

Answer = Callable[[Outcome], None]

_log = get_logger(__name__)


class Asking:
    """Asks for the sessions of one node."""

    def __init__(self, sequencers: Sequencers, tasks: Tasks) -> None:
        self._sequencers = sequencers
        self._tasks = tasks
        # What waits until its sequencer has begun, in order.
        self._waiting: dict[Id, list[tuple[AnyCommand, Answer]]] = {}

    def submit(self, organisation: Id, command: AnyCommand, answer: Answer) -> None:
        """Ask; `answer` is called with the outcome, with None where it is not known what became of it."""
        sequencer = self._sequencers.find(organisation)
        if organisation in self._waiting:
            self._waiting[organisation].append((command, answer))
        elif sequencer is not None:
            sequencer.submit_soon(command, answer)
        else:
            self._waiting[organisation] = [(command, answer)]
            self._tasks.start(self._begin(organisation))

    async def _begin(self, organisation: Id) -> None:
        sequencer: Sequencer | None = None
        try:
            sequencer = await self._sequencers.of(organisation)
        except Trouble as trouble:
            _log.warning("not_answered", org=organisation, trouble=type(trouble).__name__)
        finally:
            for command, answer in self._waiting.pop(organisation):
                if sequencer is None:
                    answer(None)
                else:
                    sequencer.submit_soon(command, answer)
