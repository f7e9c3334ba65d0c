"""Names for things, and secrets.

Owns: ids (26 characters of Crockford base32: 48 bits of milliseconds, 80 random), secrets, digests.
Never: an id that can be guessed, a secret that is stored; only `hash_secret` of it goes to a table.
Holds: ids of later milliseconds sort after earlier ones, as text and as bits.
"""

import hashlib
import os
import re
import secrets
import time

ID_CHARACTERS = 26
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
# Two characters at a time: half the steps of a character at a time.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_PAIR_BITS = 10
_PAIR_SHIFTS = tuple(range(ID_CHARACTERS // 2 * _PAIR_BITS - _PAIR_BITS, -1, -_PAIR_BITS))
_PAIR_MASK = (1 << _PAIR_BITS) - 1

_RANDOM_BITS = 80
_INSTANT_BITS = 48
_SECRET_BYTES = 32
_DIGEST_BYTES = 8
_STABLE_BYTES = (_INSTANT_BITS + _RANDOM_BITS) // 8

# 26 characters carry 130 bits, an id has 128: so the first is 7 at most.
_ID_PATTERN = re.compile(f"[0-7][{_ALPHABET}]{{{ID_CHARACTERS - 1}}}")


def new_id() -> str:
    """A new id, unique without asking anyone, sortable by the millisecond of its birth."""
    return compose_id(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(_RANDOM_BITS // 8)))


def compose_id(instant: int, randomness: int) -> str:
    """The id of an instant (48 bits of milliseconds) and 80 bits of randomness.

    For the seeded world of tests and simulation, whose ids must be the same in each run.
    """
    if not 0 <= instant < 1 << _INSTANT_BITS or not 0 <= randomness < 1 << _RANDOM_BITS:
        raise ValueError("an id takes 48 bits of milliseconds and 80 random bits")
    bits = instant << _RANDOM_BITS | randomness
    return "".join([_PAIRS[bits >> shift & _PAIR_MASK] for shift in _PAIR_SHIFTS])


def stable_id(*parts: str) -> str:
    """The one id that follows from these texts, for whatever must have the same name each time it is asked for."""
    # The lengths keep ("ab", "c") and ("a", "bc") apart.
    told = "".join(f"{len(part)}:{part}" for part in parts).encode()
    bits = int.from_bytes(hashlib.blake2b(told, digest_size=_STABLE_BYTES).digest())
    return compose_id(bits >> _RANDOM_BITS, bits & (1 << _RANDOM_BITS) - 1)


def is_id(text: str) -> bool:
    """Whether `text` has the one spelling that an id has: nothing upper-case, nothing around it."""
    return _ID_PATTERN.fullmatch(text) is not None


def new_secret() -> str:
    """A new secret of 256 random bits, 43 characters that are safe in an address and a header."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def hash_secret(secret: str) -> str:
    """What is stored of a secret: SHA-256 in hex.

    Fast on purpose: 256 random bits cannot be guessed, however fast the hash. Never use it for passwords.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def digest(text: str) -> str:
    """16 hex characters that stand for a text: to compare and to name, not to protect."""
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()
