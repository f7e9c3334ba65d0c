"""Counts what the property tests of the floor have done: a plugin of pytest (`-p proof.counting`).

Owns: two numbers, told in one line at the end: "laws: examples=… steps=…". An example is one life of an organisation, a
    step is one command or one passing of time, after which the laws were looked at.
Never: a look at what the tests do with it.
"""

from collections import Counter
from collections.abc import Generator
from functools import wraps
from typing import Any, Final

import pytest

COUNT: Final[Counter[str]] = Counter()
_PROPERTY: Final = "laws"


def pytest_collection_finish() -> None:
    """Every life is lived in a `World`."""
    # Not before: pytest gives the assertions of what is collected their long messages.
    from tests.floor_world import World

    _count_calls(World, "__init__", "examples")
    _count_calls(World, "submit", "steps")


def _count_calls(kind: type, name: str, what: str) -> None:
    original = getattr(kind, name)

    @wraps(original)
    def counted(*arguments: Any) -> Any:
        COUNT[what] += 1
        return original(*arguments)

    setattr(kind, name, counted)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Each test's share goes with its report: it may have run in another process."""
    before = Counter(COUNT)
    try:
        return (yield)
    finally:
        item.user_properties.append((_PROPERTY, dict(COUNT - before)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The line."""
    sums: Counter[str] = Counter()
    for report in terminalreporter.getreports(""):
        if report.when == "teardown":
            sums.update(dict(report.user_properties).get(_PROPERTY, {}))
    if sums:
        terminalreporter.write_line(f"{_PROPERTY}: " + " ".join(f"{what}={number}" for what, number in sums.items()))
