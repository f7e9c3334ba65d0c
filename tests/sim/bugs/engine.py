"""Bugs of the sequencer, of recovery and of the clock."""

import asyncio
import copy
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

import deskbell.sequencer.sequencer as module
from deskbell.floor import snapshot
from deskbell.floor.state import Floor
from deskbell.kit.clock import SteadyClock
from deskbell.kit.trouble import CommitFailed
from deskbell.ledger import Stored
from deskbell.ledger.append import append
from deskbell.sequencer.alarm import Alarm
from deskbell.sequencer.batch import Batch
from deskbell.sequencer.outside import Storage
from deskbell.sequencer.sequencer import Sequencer

real_commit = vars(module)["commit"]


async def _rehearse(storage: Storage, heads: Any, batch: Batch) -> list[Stored]:
    """The events with the numbers they will have; nothing is kept."""
    return await storage.read(lambda connection: append(connection, heads, batch.at, batch.happened))


def ack_before_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is told, and the writing goes on by itself."""

    async def commit(storage: Storage, heads: Any, batch: Batch, *rest: Any) -> list[Stored]:
        before = copy.deepcopy(heads)
        stored = await _rehearse(storage, heads, batch)
        asyncio.create_task(real_commit(storage, before, batch, *rest))  # noqa: RUF006 - that is the bug
        return stored

    monkeypatch.setattr(module, "commit", commit)


def announce_before_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who follows is told first, the sender after the COMMIT."""
    original = Sequencer._commit

    async def commit(self: Sequencer, batch: Batch) -> list[Stored]:
        rehearsed = await _rehearse(self._outside.storage, copy.deepcopy(self._heads), batch)
        if rehearsed:
            self._outside.announce(rehearsed)
        return await original(self, batch)

    monkeypatch.setattr(Sequencer, "_commit", commit)


def failed_commits_are_taken_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that failed is told as if it had not."""

    async def commit(storage: Storage, heads: Any, batch: Batch, *rest: Any) -> list[Stored]:
        before = copy.deepcopy(heads)
        try:
            stored: list[Stored] = await real_commit(storage, heads, batch, *rest)
        except CommitFailed:
            return await _rehearse(storage, before, batch)
        return stored

    monkeypatch.setattr(module, "commit", commit)


def nobody_sets_the_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines are met when somebody happens to ask for something."""
    monkeypatch.setattr(Alarm, "set", lambda _self, _due: None)


def time_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines that have passed are looked at when nobody asks for anything."""
    original = vars(module)["step_batch"]

    def step_batch(floor: Floor, requests: Sequence[Any], now: int) -> Batch:
        batch: Batch = original(floor, requests, floor.now if requests and floor.now else now)
        return batch

    monkeypatch.setattr(module, "step_batch", step_batch)


def the_clock_is_the_one_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets the machine's clock ends offers."""
    monkeypatch.setattr(SteadyClock, "now", lambda self: self._wall() // 1_000_000)


def recovery_forgets_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a start the clock may show less than the ledger."""
    monkeypatch.setattr(SteadyClock, "not_before", lambda _self, _instant: None)


def snapshots_have_no_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was posted before the snapshot was made is not known after it."""
    original = snapshot.encode

    def encode(floor: Floor) -> bytes:
        chats = {name: replace(chat, receipts={}) for name, chat in floor.chats.items()}
        return original(replace(floor, chats=chats))

    monkeypatch.setattr(snapshot, "encode", encode)


def deadlines_are_not_derived_after_recovery(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is built anew without them."""
    original = vars(snapshot)["rebuild_index"]

    def rebuild(floor: Floor) -> None:
        original(floor)
        floor.index.due.clear()

    monkeypatch.setattr(snapshot, "rebuild_index", rebuild)
