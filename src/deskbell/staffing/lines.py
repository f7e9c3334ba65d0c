"""Which line of a JSON text a field stands on, so that a complaint can name it.

Owns: the walk over a text that is JSON.
Never: a value.
"""

import re
from typing import Final

_TOKEN: Final = re.compile(r'\s+|"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_STEP: Final = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")

OPEN_OBJECT, OPEN_ARRAY, COMMA = "{[,"


def line_of(text: str, path: str) -> int:
    """The line, from 1, of a path such as `$.agents[0].capacity`; of the nearest part of it that is there."""
    wanted = [name or number for name, number in _STEP.findall(path)]
    return _Walk(text, wanted).find()


class _Walk:
    """Goes through the tokens once and remembers the line of the longest part of the path that it met."""

    def __init__(self, text: str, wanted: list[str]) -> None:
        self._wanted = wanted
        self._tokens = _TOKEN.finditer(text)
        self._line = 1
        self._best = (0, 1)

    def find(self) -> int:
        self._value([], self._next())
        return self._best[1]

    def _next(self) -> str:
        for match in self._tokens:
            token = match.group()
            line = self._line
            self._line += token.count("\n")
            if not token.isspace():
                self._here = line
                return token
        return ""

    def _value(self, path: list[str], token: str) -> None:
        self._meet(path)
        if token == OPEN_OBJECT:
            self._members(path)
        elif token == OPEN_ARRAY:
            self._items(path)

    def _members(self, path: list[str]) -> None:
        while (token := self._next()) not in ("}", ""):
            if token.startswith('"'):
                inner = [*path, token[1:-1]]
                self._meet(inner)
                self._next()
                self._value(inner, self._next())

    def _items(self, path: list[str]) -> None:
        number = 0
        while (token := self._next()) not in ("]", ""):
            if token == COMMA:
                number += 1
            else:
                self._value([*path, str(number)], token)

    def _meet(self, path: list[str]) -> None:
        if len(path) > self._best[0] and path == self._wanted[: len(path)]:
            self._best = (len(path), self._here)
