"""Routing through the whole server: chats that come and go at a rate, and a floor on which every place is taken.

Owns: the two situations, what is read off in each, and their rows of the table.
Never: a shortcut: consoles follow what the real one follows, visitors make every request that a widget makes.
Holds: 100 agents in 10 inboxes, each serving 2; arrivals and ends are open-loop.
"""

import asyncio
import time
from collections.abc import Callable

from msgspec import Struct

from bench.arrivals import Arrivals
from bench.desks import Desks
from bench.latency import Latencies
from bench.load import open_loop
from bench.process import Process
from bench.report import Row, latency_row
from bench.shop import Shop

AGENTS = 100
CAPACITY = 3
INBOXES = 10
INBOXES_PER_AGENT = 2
RATE = 50
CHAT_SECONDS = 4.0
"""How long a chat lasts while chats come and go: 200 of the 300 places are then taken."""
WAITING = 300
"""Chats that wait when every place is taken."""
FILL_RATE = 80
DRAIN_SECONDS_MAX = 20.0
FREED_MS_MAX = 50


class Sustained(Struct):
    """What `RATE` new chats a second gave. `backlog` counts chats opened and not accepted yet, `cut` has the
    close codes of consoles that were cut off."""

    opened: float
    accepted: float
    closed: float
    backlog_before: int
    backlog_after: int
    until_offer: Latencies
    frames: float
    server_share: float
    generator_share: float
    refused: int
    missed: int
    failed: int
    unfinished: int
    cut: list[int]


class Full(Struct):
    """What a freed place gave while others waited. `one_step`: offers that bear the instant of the chat's end."""

    freed: Latencies
    one_step: int
    waiting_before: int
    waiting_after: int
    server_share: float
    generator_share: float
    refused: int


async def measure(port: int, server: Process, seconds: float) -> tuple[Sustained, Full]:
    """Both situations, one after the other on the same floor."""
    shop = Shop(port, server)
    await shop.set_up(AGENTS, CAPACITY, INBOXES, INBOXES_PER_AGENT)
    async with shop.client() as client:
        desks = Desks(shop)
        arrivals = Arrivals(shop, client, desks)
        await asyncio.sleep(1)
        sustained = await _come_and_go(desks, arrivals, server, seconds)
        server.check_alive()
        full = await _take_turns(desks, arrivals, server, seconds / 2)
        server.check_alive()
        return sustained, full


async def _come_and_go(desks: Desks, arrivals: Arrivals, server: Process, seconds: float) -> Sustained:
    desks.chat_seconds = CHAT_SECONDS
    # Until as many chats end as begin.
    await open_loop(RATE, CHAT_SECONDS + seconds / 5, arrivals.come)
    arrivals.until_offer = Latencies()
    before = (arrivals.opened, desks.accepted, desks.closed, desks.frames)
    backlog_before = _waiting(desks, arrivals)
    shares = Shares(server)
    await open_loop(RATE, seconds, arrivals.come)
    server_share, generator_share = shares.read()
    after = (arrivals.opened, desks.accepted, desks.closed, desks.frames)
    backlog_after = _waiting(desks, arrivals)
    until_offer = arrivals.until_offer
    opened, accepted, closed, frames = (
        (late - early) / shares.seconds for early, late in zip(before, after, strict=True)
    )
    await _until(lambda: arrivals.ended >= arrivals.opened and not arrivals.under_way)
    arrivals.until_offer = Latencies()
    return Sustained(
        opened=opened,
        accepted=accepted,
        closed=closed,
        backlog_before=backlog_before,
        backlog_after=backlog_after,
        until_offer=until_offer,
        frames=frames,
        server_share=server_share,
        generator_share=generator_share,
        refused=desks.refused,
        missed=desks.missed,
        failed=arrivals.failed,
        unfinished=arrivals.opened - arrivals.ended,
        cut=desks.close_codes,
    )


