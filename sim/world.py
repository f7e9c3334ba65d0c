"""A world: everything put together, one storm, the calm after it, and the verdict.

Owns: the order of a life: set-up, storm, calm, a look with fresh eyes, the checks.
Never: a fault, a person, a check of its own.
Holds: the same seed and length make the same trace.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Final

from msgspec import Struct

from deskbell.floor.deadlines import next_due
from deskbell.floor.vocabulary import Id
from sim.book import Book
from sim.cast import draw_cast
from sim.checks import absence, access, deadlines, delivery, grace, ledger, screens, silence, transfers
from sim.checks.holding import Keeper
from sim.checks.queueing import TOLD_SECONDS, Line
from sim.client.tab import Tab
from sim.disk import new_disk
from sim.faults import Climate, DiskTrouble, Excuses, draw_climate
from sim.host import Host
from sim.loop import VirtualLoop
from sim.machine import Machine
from sim.network.internet import Internet
from sim.network.meddler import Meddler
from sim.people.agent import Agent
from sim.people.stage import Stage
from sim.people.supervisor import Supervisor
from sim.people.tabs import open_tab
from sim.people.visitor import Visitor
from sim.seams import held
from sim.trace import Tell, Trace
from sim.verdict import Verdict
from sim.watch import Watch
from sim.weather import Weather

# Long enough for heartbeats to find out (40 s), back-offs to end (20 s), offers to lapse, rounds to begin.
CALM_SECONDS_MAX: Final = 300.0
# So long nothing may happen before it is taken for stillness.
STILL_SECONDS: Final = 8.0
SET_UP_SECONDS: Final = 1.0
SNAPSHOT_EVENTS: Final = (7, 40, 5_000)


class Report(Struct, frozen=True):
    """What came of a world."""

    seed: int
    verdict: Verdict
    digest: str
    faults: dict[str, int]
    deeds: dict[str, int]
    events: int
    virtual_seconds: float
    seconds: float


def run_world(seed: int, seconds: float, *, climate: Climate | None = None, tell: Tell | None = None) -> Report:
    """Live through one world; `seconds` is the length of its storm. The climate is drawn unless it is given."""
    began = perf_counter()
    loop = VirtualLoop()
    world = World(loop, seed, seconds, climate, tell)
    with held(str(seed), world.milliseconds, world.watch.hear, world.watch.look, world.snapshot_events):
        verdict = loop.run(world.live())
    return Report(
        seed=seed,
        verdict=verdict,
        digest=world.digest,
        faults=dict(sorted((+world.tally).items())),
        deeds=dict(sorted(world.stage.deeds.items())),
        events=len(world.book.entries),
        virtual_seconds=loop.time(),
        seconds=perf_counter() - began,
    )


class World:
    """One."""

    def __init__(
        self, loop: VirtualLoop, seed: int, seconds: float, climate: Climate | None, tell: Tell | None
    ) -> None:
        self._loop = loop
        self._random = Random(f"{seed} world")
        self._seconds = seconds
        self.snapshot_events = self._random.choice(SNAPSHOT_EVENTS)
        self.tally: Counter[str] = Counter()
        self.digest = ""
        self.trace = Trace(loop, tell)
        self.book = Book()
        self.watch = Watch(loop, self.book, self.trace)
        self._disk = new_disk()
        self._machine = Machine(loop)
        self._excuses = Excuses()
        self._trouble = DiskTrouble(loop, Random(f"{seed} disk"), self.tally, self._excuses)
        self._host = Host(
            loop,
            Random(f"{seed} host"),
            self._disk,
            self._machine,
            self.book,
            self._trouble,
            self._excuses,
            [self.watch.compare_places, self.book.write_down],
            self.tally,
            self.trace,
        )
        meddler = Meddler(Random(f"{seed} meddler"), self.tally)
        self._internet = Internet(loop, self._host.find_node, meddler, self.trace)
        self._host.lost = self._internet.lose_process
        self.stage = Stage(loop, str(seed), self._internet, self.trace)
        self._cast = draw_cast(self._random, self.stage)
        self._line = Line(self.book)
        self._wrong_places: dict[str, None] = {}
        climate = climate or draw_climate(self._random)
        self._trouble.longer_read_seconds = climate.read_seconds
        self._weather = self._new_weather(seed, climate)

    def _new_weather(self, seed: int, climate: Climate) -> Weather:
        return Weather(
            self._loop,
            Random(f"{seed} weather"),
            climate,
            self.tally,
            self.trace,
            host=self._host,
            machine=self._machine,
            internet=self._internet,
            disk=self._trouble,
            excuses=self._excuses,
            browsers=list(self.stage.browsers),
        )

    def milliseconds(self) -> int:
        """The wall clock, for the names of things."""
        return self._machine.wall_nanoseconds() // 1_000_000

    # ── its life ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def live(self) -> Verdict:
        """From the first day to the verdict."""
        await self._set_up()
        self._weather.begin()
        for person in self._people():
            self.stage.start(person.live())
        await self._pass(self._seconds)
        self.trace.note("calm")
        self.stage.is_stormy = False
        self._weather.clear()
        await self._settle()
        fresh = {} if self.watch.broken_laws else await self._look_with_fresh_eyes()
        verdict = self._judge(fresh)
        self.digest = self.trace.digest
        return verdict

    async def _set_up(self) -> None:
        self._host.boot()
        await asyncio.sleep(SET_UP_SECONDS)
        node = self._host.find_node()
        assert node is not None, "on the first day nothing goes wrong"
        for command in self._cast.commands:
            await node.process.spawn(node.ask(command))

    async def _pass(self, seconds: float) -> None:
        """Let time pass; not in vain where a law is broken already."""
        await self._wait(seconds, lambda: bool(self.watch.broken_laws))

    async def _wait(self, seconds: float, until: Callable[[], bool]) -> None:
        """For so long at most. Time is virtual: looking often costs nothing."""
        ends_at = self._loop.time() + seconds
        while self._loop.time() < ends_at and not until():
            await asyncio.sleep(0.5)
            self._look_at_places()

    async def _settle(self) -> None:
        """Until nothing happens any more, or for as long as anybody can be asked to wait."""
        until = self._loop.time() + CALM_SECONDS_MAX
        while self._loop.time() < until and not self._is_still() and not self.watch.broken_laws:
            await asyncio.sleep(1.0)
            self._look_at_places()
            for person in self._people():
                person.settle()

    def _look_at_places(self) -> None:
        """Whoever waits, and was in peace for a while, knows where he stands."""
        since = self._loop.time() - TOLD_SECONDS
        if self.book.entries[-1].committed_at < since and self._is_well_since(since):
            tabs = [tab for tab in self._tabs() if tab.is_live and tab.live_since < since and self._hears(tab)]
            self._wrong_places |= dict.fromkeys(self._line.find_wrong(tabs))

    def _is_well_since(self, since: float) -> bool:
        has_node = self._host.find_node() is not None
        return has_node and self._trouble.is_calm and not self._excuses.seconds_in(since, self._loop.time())

    def _hears(self, tab: Tab) -> bool:
        """Of who polls, it is known only when nothing goes wrong any more."""
        return self._internet.hears(tab.browser.device) if self.stage.is_stormy else self._internet.is_sound

    def _is_still(self) -> bool:
        node, tabs = self._host.find_node(), self._tabs()
        return (
            self._loop.time() - self.book.entries[-1].committed_at > STILL_SECONDS
            and not self.stage.waiting_for_server
            and self._internet.is_sound
            # Neither does the server take anybody for there who is gone.
            and node is not None
            and len(node.gateway.sessions) == len(tabs)
            and all(tab.is_live and not tab.pending for tab in tabs)
            # Nothing will happen by itself: no offer, no round, no lease, no silence is still to end.
            and next_due(self.watch.floor) is None
            and not screens.find_stranded_visitors(self.watch.floor, tabs)
        )

    async def _look_with_fresh_eyes(self) -> dict[Id, Tab]:
        """For each viewer a tab that has just been opened, with all that his other tabs show."""
        streams: dict[Id, dict[str, None]] = {}
        for tab in self._tabs():
            streams.setdefault(tab.viewer.id, {}).update(dict.fromkeys(tab.connection.positions))
        viewers = {tab.viewer.id: tab.viewer for tab in self._tabs()}
        fresh = {
            viewer.id: open_tab(self.stage, self.stage.new_browser(f"fresh {number}"), viewer, streams[viewer.id])
            for number, viewer in enumerate(viewers.values())
        }
        await self._wait(CALM_SECONDS_MAX, lambda: all(tab.is_live for tab in fresh.values()))
        await asyncio.sleep(TOLD_SECONDS + 1.0)
        self._look_at_places()
        return fresh

    # ── the verdict ───────────────────────────────────────────────────────────────────────────────────────────────

    def _judge(self, fresh: dict[Id, Tab]) -> Verdict:
        book, diaries, floor = self.book, self.stage.diaries, self.watch.floor
        keeper = Keeper(self._cast.supervisors)
        keeper.follow(entry.stored.event for entry in book.entries)
        verdict = Verdict()
        verdict.add("lost_acked", delivery.find_lost_acked(book, diaries, self.stage.openings))
        verdict.add("phantom", delivery.find_phantoms(book, diaries))
        verdict.add("dup", delivery.find_doubles(book, diaries))
        verdict.add("gap", [*ledger.find_gaps(book, self._disk), *[gap for diary in diaries for gap in diary.gaps]])
        verdict.add("reorder", delivery.find_reordered(book, diaries))
        verdict.add("sender_order", delivery.find_out_of_order(book, diaries))
        verdict.add("note_leak", [leak for diary in diaries for leak in diary.leaks])
        verdict.add("note_leak", access.find_hints(book))
        verdict.add("leak", access.find_leaks(book, diaries))
        pages = [page for diary in diaries for page in diary.pages] + [
            page for tab in self._tabs() for page in tab.pages()
        ]
        verdict.add("divergent_views", screens.find_wrong_pages(book, pages))
        verdict.add("cap_viol", keeper.cap_viol)
        verdict.add("double_hold", keeper.double_hold)
        verdict.add("conv_lost", keeper.find_lost(self.stage.openings, floor))
        verdict.add("early_expiry", deadlines.find_early(book, self._host.lives))
        verdict.add("late_offer", deadlines.find_late(book, self._host.lives, self._excuses))
        verdict.add("transfer", transfers.find_wrong_transfers(book))
        verdict.add("transfer", transfers.find_wrong_answers(book, diaries))
        verdict.add("silence", silence.find_wrong_silences(book, self._host.lives, self._excuses))
        verdict.add("grace", grace.find_wrong_returns(book, self._host.lives, self._excuses))
        verdict.add("abandoned", absence.find_wrongly_abandoned(book, diaries, self._host.lives, self._excuses))
        verdict.add("queue_place", list(self._wrong_places))
        verdict.add("law", [*self.watch.broken_laws, *keeper.lost_places, *ledger.compare_floors(floor, self._disk)])
        mishaps = [f"{mishap.get('message')} {mishap.get('exception')!r}" for mishap in self._loop.mishaps]
        verdict.add("bug", [*self.watch.bugs, *mishaps, *self.stage.failed_lives()])
        # With a broken law it ended in the middle of things: then nobody can ask how they ended.
        if not self.watch.broken_laws:
            self._judge_the_end(verdict, fresh)
        return verdict

    def _judge_the_end(self, verdict: Verdict, fresh: dict[Id, Tab]) -> None:
        floor, diaries = self.watch.floor, self.stage.diaries
        tabs = [tab for tab in self._tabs() if tab not in fresh.values()]
        present = {tab.viewer.id for tab in tabs if tab.is_live}
        verdict.add("divergent_views", screens.find_divergent(tabs, fresh, diaries))
        verdict.add("double_hold", screens.find_two_holders(fresh))
        verdict.add("misplaced", screens.find_misplaced(floor, self._tabs()))
        verdict.add("stranded", screens.find_stranded_tabs(self._tabs()))
        verdict.add("stranded", screens.find_stranded_visitors(floor, self._tabs()))
        verdict.add("stranded", screens.find_stranded_members(floor, present))
        verdict.add("stranded", screens.find_stranded_chats(floor, present))
        verdict.add("stranded", screens.find_vanished(self.book, tabs, diaries))

    def _tabs(self) -> list[Tab]:
        return [tab for browser in self.stage.browsers for tab in browser.tabs]

    def _people(self) -> list[Agent | Visitor | Supervisor]:
        cast = self._cast
        return [cast.owner, *cast.agents, *cast.visitors]
