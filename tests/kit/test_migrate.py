"""Revisions: all the way up, all the way down, or not at all."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Text, text

from deskbell.kit import migrate
from deskbell.kit.database import Database
from deskbell.kit.drift import find_drift
from deskbell.kit.tables import metadata as real_metadata
from deskbell.kit.tables import table
from deskbell.kit.trouble import CommitFailed, DatabaseTooNew

FIRST = """
op.create_table(
    "shops",
    sa.Column("id", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("id", name="pk_shops"),
    sa.CheckConstraint("length(name) > 0", name=op.f("ck_shops_name")),
    sqlite_strict=True,
)
op.create_index("ix_shops_name", "shops", ["name"], unique=True, sqlite_where=sa.text("id > 5"))
op.create_table(
    "orders",
    sa.Column("id", sa.Integer, nullable=False),
    sa.Column("shop", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("id", name="pk_orders"),
    sa.ForeignKeyConstraint(["shop"], ["shops.id"], name="fk_orders_shop_shops", ondelete="CASCADE"),
    sqlite_strict=True,
)
op.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
"""
FIRST_DOWN = 'op.execute("DROP TABLE search")\nop.drop_table("orders")\nop.drop_table("shops")'
# Rebuilds a table to which others refer.
SECOND = 'with op.batch_alter_table("shops") as batch:\n    batch.add_column(sa.Column("city", sa.Text))'
SECOND_DOWN = 'with op.batch_alter_table("shops") as batch:\n    batch.drop_column("city")'


class Revisions:
    """A folder of revisions, written as a test needs them."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(str(files("deskbell.migrations")), folder)
        for old in (folder / "versions").glob("0*.py"):
            old.unlink()
        self.folder = folder
        self.location = str(folder)
        self._last: str | None = None

    def add(self, revision: str, up: str, down: str = "pass") -> None:
        def body(code: str) -> str:
            return "\n".join(f"    {line}" for line in code.strip().splitlines())

        (self.folder / "versions" / f"{revision}_made_up.py").write_text(
            f"import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision = {revision!r}\ndown_revision = {self._last!r}\n"
            f"def upgrade():\n{body(up)}\ndef downgrade():\n{body(down)}\n"
        )
        self._last = revision


@pytest.fixture
def revisions(tmp_path):
    made = Revisions(tmp_path / "100% revisions")
    made.add("0001", FIRST, FIRST_DOWN)
    return made


@pytest.fixture
def empty(path):
    with Database.open(path) as database:
        yield database


def tables_of(database):
    names = database.read_sync(
        lambda connection: connection.scalars(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).all()
    )
    return {name for name in names if not name.startswith(("sqlite_", "search"))}


def fill(database):
    database.write_sync(
        lambda connection: [
            connection.execute(text("INSERT INTO shops (id, name) VALUES (1, 'corner')")),
            connection.execute(text("INSERT INTO orders (id, shop) VALUES (7, 1)")),
        ]
    )


def count_orders(database):
    return database.read_sync(lambda connection: connection.scalar(text("SELECT count(*) FROM orders")))


def test_up_and_up_again(empty, revisions):
    where = {"migrations": revisions.location}
    assert migrate.current(empty) is None
    migrate.upgrade(empty, **where)
    assert migrate.current(empty) == migrate.head(**where) == "0001"
    assert tables_of(empty) == {"shops", "orders", "alembic_version"}
    fill(empty)
    migrate.upgrade(empty, **where)
    revisions.add("0002", SECOND, SECOND_DOWN)
    migrate.upgrade(empty, **where)
    assert migrate.current(empty) == "0002"
    # Rebuilding `shops` did not delete the orders that go with a shop.
    assert count_orders(empty) == 1


def test_down_to_one_and_down_to_nothing(empty, revisions):
    where = {"migrations": revisions.location}
    revisions.add("0002", SECOND, SECOND_DOWN)
    migrate.upgrade(empty, **where)
    fill(empty)
    migrate.downgrade(empty, "0001", **where)
    assert migrate.current(empty) == "0001"
    assert count_orders(empty) == 1
    migrate.downgrade(empty, migrate.BASE, **where)
    assert migrate.current(empty) is None
    assert tables_of(empty) == {"alembic_version"}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ('op.execute("INSERT INTO missing VALUES (1)")', "no such table"),
        ("raise ZeroDivisionError('halfway')", "halfway"),
        ('op.execute("INSERT INTO orders (id, shop) VALUES (1, 99)")', "would refer to no row"),
    ],
)
def test_an_upgrade_that_fails_leaves_everything_as_it_was(empty, revisions, wrong, error):
    revisions.add("0002", wrong)
    with pytest.raises(Exception, match=error):
        migrate.upgrade(empty, migrations=revisions.location)
    assert migrate.current(empty) is None
    assert tables_of(empty) == set()


