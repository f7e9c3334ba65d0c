"""The trace: everything that happens in a world, in order, as one number; and as lines for whoever wants to read them.

Owns: the digest by which two runs are compared.
Never: anything that differs between two runs of one seed: no address in memory, no order of a set.
"""

from asyncio import AbstractEventLoop
from collections.abc import Callable
from hashlib import blake2b

Tell = Callable[[str], None]


class Trace:
    """Notes what happens. `tell` takes each line, where somebody reads them."""

    def __init__(self, loop: AbstractEventLoop, tell: Tell | None = None) -> None:
        self._loop = loop
        self._tell = tell
        self._hash = blake2b(digest_size=16)

    def note(self, what: str, data: bytes = b"") -> None:
        """Something happens now."""
        line = f"{self._loop.time():12.6f} {what}"
        self._hash.update(line.encode() + b" " + data + b"\n")
        if self._tell is not None:
            self._tell(f"{line} {data.decode(errors='replace')}".rstrip())

    @property
    def digest(self) -> str:
        """Everything so far."""
        return self._hash.hexdigest()
