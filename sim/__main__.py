"""Live through seeded worlds and print how often each promise was broken: `python -m sim`, or `make sim`.

Exit status 1 where any was; then it says which seed, and how to replay it.
"""

import argparse
import sys
from time import perf_counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim.report import Sums, print_failure, print_sums, replay_command
from sim.runner import run_one, run_seeds

SEEDS = 400
SECONDS_VIRTUAL = 120.0
# Made to fit: half a minute on two slow cores.
SEEDS_SHORT = 70
SECONDS_VIRTUAL_SHORT = 75.0


def main() -> int:
    """Parse the arguments, run, print. Returns the exit status."""
    arguments = _parse()
    console = Console(soft_wrap=True)
    if arguments.verbose:
        return _replay(console, arguments)
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    sums = Sums()
    began = perf_counter()
    with Progress(
        TextColumn("worlds"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True
    ) as progress:
        task = progress.add_task("worlds", total=len(seeds), visible=console.is_terminal)
        for report in run_seeds(seeds, arguments.seconds, arguments.processes):
            sums.add(report)
            progress.advance(task)
    print_sums(console, sums, f"{seeds[0]} to {seeds[-1]}", perf_counter() - began)
    for report in sorted(sums.failed, key=lambda report: report.seed):
        print_failure(console, report, replay_command(report.seed, arguments.seconds))
    return 1 if sums.failed else 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sim", description=__doc__)
    parser.add_argument("--seeds", type=int, metavar="N", help=f"how many worlds ({SEEDS})")
    parser.add_argument("--first", type=int, metavar="S", default=0, help="the seed of the first one (0)")
    parser.add_argument("--seed", type=int, metavar="S", help="this one world only")
    parser.add_argument(
        "--seconds-virtual",
        type=float,
        metavar="SECONDS",
        dest="seconds",
        help=f"how long the storm of each world lasts ({SECONDS_VIRTUAL:.0f})",
    )
    parser.add_argument("--short", action="store_true", help=f"{SEEDS_SHORT} worlds with shorter storms: for make test")
    parser.add_argument("--processes", type=int, metavar="N", help="how many at once (one for each core)")
    parser.add_argument("-v", dest="verbose", action="store_true", help="with --seed: print everything that happens")
    arguments = parser.parse_args()
    if arguments.seed is not None:
        arguments.first, arguments.seeds = arguments.seed, 1
    if arguments.verbose and arguments.seed is None:
        parser.error("-v prints one world: name it with --seed")
    short = arguments.short
    arguments.seeds = arguments.seeds or (SEEDS_SHORT if short else SEEDS)
    arguments.seconds = arguments.seconds or (SECONDS_VIRTUAL_SHORT if short else SECONDS_VIRTUAL)
    return arguments


def _replay(console: Console, arguments: argparse.Namespace) -> int:
    report = run_one((arguments.seed, arguments.seconds), print)
    print(f"digest {report.digest}")
    sums = Sums()
    sums.add(report)
    print_sums(console, sums, str(arguments.seed), report.seconds)
    for failed in sums.failed:
        print_failure(console, failed, replay_command(failed.seed, arguments.seconds))
    return 1 if sums.failed else 0


if __name__ == "__main__":
    sys.exit(main())
