"""CSV both ways: what people open in a spreadsheet, and what they save there.

Owns: reading a small file with known columns, writing rows, and keeping a spreadsheet from running what somebody wrote.
Never: a guess: a column or line that does not fit is named with its number and what is allowed.
Holds: `restore(neutralise(text)) == text` for every text (security, 69).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from deskbell.kit.problem import wrong_field

BOM = "\ufeff"
"""At the start of a file it tells spreadsheets that the rest is UTF-8."""

# What a spreadsheet takes for a formula, the full-width forms included; it may skip space before it.
_FORMULA = r"(?:[\s\u200b\u2060\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"
_DANGEROUS = re.compile(f"'*{_FORMULA}")
_NEUTRALISED = re.compile(f"'+{_FORMULA}")


class Line(Struct, frozen=True):
    """A line of a file, by its columns; `number` counts as an editor does."""

    number: int
    values: dict[str, str]


def neutralise(text: str) -> str:
    """The text as a spreadsheet shows it rather than runs it: an apostrophe before what it would take for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """What was neutralised, as it was."""
    return text[1:] if _NEUTRALISED.match(text) else text


def as_lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180), every field in quotes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([neutralise(text) for text in row] for row in rows)
    return buffer.getvalue()


def read_lines(field: str, text: str, columns: Sequence[str], *, lines_max: int) -> list[Line]:
    """The lines of a file whose first line names `columns`, in any order, each once, and no other.

    Takes a byte order mark, either end of line and empty lines as they come. Raises `Problem` 422 for `field`.
    """
    reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True)
    lines: list[Line] = []
    header: list[str] | None = None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if header is None:
                header = _check_header(field, [cell.casefold() for cell in cells], columns)
                continue
            if len(cells) != len(header):
                raise wrong_field(
                    field, f"has {len(cells)} columns in line {reader.line_num}", f"{len(header)} columns in each line"
                )
            if len(lines) == lines_max:
                raise wrong_field(field, "has too many lines", f"up to {lines_max:,} lines after the first")
            lines.append(Line(reader.line_num, dict(zip(header, [restore(cell) for cell in cells], strict=True))))
    except csv.Error as error:
        raise wrong_field(field, f"cannot be read at line {reader.line_num} ({error})", "CSV in UTF-8") from None
    if header is None:
        raise wrong_field(field, "is empty", _allowed(columns))
    return lines


def _check_header(field: str, header: list[str], columns: Sequence[str]) -> list[str]:
    for name in header:
        if name not in columns:
            raise wrong_field(field, f"has a column named {name[:40]!r} in its first line", _allowed(columns))
        if header.count(name) > 1:
            raise wrong_field(field, f"has the column {name!r} twice in its first line", _allowed(columns))
    for name in columns:
        if name not in header:
            raise wrong_field(field, f"lacks the column {name!r} in its first line", _allowed(columns))
    return header


def _allowed(columns: Sequence[str]) -> str:
    return f"a first line with the columns {', '.join(columns)}"
