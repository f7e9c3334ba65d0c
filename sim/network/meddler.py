"""The meddler: a proxy that loses, doubles and holds back single frames.

Owns: which frames it does this to, and how often.
Never: a frame whose loss no protocol over TCP could notice (`welcome`, `resync`, `hello`, `sub`): those pass. Neither
    is a `queue` doubled or late: it has no number, and over TCP nothing overtakes it.
"""

import re
from collections import Counter
from random import Random
from typing import Final

_LOST: Final = (b'"ev"', b'"ack"', b'"nack"', b'"eph"', b'"queue"', b'"send"', b'"do"', b'"mark"', b'"pong"')
_DOUBLED: Final = (b'"ev"', b'"ack"', b'"nack"', b'"eph"', b'"send"', b'"do"', b'"mark"', b'"pong"', b'"sub"')
_LATE: Final = (b'"ev"', b'"ack"', b'"eph"', b'"send"', b'"do"', b'"mark"')

_OF_STREAM: Final = re.compile(rb'\{"t":"((?:ev|queue)","s":"[^"]+)"')

_PROBABILITY = 0.06
_SECONDS_MAX = 4.0

_TYPE_STARTS = len(b'{"t":')


class Meddler:
    """One for all proxies."""

    def __init__(self, random: Random, tally: Counter[str]) -> None:
        self._random = random
        self._tally = tally

    def times_of(self, frame: bytes) -> list[float]:
        """When the frame is handed on, in seconds from now, 0 for "in its turn"; none: it is lost."""
        chance = self._random.random()
        if chance < _PROBABILITY and _is_of(frame, _LOST):
            self._tally["lost frame"] += 1
            return []
        if _PROBABILITY <= chance < 2 * _PROBABILITY and _is_of(frame, _DOUBLED):
            self._tally["doubled frame"] += 1
            return [0.0, self._some_time()]
        if 2 * _PROBABILITY <= chance < 3 * _PROBABILITY and _is_of(frame, _LATE):
            self._tally["late frame"] += 1
            return [self._some_time()]
        return [0.0]

    def copies(self) -> int:
        """How often a request reaches the server."""
        is_doubled = self._random.random() < _PROBABILITY
        self._tally["doubled request"] += is_doubled
        return 2 if is_doubled else 1

    def delay(self) -> float:
        """How much longer an answer takes, so that a later one may overtake it."""
        is_late = self._random.random() < _PROBABILITY
        self._tally["late answer"] += is_late
        return self._some_time() if is_late else 0.0

    def _some_time(self) -> float:
        return self._random.choice((0.001, 0.05, self._random.uniform(0.1, _SECONDS_MAX)))


def stream_of(frame: bytes) -> bytes | None:
    """What can be behind: the stream of an `ev`, or of a `queue`; None for any other frame."""
    found = _OF_STREAM.match(frame)
    return found[1] if found else None


def _is_of(frame: bytes, kinds: tuple[bytes, ...]) -> bool:
    return frame.startswith(kinds, _TYPE_STARTS)
