"""The sequencers of this process: one per organisation, begun when first needed.

Owns: which sequencers run; beginning one anew after it died; when to give up.
Never: two sequencers of one organisation; an organisation harmed by another's death.
Holds: a sequencer that died three times within ten seconds is not helped by another start: the process is told to stop.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from deskbell.floor.vocabulary import Id, Instant
from deskbell.kit.logging import get_logger
from deskbell.ledger import Stored, epoch_of, find_epoch, organisations
from deskbell.sequencer.outside import Announce, Clock, Outside, Projection, Storage
from deskbell.sequencer.recover import recover
from deskbell.sequencer.sequencer import Sequencer
from deskbell.sequencer.trouble import SequencerDied

DEATHS_MAX = 3
DEATHS_WITHIN_MS = 10_000

log = get_logger(__name__)


def tell_nobody(_: Sequence[Stored]) -> None:
    """An announcement for where nobody listens."""


class Sequencers:
    """Ask `of` for the sequencer of an organisation each time; keep none, for it may die.

    `died` hears of each death; `stop` is called when the process had better end.
    """

    def __init__(
        self,
        database: Storage,
        clock: Clock,
        projections: Sequence[Projection] = (),
        announce: Announce = tell_nobody,
        *,
        died: Callable[[Id], None] | None = None,
        stop: Callable[[], None] | None = None,
    ) -> None:
        self._outside = Outside(database, clock, projections, announce)
        self._died = died
        self._stop = stop
        self._running: dict[Id, Sequencer] = {}
        self._starting: dict[Id, asyncio.Task[Sequencer]] = {}
        self._deaths: dict[Id, deque[Instant]] = {}
        self._is_closing = False

    async def of(self, organisation: Id) -> Sequencer:
        """The organisation's sequencer; the first call, and the first after a death, recovers it from the ledger.

        Raises what recovery raises, and `SequencerDied` after `close`.
        """
        running = self._running.get(organisation)
        if running is not None:
            return running
        return await asyncio.shield(self._begin(organisation))

    def find(self, organisation: Id) -> Sequencer | None:
        """The one that runs; None where `of` has to begin it first."""
        return self._running.get(organisation)

    async def start_all(self) -> None:
        """Begin those of every organisation in the ledger, so that deadlines come also where nobody asks."""
        for organisation in await self._outside.storage.read(organisations):
            await self.of(organisation)

    async def close(self) -> None:
        """Let all of them answer who waits, keep a snapshot, and stop."""
        self._is_closing = True
        if self._starting:
            await asyncio.wait(self._starting.values())
        await asyncio.gather(*[sequencer.close() for sequencer in self._running.values()])

    def _begin(self, organisation: Id) -> "asyncio.Task[Sequencer]":
        if self._is_closing:
            raise SequencerDied
        starting = self._starting.get(organisation)
        if starting is None:
            starting = asyncio.create_task(self._recover(organisation), name=f"recovery of {organisation}")
            self._starting[organisation] = starting
            starting.add_done_callback(lambda task: self._begun(organisation, task))
        return starting

    async def _recover(self, organisation: Id) -> Sequencer:
        storage, clock = self._outside.storage, self._outside.clock
        if await storage.read(lambda connection: find_epoch(connection, organisation)) is None:
            await storage.write(lambda connection: epoch_of(connection, organisation))
        recovered = await recover(storage, organisation)
        clock.not_before(recovered.floor.now)
        self._running[organisation] = Sequencer(organisation, recovered, self._outside, self._ended)
        return self._running[organisation]

    def _begun(self, organisation: Id, task: "asyncio.Task[Sequencer]") -> None:
        del self._starting[organisation]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("recovery_failed", organisation=organisation, exc_info=error)

    def _ended(self, sequencer: Sequencer, error: Exception | None) -> None:
        organisation = sequencer.organisation
        if self._running.get(organisation) is sequencer:
            del self._running[organisation]
        if error is None:
            return
        log.error("sequencer_died", organisation=organisation, exc_info=error)
        if self._died is not None:
            self._died(organisation)
        if self._is_closing:
            return
        if self._is_hopeless(organisation):
            log.error("sequencer_given_up", organisation=organisation, deaths=DEATHS_MAX)
            if self._stop is not None:
                self._stop()
        else:
            # At once, not when somebody asks: the floor's deadlines do not wait.
            self._begin(organisation)

    def _is_hopeless(self, organisation: Id) -> bool:
        deaths = self._deaths.setdefault(organisation, deque(maxlen=DEATHS_MAX))
        deaths.append(self._outside.clock.now())
        return len(deaths) == DEATHS_MAX and deaths[-1] - deaths[0] <= DEATHS_WITHIN_MS
