"""Links: by socket, or by long polling (clients/protocol, `link.ts`, `links/socket.ts`, `links/polling.ts`).

Owns: what carries frames to the server and back.
Never: a position or a repetition: a request that fails ends the link, and the session resumes.
Holds: `closed` is heard at most once; a link that was closed from here is not heard any more.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextvars import Context
from typing import Protocol

from sim.network.device import Device
from sim.network.internet import Internet
from sim.network.socket import Ear, Socket

WAIT_MS = 25_000
# What one request may carry.
FRAMES_MAX = 60


class Link(Protocol):
    """Whichever it is."""

    def send(self, frame: bytes) -> None:
        """Say something to the server."""

    def close(self) -> None:
        """Be done with it."""


class SocketLink:
    """The link over a socket."""

    def __init__(self, internet: Internet, device: Device, ear: Ear) -> None:
        self._socket: Socket | None = None
        self._is_closed = False
        internet.connect(device, ear, self._opened)

    def _opened(self, socket: Socket) -> None:
        self._socket = socket
        if self._is_closed:
            socket.close()

    def send(self, frame: bytes) -> None:
        """Say something to the server."""
        if self._socket is not None:
            self._socket.send(frame)

    def close(self) -> None:
        """Be done with it."""
        self._is_closed = True
        if self._socket is not None:
            self._socket.close()


class PollingLink:
    """The link by long polling: a request that always waits, and another that ends its wait when we have to speak."""

    def __init__(self, loop: AbstractEventLoop, internet: Internet, device: Device, ear: Ear) -> None:
        self._loop = loop
        self._internet = internet
        self._device = device
        self._ear = ear
        self._secret: str | None = None
        self._unsent: list[bytes] = []
        self._waiting = 0
        self._is_over = False
        self._soon(self._begin)

    def send(self, frame: bytes) -> None:
        """Say something to the server."""
        self._unsent.append(frame)
        self._soon(self._speak)

    def close(self) -> None:
        """Be done with it."""
        self._is_over = True

    def _begin(self) -> None:
        if not self._is_over:
            self._ear.opened()

    def _speak(self) -> None:
        # Before the first answer there is no session to say more in.
        if not self._is_over and self._unsent and (self._secret is not None or self._waiting == 0):
            self._start_poll()

    def _start_poll(self) -> None:
        frames, self._unsent = self._unsent[:FRAMES_MAX], self._unsent[FRAMES_MAX:]
        self._waiting += 1
        self._loop.create_task(self._poll(frames, 0 if self._unsent else WAIT_MS), context=Context())

    async def _poll(self, frames: list[bytes], wait_ms: int) -> None:
        device, secret = self._device, self._secret
        try:
            polled = await self._internet.request(device, lambda node: node.poll(device, secret, frames, wait_ms))
        except Exception:  # noqa: BLE001 - an edge: whatever it was, the link is gone
            self._waiting -= 1
            self._end(0)
            return
        self._waiting -= 1
        answer, sent_at = polled
        self._secret = answer.session
        if not self._is_over:
            self._ear.heard()
        for frame in answer.frames:
            if not self._is_over:
                self._ear.frame(bytes(frame), sent_at)
        if answer.close:
            self._end(answer.close)
        if not self._is_over and self._waiting == 0:
            self._start_poll()

    def _end(self, code: int) -> None:
        if not self._is_over:
            self._is_over = True
            self._ear.closed(code)

    def _soon(self, job: Callable[[], None]) -> None:
        self._loop.call_soon(job, context=Context())
