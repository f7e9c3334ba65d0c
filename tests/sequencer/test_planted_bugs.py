"""The checks can fail: each bug planted into the sequencer or the ledger is caught by a life with crashes.

A check that no bug trips proves nothing. Each case removes one guard from the real code.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from deskbell.floor import snapshot
from deskbell.kit.trouble import CommitFailed, Trouble
from deskbell.ledger import Stored
from deskbell.ledger import append as append_module
from deskbell.ledger.heads import Heads
from deskbell.sequencer import SequencerDied, commit, recall, recover, sequencer
from deskbell.sequencer.batch import step_batch
from deskbell.sequencer.sequencer import Sequencer
from deskbell.sequencer.sequencers import Sequencers
from tests.sequencer.life import Life

LIVES = 60
STEPS = 40

Plant = Callable[[pytest.MonkeyPatch], None]


def numbered(one: Sequencer, happened: Any) -> list[Stored]:
    """The events with the numbers they will have if all goes well."""
    seqs = range(one._heads.log + 1, one._heads.log + 1 + len(happened))
    return [
        Stored(one.organisation, seq, one._floor.now, event, ()) for seq, (event, _) in zip(seqs, happened, strict=True)
    ]


def answered_before_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Sequencer._commit

    async def commit_late(self: Sequencer, made: Any) -> list[Stored]:
        made.answer(numbered(self, made.happened))
        return await original(self, made)

    monkeypatch.setattr(Sequencer, "_commit", commit_late)


def told_before_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Sequencer._commit

    async def commit_late(self: Sequencer, made: Any) -> list[Stored]:
        self._outside.announce(numbered(self, made.happened))
        stored = await original(self, made)
        return stored

    monkeypatch.setattr(Sequencer, "_commit", commit_late)


def a_failed_commit_is_shrugged_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The floor in memory goes on, ahead of the ledger."""
    original = Sequencer._take_batch

    async def take_batch(self: Sequencer) -> None:
        try:
            await original(self)
        except CommitFailed:
            for request in self._in_hand:
                request.fail(SequencerDied())
            self._in_hand = []
            self._is_committed = True

    monkeypatch.setattr(Sequencer, "_take_batch", take_batch)


def a_failed_commit_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    original = commit._write

    async def write(storage: Any, job: Any) -> list[Stored]:
        try:
            return await original(storage, job)
        except CommitFailed:
            return await original(storage, job)

    monkeypatch.setattr(commit, "_write", write)


def the_ledger_is_not_asked_about_repetitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "find_receipt", lambda *_: None)


def receipts_end_with_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    original = recover.recover

    async def forget(storage: Any, organisation: str) -> Any:
        recovered = await original(storage, organisation)
        for chat in recovered.floor.chats.values():
            chat.receipts = {}
        return recovered

    monkeypatch.setattr("deskbell.sequencer.sequencers.recover", forget)


def a_snapshot_is_taken_before_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that it stands after the batch, and does not know of it."""
    encode = snapshot.encode
    before = [b""]

    def step_late(floor: Any, requests: Any, now: int) -> Any:
        before[0] = encode(floor)
        return step_batch(floor, requests, now)

    monkeypatch.setattr(sequencer, "SNAPSHOT_EVENTS", 5)
    monkeypatch.setattr(sequencer, "step_batch", step_late)
    monkeypatch.setattr(snapshot, "encode", lambda _: before[0])


def the_tail_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """The replay ends a piece too early where the log is long, and nobody compares."""

    async def replay(storage: Any, organisation: str, recovered: Any) -> Any:
        await storage.read(lambda connection: recovered.advance(connection, organisation))
        return recovered

    monkeypatch.setattr(recover, "EVENTS_PER_READ", 30)
    monkeypatch.setattr(recover, "_replay", replay)


def a_number_is_taken_outside_the_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heads outlive the sequencer whose commit failed."""
    kept: dict[str, Heads] = {}

    def heads_of(organisation: str, log: int) -> Heads:
        return kept.setdefault(organisation, Heads(organisation, log))

    monkeypatch.setattr(sequencer, "Heads", heads_of)


def the_visitor_counts_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    original = append_module._number

    def number(heads: Heads, at: int, event: Any, streams: tuple[str, ...]) -> Stored:
        if type(event).__name__ == "NotePosted":
            heads.take(f"visitor:{event.conversation}")
        return original(heads, at, event, streams)

    monkeypatch.setattr(append_module, "_number", number)


def a_look_sees_what_is_not_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look(self: Sequencer, query: Any) -> Any:
        return query(self._floor, lambda stream: self._heads.find(stream) or 0)

    monkeypatch.setattr(Sequencer, "look", look)


def places_are_not_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskbell.ledger.places._give_back", lambda *_: None)


def two_sequencers_run_for_one_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Sequencers._recover
    calls = {"number": 0}

    async def of(self: Sequencers, organisation: str) -> Sequencer:
        calls["number"] += 1
        if calls["number"] % 7 == 0:
            self._running.pop(organisation, None)
        running = self._running.get(organisation)
        return running or await original(self, organisation)

    monkeypatch.setattr(Sequencers, "of", of)


# Or the bug is caught by a guard in the product, before a check of the test sees what it does.
UNEXPECTED_DEATH = "nobody planted|interrupted"

BUGS: list[tuple[Plant, str]] = [
    (answered_before_the_commit, "acknowledged and lost|two different numbers"),
    (told_before_the_commit, "told"),
    (a_failed_commit_is_shrugged_off, "law"),
    # The replay stumbles over what was committed twice.
    (a_failed_commit_is_tried_again, "law|'0[cnmv]0"),
    (the_ledger_is_not_asked_about_repetitions, "law 8"),
    (receipts_end_with_the_process, "law"),
    (a_snapshot_is_taken_before_the_step, "law"),
    (the_tail_is_cut, "law"),
    (a_number_is_taken_outside_the_transaction, "is missing in the log"),
    (the_visitor_counts_notes, "is missing in visitor:"),
    (a_look_sees_what_is_not_committed, "law"),
    (places_are_not_given_back, "law 14"),
    (two_sequencers_run_for_one_organisation, "law"),
]


@pytest.mark.parametrize(("plant", "caught_by"), BUGS, ids=[plant.__name__ for plant, _ in BUGS])
def test_a_planted_bug_is_caught(
    plant: Plant, caught_by: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_database: Path
):
    plant(monkeypatch)
    with pytest.raises((AssertionError, LookupError, Trouble), match=f"{caught_by}|{UNEXPECTED_DEATH}"):
        live_many_lives(tmp_path, empty_database)


def live_many_lives(folder: Path, empty_database: Path) -> None:
    """As the property test does, from fixed seeds."""
    for seed in range(LIVES):
        asyncio.run(Life(Random(seed), folder, empty_database).live(STEPS))
