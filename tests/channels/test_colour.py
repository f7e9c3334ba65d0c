"""Colours that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.channels.colour import CONTRAST_MIN, INKS, choose_ink, contrast

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#ffffff", "#00667a", 6.6),
        ("#ffffff", "#777777", 4.48),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize(
    ("colour", "ink"), [("#00667a", "#ffffff"), ("#ffd500", "#152026"), ("#ffffff", "#152026"), ("#000000", "#ffffff")]
)
def test_the_ink_is_the_one_that_can_be_read(colour: str, ink: str):
    assert choose_ink(colour) == ink


@given(colours)
def test_an_ink_can_be_read_or_there_is_none(colour: str):
    ink = choose_ink(colour)
    best = max(contrast(candidate, colour) for candidate in INKS)

    assert (ink is None) == (best < CONTRAST_MIN)
    if ink is not None:
        assert contrast(ink, colour) >= CONTRAST_MIN


def test_some_colours_in_the_middle_have_no_ink():
    assert choose_ink("#757f85") is None