async def _take_turns(desks: Desks, arrivals: Arrivals, server: Process, seconds: float) -> Full:
    """Every place is taken and others wait; whenever a chat is ended, another visitor comes."""
    desks.chat_seconds = None
    places = AGENTS * CAPACITY
    await open_loop(FILL_RATE, (places + WAITING) / FILL_RATE, arrivals.come)
    await _until(lambda: desks.held == places and not arrivals.under_way)

    def turn(number: int, due: float) -> None:
        desks.free_place(number, due)
        arrivals.come(number, due)

    await open_loop(RATE, seconds / 5, turn)
    desks.freed, desks.freed_in_one_step = Latencies(), 0
    waiting_before = _waiting(desks, arrivals)
    shares = Shares(server)
    await open_loop(RATE, seconds, turn)
    server_share, generator_share = shares.read()
    waiting_after = _waiting(desks, arrivals)
    await _until(lambda: len(desks.freed) >= int(RATE * seconds) and not arrivals.under_way)
    return Full(
        freed=desks.freed,
        one_step=desks.freed_in_one_step,
        waiting_before=waiting_before,
        waiting_after=waiting_after,
        server_share=server_share,
        generator_share=generator_share,
        refused=desks.refused,
    )


def rows(sustained: Sustained, full: Full, echo: Latencies, seconds: float) -> list[Row]:
    """Both situations, beside an echo at the same rate."""
    title = f"{RATE} new chats/s, {AGENTS} agents, {INBOXES} inboxes, {seconds:g} s"
    rates = (sustained.opened, sustained.accepted, sustained.closed)
    growth = sustained.backlog_after - sustained.backlog_before
    failures = (sustained.refused, sustained.missed, sustained.failed, sustained.unfinished, len(sustained.cut))
    return [
        Row(
            f"{title}: opened; accepted; closed a second",
            "; ".join(f"{rate:.1f}" for rate in rates),
            goal=f"≥ {RATE}, less 1%",
            met=min(rates) >= RATE * 0.99,
        ),
        Row(
            f"{title}: not accepted yet, at the start; at the end",
            f"{sustained.backlog_before}; {sustained.backlog_after}",
            goal="does not grow by a second's worth",
            met=growth < RATE,
        ),
        Row(
            f"{title}: refused; missed; failed requests; chats without an end; sockets cut",
            "; ".join(map(str, failures)) + (f" (codes {sorted(set(sustained.cut))})" if sustained.cut else ""),
            goal="none",
            met=not any(failures),
        ),
        Row(
            f"{title}: server's core in use; the generator's",
            _shares(sustained.server_share, sustained.generator_share),
        ),
        *_latencies("visitor comes → offer at an agent", sustained.until_offer, echo),
        *_latencies(
            f"no place free, {WAITING} wait: a chat ends → next offer at that agent", full.freed, echo, FREED_MS_MAX
        ),
        Row(
            f"… of {len(full.freed):,} such offers, committed in one step with the end of the chat",
            f"{full.one_step:,}",
            goal="all",
            met=full.one_step == len(full.freed) > 0 and not full.refused,
        ),
        Row(
            "… server's core in use; the generator's; waiting at the start; at the end",
            f"{_shares(full.server_share, full.generator_share)}; {full.waiting_before}; {full.waiting_after}",
        ),
    ]


def _latencies(what: str, measured: Latencies, echo: Latencies, most: float | None = None) -> list[Row]:
    return [
        latency_row(
            f"{what}, p{percent}",
            measured.percentile_ms(percent),
            echo.percentile_ms(percent),
            most if percent == 99 else None,
        )
        for percent in (50, 99)
    ]


def _shares(server: float, generator: float) -> str:
    return f"{server:.0%}; {generator:.0%}"


def _waiting(desks: Desks, arrivals: Arrivals) -> int:
    """Chats opened and not accepted yet. The agent's answer may be there before the visitor's."""
    return max(0, arrivals.opened - desks.accepted)


class Shares:
    """How much of a core the server and this generator use, from now until `read`."""

    def __init__(self, server: Process) -> None:
        self.seconds = 0.0
        self._server = server
        self._started = time.perf_counter()
        self._before = (server.cpu_seconds(), time.process_time())

    def read(self) -> tuple[float, float]:
        """The server's share, and the generator's."""
        self.seconds = time.perf_counter() - self._started
        used = (self._server.cpu_seconds(), time.process_time())
        server, generator = ((late - early) / self.seconds for early, late in zip(self._before, used, strict=True))
        return server, generator


async def _until(done: Callable[[], bool]) -> None:
    """Give what is under way the time to arrive; what has not by then is reported as lost."""
    deadline = time.perf_counter() + DRAIN_SECONDS_MAX
    while not done() and time.perf_counter() < deadline:  # noqa: ASYNC110 (counted in callbacks)
        await asyncio.sleep(0.02)
