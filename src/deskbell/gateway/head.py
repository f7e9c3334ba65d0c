"""The head of a request: how long it may take, and how much it may be (security, 78 and 88).

Owns: the time and the bytes until a request's headers are there; uvicorn's own protocol has a bound for neither.
Never: a body (`web/door.py`), a socket after its handshake (`session.py`).
Holds: a connection on which no request becomes complete within 10 s is closed, however lively it drips.
"""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS_MAX: Final = 10.0
HEAD_BYTES_MAX: Final = 65_536


class PatientHttp(HttpToolsProtocol):
    """uvicorn's HTTP protocol, whose patience has an end."""

    _deadline: asyncio.TimerHandle | None = None
    _heads: int = 0
    _head_bytes: int = 0
    _awaits_head: bool = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        awaited, heads = self._awaits_head, self._heads
        super().data_received(data)
        if awaited and self._awaits_head and self._heads == heads:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES_MAX and not self.transport.is_closing():
                self.send_400_response("The head of this request is too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._deadline is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        self._forget_deadline()
        self._heads += 1
        self._awaits_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._awaits_head = True
        self._head_bytes = 0

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS_MAX, self.transport.abort)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
