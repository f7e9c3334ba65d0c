"""The log of connections: at most one line for each, and not many in a flood (security, 91).

Owns: the lines about sessions that ended and frames that could not be taken.
Never: a text, a token, an address, a name.
Holds: at most so many lines a second, whatever clients do; how many were left out is in the next line.
"""

from deskbell.gateway.limits import Rate
from deskbell.kit.clock import Clock
from deskbell.kit.logging import get_logger
from deskbell.kit.token_bucket import TokenBucket

LINES = Rate(10, 50)

_log = get_logger(__name__)


class ConnectionLog:
    """Writes lines while there is room for them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bucket = TokenBucket(LINES.per_second, LINES.burst)
        self._left_out = 0

    def info(self, event: str, **fields: object) -> None:
        """One line, or one more that is left out."""
        if self._bucket.take(self._clock.now()):
            self._left_out += 1
            return
        if self._left_out:
            fields["left_out"], self._left_out = self._left_out, 0
        _log.info(event, **fields)
