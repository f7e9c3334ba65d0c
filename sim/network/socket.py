"""One socket, from a device to the server.

Owns: its two directions, and its end, in whichever way it comes.
Never: a frame's meaning.
Holds: each side hears of the end at most once; what comes after it is not heard.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextvars import Context
from typing import Protocol

from sim.network.device import Device
from sim.network.line import Line
from sim.network.meddler import Meddler, stream_of
from sim.network.pipe import ABNORMAL, Parcel, Pipe
from sim.process import Process


class Ear(Protocol):
    """What a link reports (clients/protocol, `link.ts`)."""

    def opened(self) -> None:
        """Frames can be sent."""

    def frame(self, data: bytes, sent_at: float) -> None:
        """A frame of the server."""

    def heard(self) -> None:
        """A sign of life without a frame."""

    def closed(self, code: int) -> None:
        """It is over."""


class Socket:
    """The client's end; `line` is the server's. `refused` is called where no server has this socket (any more)."""

    def __init__(
        self, loop: AbstractEventLoop, device: Device, process: Process, ear: Ear, meddler: Meddler, name: str
    ) -> None:
        self.device = device
        self.process = process
        self.name = name
        # Streams whose latest frame was lost: only a new connection can tell the client.
        self.behind: set[bytes] = set()
        self.is_over = False
        self._loop = loop
        self._ear: Ear | None = ear
        self._meddler = meddler
        self._to_server = Pipe(loop, device.latency, self._at_server)
        self._to_client = Pipe(loop, device.latency, self._at_client, self._taken)
        self.line = Line(loop, process, self._send_to_client, lambda: self._to_client.bytes_under_way)

    # ── the client's end ──────────────────────────────────────────────────────────────────────────────────────────

    def send(self, frame: bytes) -> None:
        """A frame for the server."""
        if self._ear is not None:
            self._hand_on(self._to_server, frame)

    def close(self) -> None:
        """The client is done; it hears nothing any more."""
        if self._ear is not None:
            self._ear = None
            self.is_over = True
            self._to_server.put(Parcel("end", self._loop.time()))

    def _at_client(self, parcel: Parcel) -> None:
        ear = self._ear
        if ear is None:
            return
        if parcel.kind == "open":
            ear.opened()
        elif parcel.kind == "frame":
            ear.frame(parcel.data, parcel.sent_at)
        else:
            self._ear = None
            self.is_over = True
            self._to_server.put(Parcel("end", self._loop.time()))
            ear.closed(parcel.code)

    # ── the server's end ──────────────────────────────────────────────────────────────────────────────────────────

    def _send_to_client(self, parcel: Parcel) -> None:
        if parcel.kind == "frame":
            self._hand_on(self._to_client, parcel.data)
        else:
            self._to_client.put(parcel)

    def _at_server(self, parcel: Parcel) -> None:
        if self.process.is_dead:
            # Another process has the port, or none: either way the kernel knows nothing of this socket.
            self._to_client.put(Parcel("end", self._loop.time(), code=ABNORMAL))
        elif parcel.kind == "frame":
            self._on_server(self.line.take, parcel.data)
        else:
            self._on_server(self.line.hang_up_by_peer)

    def _on_server(self, job: Callable[..., object], *arguments: object) -> None:
        self._loop.call_soon(job, *arguments, context=self.process.context())

    def _taken(self) -> None:
        if not self.process.is_dead and self.line.was_full:
            self._on_server(self.line.look_whether_writable)

    @property
    def is_sound(self) -> bool:
        """Whether what is sent arrives, at a server that lives."""
        return not (self.process.is_dead or self._to_server.is_lost or self._to_client.is_lost)

    @property
    def is_clear(self) -> bool:
        """Whether the client hears what it is told, and has not missed what cannot be told again."""
        return self.is_sound and self._to_client.is_clear and not self.behind

    # ── what can go wrong ─────────────────────────────────────────────────────────────────────────────────────────

    def lose(self, *, to_server: bool, to_client: bool) -> None:
        """From now on nothing passes in these directions, and nobody is told."""
        self._to_server.is_lost |= to_server
        self._to_client.is_lost |= to_client

    def reset(self) -> None:
        """Both ends are told at once."""
        self.is_over = True
        ear, self._ear = self._ear, None
        if ear is not None:
            self._loop.call_soon(ear.closed, ABNORMAL, context=Context())
        if not self.process.is_dead:
            self._on_server(self.line.hang_up_by_peer)

    def pause(self) -> None:
        """The client does not read."""
        self._to_client.pause()

    def resume(self) -> None:
        """It reads again."""
        self._to_client.resume()

    def _hand_on(self, pipe: Pipe, frame: bytes) -> None:
        parcel = Parcel("frame", self._loop.time(), frame)
        if not self.device.meddles:
            self._note_loss(frame, is_lost=False)
            pipe.put(parcel)
            return
        times = self._meddler.times_of(frame)
        self._note_loss(frame, is_lost=not times)
        for seconds in times:
            if seconds:
                pipe.put_late(parcel, seconds)
            else:
                pipe.put(parcel)

    def _note_loss(self, frame: bytes, *, is_lost: bool) -> None:
        stream = stream_of(frame) if is_lost or self.behind else None
        if stream is not None and is_lost:
            self.behind.add(stream)
        elif stream is not None:
            self.behind.discard(stream)
