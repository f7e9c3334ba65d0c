"""The flusher: everything that came into outboxes is written in one go.

Owns: which outlets have something to write, and one turn of the loop for all of them.
Never: a task for a frame, or a write for a frame where two can go together.
Holds: an outlet is written once for all frames of a batch: an `ack` and the event before it are one write.
"""

from collections.abc import Callable

from deskbell.kit.logging import get_logger

_log = get_logger(__name__)


class Flusher:
    """`soon` runs a job in the loop's next turn."""

    def __init__(self, soon: Callable[[Callable[[], None]], object]) -> None:
        self._soon = soon
        self._waiting: list[Callable[[], None]] = []

    def add(self, flush: Callable[[], None]) -> None:
        """Call `flush` in the loop's next turn."""
        if not self._waiting:
            self._soon(self._flush)
        self._waiting.append(flush)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for flush in waiting:
            try:
                flush()
            except Exception:  # noqa: BLE001  (an edge: one socket's mishap must not keep the others waiting)
                _log.exception("not_flushed")
