"""Prove the routing and write docs/proof.md: `python -m proof`, or `make prove`.

Exit status 1 where anything was violated. Interrupted, it writes nothing.
"""

import argparse
import shlex
import signal
import sys
from collections.abc import Iterator
from os import sched_getaffinity
from pathlib import Path
from time import perf_counter

from rich.console import Console

from proof.document import DOCUMENT, compose, main_table, write
from proof.hunting import prove_planted
from proof.model import JOBS, prove_model
from proof.planted import BUGS
from proof.programs import end_all
from proof.progress import progress
from proof.pytests import prove_laws, prove_reference
from proof.rows import Part
from proof.simulation import SEEDS_LONG, prove_simulation

SEEDS_QUICK = 60
SECONDS_VIRTUAL = 75.0
_INTERRUPTED = 130


def main() -> int:
    """Parse the arguments, run, print, write. Returns the exit status."""
    arguments = _parse()
    console = Console(soft_wrap=True)
    # To be asked to end is to be interrupted.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = perf_counter()
    try:
        parts = list(_prove(console, arguments))
    except KeyboardInterrupt:
        end_all()
        console.print("interrupted: nothing was written")
        return _INTERRUPTED
    except ValueError as error:
        console.print(f"nothing was written: {error}", markup=False)
        return 1
    console.print(main_table(parts), markup=False, highlight=False)
    for sentence in [sentence for part in parts for sentence in part.sentences]:
        console.print(f"  {sentence}", markup=False, highlight=False)
    if arguments.output is not None:
        write(compose(parts, arguments.as_asked, perf_counter() - began), arguments.output)
        console.print(f"written: {arguments.output}", markup=False)
    return 1 if any(part.row.violations for part in parts) else 0


def _prove(console: Console, arguments: argparse.Namespace) -> Iterator[Part]:
    is_quick, processes = arguments.quick, arguments.processes
    with progress(console, "laws of the floor"):
        yield prove_laws(is_quick=is_quick, processes=processes)
    with progress(console, "sequencer against the reference model"):
        yield prove_reference(is_quick=is_quick, processes=processes)
    with progress(console, "model", len(JOBS)) as shown:
        yield prove_model(shown, processes)
    with progress(console, "planted bugs", len(BUGS)) as shown:
        yield prove_planted(shown, processes, is_quick=is_quick)
    with progress(console, "simulation", arguments.seeds) as shown:
        seeds = range(arguments.first, arguments.first + arguments.seeds)
        yield prove_simulation(shown, processes, seeds=seeds, seconds_virtual=arguments.seconds)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proof", description=__doc__)
    parser.add_argument("--seeds", type=int, metavar="N", help=f"worlds of the simulation ({SEEDS_LONG:,})")
    parser.add_argument("--first", type=int, metavar="S", default=0, help="the seed of the first one (0)")
    parser.add_argument(
        "--seconds-virtual",
        type=float,
        metavar="SECONDS",
        dest="seconds",
        default=SECONDS_VIRTUAL,
        help=f"how long the storm of each world lasts ({SECONDS_VIRTUAL:.0f})",
    )
    parser.add_argument(
        "--processes", type=int, metavar="N", default=len(sched_getaffinity(0)), help="how many at once"
    )
    parser.add_argument("--quick", action="store_true", help="a trial of some minutes; writes only where --output says")
    parser.add_argument("--output", type=Path, metavar="FILE", help="another file than docs/proof.md")
    arguments = parser.parse_args()
    arguments.seeds = arguments.seeds or (SEEDS_QUICK if arguments.quick else SEEDS_LONG)
    if min(arguments.seeds, arguments.processes) < 1:
        parser.error("--seeds and --processes are at least 1")
    if arguments.output is None and not arguments.quick:
        arguments.output = DOCUMENT
    asked = shlex.join(sys.argv[1:])
    arguments.as_asked = f' ARGS="{asked}"' if asked else ""
    return arguments


if __name__ == "__main__":
    sys.exit(main())
