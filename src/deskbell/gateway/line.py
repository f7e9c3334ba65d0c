"""The line: uvicorn's sans-I/O socket, with a short way in and out.

Owns: handing a frame to the session as it arrives, and writing frames of the outbox straight to the transport.
Never: protocol logic of ours (`session.py`); the handshake, fragments, masks and close handshake stay uvicorn's.
Holds: a frame is never awaited: where the peer does not read, frames stay in the outbox.

Why not through ASGI's `receive` and `send`: `send` waits for a peer that does not read, nothing in ASGI cuts him off,
and an acknowledgement and the event before it would be two writes. An echo costs 24 µs of processor time this way, 28
to 45 through ASGI's queue and tasks. Without this class `socket.py` takes nobody in.
"""

import asyncio
import socket
from collections.abc import Callable, Sequence
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.protocol import State

EXTENSION: Final = "deskbell.line"

# How long a closed peer may take to read what was written before, until it is cut off.
GRACE_SECONDS = 5.0

# What the kernel may hold for a peer that does not read: frames belong into the outbox, where they are bounded.
SEND_BUFFER_BYTES = 65_536

_FIN_AND_TEXT: Final = b"\x81"
_SHORT_MAX: Final = 125
_MEDIUM_MAX: Final = 65_535


class Line(WebSocketsSansIOProtocol):
    """One accepted socket. `attach` it to a session; until then it behaves as uvicorn's own."""

    _receive: Callable[[bytes | str], None] | None = None
    _writable_again: Callable[[], None] | None = None
    _refused: Callable[[], None] | None = None

    def attach(
        self, receive: Callable[[bytes | str], None], writable_again: Callable[[], None], refused: Callable[[], None]
    ) -> None:
        """From now on give frames to `receive`, and call `writable_again` when a peer that had stopped reads again.

        `refused` is called for a frame that is not text.
        """
        self._receive = receive
        self._writable_again = writable_again
        self._refused = refused
        # What the handshake needed is needed no longer; per idle socket it is most of the memory.
        del self.request, self.response

    @property
    def is_writable(self) -> bool:
        """Whether the peer reads what it is sent."""
        return self.writable.is_set()

    @property
    def is_open(self) -> bool:
        """Whether frames can still be written."""
        return not self.close_sent and self.conn.state is State.OPEN and not self.transport.is_closing()

    def write(self, frames: Sequence[bytes]) -> None:
        """Write text frames; the caller has seen that the line is open."""
        parts: list[bytes] = []
        for frame in frames:
            parts += (_header(len(frame)), frame)
        self.transport.write(b"".join(parts))

    def hang_up(self, code: int) -> None:
        """Close with a code; cut the peer off where it does not take it in time."""
        if self.is_open:
            self.conn.send_close(code)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        if self.close_timer is None:
            self.close_timer = self.loop.call_later(GRACE_SECONDS, self.transport.abort)

    # ── what uvicorn calls ────────────────────────────────────────────────────────────────────────────────────────

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][EXTENSION] = {"line": self}

    def send_receive_event_to_app(self) -> None:
        if self._receive is None or self._refused is None:
            super().send_receive_event_to_app()
            return
        frames, self.frames = self.frames, []
        if self.close_sent:
            return
        if self.curr_msg_data_type == "text":
            self._receive(frames[0] if len(frames) == 1 else b"".join(frames))
        else:
            self._refused()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._writable_again is not None:
            self._writable_again()


def shrink_send_buffer(transport: asyncio.Transport) -> None:
    """Bound what the kernel keeps for this peer."""
    peer: Any = transport.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)


def _header(length: int) -> bytes:
    """The head of an unmasked text frame (RFC 6455, 5.2)."""
    if length <= _SHORT_MAX:
        return _FIN_AND_TEXT + length.to_bytes(1, "big")
    if length <= _MEDIUM_MAX:
        return _FIN_AND_TEXT + b"\x7e" + length.to_bytes(2, "big")
    return _FIN_AND_TEXT + b"\x7f" + length.to_bytes(8, "big")
