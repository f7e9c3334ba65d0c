"""Asking: one answer to each, in turn, and never before it is committed."""

import asyncio

import msgspec
import pytest

from deskbell.floor.commands import AcceptOffer, AdmitMember, AttachMember, CreateInbox, Tick
from deskbell.floor.events import ChatOffered, ChatOpened, ChatQueued, MessagePosted, OfferEnded
from deskbell.floor.vocabulary import SYSTEM, by_member
from deskbell.ledger import read_after
from deskbell.sequencer import Done, Refused
from deskbell.sequencer.queue import QUEUE_COMMANDS_MAX
from tests.sequencer.desk import INBOX, OTHER, OWNER, SHOP, START, Desk, message

pytestmark = pytest.mark.asyncio


def kinds(stored):
    return [type(one.event) for one in stored]


async def test_what_happened_comes_back_with_its_numbers(desk: Desk):
    chat = desk.new_name("c")
    stored = await desk.do(desk.opening(chat))
    assert kinds(stored) == [ChatOpened, MessagePosted, ChatQueued, ChatOffered]
    assert [one.seq for one in stored] == [5, 6, 7, 8]
    assert stored[1].positions == ((f"conversation:{chat}", 2), (f"visitor:{chat}", 2))
    assert {(one.organisation, one.at) for one in stored} == {(SHOP, START)}
    assert [entry.event for entry in await desk.log()][-4:] == [one.event for one in stored]


async def test_a_command_that_changes_nothing_is_done(desk: Desk):
    assert await desk.do(AttachMember(member=OWNER)) == []
    assert await desk.do(Tick()) == []


async def test_a_refusal_changes_nothing(desk: Desk):
    before = len(await desk.log())
    refusal = await desk.refused(CreateInbox(inbox=desk.new_name("n"), by=SYSTEM, name="Shop"))
    assert refusal.code == "name_taken"
    assert len(await desk.log()) == before
    await desk.check()


async def test_everybody_is_told_before_the_caller_is_answered(desk: Desk):
    chat = desk.new_name("c")
    stored = await desk.do(desk.opening(chat))
    assert desk.told[-4:] == stored
    assert [one.seq for one in desk.told] == list(range(1, len(desk.told) + 1))


async def test_nobody_hears_of_what_is_not_committed(desk: Desk):
    told = len(desk.told)
    desk.storage.gate.clear()
    chat = desk.new_name("c")
    begun = desk.storage.writes_begun
    asked = asyncio.ensure_future(desk.ask(desk.opening(chat)))
    await desk.until(lambda: desk.storage.writes_begun > begun)
    look = asyncio.ensure_future((await desk.sequencer()).look(lambda floor, _: chat in floor.chats))
    await asyncio.sleep(0)
    assert not asked.done()
    assert not look.done()
    assert len(desk.told) == told
    desk.storage.gate.set()
    assert isinstance(await asked, Done)
    assert await look


async def test_many_at_once_share_few_commits(desk: Desk):
    chats = [await desk.open_chat() for _ in range(10)]
    begun = desk.storage.writes_begun
    outcomes = await asyncio.gather(
        *[desk.ask(message(chat, f"cid-{number}")) for number in range(50) for chat in chats]
    )
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert desk.storage.writes_begun - begun <= 10
    await desk.check()


async def test_commands_take_their_turn(desk: Desk):
    """D4: messages of one author appear in the order in which they were sent."""
    chat = await desk.open_chat()
    cids = [f"cid-{number}" for number in range(600)]
    prevs = [f"open-{chat}", *cids]
    outcomes = await asyncio.gather(
        *[desk.ask(message(chat, cid, prev=prev)) for cid, prev in zip(cids, prevs, strict=False)]
    )
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    posted = [entry.event.cid for entry in await desk.log() if isinstance(entry.event, MessagePosted)]
    assert posted[-600:] == cids


async def test_time_comes_first(desk: Desk):
    """An offer that has run out cannot be accepted any more, even if nobody has looked at the clock before."""
    chat = await desk.open_chat()
    desk.clock.advance(30_000)
    refusal = await desk.refused(AcceptOffer(conversation=chat, offer=1, by=by_member(OWNER), cid="cid-1", digest="d"))
    assert refusal.code == "offer_ended"
    assert any(isinstance(one.event, OfferEnded) and one.at == START + 30_000 for one in desk.told)


