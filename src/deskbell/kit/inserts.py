"""Many rows at once, faster than the driver's own way.

Owns: the INSERT statements of hot paths, compiled once per dialect, table and set of columns.
Never: another way to write; everything but hot inserts goes through SQLAlchemy Core.
Holds: rows are inserted in their order; what fails raises the same `sqlalchemy.exc` errors as Core would.

Measured on SQLite: 64 rows take 25 µs in one statement, 46 in the driver's executemany, 138 in Core. More than
the time counts that the driver lets go of the interpreter once per statement or row: beside a busy event loop
it waits for its turn each time, so that 64 rows in one statement came through 2.6 times as fast.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

# How many rows a statement may have: few different texts, so that the driver keeps them all prepared.
_STATEMENT_ROWS = (64, 32, 16, 8, 7, 6, 5, 4, 3, 2, 1)
# Many more than there are hot tables; bounded so that it cannot grow by mistake.
_STATEMENTS_MAX = 256

Row = Mapping[str, object]
_Conversions = tuple[tuple[str, Callable[[Any], Any]], ...]


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, all with the same keys (column names). No rows is no statement.

    Every column that has no server default must be given: Python-side defaults are not run (`TypeError`).
    Raises `ValueError` for rows of different columns, `sqlalchemy.exc.IntegrityError` and its siblings.
    """
    if not rows:
        return
    statement = _compile(connection.dialect, table, tuple(rows[0]))
    rows = statement.prepare(rows)
    cursor = connection.connection.cursor()
    try:
        if statement.takes_tuples:
            for text, values in statement.in_pieces(rows):
                cursor.execute(text, values)
        else:
            cursor.executemany(statement.text, rows)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_core_raises(error, connection.dialect, statement.text) from error
    finally:
        cursor.close()


class _Statement:
    """An INSERT for one set of columns, and what its values must become for the driver."""

    def __init__(self, dialect: Dialect, table: Table, columns: tuple[str, ...]) -> None:
        compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(columns))
        assert isinstance(compiled, SQLCompiler)
        if compiled.insert_prefetch:
            missing = ", ".join(column.name for column in compiled.insert_prefetch)
            raise TypeError(f"insert_many runs no Python-side defaults: give {table.name}.{missing}")
        self.text = str(compiled)
        # Dialects take either tuples in the statement's own order, or mappings by name.
        self.takes_tuples = bool(compiled.positional)
        self._columns = columns
        self._conversions = _find_conversions(dialect, table, columns)
        if self.takes_tuples:
            self._as_tuple = _tuple_of(compiled.positiontup or ())
            self._texts = _texts_by_rows(self.text)

    def prepare(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows, checked, with their values as the driver wants them."""
        if set(map(len, rows)) != {len(self._columns)}:
            raise ValueError(f"every row must have exactly the columns {', '.join(self._columns)}")
        if not self._conversions:
            return rows
        return [{**row, **{name: convert(row[name]) for name, convert in self._conversions}} for row in rows]

    def in_pieces(self, rows: Sequence[Row]) -> Iterator[tuple[str, list[object]]]:
        """Statements of many rows each, and their values, which together insert all rows in order."""
        start = 0
        for size in _STATEMENT_ROWS:
            while len(rows) - start >= size:
                piece = rows[start : start + size]
                yield self._texts[size], list(chain.from_iterable(map(self._as_tuple, piece)))
                start += size


@lru_cache(maxsize=_STATEMENTS_MAX)
def _compile(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> _Statement:
    return _Statement(dialect, table, columns)


def _find_conversions(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> _Conversions:
    found = ((name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in columns)
    return tuple((name, convert) for name, convert in found if convert is not None)


def _tuple_of(columns: Sequence[str]) -> Callable[[Row], tuple[object, ...]]:
    if len(columns) == 1:
        # itemgetter of one key gives the bare value.
        return lambda row: (row[columns[0]],)
    return itemgetter(*columns)


def _texts_by_rows(text: str) -> dict[int, str]:
    head, separator, values = text.partition(" VALUES ")
    return {size: head + separator + ", ".join([values] * size) for size in _STATEMENT_ROWS}


def _as_core_raises(error: Exception, dialect: Dialect, text: str) -> BaseException:
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(text, None, error, base, hide_parameters=True, dialect=dialect)
