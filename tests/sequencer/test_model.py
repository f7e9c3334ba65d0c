"""Whatever is asked, whatever fails, whenever it is killed: the laws hold; nothing is lost or doubled."""

import asyncio
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sequencer.life import Life

STEPS = 20


@settings(
    # A life takes about a second; a test that takes more than five minutes is taken for one that hangs.
    max_examples=min(100, settings().max_examples // 10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(random=st.randoms(use_true_random=False))
def test_a_life_with_faults_and_crashes(random: Random, tmp_path: Path, empty_database: Path):
    asyncio.run(Life(random, tmp_path, empty_database).live(STEPS))


@pytest.mark.parametrize("seed", range(3))
def test_a_longer_life(seed: int, tmp_path: Path, empty_database: Path):
    asyncio.run(Life(Random(seed), tmp_path, empty_database).live(4 * STEPS))
