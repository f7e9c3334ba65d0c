"""Links: by socket, or by long polling (clients/protocol, `link.ts`, `links/socket.ts`, `links/polling.ts`).

Owns: what carries frames to the server and back.
Never: a position or a repetition: a request that fails ends the link, and the session resumes.
Holds: `closed` is heard at most once; answers to polls are heard in the order of asking, whichever comes first.
"""

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextvars import Context
from typing import Protocol

from deskbell.gateway.poll import PollAnswer
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
        self._latest = asyncio.Event()
        self._latest.set()
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
        earlier, self._latest = self._latest, asyncio.Event()
        poll = self._poll(frames, 0 if self._unsent else WAIT_MS, earlier, self._latest)
        self._loop.create_task(poll, context=Context())

    async def _poll(self, frames: list[bytes], wait_ms: int, earlier: asyncio.Event, done: asyncio.Event) -> None:
        device, secret = self._device, self._secret
        try:
            answer, sent_at = await self._internet.request(
                device, lambda node: node.poll(device, secret, frames, wait_ms)
            )
        except Exception:  # noqa: BLE001 - an edge: whatever it was, the link is gone
            self._waiting -= 1
            self._end(0)
        else:
            self._waiting -= 1
            await earlier.wait()  # on its way it may have been overtaken by this one
            self._take(answer, sent_at)
        done.set()

    def _take(self, answer: PollAnswer, sent_at: float) -> None:
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
