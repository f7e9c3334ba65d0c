"""The server's end of a socket: what `gateway.line.Line` is to a session, and ASGI to the handshake.

Owns: the shape that `gateway.socket.SocketApp` finds in its scope, and the buffer that can be full.
Never: what a frame means; whether it arrives.
Holds: a process that is dead writes nothing.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any, Final

from deskbell.gateway.line import EXTENSION, GRACE_SECONDS
from sim.network.pipe import ABNORMAL, Parcel
from sim.process import Process

# Less than a kernel has: a stalled reader should be felt after some frames.
BUFFER_BYTES: Final = 3_000

Message = MutableMapping[str, Any]


class Line:
    """Duck-typed: uvicorn's protocol class, from which the real one descends, needs a real socket."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        process: Process,
        send: Callable[[Parcel], None],
        bytes_under_way: Callable[[], int],
    ) -> None:
        self.transport = _Transport()
        self.was_full = False
        self._loop = loop
        self._process = process
        self._send = send
        self._bytes_under_way = bytes_under_way
        self._receive: Callable[[bytes | str], None] | None = None
        self._writable_again: Callable[[], None] | None = None
        self._has_begun = False
        self._is_closed = False
        self._gone = loop.create_future()

    # ── what the session's carrier asks of it ─────────────────────────────────────────────────────────────────────

    def attach(
        self, receive: Callable[[bytes | str], None], writable_again: Callable[[], None], _refused: Callable[[], None]
    ) -> None:
        """From now on give frames to `receive`."""
        self._receive = receive
        self._writable_again = writable_again

    @property
    def is_writable(self) -> bool:
        """Whether the peer reads what it is sent."""
        self.was_full = self._bytes_under_way() > BUFFER_BYTES
        return not self.was_full

    @property
    def is_open(self) -> bool:
        """Whether frames can still be written."""
        return not self._is_closed

    def write(self, frames: Sequence[bytes]) -> None:
        """Write frames."""
        if not self._process.is_dead:
            for frame in frames:
                self._send(Parcel("frame", self._loop.time(), frame))

    def hang_up(self, code: int) -> None:
        """Close with a code; the peer is cut off where it does not answer in time."""
        if not self._is_closed and not self._process.is_dead:
            self._is_closed = True
            self._send(Parcel("end", self._loop.time(), code=code))
            self._loop.call_later(GRACE_SECONDS, self.hang_up_by_peer)

    # ── what arrives ──────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, frame: bytes) -> None:
        """A frame has arrived."""
        if self._receive is not None and not self._is_closed:
            self._receive(frame)

    def hang_up_by_peer(self) -> None:
        """The peer is gone."""
        self._is_closed = True
        if not self._gone.done():
            self._gone.set_result(None)

    def look_whether_writable(self) -> None:
        """Less is under way than before."""
        if self.was_full and self.is_writable and self._writable_again is not None:
            self._writable_again()

    # ── ASGI ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def scope(self, address: str) -> Message:
        """The scope of the handshake."""
        return {
            "type": "websocket",
            "client": (address, 0),
            "headers": [(b"origin", b"https://shop.example"), (b"host", b"chat.example"), (b"user-agent", b"sim")],
            "extensions": {EXTENSION: {"line": self}},
        }

    async def receive(self) -> Message:
        """The beginning, then the end: what is between takes the short way."""
        if not self._has_begun:
            self._has_begun = True
            return {"type": "websocket.connect"}
        await self._gone
        return {"type": "websocket.disconnect"}

    async def send(self, message: Message) -> None:
        """The answer to the handshake."""
        if message["type"] == "websocket.accept":
            self._send(Parcel("open", self._loop.time()))
        elif message["type"] == "websocket.http.response.start":
            self._send(Parcel("end", self._loop.time(), code=ABNORMAL))


class _Transport:
    """What is asked of a transport: its socket, whose buffer is made small."""

    def get_extra_info(self, _name: str) -> "_Transport":
        return self

    def setsockopt(self, _level: int, _name: int, _value: int) -> None:
        """`BUFFER_BYTES` it is."""
