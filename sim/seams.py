"""The places in which the simulation holds the product from inside.

Owns: chance made repeatable (ids, secrets, the random pauses), the lines of the product's log, a look at the floor
    after each batch, how often snapshots are made, and how long a minute of silence or absence is.
Never: a behaviour of the product replaced by another one.
Holds: everything is as before when a world ends; two worlds never run at once in one process.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from random import Random
from types import ModuleType
from typing import Any

import deskbell.floor.absence
import deskbell.floor.idleness
import deskbell.kit.ids
import deskbell.ledger.epochs
import deskbell.sequencer.sequencer
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Instant
from deskbell.sequencer.batch import Batch
from deskbell.sequencer.queue import Request
from sim.checks.silence import MINUTE_MS

Hear = Callable[[str, str, dict[str, Any]], None]
"""Is told of each line of the log: its level, its event, its fields."""

Look = Callable[[Floor, Batch], None]
"""Sees the floor after each batch, before it is committed."""


@contextmanager
def held(seed: str, milliseconds: Callable[[], int], hear: Hear, look: Look, snapshot_events: int) -> Iterator[None]:
    """Hold the product for one world."""
    chance = _Chance(seed, milliseconds)
    step_batch = vars(deskbell.sequencer.sequencer)["step_batch"]

    def seen_step(floor: Floor, requests: Sequence[Request], now: Instant) -> Batch:
        batch: Batch = step_batch(floor, requests, now)
        look(floor, batch)
        return batch

    known_chance = random.getstate()
    random.seed(seed)
    with ExitStack() as stack:
        for module, name, value in (
            (deskbell.kit.ids, "time", chance),
            (deskbell.kit.ids, "os", chance),
            (deskbell.kit.ids, "secrets", chance),
            (deskbell.ledger.epochs, "secrets", chance),
            (deskbell.floor.absence, "MINUTE_MS", MINUTE_MS),
            (deskbell.floor.idleness, "MINUTE_MS", MINUTE_MS),
            (deskbell.sequencer.sequencer, "step_batch", seen_step),
            (deskbell.sequencer.sequencer, "SNAPSHOT_EVENTS", snapshot_events),
            *[(module, name, _Log(hear)) for module, name in _loggers()],
        ):
            stack.enter_context(_swapped(module, name, value))
        try:
            yield
        finally:
            random.setstate(known_chance)


class _Chance:
    """Stands in for the modules that names and secrets are made of."""

    def __init__(self, seed: str, milliseconds: Callable[[], int]) -> None:
        self._random = Random(f"{seed} names")
        self._milliseconds = milliseconds

    def time_ns(self) -> int:
        """`time.time_ns`."""
        return self._milliseconds() * 1_000_000

    def urandom(self, count: int) -> bytes:
        """`os.urandom`."""
        return self._random.randbytes(count)

    def token_urlsafe(self, count: int) -> str:
        """`secrets.token_urlsafe`, as far as anybody looks."""
        return self.token_hex(count)

    def token_hex(self, count: int) -> str:
        """`secrets.token_hex`."""
        return self.urandom(count).hex()


class _Log:
    """Stands in for a module's logger."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def debug(self, _event: str, **_fields: Any) -> None:
        """Of no interest."""

    def info(self, event: str, **fields: Any) -> None:
        """Something happened."""
        self._hear("info", event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        """Something went wrong that was expected to."""
        self._hear("warning", event, fields)

    def error(self, event: str, **fields: Any) -> None:
        """Something went wrong."""
        self._hear("error", event, fields)

    def exception(self, event: str, **fields: Any) -> None:
        """Something went wrong, and this is where."""
        self._hear("error", event, {**fields, "exc_info": sys.exc_info()[1]})


def _loggers() -> list[tuple[ModuleType, str]]:
    rooms = ("deskbell.gateway.", "deskbell.sequencer.", "deskbell.ledger.")
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(rooms)]
    return [(module, name) for module in modules for name in ("log", "_log") if hasattr(module, name)]


@contextmanager
def _swapped(module: ModuleType, name: str, value: object) -> Iterator[None]:
    known = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, known)
