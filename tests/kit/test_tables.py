"""Tables are STRICT, and their constraints have names that can be foretold."""

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, SchemaItem

from deskbell.kit.tables import Flag, Fraction, WholeNumber, metadata, table


def spell(made, dialect):
    return " ".join(str(CreateTable(made).compile(dialect=dialect)).split())


def test_types_on_each_product():
    columns: list[SchemaItem] = [Column("n", WholeNumber), Column("f", Fraction), Column("b", Flag), Column("t", Text)]
    made = table("t", *columns, into=MetaData())
    assert spell(made, sqlite.dialect()) == "CREATE TABLE t ( n INTEGER, f REAL, b INTEGER, t TEXT ) STRICT"
    on_postgresql = "CREATE TABLE t ( n BIGINT, f DOUBLE PRECISION, b BOOLEAN, t TEXT )"
    assert spell(made, postgresql.dialect()) == on_postgresql


def test_without_rowid():
    made = table("t", Column("k", Text, primary_key=True), into=MetaData(), without_rowid=True)
    assert spell(made, sqlite.dialect()).endswith(" WITHOUT ROWID, STRICT") or spell(made, sqlite.dialect()).endswith(
        " STRICT, WITHOUT ROWID"
    )


@pytest.mark.parametrize("kind", [String(20), BigInteger(), Boolean(), JSON(), DateTime()])
def test_types_that_strict_does_not_know_are_refused_by_name(kind):
    with pytest.raises(TypeError, match=r"orders\.what is \w+.*: use Text"):
        table("orders", Column("what", kind), into=MetaData())


def test_constraints_have_names():
    into = MetaData(naming_convention=metadata.naming_convention)
    table("a", Column("id", Integer, primary_key=True), into=into)
    made = table(
        "b",
        Column("id", Integer, primary_key=True),
        Column("a", Integer, ForeignKey("a.id")),
        Column("c", Integer),
        UniqueConstraint("a", "c"),
        CheckConstraint("c > 0", name="c_positive"),
        into=into,
    )
    text = spell(made, sqlite.dialect())
    for name in ("pk_b", "fk_b_a_a", "uq_b_a_c", "ck_b_c_positive"):
        assert f"CONSTRAINT {name} " in text
    index = Index(None, made.c.a, made.c.c)
    assert "ix_b_a_c" in str(CreateIndex(index).compile(dialect=sqlite.dialect()))
