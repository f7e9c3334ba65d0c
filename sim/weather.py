"""The weather: when something goes wrong, and what.

Owns: the storm, drawn from the seed by the world's climate; and its end.
Never: how a fault works: that is with the thing that fails.
Holds: after `clear` nothing goes wrong any more.
"""

import asyncio
from asyncio import AbstractEventLoop, Task
from collections import Counter
from collections.abc import Callable, Coroutine
from contextvars import Context
from random import Random
from typing import Any, Final

from sim.browser import Browser
from sim.faults import Climate, DiskTrouble, Excuses
from sim.host import Host
from sim.machine import Machine
from sim.network.internet import Internet
from sim.trace import Trace

# Steps of the process until it dies: right now, within what it is doing, or a little later.
_STEPS_TO_LIVE: Final = (1, 2, 3, 5, 8, 13, 30, 80, 200)
_WALL_JUMPS_MS: Final = (3_600_000, -3_600_000, 1_000, -1_000, 30_000, -30_000, 250)
_TROUBLE_EXCUSED_SECONDS: Final = 1.0


class Weather:
    """Of one world."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        random: Random,
        climate: Climate,
        tally: Counter[str],
        trace: Trace,
        *,
        host: Host,
        machine: Machine,
        internet: Internet,
        disk: DiskTrouble,
        excuses: Excuses,
        browsers: list[Browser],
    ) -> None:
        self._loop = loop
        self._random = random
        self._climate = climate
        self._tally = tally
        self._trace = trace
        self._host = host
        self._machine = machine
        self._internet = internet
        self._disk = disk
        self._excuses = excuses
        self._browsers = browsers
        self._is_clear = False
        self._tasks: list[Task[None]] = []

    def begin(self) -> None:
        """Let the storm begin."""
        faults: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "crash": self._crash,
            "restart": self._restart,
            "cut": self._cut,
            "offline": self._offline,
            "freeze": self._freeze,
            "meddling": self._meddle,
            "outage": self._outage,
            "disk": self._spoil_disk,
            "clock": self._set_clock,
        }
        for name, fault in faults.items():
            seconds = getattr(self._climate, name)
            if seconds:
                self._start(self._repeat(seconds, fault))
        for browser in self._browsers:
            browser.device.blocks_sockets = self._random.random() < self._climate.sockets_blocked

    def clear(self) -> None:
        """Everything is mended."""
        self._is_clear = True
        self._disk.calm()
        # Where commits fail, the last of them does as well: nothing comes after it that would tell of it.
        self._disk.next_commit = "unknown" if self._climate.disk and self._random.random() < 0.5 else "none"
        for browser in self._browsers:
            browser.device.blocks_sockets = False
            browser.device.meddles = False
            browser.thaw()
            self._back_online(browser)
        for socket in self._internet.sockets:
            socket.resume()
            if socket.behind and not socket.is_over:
                socket.reset()

    async def _repeat(self, seconds: float, fault: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            await asyncio.sleep(self._random.expovariate(1 / seconds))
            if self._is_clear:
                return
            await fault()

    def _note(self, what: str) -> None:
        self._tally[what] += 1
        self._trace.note(f"weather: {what}")

    def _start(self, job: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(self._loop.create_task(job, context=Context()))

    # ── the server ────────────────────────────────────────────────────────────────────────────────────────────────

    async def _crash(self) -> None:
        where = self._random.choice(("now", "steps", "killed before", "killed after"))
        self._host.plan_death(silently=self._random.random() < 0.3)
        if self._random.random() < 0.1:
            self._note("new epoch")
            self._host.plan_new_epoch()
        if where == "now":
            self._note("kill")
            self._host.kill()
        elif where == "steps":
            self._note("kill after some steps")
            self._host.kill_after(self._random.choice(_STEPS_TO_LIVE))
        elif where == "killed before":
            self._note("kill before a commit")
            self._disk.next_commit = "killed before"
        else:
            self._note("kill after a commit")
            self._disk.next_commit = "killed after"

    async def _restart(self) -> None:
        self._note("restart")
        self._host.stop_gracefully()

    async def _spoil_disk(self) -> None:
        begin, seconds = self._loop.time(), self._random.uniform(0.2, 12.0)
        what = self._random.choice(("busy", "slow", "failing", "unknown"))
        self._note(f"disk is {what}")
        setattr(self._disk, what, self._random.choice((0.05, 0.3, 1.0 if seconds < 3 else 0.6)))
        await asyncio.sleep(seconds)
        self._disk.calm()
        self._excuses.add(begin, self._loop.time() + _TROUBLE_EXCUSED_SECONDS)

    async def _set_clock(self) -> None:
        self._note("wall clock set")
        self._machine.set_wall(self._random.choice(_WALL_JUMPS_MS))

    # ── the network ───────────────────────────────────────────────────────────────────────────────────────────────

    async def _cut(self) -> None:
        sockets = [socket for socket in self._internet.sockets if not socket.is_over]
        if not sockets:
            return
        socket = self._random.choice(sockets)
        how = self._random.choice(("reset", "half-open to server", "half-open to client", "half-open", "stalled"))
        self._note(f"socket {how}")
        match how:
            case "reset":
                socket.reset()
            case "stalled":
                socket.pause()
                self._loop.call_later(self._random.uniform(1.0, 40.0), socket.resume, context=Context())
            case _:
                socket.lose(to_server=how != "half-open to client", to_client=how != "half-open to server")

    async def _offline(self) -> None:
        browser = self._random.choice(self._browsers)
        self._note("device offline")
        browser.device.is_offline = True
        self._internet.cut_requests(browser.device)
        for socket in self._internet.of(browser.device):
            socket.lose(to_server=True, to_client=True)
        self._loop.call_later(self._random.uniform(0.5, 50.0), self._back_online, browser, context=Context())

    def _back_online(self, browser: Browser) -> None:
        if not browser.device.is_offline:
            return
        browser.device.is_offline = False
        # Not every device notices.
        if self._random.random() < 0.7:
            for tab in list(browser.tabs):
                tab.notice_online()

    async def _freeze(self) -> None:
        browser = self._random.choice(self._browsers)
        self._note("device frozen")
        browser.freeze(self._random.uniform(1.0, 60.0))

    async def _meddle(self) -> None:
        browser = self._random.choice(self._browsers)
        self._note("proxy meddles")
        browser.device.meddles = True
        await asyncio.sleep(self._random.uniform(2.0, 30.0))
        browser.device.meddles = False

    async def _outage(self) -> None:
        """The network before the server: all sockets at once."""
        is_told = self._random.random() < 0.5
        self._note("all sockets cut" if is_told else "all sockets half-open")
        for socket in list(self._internet.sockets):
            if is_told:
                socket.reset()
            else:
                socket.lose(to_server=True, to_client=True)
