"""A customer who stays silent (product, section 8)."""

from collections.abc import Sequence

import pytest

from deskbell.audience.frames import body_of
from deskbell.floor.commands import (
    ChangeInbox,
    ChangeMember,
    ClaimChat,
    CloseChat,
    CreateInbox,
    PostMessage,
    PostNote,
)
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import AnyEvent, ChatClosed, ChatIdled, MessagePosted
from deskbell.floor.snapshot import decode, encode
from deskbell.floor.step import step
from deskbell.floor.vocabulary import (
    INACTIVITY_MINUTES_MAX,
    SYSTEM,
    Inactivity,
    InactivityAction,
    InactivityBasis,
    by_member,
    by_visitor,
)
from deskbell.wire.bodies import ChatEnded, YourMessage
from tests.floor.world import OWNER, World, only

TEXT = "Are you still there?"


def set_timeout(
    world: World,
    action: InactivityAction = "message",
    minutes: int = 10,
    basis: InactivityBasis = "agent_reply",
    text: str = TEXT,
) -> None:
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), inactivity=Inactivity(minutes, action, text, basis)))


def say(world: World, by: str) -> None:
    actor = by_visitor("contact-c") if by == "visitor" else by_member("ana")
    cid = f"{by}-{len(world.log)}"
    world.do(PostMessage(conversation="c", by=actor, cid=cid, digest="d", text="words"))


@pytest.fixture
def world() -> World:
    """Ana has the chat `c`; the shop says something after ten minutes of silence."""
    world = World()
    world.agent("ana")
    set_timeout(world)
    world.visitor("c")
    world.accept("c")
    return world


def kinds(events: Sequence[AnyEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


# ── the three actions ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_message_is_sent_once_never_early_and_the_chat_stays(world: World):
    assert world.wait(599.999) == []
    idled, message = world.wait(0.001)
    assert isinstance(idled, ChatIdled)
    assert (idled.minutes, idled.action, idled.agent) == (10, "message", "ana")
    assert isinstance(message, MessagePosted)
    assert (message.author.kind, message.text) == ("system", TEXT)
    assert world.chat("c").state == "active"
    assert world.wait(100_000) == []


def test_the_message_comes_once_for_each_silence(world: World):
    world.wait(600)
    say(world, "ana")
    assert world.wait(6_000) == []
    say(world, "visitor")
    assert world.wait(6_000) == []
    say(world, "ana")
    assert kinds(world.wait(600)) == ["ChatIdled", "MessagePosted"]


def test_closing_is_silent(world: World):
    set_timeout(world, "close")
    idled, closed = world.wait(600)
    assert isinstance(idled, ChatIdled)
    assert isinstance(closed, ChatClosed)
    assert (closed.reason, closed.by, closed.agent) == ("inactivity", SYSTEM, "ana")
    assert "c" not in world.floor.chats


def test_message_and_close_come_in_that_order_in_one_step(world: World):
    set_timeout(world, "message_and_close")
    assert kinds(world.wait(600)) == ["ChatIdled", "MessagePosted", "ChatClosed"]


def test_a_place_that_is_freed_goes_to_who_waits(world: World):
    world.do(ChangeMember(member="ana", by=by_member(OWNER), capacity=1))
    set_timeout(world, "close")
    world.visitor("next")
    assert kinds(world.wait(600)) == ["ChatIdled", "ChatClosed", "ChatOffered"]


# ── when the clock runs ───────────────────────────────────────────────────────────────────────────────────────────


def test_it_does_not_run_before_the_chat_is_accepted(world: World):
    world.visitor("second")
    set_timeout(world, "close", minutes=1)
    say(world, "visitor")
    assert not [event for event in world.wait(7_200) if isinstance(event, ChatIdled)]


def test_every_answer_of_ours_starts_it_again(world: World):
    world.wait(500)
    say(world, "ana")
    assert world.wait(599) == []
    assert kinds(world.wait(1)) == ["ChatIdled", "MessagePosted"]


def test_nobody_is_closed_while_he_waits_for_us(world: World):
    set_timeout(world, "close", minutes=1)
    say(world, "visitor")
    assert world.wait(86_400) == []
    say(world, "ana")
    assert kinds(world.wait(60)) == ["ChatIdled", "ChatClosed"]


def test_a_message_in_the_last_moment_keeps_the_chat(world: World):
    set_timeout(world, "message_and_close")
    world.wait(599.999)
    say(world, "visitor")
    assert world.wait(3_600) == []


def test_notes_and_automatic_messages_do_not_touch_it(world: World):
    world.wait(300)
    world.do(PostNote(conversation="c", by=by_member("ana"), cid="n", digest="d", text="hm"))
    assert kinds(world.wait(300)) == ["ChatIdled", "MessagePosted"]
    set_timeout(world, "close")
    assert kinds(world.wait(600)) == ["ChatIdled", "ChatClosed"]


def test_a_chat_that_was_claimed_is_measured_as_well(world: World):
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), mode="manual"))
    world.visitor("d")
    world.do(ClaimChat(conversation="d", by=by_member("ana")))
    world.wait(599)
    assert "d" in [event.conversation for event in world.wait(1) if isinstance(event, ChatIdled)]


