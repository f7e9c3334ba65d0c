"""Programs that are started on the way.

Owns: starting them, each in a group of its own, several at once; ending those that still run when the whole is
    interrupted, and starting none afterwards.
"""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Final, TypeVar

from msgspec import Struct

ROOT: Final = Path(__file__).parent.parent
_running: set[int] = set()
_is_ending = False

Job = TypeVar("Job")
Result = TypeVar("Result")


class Interrupted(Exception):
    """The whole is being ended: nothing is started any more."""


class Ended(Struct, frozen=True):
    """How a program ended; `output` is what it said, errors included."""

    status: int
    output: str
    seconds: float


def run(command: Sequence[str], *, folder: Path = ROOT, environment: Mapping[str, str] | None = None) -> Ended:
    """To its end, whatever that is."""
    if _is_ending:
        raise Interrupted
    began = perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    _running.add(process.pid)
    output, _ = process.communicate()
    _running.discard(process.pid)
    return Ended(process.returncode, output, perf_counter() - began)


def run_at_once(work: Callable[[Job], Result], jobs: Sequence[Job], processes: int) -> Iterator[Result]:
    """The results in the order of the jobs. Where one fails, or somebody interrupts, the others are ended."""
    with ThreadPoolExecutor(processes) as pool:
        try:
            yield from pool.map(work, jobs)
        except BaseException:
            end_all()
            raise


def end_all() -> None:
    """End what still runs, and what those have started."""
    global _is_ending
    _is_ending = True
    for group in list(_running):
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
