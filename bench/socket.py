"""A WebSocket client that costs next to nothing, so that the server is what is measured.

Owns: the upgrade, text frames in both directions, pings.
Never: fragments, compression or TLS: the servers measured here send none.
Holds: the mask key is zero, which the standard allows and which saves the generator's time.
"""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast

TEXT = 0x1
CLOSE = 0x8
PING = 0x9
PONG_HEADER = 0x8A
ZERO_MASK = b"\0\0\0\0"


class Socket(asyncio.Protocol):
    """One connection. `on_text` is called with the bytes of every text frame."""

    def __init__(self, on_text: Callable[[bytes], None]) -> None:
        self.on_text = on_text
        self.closed = asyncio.get_running_loop().create_future()
        self.opened = asyncio.get_running_loop().create_future()
        self.close_code = 0
        self._transport: asyncio.Transport | None = None
        self._buffer = b""

    @classmethod
    async def open(
        cls, host: str, port: int, path: str, origin: str, on_text: Callable[[bytes], None], address: str = "127.0.0.1"
    ) -> "Socket":
        """Connect from `address` and upgrade. Raises ConnectionError with the server's first line when it refuses."""
        loop = asyncio.get_running_loop()
        _, socket = await loop.create_connection(lambda: cls(on_text), host, port, local_addr=(address, 0))
        key = base64.b64encode(os.urandom(16)).decode()
        socket.write(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {origin}\r\n\r\n".encode()
        )
        await socket.opened
        return socket

    def write(self, data: bytes) -> None:
        """Bytes as they are; nothing once the connection has ended."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def send(self, text: bytes) -> None:
        """One text frame."""
        size = len(text)
        header = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        self.write(header + ZERO_MASK + text)

    def close(self) -> None:
        """Let go."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of asyncio.Protocol."""
        # uvloop has a transport of its own, of no common base.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Part of asyncio.Protocol."""
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before the upgrade"))
        if not self.closed.done():
            self.closed.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Part of asyncio.Protocol."""
        buffer = self._buffer + data if self._buffer else data
        if not self.opened.done():
            head, separator, buffer_after = buffer.partition(b"\r\n\r\n")
            if not separator:
                self._buffer = buffer
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                self.opened.set_exception(ConnectionError(head.split(b"\r\n", 1)[0].decode()))
                self.close()
                return
            self.opened.set_result(None)
            buffer = buffer_after
        self._buffer = self._take_frames(buffer)

    def _take_frames(self, buffer: bytes) -> bytes:
        at, end = 0, len(buffer)
        while end - at >= 2:
            size = buffer[at + 1]
            start = at + 2
            if size == 126:
                size = int.from_bytes(buffer[start : start + 2], "big")
                start += 2
            elif size == 127:
                size = int.from_bytes(buffer[start : start + 8], "big")
                start += 8
            if end < start + size:
                break
            self._take(buffer[at] & 0x0F, buffer[start : start + size])
            at = start + size
        return buffer[at:]

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            self.on_text(payload)
        elif kind == PING:
            self.write(bytes((PONG_HEADER, 0x80 | len(payload))) + ZERO_MASK + payload)
        elif kind == CLOSE:
            self.close_code = int.from_bytes(payload[:2], "big")
            self.close()
