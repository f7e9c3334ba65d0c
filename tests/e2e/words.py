"""The words on the screens, out of the catalogues that the screens themselves read.

Holds: a test finds a button by the name that a person hears; when the wording changes, no test does.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

CLIENTS = Path(__file__).resolve().parents[2] / "clients"
CATALOGUES = {"console": CLIENTS / "console/src/language", "widget": CLIENTS / "widget/src/locale"}
_PLACE = re.compile(r"\{(\w+)\}")


class Words:
    """The words of one app in one language. What is missing in a language is said in English."""

    def __init__(self, app: Literal["console", "widget"], language: str = "en") -> None:
        self._entries = _read(app, "en") | _read(app, language)

    def __call__(self, key: str, **values: str) -> "str | re.Pattern[str]":
        """The words for a key; where a value or the plural form is left open, a pattern of what may stand there."""
        entry = self._entries[key]
        forms = [entry] if isinstance(entry, str) else list(entry.values())
        if len(forms) == 1 and set(_PLACE.findall(forms[0])) <= values.keys():
            return _PLACE.sub(lambda place: values[place[1]], forms[0])
        return re.compile(f"^({'|'.join(_as_pattern(form, values) for form in forms)})$")


@cache
def _read(app: Literal["console", "widget"], language: str) -> dict[str, Any]:
    read: dict[str, Any] = {}
    # What an app says only later has a file of its own.
    for name in (f"{language}.json", f"{language}.later.json"):
        if (CATALOGUES[app] / name).is_file():
            read |= json.loads((CATALOGUES[app] / name).read_text(encoding="utf-8"))
    return read


def _as_pattern(form: str, values: dict[str, str]) -> str:
    pieces = _PLACE.split(form)
    return "".join(
        re.escape(piece) if index % 2 == 0 else re.escape(values[piece]) if piece in values else "[^]*"
        for index, piece in enumerate(pieces)
    ).replace("[^]*", r"[\s\S]*")
