"""One life, lived from a seed, and what broke in it: the checks that planted bugs have to get past.

Owns: turning the failure of any check into its own sentence.
Never: a check of its own.
"""

import asyncio
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import structlog

from deskbell.kit import migrate
from deskbell.kit.database import Database
from deskbell.kit.trouble import Trouble
from sim.faults import Climate
from sim.world import run_world
from tests.properties.test_planted_bugs import live_one_life
from tests.sequencer.life import Life
from tests.sequencer.test_planted_bugs import STEPS
from tests.sim.test_planted_bugs import BAD_PROXIES, CRASHES, FAIR, SECONDS

Attempt = Callable[[int], str | None]

_CHARACTERS_MAX: Final = 160


def on_the_floor(seed: int) -> str | None:
    """The pure floor alone: commands at random, the laws after each."""
    try:
        live_one_life(seed)
    except AssertionError as error:
        return _sentence(error)
    return None


def on_a_database(seed: int) -> str | None:
    """The sequencer on its database, with commits that fail and processes that are killed."""
    with tempfile.TemporaryDirectory(prefix="deskbell-life-") as folder, structlog.testing.capture_logs():
        empty = Path(folder) / "empty.db"
        empty.write_bytes(_empty_database())
        try:
            asyncio.run(Life(Random(seed), Path(folder), empty).live(STEPS))
        except (AssertionError, LookupError, Trouble) as error:
            return _sentence(error)
    return None


def in_fair_weather(seed: int) -> str | None:
    """The whole product in a world in which nothing fails."""
    return _in_a_world(seed, FAIR)


def with_crashes(seed: int) -> str | None:
    """The server is killed every few seconds, at any await."""
    return _in_a_world(seed, CRASHES)


def with_bad_proxies(seed: int) -> str | None:
    """Frames are lost, doubled, and arrive late."""
    return _in_a_world(seed, BAD_PROXIES)


def _in_a_world(seed: int, climate: Climate) -> str | None:
    sentences = run_world(seed, SECONDS, climate=climate).verdict.sentences
    return sentences[0][:_CHARACTERS_MAX] if sentences else None


def _sentence(error: Exception) -> str:
    lines = str(error).splitlines() or [""]
    said = lines[0] if isinstance(error, AssertionError) else f"{type(error).__name__}: {lines[0]}"
    return (said or type(error).__name__)[:_CHARACTERS_MAX]


@cache
def _empty_database() -> bytes:
    """A file with the schema and nothing in it."""
    with tempfile.TemporaryDirectory(prefix="deskbell-empty-") as folder:
        path = Path(folder) / "deskbell.db"
        with Database.open(path) as database:
            migrate.upgrade(database)
        return path.read_bytes()