async def test_a_full_queue_says_busy(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    assert QUEUE_COMMANDS_MAX == 10_000
    monkeypatch.setattr("deskbell.sequencer.queue.QUEUE_COMMANDS_MAX", 3)
    chat = await desk.open_chat()
    desk.storage.gate.clear()
    begun = desk.storage.writes_begun
    first = asyncio.ensure_future(desk.ask(message(chat, "first")))
    await desk.until(lambda: desk.storage.writes_begun > begun)
    waiting = [asyncio.ensure_future(desk.ask(message(chat, f"cid-{number}"))) for number in range(3)]
    await asyncio.sleep(0)
    refusal = await desk.refused(message(chat, "too much"))
    assert (refusal.code, refusal.retry) == ("busy", True)
    desk.storage.gate.set()
    assert all(isinstance(outcome, Done) for outcome in await asyncio.gather(first, *waiting))
    assert isinstance(await desk.ask(message(chat, "too much")), Done)


async def test_who_goes_away_takes_nothing_with_him(desk: Desk):
    chat = await desk.open_chat()
    desk.storage.gate.clear()
    begun = desk.storage.writes_begun
    in_commit = asyncio.ensure_future(desk.ask(message(chat, "in the commit")))
    await desk.until(lambda: desk.storage.writes_begun > begun)
    gone = asyncio.ensure_future(desk.ask(message(chat, "in the queue")))
    other = asyncio.ensure_future(desk.ask(message(chat, "of another")))
    await asyncio.sleep(0)
    in_commit.cancel()
    gone.cancel()
    desk.storage.gate.set()
    assert isinstance(await other, Done)
    posted = [entry.event.cid for entry in await desk.log() if isinstance(entry.event, MessagePosted)]
    assert posted[-3:] == ["in the commit", "in the queue", "of another"]
    await desk.check()


async def test_what_cannot_be_written_harms_nobody_else(desk: Desk):
    chat = await desk.open_chat()
    outcomes = await asyncio.gather(
        desk.ask(message(chat, "cid-1", "half a \ud800 character")), desk.ask(message(chat, "cid-2", "NUL \x00"))
    )
    assert isinstance(outcomes[0], Refused)
    assert outcomes[0].refusal.code == "invalid"
    assert isinstance(outcomes[1], Done)
    assert desk.deaths == []


async def test_projections_see_the_events_in_their_transaction(desk: Desk):
    seen = []

    def project(connection, stored):
        entries = read_after(connection, SHOP, stored[0].seq - 1, 100)
        seen.append([entry.seq for entry in entries] == [one.seq for one in stored])

    desk.projections.append(project)
    await desk.open_chat()
    assert seen == [True]


async def test_organisations_do_not_see_each_other(desk: Desk):
    await desk.settle_in(OTHER)
    chat = await desk.open_chat()
    assert (await desk.refused(message(chat, "cid-1"), OTHER)).code == "unknown_conversation"
    assert (await desk.refused(desk.opening(chat), OTHER)).code == "unknown_conversation"
    assert [
        one.seq for one in await desk.do(AdmitMember(member=desk.new_name("m"), name="A", role="member"), OTHER)
    ] == [5]
    assert len((await desk.floor(OTHER)).chats) == 0
    await desk.check(OTHER)
    await desk.check()


async def test_a_slow_commit_of_one_organisation_does_not_hold_up_another(desk: Desk):
    await desk.settle_in(OTHER)
    chat, elsewhere = await desk.open_chat(), await desk.open_chat(OTHER)
    desk.storage.gate.clear()
    begun = desk.storage.writes_begun
    slow = asyncio.ensure_future(desk.ask(message(chat, "slow")))
    await desk.until(lambda: desk.storage.writes_begun > begun)
    assert (await desk.refused(msgspec.structs.replace(desk.opening(desk.new_name("c")), inbox="0n"), OTHER)).code == (
        "unknown_inbox"
    )
    desk.storage.gate.set()
    assert isinstance(await desk.ask(message(elsewhere, "quick"), OTHER), Done)
    await slow
    assert INBOX in (await desk.floor()).inboxes
