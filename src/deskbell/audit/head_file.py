"""The head outside of the database: how far the log of each organisation reaches, in a file of its own.

Owns: that file's form, and replacing it whole.
Never: a head that is behind the one it holds: that is what the file is for.
Holds: a reader finds the old heads or the new ones, whatever interrupts the writing.
"""

import os
from pathlib import Path

import msgspec

FILE_NAME = "audit-heads.json"
_FILE_MODE = 0o600


class Head(msgspec.Struct, frozen=True):
    """The newest act that was seen: its number and its hash."""

    number: int
    hash: str


Heads = dict[str, Head]
"""By organisation."""


class HeadFile:
    """The file at a path."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Heads | None:
        """What was kept; None where there is no file that can be read."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Heads)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None

    def write(self, heads: Heads) -> None:
        """Keep these heads from now on, on the disk itself. Raises `OSError`."""
        beside = self.path.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, _FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(heads, order="sorted") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        _flush_folder(self.path.parent)


def _flush_folder(folder: Path) -> None:
    """A name that was changed is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
