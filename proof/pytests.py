"""The two parts that are tests: the laws of the floor, and the sequencer against the reference model.

Owns: how they are started, how hard they try, and reading what they counted.
Never: a count of its own: the tests tell theirs in one line, "<name>: examples=… steps=…".
"""

import re
import sys
from typing import Final

from proof.programs import Ended, run
from proof.rows import Part, Row

LAWS: Final = ("tests/properties/test_laws.py", "tests/properties/test_convergence.py")
REFERENCE: Final = "tests/sequencer/test_reference.py"
# What the long form has at least, of each: examples, steps.
LONG: Final = {"laws": (20_000, 1_000_000), "reference": (2_000, 100_000)}
_LINES_MAX: Final = 12


def prove_laws(*, is_quick: bool, processes: int) -> Part:
    """Hypothesis over the floor: every law after each step."""
    ended = _pytest([*LAWS, "-p", "proof.counting"], is_quick=is_quick, processes=processes)
    return as_part("Hypothesis over the floor", "laws", ended)


def prove_reference(*, is_quick: bool, processes: int) -> Part:
    """Hypothesis over the sequencer with its database, against the reference model."""
    ended = _pytest([REFERENCE], is_quick=is_quick, processes=processes)
    return as_part("Sequencer with its database against a reference model", "reference", ended)


def _pytest(arguments: list[str], *, is_quick: bool, processes: int) -> Ended:
    """A long test is no test that hangs: without the limit of five minutes."""
    options = ["-q", "-n", str(processes), "-o", "faulthandler_timeout=0", "-p", "no:cacheprovider"]
    return run(
        [sys.executable, "-m", "pytest", *options, *arguments],
        environment={"HYPOTHESIS_PROFILE": "ci" if is_quick else "long"},
    )


def as_part(what: str, name: str, ended: Ended) -> Part:
    """What a run of pytest comes to."""
    count = read_count(ended.output, name)
    examples_long, steps_long = LONG[name]
    # Tests that count nothing have proved nothing.
    failed = read_failures(ended) or int(not count)
    return Part(
        Row(
            what=what,
            size=", ".join(f"{number:,} {unit}" for unit, number in count.items()) or "none",
            promised=f"≥ {examples_long:,} examples, ≥ {steps_long:,} steps",
            is_long=count.get("examples", 0) >= examples_long and count.get("steps", 0) >= steps_long,
            result=_result(failed, count),
            violations=failed,
            seconds=ended.seconds,
        ),
        sentences=tuple(ended.output.splitlines()[-_LINES_MAX:]) if failed else (),
    )


def _result(failed: int, count: dict[str, int]) -> str:
    if not count:
        return "nothing was counted"
    return f"{failed} failed" if failed else "no violation"


def read_count(output: str, name: str) -> dict[str, int]:
    """From "name: examples=10 steps=200"; empty where there is no such line."""
    line = re.search(rf"^{name}: (.+)$", output, re.MULTILINE)
    return {unit: int(number) for unit, number in re.findall(r"(\w+)=(\d+)", line[1])} if line else {}


def read_failures(ended: Ended) -> int:
    """How many tests did not pass; at least one where pytest says that not all is well."""
    if ended.status == 0:
        return 0
    counted = re.findall(r"(\d+) (?:failed|errors?)\b", ended.output)
    return max(1, sum(map(int, counted)))
