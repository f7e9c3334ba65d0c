"""Asked twice: one effect and one answer, for ever (delivery, D2); and who may learn that a chat is over."""

import asyncio

import msgspec
import pytest

from deskbell.floor.commands import AcceptOffer, AdmitMember, AnyCommand, CloseChat, PostMessage, PostNote
from deskbell.floor.events import MessagePosted
from deskbell.floor.vocabulary import CLOSED_REMEMBERED_MS, by_member, by_visitor
from deskbell.sequencer import Done, Repeated
from tests.sequencer.desk import OTHER, OWNER, Desk, contact_of, message

pytestmark = pytest.mark.asyncio


def as_repeated(chat, one):
    """How the event of the first time is told to whoever asks again."""
    own = {f"conversation:{chat}", f"visitor:{chat}"}
    positions = tuple(position for position in one.positions if position[0] in own)
    return Repeated(chat, one.seq, one.at, positions)


async def close_by_visitor(desk: Desk, chat: str):
    return await desk.do(CloseChat(conversation=chat, by=by_visitor(contact_of(chat)), cid=f"close-{chat}", digest="d"))


async def test_a_message_sent_again_gets_the_first_answer(desk: Desk):
    chat = await desk.open_chat()
    (first,) = await desk.do(message(chat, "cid-1"))
    desk.clock.advance(5_000)
    assert await desk.ask(message(chat, "cid-1")) == as_repeated(chat, first)
    await desk.restart()
    assert await desk.ask(message(chat, "cid-1")) == as_repeated(chat, first)


async def test_the_same_message_twice_in_one_batch_is_posted_once(desk: Desk):
    chat = await desk.open_chat()
    first, *others = await asyncio.gather(*[desk.ask(message(chat, "cid-1")) for _ in range(5)])
    assert isinstance(first, Done)
    assert others == [as_repeated(chat, first.stored[0])] * 4


async def test_another_text_under_the_same_id_is_a_conflict(desk: Desk):
    chat = await desk.open_chat()
    await desk.do(message(chat, "cid-1"))
    assert (await desk.refused(message(chat, "cid-1", "other", digest="e"))).code == "cid_conflict"
    await close_by_visitor(desk, chat)
    assert (await desk.refused(message(chat, "cid-1", "other", digest="e"))).code == "cid_conflict"


async def test_the_answer_stands_after_the_chat_has_ended(desk: Desk):
    chat = await desk.open_chat()
    (first,) = await desk.do(message(chat, "cid-1"))
    (closing,) = [one for one in await close_by_visitor(desk, chat) if type(one.event).__name__ == "ChatClosed"]
    for _ in range(2):
        assert await desk.ask(message(chat, "cid-1")) == as_repeated(chat, first)
        again = CloseChat(conversation=chat, by=by_visitor(contact_of(chat)), cid=f"close-{chat}", digest="d")
        assert await desk.ask(again) == as_repeated(chat, closing)
        desk.clock.advance(CLOSED_REMEMBERED_MS * 2)
        await desk.restart()


async def test_a_chat_opens_once_however_often_and_however_late_it_is_asked(desk: Desk):
    chat = desk.new_name("c")
    stored = await desk.do(desk.opening(chat))
    posted = next(one for one in stored if isinstance(one.event, MessagePosted))
    assert await desk.ask(desk.opening(chat)) == as_repeated(chat, posted)
    await close_by_visitor(desk, chat)
    assert await desk.ask(desk.opening(chat)) == as_repeated(chat, posted)
    desk.clock.advance(CLOSED_REMEMBERED_MS * 2)
    # The floor forgets ended chats when others end.
    await close_by_visitor(desk, await desk.open_chat())
    assert chat not in (await desk.floor()).closed
    assert await desk.ask(desk.opening(chat)) == as_repeated(chat, posted)
    other = msgspec.structs.replace(desk.opening(chat), cid="another")
    assert (await desk.refused(other)).code == "chat_closed"
    assert desk.deaths == []
    await desk.check()


async def test_the_same_chat_opened_and_ended_by_several_tabs_at_once(desk: Desk):
    for _ in range(10):
        chat = desk.new_name("c")
        by = by_visitor(contact_of(chat))
        closing = CloseChat(conversation=chat, by=by, cid="close", digest="d")
        asked: list[AnyCommand] = [desk.opening(chat), closing, desk.opening(chat), closing, desk.opening(chat)]
        outcomes = await asyncio.gather(*[desk.ask(command) for command in asked])
        openings = [outcome for outcome in outcomes[::2] if isinstance(outcome, Done)]
        assert len(openings) == 1
        posted = next(one for one in openings[0].stored if isinstance(one.event, MessagePosted))
        assert outcomes[::2].count(as_repeated(chat, posted)) == 2
        await desk.check()


async def test_a_chat_that_ended_says_so_to_those_who_knew_of_it(desk: Desk):
    chat = await desk.open_chat()
    stranger = desk.new_name("m")
    await desk.do(AdmitMember(member=stranger, name="Stan", role="member"))
    await close_by_visitor(desk, chat)
    by_whom = {
        by_visitor(contact_of(chat)): "chat_closed",
        by_member(OWNER): "chat_closed",
        by_visitor("0v" + "9" * 24): "unknown_conversation",
        by_member(stranger): "unknown_conversation",
        by_member("0m" + "9" * 24): "unknown_conversation",
    }
    for by, code in by_whom.items():
        command = PostMessage(conversation=chat, by=by, cid="cid-9", digest="d", text="Are you there?")
        assert (await desk.refused(command)).code == code, by


async def test_a_foreign_chat_is_as_unknown_as_one_that_never_was(desk: Desk):
    await desk.settle_in(OTHER)
    chat = await desk.open_chat(OTHER)
    await desk.do(message(chat, "cid-1"), OTHER)
    never = msgspec.structs.replace(message(chat, "cid-1"), conversation="0c" + "9" * 24)
    assert await desk.refused(message(chat, "cid-1")) == await desk.refused(never)
    note = PostNote(conversation=chat, by=by_member(OWNER), cid="cid-2", digest="d", text="mine?")
    assert (await desk.refused(note)).code == "unknown_conversation"
    assert (await desk.refused(desk.opening(chat))).code == "unknown_conversation"
    assert desk.deaths == []


async def test_a_request_without_an_id_has_no_receipt(desk: Desk):
    chat = await desk.open_chat()
    accept = AcceptOffer(conversation=chat, offer=1, by=by_member(OWNER))
    await desk.do(accept)
    assert (await desk.refused(accept)).code == "you_elsewhere"
