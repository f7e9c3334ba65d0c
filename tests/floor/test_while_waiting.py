"""Visitors who wait: their place, an honest estimate, what they can do instead, and when they are gone (product, 4)."""

import pytest

from deskbell.floor.commands import (
    AttachVisitor,
    ChangeInbox,
    ChangeMember,
    CloseChat,
    DetachVisitor,
    LeaveMessage,
    SetStatus,
)
from deskbell.floor.deadlines import next_due
from deskbell.floor.estimate import WAITS_MIN, pace_of, place_of
from deskbell.floor.events import ChatClosed, MessageLeft, MessagePosted, OfferEnded
from deskbell.floor.evolve import queue_key
from deskbell.floor.snapshot import decode, encode
from deskbell.floor.vocabulary import SYSTEM, WAITS_REMEMBERED_MS, by_member, by_visitor
from tests.floor.world import OWNER, World, only

BY_OWNER, BY_ANA = by_member(OWNER), by_member("ana")


def place(world: World, chat: str) -> int:
    waiting = world.chat(chat)
    return place_of(world.floor, waiting.inbox, queue_key(waiting))


def pace_seconds(world: World) -> float | None:
    pace = pace_of(world.floor, world.floor.inboxes["shop"])
    return None if pace is None else pace / 1000


def serve(world: World, chats: int, seconds: float) -> None:
    """So many chats come, one after the other, and are each accepted after a wait."""
    first = len(world.log)
    for number in range(chats):
        chat = f"served-{first}-{number}"
        world.visitor(chat)
        world.wait(seconds)
        world.accept(chat)
        world.do(CloseChat(conversation=chat, by=BY_ANA))


# ── place and estimate ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_place_counts_those_whom_nobody_has_accepted_yet() -> None:
    """R50: a chat on offer still stands in line, so nobody is told a better place than he has."""
    world = World()
    world.agent("ana", capacity=1)
    for chat in ("a", "b", "c"):
        world.visitor(chat)
    assert [place(world, chat) for chat in "abc"] == [1, 2, 3]
    world.accept("a")
    assert [place(world, chat) for chat in "bc"] == [1, 2]
    world.do(CloseChat(conversation="b", by=by_visitor("contact-b")))
    assert place(world, "c") == 1


def test_an_offer_that_came_to_nothing_costs_no_place() -> None:
    """R50, R5."""
    world = World()
    world.agent("ana", capacity=1)
    for chat in ("a", "b"):
        world.visitor(chat)
    world.wait(30)
    assert [place(world, chat) for chat in "ab"] == [1, 2]


def test_the_estimate_comes_from_the_real_waits_of_the_last_hour() -> None:
    """R51: the median of how long each place took."""
    world = World(offer_seconds=600)
    world.agent("ana")
    serve(world, WAITS_MIN - 1, 20)
    assert pace_seconds(world) is None, "four waits say too little"
    serve(world, 1, 20)
    assert pace_seconds(world) == 20
    serve(world, 1, 300)
    assert pace_seconds(world) == 20, "one long wait does not frighten everybody"


def test_waits_of_more_than_an_hour_ago_are_forgotten() -> None:
    """R51."""
    world = World(offer_seconds=600)
    world.agent("ana")
    serve(world, WAITS_MIN, 20)
    world.wait(WAITS_REMEMBERED_MS / 1000)
    assert pace_seconds(world) is None


def test_with_nobody_there_nobody_knows() -> None:
    """R51: an estimate is made only while somebody could take a chat."""
    world = World(offer_seconds=600)
    world.agent("ana")
    serve(world, WAITS_MIN, 20)
    world.do(SetStatus(member="ana", status="away", by=BY_ANA))
    assert pace_seconds(world) is None
    world.do(SetStatus(member="ana", status="available", by=BY_ANA))
    assert pace_seconds(world) == 20


def test_a_chat_that_came_back_to_the_queue_does_not_spoil_the_estimate() -> None:
    """R51: how long it waits then is no new visitor's wait."""
    world = World(offer_seconds=3_600)
    world.agent("ana")
    serve(world, WAITS_MIN, 20)
    world.visitor("c")
    world.wait(20)
    world.accept("c")
    before = list(world.floor.inboxes["shop"].waits)
    world.do(ChangeMember(member="ana", by=BY_OWNER, active=False))
    world.wait(1_000)
    world.agent("ben")
    world.accept("c")
    assert world.chat("c").owner == "ben"
    assert world.floor.inboxes["shop"].waits == before


# ── a message instead ─────────────────────────────────────────────────────────────────────────────────────────────


