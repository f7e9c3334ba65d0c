"""The checks can fail: each bug planted into the floor is caught by a law, and the law is named.

A check that no bug trips proves nothing. Each case removes one guard from the real floor and lives a random life on it.
"""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from deskbell.floor import deadlines, evolve, index, offers, step
from deskbell.floor.commands import AcceptOffer, CloseChat
from deskbell.floor.events import ChatAccepted, ChatOffered, OfferEnded
from deskbell.floor.state import Chat, Floor, Member
from tests.properties.test_laws import LawfulWorld, check_offers, check_posted_once

# As plain tables: to mypy their keys are types of commands and events, which setitem cannot infer.
EVOLVE: dict[Any, Any] = evolve.EVOLVE
DECIDE_IN_CHAT: dict[Any, Any] = step.DECIDE_IN_CHAT

LIVES = 60
STEPS = 80

Plant = Callable[[pytest.MonkeyPatch], None]


def live_many_lives() -> None:
    """As the property tests do, from fixed seeds."""
    for seed in range(LIVES):
        live_one_life(seed)


def live_one_life(seed: int) -> None:
    """Raises AssertionError where a law is broken."""
    world = LawfulWorld(Random(seed))
    world.settle_in()
    world.live(STEPS)
    check_posted_once(world)
    check_offers(world)


def capacity_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_ready(floor: Floor, member: Member) -> bool:
        return member.active and member.licensed and member.status == "available" and member.connection != "gone"

    monkeypatch.setattr(evolve, "is_ready", is_ready)


def capacity_is_read_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is ready is worked out before the place is taken, as a stale read would."""
    monkeypatch.setitem(EVOLVE, ChatOffered, _without_refresh(evolve._chat_offered))


def _without_refresh(original: Callable[..., None]) -> Callable[..., None]:
    def offered(floor: Floor, event: Any, at: int) -> None:
        kept = evolve.refresh_ready
        evolve.refresh_ready = lambda *_: None
        try:
            original(floor, event, at)
        finally:
            evolve.refresh_ready = kept

    return offered


def accept_does_not_look_at_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def decide_accept(floor: Floor, command: AcceptOffer, chat: Chat) -> Any:
        member = floor.members[command.by.id]
        return [
            ChatAccepted(
                conversation=chat.id,
                inbox=chat.inbox,
                offer=command.offer,
                agent=member.id,
                agent_name=member.name,
                place=1,
                capacity=member.capacity,
                waiting_since=chat.waiting_since,
                visitor_name="",
                opening="",
                cid=command.cid,
                cid_author=command.by.id,
                digest=command.digest,
            )
        ]

    monkeypatch.setitem(DECIDE_IN_CHAT, AcceptOffer, decide_accept)


def places_are_never_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.Index, "free_place", lambda *_: None)


def expiry_keeps_the_agents_place(monkeypatch: pytest.MonkeyPatch) -> None:
    original = evolve._offer_ended

    def ended(floor: Floor, event: OfferEnded, at: int) -> None:
        offer = floor.chats[event.conversation].offer
        original(floor, event, at)
        if offer is not None and event.ending == "expired":
            floor.index.take_place(event.agent, offer.place, event.conversation)

    monkeypatch.setitem(EVOLVE, OfferEnded, ended)


def a_timer_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reminder of an offer that has ended lapses the one that is open now."""
    original = deadlines._stands

    def stands(floor: Floor, due: Any) -> bool:
        _, kind, subject, _ = due
        if kind != "offer":
            return original(floor, due)
        chat = floor.chats.get(subject)
        return chat is not None and chat.offer is not None

    monkeypatch.setattr(deadlines, "_stands", stands)


def a_freed_place_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stranded chat of peers CW 10583: closing frees a place and nobody looks at the queue."""
    original = step._settle

    def settle_unless_closing(floor: Floor) -> Any:
        return original(floor) if not forgetful else []

    forgetful: list[bool] = []

    def decide_close(floor: Floor, command: CloseChat, chat: Chat) -> Any:
        decided = kept(floor, command, chat)
        if isinstance(decided, list):
            forgetful.append(True)
        return decided

    kept = DECIDE_IN_CHAT[CloseChat]
    monkeypatch.setitem(DECIDE_IN_CHAT, CloseChat, decide_close)
    monkeypatch.setattr(step, "_settle", settle_unless_closing)


def a_decline_loses_the_place_in_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    original = evolve._offer_ended

    def ended(floor: Floor, event: OfferEnded, at: int) -> None:
        original(floor, event, at)
        floor.chats[event.conversation].waiting_since = at

    monkeypatch.setitem(EVOLVE, OfferEnded, ended)


def a_deadline_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    original = index.Index.remind

    def remind(self: index.Index, instant: int, kind: Any, subject: str, number: int = 0) -> None:
        if kind != "offer":
            original(self, instant, kind, subject, number)

    monkeypatch.setattr(index.Index, "remind", remind)


def time_does_not_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due stays due."""
    monkeypatch.setattr(step, "lapse_next", lambda _: [])


def message_ids_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the id were known to one connection only."""
    monkeypatch.setattr(step, "receipt_key", lambda author, cid: f"{author} {cid} of another connection")


def a_refused_command_leaves_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    original = offers._too_late

    def too_late(floor: Floor, command: Any, chat: Chat) -> Any:
        chat.stood_aside[command.by.id] = "declined"
        return original(floor, command, chat)

    monkeypatch.setattr(offers, "_too_late", too_late)


def load_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.Index, "load", lambda *_: 0)


PLANTED: dict[Plant, str] = {
    capacity_is_not_looked_at: "law 1|no place beyond|index: who is ready",
    capacity_is_read_too_early: "law 1|no place beyond|index",
    accept_does_not_look_at_the_number: "cannot happen|law 2|law 1|only the open offer",
    places_are_never_given_back: "law 1|taken once",
    expiry_keeps_the_agents_place: "law 1|taken once",
    a_timer_is_not_checked_again: "before its deadline",
    a_freed_place_is_forgotten: "law 3",
    a_decline_loses_the_place_in_the_queue: "law 4|stand in its queue",
    a_deadline_is_not_remembered: "law 6",
    time_does_not_come_first: "law 6",
    message_ids_are_not_kept: "law 8",
    a_refused_command_leaves_a_trace: "changes nothing",
    load_is_not_counted: "law 1|no place beyond",
}


def test_without_a_bug_the_same_lives_pass() -> None:
    live_many_lives()


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_each_planted_bug_is_caught(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=PLANTED[plant]):
        live_many_lives()
