"""The planted bugs' part: each in a process of its own, and the table of what caught it.

Owns: the judgement: nine of ten at least, and no false alarm.
"""

import sys
from time import perf_counter
from typing import Final

from msgspec import json

from proof.planted import BUGS, Bug, Hunt
from proof.programs import run, run_at_once
from proof.progress import Progress
from proof.rows import Part, Row, as_table

CAUGHT_MIN: Final = 9
LIVES_LONG: Final = 20
_LIVES_QUICK_MAX: Final = 60


def prove_planted(progress: Progress, processes: int, *, is_quick: bool) -> Part:
    """Raises ValueError where a hunt could not be ended."""
    began = perf_counter()

    def hunt_one(bug: Bug) -> Hunt:
        hunted = _hunt(bug, is_quick=is_quick)
        progress.advance()
        return hunted

    hunts = list(run_at_once(hunt_one, BUGS, processes))
    return _part(hunts, perf_counter() - began, is_quick=is_quick)


def _hunt(bug: Bug, *, is_quick: bool) -> Hunt:
    lives = [str(_LIVES_QUICK_MAX), "--short"] if is_quick else [str(LIVES_LONG)]
    ended = run([sys.executable, "-m", "proof.planted", str(bug.number), *lives])
    told = [line for line in ended.output.splitlines() if line.startswith("{")]
    if ended.status or not told:
        raise ValueError(f"bug {bug.number} could not be hunted: {ended.output[-2000:]}")
    return json.decode(told[-1], type=Hunt)


def _part(hunts: list[Hunt], seconds: float, *, is_quick: bool) -> Part:
    caught = sum(bool(hunt.caught) for hunt in hunts)
    alarms = [f"bug {hunt.number}, without it: {alarm}" for hunt in hunts for alarm in hunt.false_alarms]
    missed = [f"bug {hunt.number} was not caught" for hunt in hunts if not hunt.caught]
    each = "until each is seen" if is_quick else f"{LIVES_LONG} lives or worlds with each"
    return Part(
        Row(
            what="Planted bugs",
            size=f"{len(hunts)} bugs, {each}",
            promised=f"{LIVES_LONG} with each, ≥ {CAUGHT_MIN} of {len(BUGS)} caught",
            is_long=not is_quick,
            result=f"{caught} of {len(hunts)} caught, {len(alarms)} false alarms",
            violations=len(alarms) + max(0, CAUGHT_MIN - caught),
            seconds=seconds,
        ),
        details=as_table(
            ("", "bug", "planted by", "the check", "what it said first", "seen in", "seconds"), list(map(_line, hunts))
        ),
        sentences=(*alarms, *missed),
    )


def _line(hunt: Hunt) -> tuple[str, ...]:
    bug = BUGS[hunt.number - 1]
    return (
        str(bug.number),
        bug.name,
        f"`{bug.place}`",
        bug.check,
        f"“{hunt.seen}”" if hunt.seen else "**nothing**",
        f"{hunt.caught} of {hunt.attempts}",
        f"{hunt.seconds:.1f}",
    )
