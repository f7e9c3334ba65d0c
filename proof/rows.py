"""What a part of the proof comes to: one row of the table.

Owns: the shape of a row, and when it is as long as it was promised to be.
"""

from msgspec import Struct


class Row(Struct, frozen=True):
    """`size` is what was counted, `promised` the least it may be in the long form; `violations` should be none."""

    what: str
    size: str
    promised: str
    is_long: bool
    result: str
    violations: int
    seconds: float


class Part(Struct, frozen=True):
    """A row, a table of its own where there is more to tell, and what was seen of what went wrong."""

    row: Row
    details: str = ""
    sentences: tuple[str, ...] = ()


def as_table(heads: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """As Markdown. What would end a cell is written otherwise."""
    cells = [[" ".join(cell.replace("|", "¦").split()) for cell in line] for line in (heads, *lines)]
    ruled = [cells[0], ["---"] * len(heads), *cells[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in ruled)
