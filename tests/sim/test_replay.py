"""A seed replays exactly: the same trace, twice in one process and in processes that hash otherwise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.world import run_world

ROOT = Path(__file__).parents[2]
SECONDS = 40.0
# One in which everything goes wrong, one in which little does.
SEEDS = (3, 4)
PROGRAM = f"from sim.world import run_world; print(*[run_world(seed, {SECONDS}).digest for seed in {SEEDS}])"


def digests() -> list[str]:
    return [run_world(seed, SECONDS).digest for seed in SEEDS]


def test_twice_in_one_process() -> None:
    first = digests()
    assert len(set(first)) == len(SEEDS)
    assert digests() == first


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_in_a_process_that_hashes_otherwise(hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == digests()


def test_everybody_who_listens_hears_the_same() -> None:
    """Telling changes nothing."""
    lines: list[str] = []
    told = run_world(SEEDS[0], SECONDS, tell=lines.append)
    assert told.digest == run_world(SEEDS[0], SECONDS).digest
    assert any("committed" in line for line in lines)
