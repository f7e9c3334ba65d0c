"""Asking without waiting: the same answers, told as soon as they are known, to each once."""

from typing import Any

import pytest

from deskbell.floor.commands import CloseChat
from deskbell.floor.vocabulary import by_visitor
from deskbell.kit.trouble import DatabaseBusy
from deskbell.sequencer import Done, Refused, Repeated
from tests.sequencer.desk import Desk, contact_of, message

pytestmark = pytest.mark.asyncio


async def told(desk: Desk, *commands):
    """What is told for each of the commands, asked in one turn of the loop."""
    sequencer = await desk.sequencer()
    outcomes: list[Any] = [[] for _ in commands]
    for command, outcome in zip(commands, outcomes, strict=True):
        sequencer.submit_soon(command, outcome.append)
    await desk.until(lambda: all(outcomes))
    assert all(len(outcome) == 1 for outcome in outcomes), "each is told once"
    return [outcome[0] for outcome in outcomes]


async def test_the_answers_are_those_of_asking(desk: Desk):
    chat = await desk.open_chat()
    done, repeated, refused, order = await told(
        desk,
        message(chat, "cid-1"),
        message(chat, "cid-1"),
        message(chat, "cid-1", "other", digest="e"),
        message(chat, "cid-3", prev="cid-2"),
    )
    assert isinstance(done, Done)
    assert isinstance(repeated, Repeated)
    assert (repeated.seq, repeated.positions) == (done.stored[0].seq, done.stored[0].positions)
    assert (refused.refusal.code, order.refusal.code) == ("cid_conflict", "order")


async def test_a_chat_that_has_ended_is_looked_up(desk: Desk):
    chat = await desk.open_chat()
    by = by_visitor(contact_of(chat))
    first, closed, again, late = await told(
        desk,
        message(chat, "cid-1"),
        CloseChat(conversation=chat, by=by, cid="close", digest="d"),
        message(chat, "cid-1"),
        message(chat, "cid-2"),
    )
    assert isinstance(first, Done)
    assert isinstance(closed, Done)
    assert isinstance(again, Repeated)
    assert late.refusal.code == "chat_closed"


async def test_the_answer_comes_in_the_turn_of_the_announcement(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    heard: list[Any] = []
    turns: list[Any] = []

    def tell(outcome):
        turns.append(desk.told[-1] is outcome.stored[-1])
        heard.append(outcome)

    sequencer.submit_soon(message(chat, "cid-1"), tell)
    await desk.until(lambda: bool(heard))
    assert turns == [True]


async def test_where_nobody_knows_nothing_is_told(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    desk.storage.lose_writes = 1
    assert await told(desk, message(chat, "cid-1"), message(chat, "cid-2")) == [None, None]
    late: list[Any] = []
    sequencer.submit_soon(message(chat, "cid-3"), late.append)
    assert late == [None]
    assert isinstance((await told(desk, message(chat, "cid-1")))[0], Done)
    await desk.check()


async def test_what_the_door_refuses_is_told_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()
    heard: list[Any] = []
    sequencer.submit_soon(message(chat, "cid-1", "half a \ud800 character"), heard.append)
    monkeypatch.setattr("deskbell.sequencer.queue.QUEUE_COMMANDS_MAX", 0)
    sequencer.submit_soon(message(chat, "cid-2"), heard.append)
    assert all(isinstance(outcome, Refused) for outcome in heard)
    assert [outcome.refusal.code for outcome in heard] == ["invalid", "busy"]


async def test_a_past_that_cannot_be_read_is_not_known(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    chat = await desk.open_chat()
    await desk.do(message(chat, "cid-1"))

    async def read(_query):
        raise DatabaseBusy("too many reads wait")

    monkeypatch.setattr(desk.storage, "read", read)
    assert await told(desk, message(chat, "cid-1")) == [None]
    monkeypatch.undo()
    assert isinstance((await told(desk, message(chat, "cid-1")))[0], Repeated)
    assert desk.deaths == []


async def test_who_fails_at_being_told_harms_nobody(desk: Desk):
    chat = await desk.open_chat()
    sequencer = await desk.sequencer()

    def tell(_outcome):
        raise ZeroDivisionError

    sequencer.submit_soon(message(chat, "cid-1"), tell)
    sequencer.submit_soon(message(chat, "cid-1"), tell)
    assert isinstance((await told(desk, message(chat, "cid-2")))[0], Done)
    assert desk.deaths == []
    await desk.check()
