"""How far it is: one line that moves on a terminal, one line a minute elsewhere.

Owns: what is said while it runs.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from rich.console import Console

_SECONDS_BETWEEN_LINES: Final = 60.0
_SECONDS_BETWEEN_LOOKS: Final = 1.0


class Progress:
    """Of one part. `advance` may be called from any thread."""

    def __init__(self, console: Console, what: str, total: int | None) -> None:
        self._console = console
        self._what = what
        self._total = total
        self._done = 0
        self._began = perf_counter()
        self._lock = threading.Lock()

    def advance(self) -> None:
        """One more is done."""
        with self._lock:
            self._done += 1

    def line(self) -> str:
        """How far it is now."""
        seconds = perf_counter() - self._began
        if self._total is None:
            return f"{self._what}: {seconds:.0f} s"
        left = f", about {seconds / self._done * (self._total - self._done):.0f} s left" if self._done else ""
        return f"{self._what}: {self._done:,} of {self._total:,}, {seconds:.0f} s{left}"


@contextmanager
def progress(console: Console, what: str, total: int | None = None) -> Iterator[Progress]:
    """Tells how far it is until the block ends."""
    shown = Progress(console, what, total)
    is_over = threading.Event()

    def tell() -> None:
        if console.is_terminal:
            with console.status(shown.line()) as status:
                while not is_over.wait(_SECONDS_BETWEEN_LOOKS):
                    status.update(shown.line())
            return
        while not is_over.wait(_SECONDS_BETWEEN_LINES):
            console.print(shown.line())

    console.print(what)
    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield shown
    finally:
        is_over.set()
        teller.join()
