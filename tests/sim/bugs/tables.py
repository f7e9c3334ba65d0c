"""Planting a bug into one of the product's tables."""

from typing import Any

import pytest


def put(monkeypatch: pytest.MonkeyPatch, table: Any, kind: type[Any], function: Any) -> None:
    """For this kind of event or command the table has this from now on."""
    monkeypatch.setitem(table, kind, function)
