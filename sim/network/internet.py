"""The way to the server, wherever it runs at the moment: sockets and requests.

Owns: which sockets are open, what a device can reach, and what becomes of sockets when a process dies.
Never: when something goes wrong (`weather.py`).
Holds: a request has one outcome: an answer, or `Unreachable`, after which nobody knows whether it was heard.
"""

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, TypeVar

from sim.network.device import Device
from sim.network.meddler import Meddler
from sim.network.pipe import ABNORMAL
from sim.network.socket import Ear, Socket
from sim.node import Node
from sim.process import Process
from sim.trace import Trace

T = TypeVar("T")

REQUEST_SECONDS_MAX = 35.0


class Unreachable(Exception):
    """No answer came."""


class Internet:
    """`find_node` says who listens on the server's port: None where nobody does."""

    def __init__(
        self, loop: AbstractEventLoop, find_node: Callable[[], Node | None], meddler: Meddler, trace: Trace
    ) -> None:
        self.sockets: list[Socket] = []
        self._loop = loop
        self._find_node = find_node
        self._meddler = meddler
        self._trace = trace
        self._asked: dict[asyncio.Future[Any], tuple[Device, Process]] = {}
        self._numbers = 0

    # ── sockets ───────────────────────────────────────────────────────────────────────────────────────────────────

    def connect(self, device: Device, ear: Ear, opened: Callable[[Socket], None]) -> None:
        """Try to open a socket; `opened` is told of it once it is more than a try."""
        self._loop.call_later(device.latency(), self._knock, device, ear, opened, context=Context())

    def _knock(self, device: Device, ear: Ear, opened: Callable[[Socket], None]) -> None:
        node = self._find_node()
        if not device.reaches():
            return  # nobody answers
        if device.blocks_sockets or node is None:
            self._loop.call_later(device.latency(), ear.closed, ABNORMAL, context=Context())
            return
        self._numbers += 1
        socket = Socket(self._loop, device, node.process, ear, self._meddler, f"{device.name}#{self._numbers}")
        self.sockets = [known for known in self.sockets if not known.is_over]
        self.sockets.append(socket)
        opened(socket)
        node.accept(socket)

    def of(self, device: Device) -> list[Socket]:
        """The sockets of a device that are open, or look so."""
        return [socket for socket in self.sockets if socket.device is device and not socket.is_over]

    @property
    def is_sound(self) -> bool:
        """Whether no client takes something for open that is not, or waits for what cannot come."""
        sockets = all(socket.is_sound or socket.is_over for socket in self.sockets)
        return sockets and not any(process.is_dead for _, process in self._asked.values())

    def hears(self, device: Device) -> bool:
        """Whether a device with sockets hears what it is told."""
        sockets = self.of(device)
        return device.reaches() and bool(sockets) and all(socket.is_clear for socket in sockets)

    # ── requests ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def request(
        self, device: Device, work: Callable[[Node], Coroutine[Any, Any, T]], *, may_double: bool = False
    ) -> T:
        """Let the server do something, and hear its answer. Raises `Unreachable`, or what the work raises."""
        await asyncio.sleep(device.latency())
        node = self._find_node()
        if not device.reaches() or node is None:
            await asyncio.sleep(device.latency() if node is None else REQUEST_SECONDS_MAX / 3)
            raise Unreachable
        answer: asyncio.Future[T] = self._loop.create_future()
        self._asked[answer] = (device, node.process)
        for _ in range(self._meddler.copies() if may_double and device.meddles else 1):
            node.process.spawn(_answer(work(node), answer))
        try:
            result = await asyncio.wait_for(answer, REQUEST_SECONDS_MAX)
        except TimeoutError:
            raise Unreachable from None
        finally:
            del self._asked[answer]
        await asyncio.sleep(device.latency() + self._meddler.delay() if device.meddles else device.latency())
        if not device.reaches():
            await asyncio.sleep(REQUEST_SECONDS_MAX / 3)
            raise Unreachable
        return result

    # ── what can go wrong ─────────────────────────────────────────────────────────────────────────────────────────

    def lose_process(self, silently: bool) -> None:
        """A process has died. `silently`: with its machine, so that nobody is told."""
        for socket in self.sockets:
            if socket.process.is_dead and not silently:
                socket.reset()
        for answer in [] if silently else list(self._asked):
            if not answer.done():
                answer.set_exception(Unreachable())

    def cut_requests(self, device: Device) -> None:
        """Whatever the device waits for will not come."""
        for answer, (asker, _) in self._asked.items():
            if asker is device and not answer.done():
                answer.set_exception(Unreachable())


async def _answer(work: Coroutine[Any, Any, T], answer: "asyncio.Future[T]") -> None:
    try:
        result = await work
    except Exception as error:  # noqa: BLE001 - an edge, as `web` has it
        if not answer.done():
            answer.set_exception(error)
        return
    if not answer.done():
        answer.set_result(result)
