"""A look from beside: reading a database in which a server may be working at this moment.

Owns: one connection that cannot write, for a command that only wants to know something.
Never: the folder's lock; a change.
Holds: each query sees one snapshot, as a reader of the server would.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from deskbell.kit.backend import open_backend
from deskbell.kit.clock import SteadyClock

T = TypeVar("T")


class Beside:
    """A database that is only looked at. Use it in a `with` block."""

    def __init__(self, where: str) -> None:
        """Open the database at an address. Raises a `Trouble`."""
        self._backend = open_backend(where, SteadyClock(), beside=True)
        self._connection = self._backend.connect_reader()

    def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query on one snapshot. Raises `ReadTooLong` after 5 s."""
        with self._backend.reading(self._connection):
            return query(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._backend.close()
