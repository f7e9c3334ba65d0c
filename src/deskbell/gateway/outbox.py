"""The outbox: what waits to be sent to one client.

Owns: the frames and signals in waiting, their bound, and waking whoever sends them.
Never: waiting for a client: whoever puts a frame goes on at once (delivery, "The server", 7).
Holds: frames leave in the order they came, those of a replay before them; signals are lost before a frame is refused.
"""

import asyncio
from collections.abc import Callable

SIGNALS_MAX = 32


class Outbox:
    """Frames for one client. `wake` is called whenever something waits that did not before."""

    __slots__ = (
        "_bytes",
        "_bytes_max",
        "_emptied",
        "_frames",
        "_frames_max",
        "_is_abandoned",
        "_replay",
        "_signals",
        "wake",
    )

    def __init__(self, frames_max: int, bytes_max: int, wake: Callable[[], None]) -> None:
        self._frames: list[bytes] = []
        self._replay: list[bytes] | None = None
        self._signals: dict[str, bytes] | None = None
        self._emptied: asyncio.Future[None] | None = None
        self._is_abandoned = False
        self._bytes = 0
        self._frames_max = frames_max
        self._bytes_max = bytes_max
        self.wake = wake

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self._frames or self._replay or self._signals)

    def put(self, frame: bytes) -> bool:
        """Take a frame; False where it does not fit: the client is too slow and has to resume."""
        frames = self._frames
        if not frames:
            self.wake()
        frames.append(frame)
        self._bytes += len(frame)
        waiting = len(frames) + (len(self._signals) if self._signals else 0)
        if waiting <= self._frames_max and self._bytes <= self._bytes_max:
            return True
        self._signals = None
        return len(frames) <= self._frames_max and self._bytes <= self._bytes_max

    def put_replay(self, frames: list[bytes]) -> None:
        """Take frames of a replay. Whoever makes one bounds it, and awaits `emptied` before the next."""
        if frames:
            self._replay = (self._replay or []) + frames
            self.wake()

    def put_signal(self, key: str, frame: bytes) -> None:
        """Take a signal that may be lost. A later one with the same key takes its place."""
        signals = self._signals if self._signals is not None else {}
        room = len(signals) < SIGNALS_MAX and len(self._frames) + len(signals) < self._frames_max
        if room or key in signals:
            signals[key] = frame
            self._signals = signals
            self.wake()

    def take(self) -> list[bytes]:
        """Everything that waits: a replay first, signals last."""
        frames = self._frames
        if self._replay:
            frames = self._replay + frames
            self._replay = None
        if self._signals:
            frames = [*frames, *self._signals.values()]
            self._signals = None
        self._frames = []
        self._bytes = 0
        self._tell_emptied()
        return frames

    def abandon(self) -> None:
        """Nobody will take anything any more: whoever awaits `emptied` need not."""
        self._is_abandoned = True
        self._tell_emptied()

    async def emptied(self) -> None:
        """Wait until everything was taken."""
        while self and not self._is_abandoned:
            if self._emptied is None:
                self._emptied = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._emptied)

    def _tell_emptied(self) -> None:
        if self._emptied is not None:
            self._emptied.set_result(None)
            self._emptied = None
