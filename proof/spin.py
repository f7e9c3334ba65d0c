"""Searches the model: spin makes a C program of it, gcc compiles that, the program walks through every state.

Owns: the two programs' options, and the folder in which they work.
Never: a search that skips states: no bitstate hashing, no hash compaction.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from msgspec import Struct

from proof.guards import Guard, Scope
from proof.pan import Search, parse
from proof.programs import run

MODEL: Final = Path(__file__).parent / "offer.pml"
# All scopes have at most one mishap, unless they say otherwise.
_USUAL: Final = ("MISHAPS_MAX=1",)
# pan ends by itself, unsuccessfully, before it makes the machine swap.
_MEMORY_MEGABYTES_MAX: Final = 4_000
_COMPILE: Final = ("gcc", "-O2", "-w", "-DSAFETY", f"-DMEMLIM={_MEMORY_MEGABYTES_MAX}", "-o", "pan", "pan.c")
# Steps: the deepest path of all scopes has about a thousand. Then the size of the table of states, as a power of two.
_SEARCH: Final = ("-m20000", "-w23")


class Searched(Struct, frozen=True):
    """A search of one scope, with all guards or without one of them."""

    scope: Scope
    guard: Guard | None
    search: Search
    seconds: float


def search(scope: Scope, guard: Guard | None = None) -> Searched:
    """Raises ValueError where spin, gcc or pan did not do their work."""
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="deskbell-spin-") as name:
        folder = Path(name)
        _succeed(["spin", "-a", *_switches(scope, guard), str(MODEL)], folder)
        _succeed(list(_COMPILE), folder)
        said = run(["./pan", *_SEARCH], folder=folder).output
    return Searched(scope, guard, parse(said), perf_counter() - began)


def _switches(scope: Scope, guard: Guard | None) -> list[str]:
    named = {switch.split("=")[0] for switch in scope.switches}
    usual = [switch for switch in _USUAL if switch.split("=")[0] not in named]
    return [f"-D{switch}" for switch in (*scope.switches, *usual, *([guard.switch] if guard else []))]


def _succeed(command: Sequence[str], folder: Path) -> None:
    ended = run(command, folder=folder)
    if ended.status:
        raise ValueError(f"{command[0]} failed: {ended.output[-2000:]}")
