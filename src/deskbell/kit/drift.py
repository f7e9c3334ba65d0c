"""Whether the revisions, run one after the other, yield the tables that the code speaks of.

Owns: the comparison: tables, columns, keys and indexes by Alembic; and what Alembic does not look at (STRICT,
    primary keys, conditions of indexes, checks) by holding the database against one made from the code.
Never: a repair.
Holds: an empty answer means that an upgraded database and a fresh `metadata.create_all` are alike.
"""

import re

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, create_engine, inspect, text

from deskbell.kit.database import Database
from deskbell.kit.tables import metadata as tables_metadata

_ALEMBIC_TABLE = "alembic_version"

# Full-text search brings a virtual table and shadow tables, which metadata cannot say.
_TABLES = """
    SELECT name, wr AS is_without_rowid, strict AS is_strict FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
"""
_KEYS = "SELECT name, pk FROM pragma_table_xinfo(:table) WHERE pk > 0 ORDER BY pk"
_INDEXES = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :table"


def find_drift(database: Database, metadata: MetaData = tables_metadata) -> list[str]:
    """Where the upgraded `database` and `metadata` disagree, one line each; empty is good.

    The rooms' `tables.py` must have been imported before, or their tables count as unknown. Virtual tables
    and triggers are passed over.
    """

    def compare(connection: Connection) -> list[str]:
        return [*_by_alembic(connection, metadata), *_by_hand(connection, metadata)]

    return database.read_sync(compare)


def _by_alembic(connection: Connection, metadata: MetaData) -> list[str]:
    compared = set(metadata.tables) | set(_describe_tables(connection))

    def is_compared(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or name in compared

    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True, "include_name": is_compared}
    )
    return [f"tables and migrations differ: {change}" for change in compare_metadata(context, metadata)]


def _by_hand(connection: Connection, metadata: MetaData) -> list[str]:
    scratch = create_engine("sqlite://")
    with scratch.connect() as fresh:
        metadata.create_all(fresh)
        wanted, found = _describe_tables(fresh), _describe_tables(connection)
    scratch.dispose()
    return [
        f"table {name}: the migrations make {found[name]}, the code says {wanted[name]}"
        for name in sorted(wanted.keys() & found.keys())
        if wanted[name] != found[name]
    ]


def _describe_tables(connection: Connection) -> dict[str, str]:
    tables = connection.execute(text(_TABLES)).all()
    return {
        table.name: "; ".join(
            [
                f"strict={table.is_strict} without_rowid={table.is_without_rowid}",
                *_describe_parts(connection, table.name),
            ]
        )
        for table in tables
        if table.name != _ALEMBIC_TABLE
    }


def _describe_parts(connection: Connection, table: str) -> list[str]:
    key = [row.name for row in connection.execute(text(_KEYS), {"table": table})]
    indexes = [_plain(row.sql) for row in connection.execute(text(_INDEXES), {"table": table})]
    found = inspect(connection).get_check_constraints(table)
    checks = [_plain(f"CHECK {check['name']} {check['sqltext']}") for check in found]
    return [f"key {key}", *sorted(indexes), *sorted(checks)]


def _plain(sql: str) -> str:
    """One spelling for what differs in spaces and quotes only."""
    return re.sub(r"\s+", " ", sql.replace('"', "")).strip()
