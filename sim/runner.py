"""Running many worlds, on as many cores as there are.

Owns: the worker processes; turning a world that could not be lived through into a report.
Never: two worlds at once in one process.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from os import sched_getaffinity

from sim.verdict import Verdict
from sim.world import Report, run_world

# Enough work to be worth handing over, little enough that the bar moves.
_SEEDS_AT_ONCE = 2
# A process ends after so many hand-overs, and with it whatever its worlds have left behind.
_HAND_OVERS_PER_PROCESS = 100


def run_seeds(seeds: Sequence[int], seconds: float, processes: int | None = None) -> Iterator[Report]:
    """The report of each world, as it comes."""
    processes = min(processes or len(sched_getaffinity(0)), len(seeds))
    if processes <= 1:
        yield from map(run_one, [(seed, seconds) for seed in seeds])
        return
    # Started afresh rather than forked: nothing of this process is in theirs.
    with get_context("spawn").Pool(processes, maxtasksperchild=_HAND_OVERS_PER_PROCESS) as pool:
        yield from pool.imap_unordered(run_one, [(seed, seconds) for seed in seeds], _SEEDS_AT_ONCE)


def run_one(what: tuple[int, float], tell: Callable[[str], None] | None = None) -> Report:
    """One world. An error in it counts as a bug, with its last lines."""
    seed, seconds = what
    try:
        return run_world(seed, seconds, tell=tell)
    except Exception:  # noqa: BLE001 - an edge: the other worlds go on
        verdict = Verdict()
        verdict.add("bug", [f"the world ended: {traceback.format_exc()}"])
        return Report(seed, verdict, "", {}, {}, 0, 0.0, 0.0)
