"""A day as the text of its file.

Owns: the order and the lines: each inbox, agent and chat has a line of its own, so that people can find and change it.
Holds: what is written is read again as the same day (`reading.py`).
"""

from collections.abc import Iterator

import msgspec

from deskbell.staffing.day import Day, Part


def write_day(day: Day) -> Iterator[str]:
    """The lines of the file, without their ends. Defaults are left out."""
    fields = [(name, value) for name, value in msgspec.structs.asdict(day).items() if _is_said(day, name, value)]
    yield "{"
    for place, (name, value) in enumerate(fields, 1):
        comma = "," if place < len(fields) else ""
        if isinstance(value, tuple):
            yield f'  "{name}": ['
            yield from (f"    {_text(one)}{',' if at < len(value) else ''}" for at, one in enumerate(value, 1))
            yield f"  ]{comma}"
        else:
            yield f'  "{name}": {_text(value)}{comma}'
    yield "}"


def _is_said(day: Day, name: str, value: object) -> bool:
    field = next(one for one in msgspec.structs.fields(day) if one.name == name)
    return field.required or value != field.default


def _text(value: Part | float | str | None) -> str:
    return msgspec.json.encode(value).decode()
