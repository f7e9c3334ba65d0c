"""The host: where the server runs, and is started again whenever it has ended.

Owns: the lives of the server, one after the other; how long it is down; how its clock went on.
Never: why it ended.
Holds: there is one server at a time; what it is given (disk, clocks) outlives it.
"""

from asyncio import AbstractEventLoop
from collections import Counter
from collections.abc import Callable
from contextvars import Context
from random import Random

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.kit.trouble import Trouble
from deskbell.ledger import renew_epoch
from deskbell.sequencer import Projection
from sim.book import Book
from sim.faults import DiskTrouble, Excuses
from sim.machine import Machine
from sim.node import ORGANISATION, Node
from sim.process import Process
from sim.storage import Storage
from sim.trace import Trace

_DOWN_SECONDS = (0.2, 4.0)


class Life(Struct):
    """When the server began (seconds of the world), and its clock compared with that of the life before.

    `leap_ms`: how far it is ahead of it. `lag_ms`: how far it may be behind it, which is down to the last commit.
    """

    began_at: float
    leap_ms: int
    lag_ms: int


class Host:
    """Starts servers. `lost` is called when one has died; `silently`: with its machine."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        random: Random,
        disk: Connection,
        machine: Machine,
        book: Book,
        trouble: DiskTrouble,
        excuses: Excuses,
        watchers: list[Projection],
        tally: Counter[str],
        trace: Trace,
    ) -> None:
        self.node: Node | None = None
        self.lives: list[Life] = []
        self.lost: Callable[[bool], None] = lambda _silently: None
        self._loop = loop
        self._random = random
        self._disk = disk
        self._machine = machine
        self._book = book
        self._trouble = trouble
        self._excuses = excuses
        self._watchers = watchers
        self._tally = tally
        self._trace = trace
        self._is_silent = False
        self._is_restored = False
        self._down_since = 0.0
        self._clock_before = machine.new_clock()
        # Kept, so that nothing of a dead one is collected before the world ends.
        self._processes: list[Process] = []

    def find_node(self) -> Node | None:
        """Who listens on the port."""
        node = self.node
        return node if node is not None and node.is_ready and not node.process.is_dead else None

    # ── coming ────────────────────────────────────────────────────────────────────────────────────────────────────

    def boot(self) -> None:
        """Start a server."""
        if self._is_restored:
            self._is_restored = False
            with self._disk.begin():
                renew_epoch(self._disk, ORGANISATION)
        process = Process(self._loop, f"life {len(self._processes) + 1}", self._died)
        self._processes.append(process)
        self._trace.note(f"{process.name} begins")
        process.spawn(self._live(process))

    async def _live(self, process: Process) -> None:
        clock = self._machine.new_clock()
        before = self._clock_before
        last = self._book.entries[-1].stored.at if self._book.entries else before.now()
        began_at, leap_ms = self._loop.time(), clock.now() - before.now()
        storage = Storage(self._loop, process, self._disk, self._book, self._trouble, self._trace)
        self.node = Node(self._loop, process, storage, clock, self._watchers, self._give_up)
        try:
            await self.node.start()
        except Exception as error:
            self._trace.note(f"{process.name} cannot start: {error!r}")
            process.kill()
            if isinstance(error, Trouble):
                return
            raise
        # Only of those who have come to know what the ledger says: before that a clock may show anything.
        self.lives.append(Life(began_at, leap_ms, max(0, before.now() - last)))
        self._clock_before = clock
        self._excuses.add(self._down_since, self._loop.time())
        self._trace.note(f"{process.name} is ready")

    # ── going ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def plan_death(self, *, silently: bool) -> None:
        """Whether the next death is one of the whole machine."""
        self._is_silent = silently

    def kill(self) -> None:
        """Now."""
        if self.node is not None:
            self.node.process.kill()

    def kill_after(self, steps: int) -> None:
        """After so many steps of its code."""
        if self.node is not None:
            self.node.process.kill_after(steps)

    def plan_new_epoch(self) -> None:
        """The next start is on a copy of the disk: nobody's positions mean anything any more."""
        self._is_restored = True

    def stop_gracefully(self) -> None:
        """As an operator restarts it. It may still be killed on its way."""
        node = self.find_node()
        if node is not None:
            node.is_ready = False
            node.process.spawn(self._stop(node))

    async def _stop(self, node: Node) -> None:
        try:
            await node.stop()
        except Trouble as trouble:
            self._trace.note(f"{node.process.name} stops with {type(trouble).__name__}")
        node.process.kill()

    def _give_up(self) -> None:
        """The sequencer died again and again: the process ends, and is started anew."""
        self._tally["process given up"] += 1
        if self.node is not None:
            self.node.process.kill()

    def _died(self) -> None:
        process = self._processes[-1]
        self._trace.note(f"{process.name} ends after {process.steps} steps")
        self._down_since = self._loop.time()
        silently, self._is_silent = self._is_silent, False
        self._book.undo()
        self.lost(silently)
        self._loop.call_later(self._random.uniform(*_DOWN_SECONDS), self.boot, context=Context())
