"""The simulation's part: many seeds, on all cores.

Owns: how many, and what is told of those that failed.
"""

from time import perf_counter
from typing import Final

from proof.progress import Progress
from proof.rows import Part, Row, as_table
from sim.report import Sums, replay_command
from sim.runner import run_seeds
from sim.verdict import PROMISES

SEEDS_LONG: Final = 10_000
_SECONDS_PER_HOUR: Final = 3_600
_SENTENCES_PER_SEED_MAX: Final = 3


def prove_simulation(progress: Progress, processes: int, *, seeds: range, seconds_virtual: float) -> Part:
    """Every seed a world."""
    began, sums = perf_counter(), Sums()
    for report in run_seeds(seeds, seconds_virtual, processes):
        sums.add(report)
        progress.advance()
    return _part(sums, seeds, seconds_virtual, perf_counter() - began)


def _part(sums: Sums, seeds: range, seconds_virtual: float, seconds: float) -> Part:
    hours = sums.virtual_seconds / _SECONDS_PER_HOUR
    broken = sums.broken.total()
    return Part(
        Row(
            what="Simulation",
            size=f"{sums.worlds:,} seeds ({seeds[0]} to {seeds[-1]}), {hours:,.0f} virtual hours, {sums.events:,}"
            f" committed events, {sums.faults.total():,} faults",
            promised=f"≥ {SEEDS_LONG:,} seeds",
            is_long=sums.worlds >= SEEDS_LONG,
            result=f"{broken:,} promises broken, in {len(sums.failed):,} worlds" if broken else "no promise broken",
            violations=broken,
            seconds=seconds,
        ),
        details=f"{_promises_table(sums)}\n\n{_faults_table(sums)}",
        sentences=tuple(
            f"seed {report.seed}: {sentence} (replay: {replay_command(report.seed, seconds_virtual)})"
            for report in sorted(sums.failed, key=lambda report: report.seed)
            for sentence in report.verdict.sentences[:_SENTENCES_PER_SEED_MAX]
        ),
    )


def _promises_table(sums: Sums) -> str:
    return as_table(
        ("promise", "broken", "that is"),
        [(f"`{promise}`", f"{sums.broken[promise]:,}", meaning) for promise, meaning in PROMISES.items()],
    )


def _faults_table(sums: Sums) -> str:
    return as_table(
        ("what went wrong on purpose", "so often"),
        [(fault, f"{count:,}") for fault, count in sums.faults.most_common() if count],
    )
