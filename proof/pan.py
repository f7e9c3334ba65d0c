"""What pan, the program that spin makes of a model, says at the end of a search.

Owns: reading its output.
Holds: a search counts as exhaustive only if pan says nothing of a depth, a memory or a time that did not suffice.
"""

import re

from msgspec import Struct

_STATES = re.compile(r"^\s*([0-9.e+]+) states, stored", re.MULTILINE)
_ERRORS = re.compile(r"errors: (\d+)$", re.MULTILINE)
_VIOLATED = re.compile(r"^pan:\d+: (?:assertion violated )?(.+?) \(at depth (\d+)\)", re.MULTILINE)
_CUT_SHORT = ("max search depth too small", "Search not completed", "out of memory", "reached -DMEMLIM")


class Search(Struct, frozen=True):
    """One search. `violated` is the sentence of the assertion that failed, `depth` how many steps lead to it."""

    states: int
    errors: int
    is_exhaustive: bool
    violated: str = ""
    depth: int = 0


def parse(output: str) -> Search:
    """Raises ValueError where this is not the end of a search."""
    errors, states = _ERRORS.search(output), _STATES.search(output)
    if errors is None or states is None:
        raise ValueError(f"pan did not finish: {output[-500:]!r}")
    violated = _VIOLATED.search(output)
    return Search(
        states=round(float(states[1])),
        errors=int(errors[1]),
        is_exhaustive=not int(errors[1]) and not any(sign in output for sign in _CUT_SHORT),
        violated=as_sentence(violated[1]) if violated else "",
        depth=int(violated[2]) if violated else 0,
    )


def as_sentence(name: str) -> str:
    """`law_1_nobody_does` → "law 1: nobody does"; what is no such name stays as it is."""
    words = name.strip("()").replace("_", " ") if re.fullmatch(r"\(?\w+\)?", name) else name
    return re.sub(r"^(law \d+) ", r"\1: ", words)
