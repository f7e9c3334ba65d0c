"""A browser: what the tabs of one device share.

Owns: its clock, its timers, the names of requests, and standing still while the device is frozen.
Never: a rule of the protocol.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextvars import Context
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from sim.machine import BEGINNING_MS
from sim.network.device import Device
from sim.network.internet import Internet
from sim.trace import Trace

if TYPE_CHECKING:
    from sim.client.tab import Tab

# How wrong the clocks of people's devices are.
SKEW_MS_MAX = 300_000


class Browser:
    """One browser on one device."""

    def __init__(
        self, loop: AbstractEventLoop, internet: Internet, device: Device, random: Random, trace: Trace
    ) -> None:
        self.loop = loop
        self.internet = internet
        self.device = device
        self.random = random
        self.trace = trace
        self.tabs: list[Tab] = []
        self._began_ms = BEGINNING_MS + random.randint(-SKEW_MS_MAX, SKEW_MS_MAX)
        self._is_frozen = False
        self._postponed: list[Callable[[], None]] = []

    def now(self) -> float:
        """Milliseconds, by this device's own clock."""
        return self._began_ms + self.loop.time() * 1000

    def new_request(self) -> str:
        """A random id in the form of a UUID."""
        return str(UUID(int=self.random.getrandbits(128)))

    def after(self, milliseconds: float, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back once; returns how to take that back."""
        timer = _Timer(callback)
        self.loop.call_later(milliseconds / 1000, self._ring, timer, context=Context())
        return timer.cancel

    def freeze(self, seconds: float) -> None:
        """The lid is closed: nothing runs here for so long, and what arrives waits."""
        self._is_frozen = True
        for socket in self.internet.of(self.device):
            socket.pause()
        self.loop.call_later(seconds, self.thaw, context=Context())

    def thaw(self) -> None:
        """The lid is opened: first what has arrived, then the timers that should have rung."""
        self._is_frozen = False
        for socket in self.internet.of(self.device):
            socket.resume()
        postponed, self._postponed = self._postponed, []
        for callback in postponed:
            callback()

    def _ring(self, timer: "_Timer") -> None:
        if timer.is_cancelled:
            return
        if self._is_frozen:
            self._postponed.append(lambda: self._ring(timer))
        else:
            timer.callback()


class _Timer:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True
