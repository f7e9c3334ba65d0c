"""The sequencer on its database does what the rules say: answers, events, picture and tables, after every step.

`reference/rules.py` is the rules a second time; `reference/life.py` lives on both. The long run:

    HYPOTHESIS_PROFILE=long pytest tests/sequencer/test_reference.py --numprocesses=2

Its size is told in one line at the end, "reference: examples=… steps=… commands=…".
"""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sequencer.reference.life import Live

STEPS: Final = 50
IS_LONG: Final = settings().max_examples >= 1_000
# A test that takes more than five minutes is taken for one that hangs: the long run is ten of them.
PARTS, EXAMPLES = (10, 220) if IS_LONG else (1, 80)


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Iterator[Counter[str]]:
    """What was done; `conftest.py` tells it at the end of the run."""
    count: Counter[str] = Counter()
    yield count
    record_property("reference", dict(count))


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(random=st.randoms(use_true_random=False))
def test_the_floor_does_what_the_rules_say(part: int, random: Random, live: Live, counted: Counter[str]) -> None:
    life = live(random, STEPS)
    counted.update(examples=1, steps=life.steps, commands=life.commands)