def test_references_are_enforced_after_an_upgrade(empty, revisions):
    migrate.upgrade(empty, migrations=revisions.location)
    with pytest.raises(Exception, match="FOREIGN KEY") as caught:
        empty.write_sync(lambda connection: connection.execute(text("INSERT INTO orders (id, shop) VALUES (1, 99)")))
    assert not isinstance(caught.value, CommitFailed)


def test_a_newer_schema_is_refused_and_not_touched(empty, revisions):
    migrate.upgrade(empty, migrations=revisions.location)
    empty.write_sync(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0999'")))
    for change in (
        lambda: migrate.upgrade(empty, migrations=revisions.location),
        lambda: migrate.downgrade(empty, migrate.BASE, migrations=revisions.location),
    ):
        with pytest.raises(DatabaseTooNew, match=r"0999 is unknown here.*install that version") as caught:
            change()
        assert "\n" not in str(caught.value)
    assert tables_of(empty) == {"shops", "orders", "alembic_version"}


def test_the_programs_own_revisions_run_up_and_down(empty):
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.head()
    if migrate.head() is not None:
        migrate.downgrade(empty, migrate.BASE)
        assert migrate.current(empty) is None
        migrate.upgrade(empty)


# ── drift ──


def make_tables(**changes):
    """The tables that `FIRST` makes, unless a change says otherwise."""
    into = MetaData(naming_convention=real_metadata.naming_convention)
    change = {
        "name": Column("name", Text, nullable=False),
        "id": Column("id", Integer, primary_key=True),
        "more": (),
        "check": (CheckConstraint("length(name) > 0", name="name"),),
        "where": text("id > 5"),
        "unique": True,
        "ondelete": "CASCADE",
        **changes,
    }
    shops = table("shops", change["id"], change["name"], *change["more"], *change["check"], into=into)
    if change["where"] is not None:
        Index("ix_shops_name", shops.c.name, unique=change["unique"], sqlite_where=change["where"])
    if change["ondelete"]:
        table(
            "orders",
            Column("id", Integer, primary_key=True),
            Column("shop", Integer, ForeignKey("shops.id", ondelete=change["ondelete"]), nullable=False),
            into=into,
        )
    return into


def test_no_drift_between_tables_and_the_revisions_that_make_them(empty, revisions):
    migrate.upgrade(empty, migrations=revisions.location)
    assert find_drift(empty, make_tables()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": Column("name", Text, nullable=True)},
        {"name": Column("name", Integer, nullable=False)},
        {"name": Column("name", Text, nullable=False, server_default="x")},
        {"name": Column("name", Text, primary_key=True)},
        {"more": [Column("city", Text)]},
        {"check": ()},
        {"check": (CheckConstraint("length(name) > 1", name="name"),)},
        {"where": text("id > 6")},
        {"where": None},
        {"unique": False},
        {"ondelete": "SET NULL"},
        {"ondelete": None},
    ],
    # One word each: what these print as differs from process to process.
    ids=[
        "may be null",
        "another type",
        "a default",
        "in the key",
        "a column more",
        "no check",
        "another check",
        "another part",
        "the whole",
        "not unique",
        "other fate of orphans",
        "no fate of orphans",
    ],
)
def test_every_kind_of_drift_is_found(empty, revisions, changes):
    migrate.upgrade(empty, migrations=revisions.location)
    drift = find_drift(empty, make_tables(**changes))
    assert drift
    assert all("\n" not in line for line in drift)


def test_a_table_that_is_not_strict_is_drift(empty, revisions):
    revisions.add("0002", 'op.create_table("loose", sa.Column("a", sa.Text))')
    migrate.upgrade(empty, migrations=revisions.location)
    into = make_tables()
    table("loose", Column("a", Text), into=into)
    assert ["strict=0" in line and "strict=1" in line for line in find_drift(empty, into)] == [True]
