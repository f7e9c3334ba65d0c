"""How often something may happen: token buckets.

Owns: the arithmetic of rates, for one caller and for many callers by key.
Never: a clock of its own; the caller says what time it is.
Holds: in any span of s seconds at most `burst + rate * s` are let through, and whoever waits
    the time he is told is let through then. Whole numbers only, so that no rounding breaks either.
"""

from collections.abc import Hashable

# A token in parts, so that slow rates (3 an hour) add up in whole numbers every millisecond.
_PARTS_PER_TOKEN = 1_000_000_000
_MILLISECONDS_PER_SECOND = 1_000


class TokenBucket:
    """A bucket of `burst` tokens, full at first, refilled at `rate_per_second`."""

    __slots__ = ("_capacity", "_filled_at", "_parts", "_parts_per_millisecond")

    def __init__(self, rate_per_second: float, burst: int) -> None:
        self._parts_per_millisecond = _parts_per_millisecond(rate_per_second)
        if burst < 1:
            raise ValueError(f"a bucket holds at least one token, not {burst}")
        self._capacity = burst * _PARTS_PER_TOKEN
        self._parts = self._capacity
        self._filled_at: int | None = None

    def take(self, now_ms: int, n: int = 1) -> int:
        """Take `n` tokens if they are there: 0 when taken, otherwise the milliseconds until they will be.

        Nothing is taken when the answer is not 0. More than the burst can never be had: `ValueError`.
        """
        wanted = n * _PARTS_PER_TOKEN
        if not 0 < wanted <= self._capacity:
            raise ValueError(f"a bucket of {self._capacity // _PARTS_PER_TOKEN} tokens cannot give {n}")
        self._refill(now_ms)
        if wanted <= self._parts:
            self._parts -= wanted
            return 0
        return -((self._parts - wanted) // self._parts_per_millisecond)

    def is_full(self, now_ms: int) -> bool:
        """Whether the bucket is as good as new, so that forgetting it forgives nothing."""
        self._refill(now_ms)
        return self._parts == self._capacity

    def _refill(self, now_ms: int) -> None:
        if self._filled_at is None:
            self._filled_at = now_ms
        elapsed = now_ms - self._filled_at
        if elapsed > 0:
            self._filled_at = now_ms
            self._parts = min(self._capacity, self._parts + elapsed * self._parts_per_millisecond)


class Buckets:
    """One bucket per key (an address, a token), of which at most `keys_max` are remembered.

    When there is no room, the key that was not heard of for longest is forgotten and starts afresh:
    a flood of keys costs bounded memory, and forgives only those who have been quiet meanwhile.
    """

    __slots__ = ("_buckets", "_burst", "_keys_max", "_rate_per_second")

    def __init__(self, rate_per_second: float, burst: int, *, keys_max: int = 50_000) -> None:
        _parts_per_millisecond(rate_per_second)
        if keys_max < 1:
            raise ValueError(f"at least one key must be remembered, not {keys_max}")
        self._rate_per_second = rate_per_second
        self._burst = burst
        self._keys_max = keys_max
        self._buckets: dict[Hashable, TokenBucket] = {}

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: Hashable, now_ms: int, n: int = 1) -> int:
        """Take `n` tokens from the bucket of `key`: 0 when taken, otherwise the milliseconds to wait."""
        # Taken out and put back at the end: the dict's order is the order of last use.
        bucket = self._buckets.pop(key, None) or TokenBucket(self._rate_per_second, self._burst)
        self._buckets[key] = bucket
        if len(self._buckets) > self._keys_max:
            del self._buckets[next(iter(self._buckets))]
        return bucket.take(now_ms, n)


def _parts_per_millisecond(rate_per_second: float) -> int:
    parts = int(rate_per_second * _PARTS_PER_TOKEN / _MILLISECONDS_PER_SECOND)
    if parts < 1:
        raise ValueError(f"a rate must be above 0 and not too slow to count, not {rate_per_second} a second")
    return parts
