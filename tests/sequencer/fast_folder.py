"""A folder in memory where the machine has one: these tests end processes, not the power.

Owns: the folder, and its removal.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@contextmanager
def fast_folder() -> Iterator[Path]:
    """A folder for one test."""
    where = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(dir=where, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
