"""Hot inserts do what Core's would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Text, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import TypeDecorator

from deskbell.kit.inserts import insert_many
from deskbell.kit.tables import Flag, Fraction, WholeNumber, table


class Words(TypeDecorator[list[str]]):
    """Words, kept as one text: a type whose values are not what the driver takes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else " ".join(value)

    def process_result_value(self, value, dialect):
        return None if value is None else value.split(" ")


metadata = MetaData()
things = table(
    "things",
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False, unique=True),
    Column("at", WholeNumber),
    Column("share", Fraction),
    Column("raw", LargeBinary),
    Column("words", Words),
    Column("is_open", Flag, nullable=False),
    Column("kind", Text, nullable=False, server_default="plain"),
    into=metadata,
)
defaulted = table("defaulted", Column("id", Integer, primary_key=True), Column("a", Text, default="x"), into=metadata)
engines = {style: create_engine("sqlite://", paramstyle=style) for style in ("qmark", "named")}

rows_of_things = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
            "at": st.none() | st.integers(min_value=-(2**63), max_value=2**63 - 1),
            "share": st.none() | st.floats(allow_nan=False),
            "raw": st.none() | st.binary(max_size=10),
            "words": st.none() | st.lists(st.sampled_from(["a", "b"]), min_size=1),
            "is_open": st.booleans(),
        }
    ),
    max_size=150,
    unique_by=lambda row: str(row["text"]),
)


@pytest.fixture(autouse=True, scope="module")
def _close_engines():
    yield
    for engine in engines.values():
        engine.dispose()


def connect(style="qmark"):
    connection = engines[style].connect()
    metadata.drop_all(connection)
    metadata.create_all(connection)
    return connection


@pytest.mark.parametrize("style", engines)
@given(rows=rows_of_things)
def test_what_goes_in_comes_out_in_the_same_order(style, rows):
    with connect(style) as connection:
        insert_many(connection, things, rows)
        columns = [things.c[name] for name in ("text", "at", "share", "raw", "words", "is_open", "kind")]
        found = connection.execute(select(*columns).order_by(things.c.id))
        assert [dict(row._mapping) for row in found] == [{**row, "kind": "plain"} for row in rows]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 8, 9, 63, 64, 65, 127, 128, 200])
def test_every_number_of_rows(count):
    with connect() as connection:
        insert_many(connection, things, [{"text": str(n), "is_open": True} for n in range(count)])
        texts = connection.scalars(select(things.c.text).order_by(things.c.id))
        assert list(texts) == [str(n) for n in range(count)]


def test_a_table_of_one_given_column():
    with connect() as connection:
        insert_many(connection, defaulted, [{"id": 5, "a": "y"}])
        insert_many(connection, things, [{"text": "only", "is_open": False}])
        with pytest.raises(IntegrityError):
            insert_many(connection, things, [{"text": "alone"}])


@pytest.mark.parametrize("style", engines)
def test_broken_constraints_are_cores_own_errors_and_repeat_no_values(style):
    with connect(style) as connection, pytest.raises(IntegrityError, match=r"UNIQUE.*things\.text") as caught:
        insert_many(connection, things, [{"text": "canary", "is_open": True}] * 2)
    assert "canary" not in str(caught.value)


def test_a_default_that_would_not_run_is_refused():
    with connect() as connection, pytest.raises(TypeError, match=r"give defaulted\.a"):
        insert_many(connection, defaulted, [{"id": 1}])


@pytest.mark.parametrize("odd", [{"text": "b"}, {"text": "b", "is_open": True, "at": 5}])
def test_rows_of_different_columns_are_refused(odd):
    with connect() as connection, pytest.raises(ValueError, match="exactly the columns text, is_open"):
        insert_many(connection, things, [{"text": "a", "is_open": True}, odd])
