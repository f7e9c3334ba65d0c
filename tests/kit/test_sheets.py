"""CSV both ways: nothing a spreadsheet would run, nothing lost on the way back, every fault with its line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.kit.problem import Problem
from deskbell.kit.sheets import BOM, as_lines, neutralise, read_lines, restore

COLUMNS = ("email", "live_chat")


def lines(text: str, **more: int):
    return read_lines("csv", text, COLUMNS, lines_max=more.get("lines_max", 100))


@pytest.mark.attack(69)
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1+1",
        "\uff1d1+1",
        "\uff20x",
        "'=1",
        "''=1",
        "|cmd",
        "%0A",
        "\n",
    ],
)
def test_a_formula_is_shown_and_not_run(text: str):
    shown = neutralise(text)

    assert shown == f"'{text}"
    assert restore(shown) == text


@pytest.mark.attack(69)
@given(st.text(alphabet="=+-@'\t\r\n ax\uff1d\ufeff", max_size=8) | st.text())
def test_what_was_neutralised_comes_back(text: str):
    assert restore(neutralise(text)) == text


@pytest.mark.attack(69)
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
def test_rows_come_back_as_they_were(rows: list[tuple[str, str]]):
    read = list(csv.reader(io.StringIO(as_lines(rows), newline="")))

    assert [tuple(map(restore, row)) for row in read] == rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", BOM])
def test_a_file_as_any_program_saves_it(start: str, end: str):
    text = start + end.join(["Email, LIVE_CHAT ", "", "ana@shop.example,yes", ",", '"bob@shop.example","no"', ""])

    assert [(line.number, line.values) for line in lines(text)] == [
        (3, {"email": "ana@shop.example", "live_chat": "yes"}),
        (5, {"email": "bob@shop.example", "live_chat": "no"}),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("email\n", "lacks the column 'live_chat' in its first line"),
        ("email,live_chat,colour\n", "has a column named 'colour' in its first line"),
        ("email,email,live_chat\n", "has the column 'email' twice in its first line"),
        ("ana@shop.example,yes\n", "has a column named 'ana@shop.example' in its first line"),
        ("email,live_chat\na\n", "has 1 columns in line 2"),
        ("email,live_chat\na,b,c\n", "has 3 columns in line 2"),
        ('email,live_chat\na,"b\n', "cannot be read at line"),
        ("email,live_chat\na,b\nc,d\n", "has too many lines"),
    ],
)
def test_what_does_not_fit_is_named(text: str, problem: str):
    with pytest.raises(Problem) as refused:
        lines(text, lines_max=1)

    (fault,) = refused.value.faults
    assert fault.field == "csv"
    assert fault.problem.startswith(problem)
    assert fault.allowed
