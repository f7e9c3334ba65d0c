"""`python -m sim`: one table, an exit status, and how to replay what failed."""

import sys

import pytest

from sim.__main__ import main
from sim.verdict import PROMISES
from tests.sim.bugs import engine


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["sim", "--processes", "1", *arguments])
    return main()


def test_says_that_all_promises_were_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--seeds", "2", "--seconds-virtual", "10") == 0
    told = capsys.readouterr().out
    assert all(f"{promise}=0" in told for promise in PROMISES)
    assert "2 (seeds 0 to 1)" in told


def test_names_the_seed_that_failed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    engine.announce_before_commit(monkeypatch)
    assert run(monkeypatch, "--seed", "7", "--seconds-virtual", "10") == 1
    told = capsys.readouterr().out
    assert "phantom=0" not in told
    assert "seed 7 broke its promises" in told
    assert "replay: python -m sim --seed 7 --seconds-virtual 10 -v" in told


def test_tells_everything_of_one_world(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--seed", "7", "--seconds-virtual", "10", "-v") == 0
    told = capsys.readouterr().out
    assert '"t":"hello"' in told
    assert "digest " in told
