"""The simulation's client waits as long as the real one: its figures are those of clients/protocol."""

import re
from pathlib import Path

import pytest

from sim.client import backoff, connection, links, outbox, positions, tab

SOURCES = Path(__file__).parents[2] / "clients" / "protocol" / "src"
_FIGURE = re.compile(r"^const ([A-Z_]+) = ([0-9_]+);", re.MULTILINE)


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("backoff.ts", backoff),
        ("connection.ts", connection),
        ("outbox.ts", outbox),
        ("positions.ts", positions),
        ("session.ts", tab),
        ("links/polling.ts", links),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_has_the_same_figures(source: str, twin: object) -> None:
    figures = {name: int(value.replace("_", "")) for name, value in _FIGURE.findall((SOURCES / source).read_text())}
    assert figures
    figures.pop("TOO_MANY_REQUESTS", None)  # a word of HTTP, which the simulation does not speak
    assert {name: getattr(twin, name, None) for name in figures} == figures
