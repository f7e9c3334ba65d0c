"""What is printed: one table with the counts, what went wrong on purpose, and how to replay what failed.

Owns: the sums over worlds and their look.
"""

from collections import Counter

from rich.console import Console
from rich.table import Table

from sim.verdict import PROMISES
from sim.world import Report

_SENTENCES_MAX = 12
_SENTENCE_CHARACTERS_MAX = 400
_SECONDS_PER_HOUR = 3_600


class Sums:
    """Over all worlds."""

    def __init__(self) -> None:
        self.worlds = 0
        self.events = 0
        self.virtual_seconds = 0.0
        self.broken: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.deeds: Counter[str] = Counter()
        self.failed: list[Report] = []

    def add(self, report: Report) -> None:
        """One more."""
        self.worlds += 1
        self.events += report.events
        self.virtual_seconds += report.virtual_seconds
        self.broken.update(report.verdict.broken)
        self.faults.update(report.faults)
        self.deeds.update(report.deeds)
        if not report.verdict.is_clean:
            self.failed.append(report)


def print_sums(console: Console, sums: Sums, seeds: str, seconds: float) -> None:
    """The table."""
    table = Table(title="simulation", title_justify="left", show_header=False, highlight=False)
    table.add_column(justify="right")
    table.add_column()
    for promise, meaning in PROMISES.items():
        count = sums.broken[promise]
        table.add_row(f"[{'bold red' if count else 'green'}]{promise}={count}[/]", meaning)
    table.add_section()
    table.add_row("worlds", f"{sums.worlds} (seeds {seeds})")
    table.add_row("virtual hours", f"{sums.virtual_seconds / _SECONDS_PER_HOUR:.1f}")
    table.add_row("committed events", f"{sums.events:,}")
    table.add_row("faults", f"{sums.faults.total():,}: {_listed(sums.faults)}")
    table.add_row("deeds", f"{sums.deeds.total():,}: {_listed(sums.deeds)}")
    table.add_row("seconds", f"{seconds:.1f}")
    console.print(table)


def print_failure(console: Console, report: Report, replay: str) -> None:
    """What was broken in a world, and how to see it again."""
    console.print(f"[bold red]seed {report.seed} broke its promises[/]: {_listed(report.verdict.broken)}")
    for sentence in report.verdict.sentences[:_SENTENCES_MAX]:
        console.print(f"  {sentence[:_SENTENCE_CHARACTERS_MAX]}", markup=False, highlight=False)
    left_out = len(report.verdict.sentences) - _SENTENCES_MAX
    if left_out > 0:
        console.print(f"  and {left_out} more")
    console.print(f"  replay: {replay}", markup=False, highlight=False)


def replay_command(seed: int, seconds: float) -> str:
    """How to see a world again, with everything that happens in it."""
    return f"python -m sim --seed {seed} --seconds-virtual {seconds:g} -v"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common() if count)
