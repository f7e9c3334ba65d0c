"""The page that the proof writes, as a whole: docs/proof.md.

Owns: the head with the machine, the day and the commit; the order of it all.
Never: half a page: it is written beside its place and then put there.
"""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from proof.explained import EXPLAINED, Explained
from proof.programs import ROOT
from proof.rows import Part, as_table

DOCUMENT: Final = ROOT / "docs" / "proof.md"

_INTRODUCTION: Final = """# The proof of the routing

Written by `make prove`; no figure is typed by hand. What each row proves, and what it does not, stands below its table.
Why these five: [decision 0011](decisions/0011-what-is-proved-and-how.md).
"""


def write(page: str, path: Path) -> None:
    """All of it or nothing."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(page, encoding="utf-8")
    draft.replace(path)


def compose(parts: list[Part], options: str, seconds: float) -> str:
    """The page."""
    shortfalls = [part.row.what for part in parts if not part.row.is_long]
    trial = f"\n**A trial, shorter than the long form**: {'; '.join(shortfalls)}.\n" if shortfalls else ""
    chapters = "\n".join(_chapter(part, explained) for part, explained in zip(parts, EXPLAINED, strict=True))
    return f"{_INTRODUCTION}\n{_head(options, seconds)}\n{trial}\n{main_table(parts)}\n\n{chapters}"


def main_table(parts: list[Part]) -> str:
    """One row for each part."""
    rows = [part.row for part in parts]
    return as_table(
        ("what", "size", "the long form has", "result", "violations", "seconds"),
        [
            (row.what, row.size, row.promised, row.result, _marked(row.violations), f"{row.seconds:,.0f}")
            for row in rows
        ],
    )


def _marked(violations: int) -> str:
    return f"**{violations:,}**" if violations else "0"


def _chapter(part: Part, explained: Explained) -> str:
    chapter = f"## {explained.name}\n\n{explained.proves}\n\n*Not:* {explained.proves_not}\n"
    if part.details:
        chapter += f"\n{part.details}\n"
    if part.sentences:
        chapter += "\nWhat was seen:\n\n" + "\n".join(f"- {sentence}" for sentence in part.sentences) + "\n"
    return chapter


def _head(options: str, seconds: float) -> str:
    return "\n".join(
        (
            f"- Machine: {os.cpu_count()} cores, {_processor()}; {platform.python_implementation()}"
            f" {platform.python_version()}; {platform.system()}. {_spin_version()}.",
            f"- Day: {datetime.now(UTC):%Y-%m-%d}. Commit: {_commit()}.",
            f"- Asked for: `make prove{options}`. It took {seconds / 60:,.0f} minutes.",
        )
    )


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _spin_version() -> str:
    said = subprocess.run(["spin", "-V"], capture_output=True, text=True, check=False).stdout  # noqa: S607
    return said.split(" -- ")[0].strip() or "spin of unknown version"


def _commit() -> str:
    name = _git("rev-parse", "--short=12", "HEAD")
    return (name or "unknown") + (
        " and changes that were not committed" if name and _git("status", "--porcelain") else ""
    )


def _git(*arguments: str) -> str:
    said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return said.stdout.strip() if said.returncode == 0 else ""
