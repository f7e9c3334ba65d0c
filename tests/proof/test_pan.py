"""What pan says at the end of a search is read as it is meant."""

import pytest

from proof.pan import as_sentence, parse

CLEAN = """
(Spin Version 6.5.2 -- 6 December 2019)
Full statespace search for:
	assertion violations	+

State-vector 172 byte, depth reached 606, errors: 0
  1296839 states, stored
  4551031 states, matched
pan: elapsed time 7.3 seconds
"""

BROKEN = """pan:1: assertion violated law_3_no_chat_waits_while_somebody_willing_is_free (at depth 389)
pan: wrote offer.pml.trail
Warning: Search not completed
State-vector 172 byte, depth reached 574, errors: 1
    11822 states, stored
"""


def test_a_search_that_came_to_its_end() -> None:
    search = parse(CLEAN)
    assert (search.states, search.errors, search.is_exhaustive, search.violated) == (1_296_839, 0, True, "")


def test_an_assertion_that_failed_is_named_in_words() -> None:
    search = parse(BROKEN)
    assert (search.errors, search.depth, search.is_exhaustive) == (1, 389, False)
    assert search.violated == "law 3: no chat waits while somebody willing is free"


@pytest.mark.parametrize(
    "sign",
    [
        "error: max search depth too small",
        "Warning: Search not completed",
        "pan: reached -DMEMLIM bound",
        "pan: out of memory",
    ],
)
def test_a_search_that_was_cut_short_is_not_exhaustive(sign: str) -> None:
    assert not parse(f"{sign}\n{CLEAN}").is_exhaustive


def test_large_numbers_are_told_in_another_way() -> None:
    assert parse(CLEAN.replace("  1296839", "1.2968391e+08")).states == 129_683_910


def test_a_program_that_died_is_no_search() -> None:
    with pytest.raises(ValueError, match="did not finish"):
        parse("Segmentation fault")


def test_what_is_no_name_stays_as_it_is() -> None:
    assert as_sentence("(memory.chat[0].state==1)") == "(memory.chat[0].state==1)"
    assert as_sentence("invalid end state") == "invalid end state"
