"""When something goes wrong inside: nothing was told, callers hear of it at once, and the ledger is the truth."""

import asyncio

import pytest
from sqlalchemy import text

from deskbell.floor.events import MessagePosted
from deskbell.ledger import Entry
from deskbell.sequencer import Done, Refused, Repeated, SequencerDied
from deskbell.sequencer import batch as batch_module
from tests.sequencer.desk import OTHER, SHOP, Desk, held_places, message

pytestmark = pytest.mark.asyncio


async def posted(desk: Desk) -> list[Entry]:
    """The messages in the ledger. Whoever takes over after a death writes by itself that the members are gone."""
    return [entry for entry in await desk.log() if isinstance(entry.event, MessagePosted)]


async def test_a_commit_that_fails_has_not_happened(desk: Desk):
    chat = await desk.open_chat()
    told, log = list(desk.told), await desk.log()
    desk.storage.lose_writes = 1
    with pytest.raises(SequencerDied):
        await desk.ask(message(chat, "cid-1"))
    assert desk.deaths == [SHOP]
    assert isinstance(await desk.ask(message(chat, "cid-1")), Done)
    new = [one.event for one in desk.told[len(told) :] if isinstance(one.event, MessagePosted)]
    assert [event.cid for event in new] == ["cid-1"]
    assert (await desk.log())[: len(log)] == log
    await desk.check()


async def test_a_commit_with_unknown_outcome_is_answered_from_the_ledger(desk: Desk):
    """F7: the line was cut during COMMIT. A retry of the same id gives one message."""
    chat = await desk.open_chat()
    desk.storage.lose_answers = 1
    with pytest.raises(SequencerDied):
        await desk.ask(message(chat, "cid-1"))
    assert isinstance(await desk.ask(message(chat, "cid-1")), Repeated)
    await desk.check()


async def test_everybody_who_waits_is_told_at_once(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    desk.storage.gate.clear()
    desk.storage.lose_writes = 1
    begun = desk.storage.writes_begun
    in_commit = [asyncio.ensure_future(desk.ask(message(chat, f"first-{number}"))) for number in range(3)]
    await desk.until(lambda: desk.storage.writes_begun > begun)
    in_queue = [asyncio.ensure_future(desk.ask(message(chat, f"cid-{number}"))) for number in range(300)]
    look = asyncio.ensure_future(sequencer.look(lambda floor, _: floor.now))
    gone = asyncio.ensure_future(desk.ask(message(chat, "gone")))
    await asyncio.sleep(0)
    gone.cancel()
    desk.storage.gate.set()
    outcomes = await asyncio.gather(*in_commit, *in_queue, look, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {SequencerDied}
    with pytest.raises(SequencerDied):
        await sequencer.submit(message(chat, "later"))
    with pytest.raises(SequencerDied):
        await sequencer.look(lambda floor, _: floor.now)
    assert isinstance(await desk.ask(message(chat, "later")), Done)
    await desk.check()


async def test_a_projection_that_raises_undoes_the_whole_commit(desk: Desk):
    chat = await desk.open_chat()
    messages, told = await posted(desk), len(desk.told)

    def project(connection, stored):
        connection.execute(text("DELETE FROM ledger_epochs"))
        desk.projections.clear()
        raise RuntimeError("a mistake in a room")

    desk.projections.append(project)
    with pytest.raises(SequencerDied):
        await desk.ask(message(chat, "cid-1"))
    assert await posted(desk) == messages
    assert not [one.event for one in desk.told[told:] if isinstance(one.event, MessagePosted)]
    assert isinstance(await desk.ask(message(chat, "cid-1")), Done)
    await desk.check()


async def test_an_announcement_that_raises_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()

    def tell(_stored):
        raise RuntimeError("a mistake in the gateway")

    monkeypatch.setattr(sequencer, "_outside", sequencer._outside._replace(announce=tell))
    with pytest.raises(SequencerDied):
        await desk.ask(message(chat, "cid-1"))
    assert isinstance(await desk.ask(message(chat, "cid-1")), Repeated)
    await desk.check()


async def test_a_rule_that_raises_is_a_death_too(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    chat = await desk.open_chat()

    def step(*_):
        monkeypatch.undo()
        raise AssertionError("law 1")

    monkeypatch.setattr(batch_module, "step", step)
    with pytest.raises(SequencerDied):
        await desk.ask(message(chat, "cid-1"))
    assert isinstance(await desk.ask(message(chat, "cid-1")), Done)
    await desk.check()


async def test_a_wrong_floor_fails_the_commit(desk: Desk):
    """Law 14: a floor in memory that lost sight of a place cannot give it away a second time."""
    chat = await desk.open_chat()
    floor = await desk.floor()
    offer = floor.chats[chat].offer
    assert offer is not None
    floor.index.free_place(offer.agent, offer.place, chat)
    with pytest.raises(SequencerDied):
        await desk.open_chat()
    second = await desk.open_chat()
    assert set(held_places(await desk.floor()).values()) == {chat, second}
    await desk.check()


async def test_another_organisation_notices_nothing(desk: Desk):
    await desk.settle_in(OTHER)
    chat, elsewhere = await desk.open_chat(), await desk.open_chat(OTHER)
    before = await desk.sequencer(OTHER)
    desk.storage.lose_writes = 1
    with pytest.raises(SequencerDied):
        await desk.ask(message(chat, "cid-1"))
    assert isinstance(await desk.ask(message(elsewhere, "cid-1"), OTHER), Done)
    assert await desk.sequencer(OTHER) is before
    assert desk.deaths == [SHOP]


async def test_three_deaths_within_ten_seconds_stop_the_process(desk: Desk):
    chat = await desk.open_chat()
    for death in range(3):
        assert desk.stops == 0
        desk.storage.lose_writes = 1
        with pytest.raises(SequencerDied):
            await desk.ask(message(chat, f"cid-{death}"))
        desk.clock.advance(5_000)
    assert desk.stops == 1
    assert desk.deaths == [SHOP] * 3


async def test_deaths_now_and_then_do_not(desk: Desk):
    chat = await desk.open_chat()
    for death in range(4):
        desk.storage.lose_writes = 1
        with pytest.raises(SequencerDied):
            await desk.ask(message(chat, f"cid-{death}"))
        desk.clock.advance(5_001)
    assert desk.stops == 0


async def test_a_busy_database_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("deskbell.sequencer.commit.BUSY_PAUSE_SECONDS", 0.001)
    chat = await desk.open_chat()
    desk.storage.refuse_writes = 3
    assert isinstance(await desk.ask(message(chat, "cid-1")), Done)
    assert desk.deaths == []


async def test_after_the_end_everybody_is_told(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    waiting = [asyncio.ensure_future(desk.ask(message(chat, f"cid-{number}"))) for number in range(300)]
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(desk.sequencers.close())
    await desk.until(lambda: sequencer._is_closing)
    late = await sequencer.submit(message(chat, "late"))
    assert isinstance(late, Refused)
    assert (late.refusal.code, late.refusal.retry) == ("busy", True)
    await closing
    assert all(isinstance(outcome, Done) for outcome in await asyncio.gather(*waiting))
    with pytest.raises(SequencerDied):
        await desk.sequencers.of(SHOP)
    with pytest.raises(SequencerDied):
        await sequencer.look(lambda floor, _: floor.now)
