"""The model: every guard on the list is a switch of it, the product has the file, and what a search says is judged."""

import shutil

import pytest

from proof.guards import GUARDS, HOME, LEAVING, SCOPES
from proof.model import find_wrong
from proof.pan import Search
from proof.programs import ROOT
from proof.spin import MODEL, Searched, search

GUARD = next(guard for guard in GUARDS if guard.switch == "NO_ALARM")


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.switch)
def test_a_guard_is_a_switch_of_the_model_and_a_file_of_the_product(guard) -> None:
    text = MODEL.read_text()
    assert f"#ifdef {guard.switch}\n" in text or f"#ifndef {guard.switch}\n" in text
    assert (ROOT / guard.place).is_file()
    assert guard.scope in SCOPES


def test_no_switch_of_the_model_is_forgotten() -> None:
    text = MODEL.read_text()
    conditions = {line.split()[1] for line in text.splitlines() if line.startswith(("#ifdef", "#ifndef"))}
    figures = {"CHATS", "OFFERS_MAX", "MISHAPS_MAX", "BATCH_MAX", "CAPACITY", "DEVICES"}
    worlds = {switch.split("=")[0] for scope in SCOPES for switch in scope.switches}
    assert conditions - figures - worlds == {guard.switch for guard in GUARDS}


def test_an_error_with_all_guards_is_wrong() -> None:
    broken = Search(10, 1, False, "law 3: no chat waits", 7)
    assert find_wrong(Searched(LEAVING, None, broken, 1.0)) == "“leaving” breaks: law 3: no chat waits"


def test_half_a_search_is_wrong() -> None:
    assert find_wrong(Searched(LEAVING, None, Search(10, 0, False), 1.0)) == "“leaving” was not searched to its end"


def test_a_guard_that_nothing_misses_is_wrong() -> None:
    unmissed = Searched(HOME, GUARD, Search(10, 0, True), 1.0)
    assert find_wrong(unmissed) == "without NO_ALARM nothing is broken in “going home”"


def test_what_should_be_is_not_wrong() -> None:
    assert find_wrong(Searched(LEAVING, None, Search(10, 0, True), 1.0)) is None
    assert find_wrong(Searched(HOME, GUARD, Search(10, 1, False, "at rest no deadline was missed", 7), 1.0)) is None


@pytest.mark.skipif(not (shutil.which("spin") and shutil.which("gcc")), reason="spin and gcc: make prove installs them")
def test_spin_finds_a_guard_that_was_taken_away() -> None:
    assert search(GUARD.scope, GUARD).search.violated == "at rest no deadline was missed"
