"""One direction of a socket.

Owns: what is under way, its order, and how much of it was not taken yet.
Never: a frame's meaning.
Holds: first in, first out; once something was lost, nothing comes any more. What is under way belongs to the network:
    it arrives, or not, whoever has died meanwhile.
"""

from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Literal, NamedTuple

ABNORMAL = 1006
"""What a browser names the code of a socket that ended without one."""


class Parcel(NamedTuple):
    """A frame, or the socket's beginning or end. `sent_at` is in seconds of the world."""

    kind: Literal["open", "frame", "end"]
    sent_at: float
    data: bytes = b""
    code: int = 0


class Pipe:
    """`deliver` takes what arrives; `taken` is called whenever there is less under way."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        latency: Callable[[], float],
        deliver: Callable[[Parcel], None],
        taken: Callable[[], None] | None = None,
    ) -> None:
        self._loop = loop
        self._latency = latency
        self._deliver = deliver
        self._taken = taken
        self._last_at = 0.0
        self._unread: deque[Parcel] = deque()
        self._is_paused = False
        self.is_lost = False
        self.bytes_under_way = 0

    def put(self, parcel: Parcel) -> None:
        """Send something on its way."""
        self.bytes_under_way += len(parcel.data)
        # What is lost stays in the sender's kernel for ever: nobody says that it has arrived.
        if not self.is_lost:
            self._last_at = max(self._last_at, self._loop.time() + self._latency())
            self._loop.call_at(self._last_at, self._arrive, parcel, context=Context())

    def put_late(self, parcel: Parcel, seconds: float) -> None:
        """Something that a proxy held back or doubled: it comes out of turn."""
        self.bytes_under_way += len(parcel.data)
        self._loop.call_at(self._loop.time() + seconds, self._arrive, parcel, context=Context())

    @property
    def is_clear(self) -> bool:
        """Whether what is put in comes out, and nothing waits."""
        return not (self.is_lost or self._is_paused or self._unread)

    def pause(self) -> None:
        """The receiver does not read."""
        self._is_paused = True

    def resume(self) -> None:
        """It reads again, what has come meanwhile first."""
        self._is_paused = False
        while self._unread and not self._is_paused:
            self._take(self._unread.popleft())

    def _arrive(self, parcel: Parcel) -> None:
        if self.is_lost:
            return
        if self._is_paused or self._unread:
            self._unread.append(parcel)
        else:
            self._take(parcel)

    def _take(self, parcel: Parcel) -> None:
        self.bytes_under_way -= len(parcel.data)
        self._deliver(parcel)
        if self._taken is not None:
            self._taken()
