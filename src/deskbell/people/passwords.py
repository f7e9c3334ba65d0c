"""Passwords: made into hashes, and compared, without holding anybody else up.

Owns: the hashing parameters and the bounded pool in which they burn time and memory.
Never: a password kept longer than the call; hashing on the event loop.
Holds: an unknown account costs the same work as a known one; more than `WAITING_MAX` waiting are turned away.
"""

import asyncio
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import hash_secret_raw
from msgspec import Meta

from deskbell.kit.ids import new_secret
from deskbell.kit.problem import Problem

T = TypeVar("T")

Password = Annotated[str, Meta(min_length=12, max_length=200)]
"""Long rather than colourful: no rule about digits and signs (NIST SP 800-63B, 5.1.1.2)."""

GivenPassword = Annotated[str, Meta(min_length=1, max_length=200)]
"""A password somebody signs in with: a short one is wrong, not malformed."""

# Each takes 64 MiB for about 50 ms (RFC 9106, second recommended option): two at a time leave the machine to the chats.
THREADS = 2
WAITING_MAX = 32


class Passwords:
    """Hashes and compares. `close` at the end."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobodys_hash = self._hasher.hash(new_secret())

    async def hash(self, password: str) -> str:
        """What is stored of a password. Raises `Problem` 503 when too many wait."""
        return await self._in_pool(lambda: self._hasher.hash(_as_typed(password)))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether `password` made `stored`; with None the same work is done, and the answer is no."""
        found = await self._in_pool(lambda: self._compare(stored or self._nobodys_hash, password))
        return found and stored is not None

    async def digest_slowly(self, secrets: Sequence[str], owner: str) -> list[str]:
        """What is kept of secrets that are short enough to be guessed, so that they can be looked up by it.

        The owner's id is their salt: he has few, and an attacker's work on one helps him with nobody else's.
        """
        return await self._in_pool(lambda: [self._digest(secret, owner) for secret in secrets])

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(cancel_futures=True)

    def _digest(self, secret: str, owner: str) -> str:
        hasher = self._hasher
        digest = hash_secret_raw(
            secret.encode(),
            owner.encode(),
            time_cost=hasher.time_cost,
            memory_cost=hasher.memory_cost,
            parallelism=hasher.parallelism,
            hash_len=hasher.hash_len,
            type=hasher.type,
        )
        return digest.hex()

    def _compare(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, _as_typed(password))
        except (VerificationError, InvalidHashError):
            return False

    async def _in_pool(self, work: Callable[[], T]) -> T:
        if self._waiting >= WAITING_MAX:
            raise Problem(503, "busy", "Too many people sign in at this moment. Try again.", retry_after_seconds=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1


def _as_typed(password: str) -> str:
    """One spelling for what different keyboards send for the same letters (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
