"""The ten planted bugs: nine of them at least are caught, each by a check that says something without it to nobody."""

from collections.abc import Iterator

import pytest

from proof.hunting import CAUGHT_MIN
from proof.planted import BUGS, Bug, Hunt, hunt

ATTEMPTS_MAX = 20
_HUNTS: dict[int, Hunt] = {}


@pytest.fixture(autouse=True, scope="module")
def fresh() -> Iterator[None]:
    yield
    _HUNTS.clear()


def hunt_once(bug: Bug) -> Hunt:
    if bug.number not in _HUNTS:
        _HUNTS[bug.number] = hunt(bug, ATTEMPTS_MAX, is_short=True)
    return _HUNTS[bug.number]


def test_there_are_ten() -> None:
    assert [bug.number for bug in BUGS] == list(range(1, 11))


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_without_it_the_same_lives_break_nothing(bug: Bug) -> None:
    assert hunt_once(bug).false_alarms == []


def test_nine_of_ten_are_caught() -> None:
    missed = [bug.name for bug in BUGS if not hunt_once(bug).seen]
    assert len(BUGS) - len(missed) >= CAUGHT_MIN, f"nobody saw: {missed}"


def test_what_breaks_nothing_is_not_caught() -> None:
    harmless = Bug(0, "none", lambda _: None, BUGS[1].check, BUGS[1].attempt)
    assert hunt(harmless, 3).caught == 0
