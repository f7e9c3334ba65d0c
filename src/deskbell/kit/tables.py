"""Where every room's tables meet: one metadata, one way to make a table.

Owns: `metadata`, the names of constraints, `table`, and the column types that mean the same on every product.
Never: a table itself; those stand in `<room>/tables.py`.
Holds: every constraint has a name that can be foretold, so that a migration can speak of it; on SQLite
    every table is STRICT, so that a text never lands in a column of numbers.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Double, Integer, MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import REAL, TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Whole numbers of 64 bits: instants, positions, counts. `Integer` on SQLite, which has no other.
WholeNumber: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
# Numbers with a fraction.
Fraction: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")

_STRICT_TYPES = frozenset({"ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT"})
_SQLITE = sqlite.dialect()


class Flag(TypeDecorator[bool]):
    """True or false: 0 and 1 on SQLite, whose STRICT tables know no BOOLEAN."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The product's own type."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        """To the database."""
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ARG002 - its signature
        """From the database."""
        return None if value is None else bool(value)


def table(name: str, *items: SchemaItem, into: MetaData = metadata, without_rowid: bool = False) -> Table:
    """A table of ours, STRICT on SQLite.

    Column types: `Text`, `LargeBinary`, `Integer`, and `WholeNumber`, `Fraction` and `Flag` of this module;
    any other raises `TypeError` here rather than in a migration. `without_rowid` is for small rows that are
    always found by their primary key.
    """
    for column in items:
        if isinstance(column, Column):
            _check_strict(name, column)
    return Table(name, into, *items, sqlite_strict=True, sqlite_with_rowid=not without_rowid)


def _check_strict(table_name: str, column: Column[Any]) -> None:
    spelt = column.type.compile(dialect=_SQLITE)
    if spelt not in _STRICT_TYPES:
        raise TypeError(
            f"{table_name}.{column.name} is {spelt}, which a STRICT table does not know:"
            " use Text, LargeBinary, Integer, WholeNumber, Fraction or Flag"
        )