def leave(email: str = "iris@example.org", text: str = "", by: str = "contact-c") -> LeaveMessage:
    return LeaveMessage(conversation="c", by=by_visitor(by), email=email, text=text)


@pytest.mark.parametrize("state", ["waiting", "offered"])
def test_who_does_not_want_to_wait_leaves_a_message(state: str) -> None:
    """R52: the chat ends, and what he wrote last is in it."""
    world = World()
    if state == "offered":
        world.agent("ana")
    world.visitor("c")
    events = world.do(leave(" iris@example.org ", "Please write to me"))
    assert only(events, MessageLeft).email == "iris@example.org"
    assert only(events, MessagePosted).text == "Please write to me"
    assert only(events, ChatClosed).reason == "message_left"
    assert [event.cause for event in events if isinstance(event, OfferEnded)] == (
        ["chat_closed"] if state == "offered" else []
    )


@pytest.mark.parametrize("email", ["", "iris", "@example.org", "iris@", "iris@example", "a b@example.org", "a@b." * 90])
def test_an_address_that_cannot_be_answered_is_refused(email: str) -> None:
    """R52."""
    world = World()
    world.visitor("c")
    refusal = world.refused(leave(email))
    assert (refusal.code, refusal.field) == ("invalid", "email")


def test_a_chat_that_somebody_has_taken_is_not_ended_so_nor_that_of_another_visitor() -> None:
    """R52."""
    world = World()
    world.agent("ana")
    world.visitor("c")
    assert world.refused(leave(by="contact-of-somebody-else")).code == "unknown_conversation"
    world.accept("c")
    assert world.refused(leave()).detail == "Ana has it."


# ── when he is gone ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def world() -> World:
    """A chat waits half an hour for its visitor, who has the page before him."""
    world = World(mode="manual")
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, abandon_minutes=30))
    world.visitor("c")
    world.do(AttachVisitor(conversation="c"))
    return world


def test_a_chat_without_its_visitor_is_given_up_after_a_while_never_early(world: World) -> None:
    """R53."""
    world.do(DetachVisitor(conversation="c"))
    assert world.wait(1_799.999) == []
    closed = only(world.wait(0.001), ChatClosed)
    assert (closed.reason, closed.by) == ("abandoned", SYSTEM)


def test_who_stays_on_the_page_waits_as_long_as_he_likes(world: World) -> None:
    """R53."""
    assert world.wait(86_400) == []
    assert next_due(world.floor) is None


def test_who_comes_back_in_time_keeps_his_place(world: World) -> None:
    """R53."""
    world.visitor("later")
    world.do(DetachVisitor(conversation="c"))
    world.wait(1_700)
    world.do(AttachVisitor(conversation="c"))
    world.do(AttachVisitor(conversation="later"))
    assert world.wait(3_600) == []
    assert place(world, "c") == 1


def test_a_chat_that_was_accepted_is_not_given_up(world: World) -> None:
    """R53: from then on the inactivity timeout counts."""
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="auto"))
    world.agent("ana")
    world.accept("c")
    world.do(DetachVisitor(conversation="c"))
    assert world.wait(86_400) == []


def test_an_offer_under_way_is_rescinded_with_it(world: World) -> None:
    """R53."""
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="auto", offer_seconds=3_600))
    world.agent("ana")
    world.do(DetachVisitor(conversation="c"))
    events = world.wait(1_800)
    assert only(events, OfferEnded).cause == "chat_closed"
    assert only(events, ChatClosed).reason == "abandoned"


def test_a_changed_rule_counts_from_its_change_and_can_be_switched_off(world: World) -> None:
    """R53."""
    world.do(DetachVisitor(conversation="c"))
    world.wait(600)
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, abandon_minutes=15))
    assert world.wait(899.999) == []
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, abandon_minutes=None))
    assert world.wait(86_400) == []


def test_it_survives_a_restart(world: World) -> None:
    """R53."""
    world.do(DetachVisitor(conversation="c"))
    world.wait(600)
    world.floor = decode(encode(world.floor))
    assert world.wait(1_199.999) == []
    only(world.wait(0.001), ChatClosed)


def test_yesterdays_visitors_do_not_flood_in_at_eight_in_the_morning() -> None:
    """R53. Peers LHC discussion 1921."""
    world = World()
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, abandon_minutes=30))
    for number in range(50):
        world.visitor(f"evening-{number}")
        world.do(DetachVisitor(conversation=f"evening-{number}"))
    world.wait(12 * 3_600)
    world.visitor("morning")
    world.agent("ana")
    assert [chat.id for chat in world.floor.chats.values()] == ["morning"]
    assert world.offered_to("morning") == "ana"
