"""The states of chats and offers: every way in and out of them (routing, "States")."""

import pytest

from deskbell.floor.commands import (
    ChangeInbox,
    ChangeMember,
    CloseChat,
    DeclineOffer,
    DeleteInbox,
    DetachMember,
    SetStatus,
)
from deskbell.floor.events import ChatAccepted, ChatClosed, ChatOffered, ChatQueued, OfferEnded
from deskbell.floor.vocabulary import Actor, Inactivity, by_member, by_visitor
from tests.floor.world import OWNER, World, only

BY_OWNER = by_member(OWNER)
BY_VISITOR = by_visitor("contact-c")


@pytest.fixture
def world() -> World:
    """Ana is offered the chat `c`."""
    world = World()
    world.agent("ana")
    world.visitor("c")
    return world


def test_a_chat_waits_is_offered_is_active_and_is_gone() -> None:
    """R1."""
    world = World()
    world.visitor("c")
    states = [world.chat("c").state]
    world.agent("ana")
    states.append(world.chat("c").state)
    world.accept("c")
    states.append(world.chat("c").state)
    world.do(CloseChat(conversation="c", by=by_member("ana")))
    assert states == ["waiting", "offered", "active"]
    assert "c" not in world.floor.chats


def test_offers_are_numbered_and_each_has_one_end() -> None:
    """R2: declined, expired, lost, rescinded, accepted; one after the other."""
    world = World(offer_seconds=60)
    world.agent("ana")
    world.visitor("c")
    world.do(DeclineOffer(conversation="c", offer=1, by=by_member("ana")))
    for _ in ("the next round", "it expires", "the next round"):
        world.wait(60)
    world.do(DetachMember(member="ana"))
    world.wait(30)
    world.agent("ben")
    world.do(SetStatus(member="ben", status="busy", by=by_member("ben")))
    world.do(SetStatus(member="ben", status="available", by=by_member("ben")))
    world.accept("c")
    made = [event.offer for _, event in world.log if isinstance(event, ChatOffered)]
    ended = {event.offer: event.ending for _, event in world.log if isinstance(event, OfferEnded)}
    accepted = [event.offer for _, event in world.log if isinstance(event, ChatAccepted)]
    assert made == [1, 2, 3, 4, 5]
    assert ended == {1: "declined", 2: "expired", 3: "lost", 4: "rescinded"}
    assert accepted == [5]


def test_no_chat_is_in_no_state(world: World) -> None:
    """R3: opened = waiting + offered + active + closed."""
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=2))
    for chat in ("d", "e", "f"):
        world.visitor(chat)
    world.accept("c")
    world.do(CloseChat(conversation="f", by=by_visitor("contact-f")))
    states = sorted(chat.state for chat in world.floor.chats.values())
    totals = world.floor.totals
    assert states == ["active", "offered", "waiting"]
    assert (totals.opened, totals.closed) == (4, 1)


@pytest.mark.parametrize(
    ("is_accepted", "by", "reason"),
    [
        (False, BY_VISITOR, "abandoned"),
        (True, BY_VISITOR, "visitor"),
        (True, by_member("ana"), "agent"),
        (True, BY_OWNER, "agent"),
    ],
)
def test_a_closed_chat_says_why_and_by_whom(world: World, is_accepted: bool, by: Actor, reason: str) -> None:
    """R4."""
    if is_accepted:
        world.accept("c")
    closed = only(world.do(CloseChat(conversation="c", by=by)), ChatClosed)
    assert (closed.reason, closed.by, closed.agent) == (reason, by, "ana" if is_accepted else "")


def test_silence_and_the_end_of_an_inbox_are_reasons_too(world: World) -> None:
    """R4."""
    world.accept("c")
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, inactivity=Inactivity(1, "close")))
    assert only(world.wait(60), ChatClosed).reason == "inactivity"
    world.visitor("d")
    assert only(world.do(DeleteInbox(inbox="shop", by=BY_OWNER)), ChatClosed).reason == "inbox_deleted"


@pytest.mark.parametrize("way", ["declined", "expired", "lost", "rescinded", "released"])
def test_every_way_back_to_the_queue_leads_to_the_old_place(world: World, way: str) -> None:
    """R5: a chat that came later does not overtake it."""
    since = world.chat("c").waiting_since
    world.wait(1)
    if way == "declined":
        world.do(DeclineOffer(conversation="c", offer=1, by=by_member("ana")))
    elif way == "expired":
        world.wait(29)
    elif way == "lost":
        world.do(ChangeInbox(inbox="shop", by=BY_OWNER, offer_seconds=60))
        world.do(DeclineOffer(conversation="c", offer=1, by=by_member("ana")))
        world.wait(60)
        world.do(DetachMember(member="ana"))
        world.wait(30)
    elif way == "rescinded":
        world.do(SetStatus(member="ana", status="away", by=by_member("ana")))
    else:
        world.accept("c")
        only(world.do(ChangeMember(member="ana", by=BY_OWNER, active=False)), ChatQueued)
    endings = [event.ending for _, event in world.log if isinstance(event, OfferEnded)]
    assert way == "released" or way in endings
    world.do(SetStatus(member="ana", status="busy", by=BY_OWNER))
    world.visitor("later")
    assert [chat for *_, chat in world.floor.index.waiting["shop"]] == ["c", "later"]
    assert world.chat("c").waiting_since == since
