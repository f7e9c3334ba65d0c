"""The seam behind which one database product differs from another.

Owns: what the writer and the readers ask of a product, and the choice of it by address.
Never: a product's own words outside its file (`kit/sqlite.py`).
Holds: everything above this seam is the same for every product.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from deskbell.kit.clock import Clock
from deskbell.kit.sqlite import SqliteBackend
from deskbell.kit.trouble import DatabaseUnsupported

_SQLITE_PREFIX = "sqlite:///"


class Backend(Protocol):
    """One database product, opened."""

    def connect_writer(self) -> Connection:
        """The connection that writes, its safe settings read back. Its transactions take the write lock."""
        ...

    def check(self, connection: Connection) -> None:
        """A short look at the database's health, once at the start. Raises `DatabaseDamaged`."""
        ...

    def connect_reader(self) -> Connection:
        """A connection that cannot write."""
        ...

    def reading(self, connection: Connection) -> AbstractContextManager[None]:
        """One snapshot for the queries inside, stopped at the deadline with `ReadTooLong`."""
        ...

    def altering(self, connection: Connection) -> AbstractContextManager[None]:
        """One transaction in which tables may be rebuilt, with every foreign key checked before COMMIT."""
        ...

    def tidy(self, connection: Connection, *, idle: bool) -> None:
        """House-keeping on the writer's connection after a commit, or while nothing is asked of it."""
        ...

    def close_writer(self, connection: Connection) -> None:
        """Close the writing connection, leaving everything in its place."""
        ...

    def close(self) -> None:
        """Let go of what was taken on opening. Twice is harmless."""
        ...


def open_backend(where: str | Path, clock: Clock, *, beside: bool = False) -> Backend:
    """The product that `where` (a path or an address) names, its folder taken. Raises a `Trouble`.

    `beside` looks on while another process may have the folder: then only readers may be connected.
    """
    address = str(where)
    if isinstance(where, Path) or "://" not in address:
        return SqliteBackend(Path(where), clock, beside=beside)
    if address.startswith(_SQLITE_PREFIX):
        return SqliteBackend(Path(address.removeprefix(_SQLITE_PREFIX)), clock, beside=beside)
    # Only the scheme is repeated: the rest of an address may hold a password.
    scheme = address.partition("://")[0]
    raise DatabaseUnsupported(f"a database of kind {scheme!r} is not supported: use sqlite:///path/to/file.db")