def test_a_chat_that_waits_again_is_measured_from_its_next_acceptance(world: World):
    world.agent("ben")
    world.wait(300)
    world.do(ChangeMember(member="ana", by=by_member(OWNER), active=False))
    world.wait(5)
    world.accept("c")
    assert world.wait(599) == []
    assert only([e for e in world.wait(1) if isinstance(e, ChatIdled)], ChatIdled).agent == "ben"


def test_the_literal_reading_measures_from_the_customers_own_message(world: World):
    set_timeout(world, "message", basis="customer_message")
    say(world, "visitor")
    world.wait(300)
    say(world, "ana")
    assert world.wait(299) == []
    assert kinds(world.wait(1)) == ["ChatIdled", "MessagePosted"]
    assert world.wait(6_000) == []


# ── changes ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("minutes", "due"), [(1, 60), (60, 3_600)])
def test_a_changed_timeout_counts_from_its_change(world: World, minutes: int, due: int):
    world.wait(300)
    set_timeout(world, "close", minutes=minutes)
    assert world.wait(due - 1) == []
    assert kinds(world.wait(1)) == ["ChatIdled", "ChatClosed"]


def test_other_changes_do_not_touch_the_clock(world: World):
    world.wait(300)
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), name="Store"))
    assert kinds(world.wait(300)) == ["ChatIdled", "MessagePosted"]


def test_it_can_be_switched_off(world: World):
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), inactivity=None))
    assert world.wait(86_400) == []
    assert next_due(world.floor) is None


def test_a_silence_that_had_its_message_is_closed_without_another(world: World):
    world.wait(600)
    set_timeout(world, "message_and_close")
    assert kinds(world.wait(600)) == ["ChatIdled", "ChatClosed"]


def test_a_chat_that_has_ended_leaves_no_deadline(world: World):
    world.do(CloseChat(conversation="c", by=by_member("ana")))
    assert next_due(world.floor) is None
    assert world.floor.index.idle == {}


def test_the_clock_survives_a_restart(world: World):
    world.wait(300)
    world.floor = decode(encode(world.floor))
    assert world.wait(299) == []
    assert kinds(world.wait(1)) == ["ChatIdled", "MessagePosted"]
    assert step(decode(encode(world.floor)), CloseChat(conversation="c", by=by_member("ana")), 0)


def test_a_long_talk_costs_one_deadline(world: World):
    for _ in range(200):
        world.wait(1)
        say(world, "visitor")
        say(world, "ana")
    assert len(world.floor.index.due) < 5
    assert kinds(world.wait(600)) == ["ChatIdled", "MessagePosted"]


# ── bounds and words ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Inactivity(0, "close"), "inactivity.minutes"),
        (Inactivity(INACTIVITY_MINUTES_MAX + 1, "close"), "inactivity.minutes"),
        (Inactivity(1, "message"), "inactivity.message"),
        (Inactivity(1, "message", " \n\u2003"), "inactivity.message"),
        (Inactivity(1, "message_and_close", "x" * 201), "inactivity.message"),
    ],
)
def test_bounds(world: World, rule: Inactivity, field: str):
    for command in (
        ChangeInbox(inbox="shop", by=by_member(OWNER), inactivity=rule),
        CreateInbox(inbox="new", by=by_member(OWNER), name="New", inactivity=rule),
    ):
        refusal = world.refused(command)
        assert (refusal.code, refusal.field) == ("invalid", field)


@pytest.mark.parametrize(
    "rule",
    [
        Inactivity(1, "close"),
        Inactivity(INACTIVITY_MINUTES_MAX, "message", "x"),
        # Code points are counted, not bytes and not the pairs that browsers count.
        Inactivity(1, "message_and_close", "👋" * 200),
    ],
)
def test_within_bounds(world: World, rule: Inactivity):
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), inactivity=rule))
    assert world.floor.inboxes["shop"].rules.inactivity == rule


def test_the_message_is_trimmed_and_closing_silently_has_none(world: World):
    set_timeout(world, "message", text="  Hello? ")
    assert world.floor.inboxes["shop"].rules.inactivity == Inactivity(10, "message", "Hello?")
    set_timeout(world, "close")
    assert world.floor.inboxes["shop"].rules.inactivity == Inactivity(10, "close")


def test_the_visitor_reads_the_message_and_that_he_was_silent(world: World):
    set_timeout(world, "message_and_close")
    _, message, closed = world.wait(600)
    assert body_of(message, "visitor:c") == YourMessage(mine=False, name="", text=TEXT, cid="")
    assert body_of(closed, "visitor:c") == ChatEnded(cause="inactivity")
