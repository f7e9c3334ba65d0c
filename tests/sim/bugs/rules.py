"""Bugs of the floor's rules, and of who is told what."""

from typing import Any

import pytest
from msgspec.structs import replace

from deskbell.audience import streams
from deskbell.audience.words import visitor
from deskbell.floor import choose, deadlines, evolve, invariants, offers, settle, step
from deskbell.floor.commands import AcceptOffer
from deskbell.floor.events import ChatIdled, MessagePosted, NotePosted, OfferEnded
from deskbell.floor.idleness import remind_of_silence
from deskbell.floor.state import Chat, Floor, Member
from deskbell.wire.bodies import YourMessage
from tests.sim.bugs.tables import put


def capacity_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is full gets more, and the offer says that there was room."""

    def is_ready(_floor: Floor, member: Member) -> bool:
        is_there = member.status == "available" and member.connection != "gone"
        return member.active and member.licensed and is_there and not member.on_hold

    original = vars(settle)["make_offer"]

    def make_offer(*arguments: Any) -> Any:
        offered = original(*arguments)
        return replace(offered, capacity=max(offered.capacity, offered.place))

    # The law has the same wrong idea of who has room; the book-keeper of the checks has not.
    monkeypatch.setattr(evolve, "is_ready", is_ready)
    monkeypatch.setattr(invariants, "is_ready", is_ready)
    monkeypatch.setattr(settle, "make_offer", make_offer)


def the_inbox_s_own_limit_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the member's capacity counts."""
    for module in (choose, offers):
        monkeypatch.setattr(module, "has_room_in", lambda *_: True)


def accept_does_not_look_at_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever accepts has it."""
    original = offers.decide_accept

    def decide_accept(floor: Floor, command: AcceptOffer, chat: Chat) -> Any:
        if chat.offer is None:
            return original(floor, command, chat)
        right = replace(command, offer=chat.offer.number, by=replace(command.by, id=chat.offer.agent))
        accepted: Any = original(floor, right, chat)
        return [replace(accepted[0], agent=command.by.id)]

    put(monkeypatch, step.DECIDE_IN_CHAT, AcceptOffer, decide_accept)


def a_freed_place_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether somebody waits for it."""

    def release(floor: Floor, chat: Chat) -> None:
        floor.index.free_place(chat.owner, chat.place, chat.id)
        chat.owner, chat.place = "", 0

    monkeypatch.setattr(evolve, "_release_owner", release)


def a_decline_leaves_the_place_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The offer ends, and still counts."""
    original = evolve.EVOLVE[OfferEnded]

    def ended(floor: Floor, event: OfferEnded, at: int) -> None:
        offer = floor.chats[event.conversation].offer
        original(floor, event, at)
        if offer is not None and event.ending == "declined":
            floor.index.take_place(event.agent, offer.place, event.conversation)

    put(monkeypatch, evolve.EVOLVE, OfferEnded, ended)


def an_offer_that_ends_loses_the_place_in_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chat waits as if it had just come."""
    original = evolve.EVOLVE[OfferEnded]

    def ended(floor: Floor, event: OfferEnded, at: int) -> None:
        floor.chats[event.conversation].waiting_since = at
        original(floor, event, at)

    put(monkeypatch, evolve.EVOLVE, OfferEnded, ended)


def a_silence_goes_on_while_the_visitor_waits_for_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """His own message does not stop the clock."""
    original = evolve.EVOLVE[MessagePosted]

    def posted(floor: Floor, event: MessagePosted, at: int) -> None:
        original(floor, event, at)
        floor.chats[event.conversation].awaits_agent = False

    put(monkeypatch, evolve.EVOLVE, MessagePosted, posted)


def a_silence_is_answered_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is forgotten that a message was sent."""
    original = evolve.EVOLVE[ChatIdled]

    def idled(floor: Floor, event: ChatIdled, at: int) -> None:
        chat = floor.chats[event.conversation]
        chat.agent_at = chat.visitor_at = at
        original(floor, event, at)
        chat.idled = False
        remind_of_silence(floor, chat)

    put(monkeypatch, evolve.EVOLVE, ChatIdled, idled)


def a_reminder_that_comes_too_early_is_not_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever spoke once is never asked again."""
    monkeypatch.setattr(deadlines, "renew_reminder", lambda *_: None)


def visitors_see_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note is a message like any other."""

    def as_message(event: NotePosted) -> YourMessage:
        return YourMessage(mine=False, name=event.author.name, text=event.text, cid="")

    put(monkeypatch, streams._STREAMS_OF, NotePosted, streams._of_log_and_visitor)
    put(monkeypatch, visitor.WORDS, NotePosted, as_message)
