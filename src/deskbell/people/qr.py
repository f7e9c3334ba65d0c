"""A QR code as one path of an SVG, drawn here: the secret in it goes to nobody else.

Owns: the drawing.
"""

import segno
from msgspec import Struct

QUIET_MODULES = 4
"""The white border that cameras need (ISO/IEC 18004)."""


class QrCode(Struct, frozen=True):
    """`path` is the `d` of an SVG path on a square of `size`, its white border included; one unit is one module."""

    size: int
    path: str


def draw_qr(text: str) -> QrCode:
    """The QR code of a text."""
    rows = segno.make_qr(text, error="m").matrix
    parts: list[str] = []
    for y, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                parts.append(f"M{start + QUIET_MODULES} {y + QUIET_MODULES}h{end - start}v1h-{end - start}z")
            start = max(end, start + 1)
    return QrCode(len(rows) + 2 * QUIET_MODULES, "".join(parts))
