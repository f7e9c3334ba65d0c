"""The table: what was measured, beside its baseline of the same run.

Owns: `docs/benchmarks.md` as a whole; nobody edits it.
"""

import os
import platform
from pathlib import Path

from msgspec import Struct

DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"

INTRODUCTION = """# Benchmarks

Written by `make bench`; no figure is typed by hand. The server runs on one core, the load generator on another, both on
the same machine. Read the ratios: machines differ, and this one is shared. The baseline is a bare echo on the same
socket library, measured in the same run with the same generator and the same number of sockets.
"""


class Row(Struct):
    """One figure. `baseline` is its bare counterpart of the same run; `goal` is what we promised ourselves."""

    what: str
    figure: str
    baseline: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


def latency_row(what: str, milliseconds: float, bare_milliseconds: float, most: float | None = None) -> Row:
    """A latency beside the bare round trip of the same rate; `most` is the goal, in milliseconds."""
    return Row(
        what,
        f"{milliseconds:.1f} ms",
        f"{bare_milliseconds:.1f} ms round trip",
        f"{milliseconds / bare_milliseconds:.1f}",
        f"≤ {most} ms" if most else "",
        milliseconds <= most if most else None,
    )


def as_table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | figure | bare baseline | ratio | goal | |", "|---|---|---|---|---|---|"]
    for row in rows:
        verdict = {True: "met", False: "**missed**", None: ""}[row.met]
        lines.append(f"| {row.what} | {row.figure} | {row.baseline} | {row.ratio} | {row.goal} | {verdict} |")
    return "\n".join(lines)


def machine() -> str:
    """The machine in one line."""
    cpu = next(
        (line.split(":", 1)[1].strip() for line in _cpu_lines() if line.startswith("model name")), platform.machine()
    )
    return f"{os.cpu_count()} cores, {cpu}; {platform.python_implementation()} {platform.python_version()}; Linux"


def _cpu_lines() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def write(rows: list[Row], notes: list[str]) -> str:
    """Write the document and return its text."""
    text = f"{INTRODUCTION}\nMachine: {machine()}.\n\n{as_table(rows)}\n"
    if notes:
        text += "\n" + "\n".join(f"- {note}" for note in notes) + "\n"
    DOCUMENT.write_text(text)
    return text
