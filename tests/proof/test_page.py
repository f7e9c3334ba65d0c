"""The page: what ran is on it, as it was counted; half of it never is."""

from pathlib import Path

import pytest

from proof import document
from proof.explained import EXPLAINED
from proof.programs import Ended
from proof.pytests import as_part, read_count, read_failures
from proof.rows import Part, Row, as_table


def part(what: str, *, violations: int = 0, is_long: bool = True, sentences: tuple[str, ...] = ()) -> Part:
    return Part(Row(what, "12 things", "≥ 10", is_long, "fine", violations, 61.4), sentences=sentences)


PARTS = [part(f"part {number}") for number in range(len(EXPLAINED))]


def test_has_a_row_for_each_part() -> None:
    page = document.compose(PARTS, ' ARGS="--seeds 12"', 3_600)
    assert "| part 0 | 12 things | ≥ 10 | fine | 0 | 61 |" in page
    assert '`make prove ARGS="--seeds 12"`. It took 60 minutes.' in page
    assert "trial" not in page
    assert all(f"## {explained.name}\n" in page for explained in EXPLAINED)


def test_says_what_was_shorter_than_the_long_form() -> None:
    assert "**A trial, shorter than the long form**: small." in document.compose(
        [part("small", is_long=False), *PARTS[1:]], "", 1
    )


def test_shows_violations_and_what_was_seen() -> None:
    page = document.compose([part("bad", violations=3, sentences=("seed 7: gap",)), *PARTS[1:]], "", 1)
    assert "| **3** |" in page
    assert "- seed 7: gap" in page


def test_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "proof.md"
    document.write("old", path)

    def lose_power(_self: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", lose_power)
    with pytest.raises(KeyboardInterrupt):
        document.write("new", path)
    assert path.read_text() == "old"


def test_a_cell_cannot_end_its_row() -> None:
    assert as_table(("a",), [("x | y\nz",)]).splitlines()[-1] == "| x ¦ y z |"


def test_reads_what_tests_have_counted() -> None:
    output = "12 passed in 3s\nreference: examples=80 steps=4000 commands=6160\n"
    assert read_count(output, "reference") == {"examples": 80, "steps": 4_000, "commands": 6_160}
    assert read_count(output, "laws") == {}


def test_a_run_that_went_wrong_has_failures() -> None:
    assert read_failures(Ended(0, "10 passed", 1.0)) == 0
    assert read_failures(Ended(1, "2 failed, 8 passed, 1 error in 3s", 1.0)) == 3
    assert read_failures(Ended(3, "INTERNALERROR", 1.0)) == 1


def test_tests_that_count_nothing_have_proved_nothing() -> None:
    assert as_part("Hypothesis", "laws", Ended(0, "12 passed in 3s", 3.0)).row.violations == 1
    counted = as_part("Hypothesis", "laws", Ended(0, "12 passed in 3s\nlaws: examples=10 steps=90\n", 3.0)).row
    assert (counted.violations, counted.size, counted.is_long) == (0, "10 examples, 90 steps", False)
