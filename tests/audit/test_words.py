"""Whatever can stand in the log, the console has words for."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from deskbell.kit.acts import What

CONSOLE = Path(__file__).resolve().parents[2] / "clients/console/src"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_act_has_words(language: str) -> None:
    """In each language of the console."""
    words = json.loads((CONSOLE / f"language/{language}.json").read_text(encoding="utf-8"))
    assert {f"act.{what}" for what in get_args(What)} <= words.keys()


def test_every_act_can_be_filtered_by() -> None:
    """The console's list is the same closed one."""
    source = (CONSOLE / "audit/acts.ts").read_text(encoding="utf-8")
    listed = re.search(r"export const ACTS = \[(.*?)\] as const", source, re.DOTALL)
    assert listed is not None
    assert set(re.findall(r'"([a-z_.]+)"', listed[1])) == set(get_args(What))
