"""Accepted chats of an agent who is gone, and contacts who come back (product, section 6; routing, "Auto", 5)."""

import pytest

from deskbell.audience.frames import body_of
from deskbell.audience.streams import streams_of
from deskbell.audience.views import view_visitor
from deskbell.floor.choose import explain_waiting
from deskbell.floor.commands import (
    AttachMember,
    ChangeInbox,
    ChangeMember,
    ClaimChat,
    CloseChat,
    DetachMember,
    OpenChat,
    SetStatus,
)
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import AnyEvent, ChatOffered, ChatQueued, MemberLost
from deskbell.floor.snapshot import decode, encode
from deskbell.floor.vocabulary import by_member
from deskbell.wire.bodies import AgentLeft
from tests.floor.world import OWNER, World, only

LEASE_SECONDS = 30


@pytest.fixture
def world() -> World:
    """Ana has the chat `c`, and nobody else is there."""
    world = World()
    world.agent("ana")
    world.visitor("c")
    world.accept("c")
    return world


def set_rules(world: World, **rules: object) -> None:
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), **rules))  # type: ignore[arg-type]


def lose(world: World, agent: str = "ana") -> None:
    """His console is gone, and so is his lease."""
    world.do(DetachMember(member=agent))
    only(world.wait(LEASE_SECONDS), MemberLost)


# ── grace ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_chat_waits_a_minute_for_its_agent_and_goes_back_with_its_old_place(world: World):
    """R34."""
    since = world.chat("c").waiting_since
    world.visitor("later")
    lose(world)
    assert world.wait(59.999) == []
    queued = only(world.wait(0.001), ChatQueued)
    assert (queued.conversation, queued.cause, queued.released, queued.since) == ("c", "agent_lost", "ana", since)
    world.agent("ben", capacity=1)
    assert world.offered_to("c") == "ben"


def test_who_is_back_in_time_keeps_it(world: World):
    """R34."""
    lose(world)
    world.wait(59)
    world.do(AttachMember(member="ana"))
    assert world.wait(3_600) == []
    assert world.chat("c").owner == "ana"


def test_the_next_loss_has_a_grace_of_its_own(world: World):
    lose(world)
    world.wait(40)
    world.do(AttachMember(member="ana"))
    lose(world)
    assert world.wait(59) == []
    only(world.wait(1), ChatQueued)


def test_none_of_his_chats_is_forgotten(world: World):
    for chat in ("d", "e"):
        world.visitor(chat)
        world.accept(chat)
    lose(world)
    assert [type(event) for event in world.wait(60)] == [ChatQueued] * 3
    assert world.floor.index.load("ana") == 0


def test_an_inbox_may_leave_the_chat_with_him(world: World):
    """R34."""
    set_rules(world, grace_seconds=None)
    lose(world)
    assert world.wait(86_400) == []
    assert world.chat("c").owner == "ana"


def test_a_changed_grace_counts_for_who_is_gone_already(world: World):
    set_rules(world, grace_seconds=None)
    lose(world)
    world.wait(100)
    set_rules(world, grace_seconds=20)
    assert world.wait(19) == []
    only(world.wait(1), ChatQueued)


def test_who_is_gone_takes_no_chat(world: World):
    world.agent("ben")
    set_rules(world, mode="manual")
    world.visitor("w")
    lose(world, "ben")
    assert world.refused(ClaimChat(conversation="w", by=by_member("ben"))).code == "unavailable"


def test_a_chat_that_ends_meanwhile_leaves_no_deadline(world: World):
    lose(world)
    world.do(CloseChat(conversation="c", by=by_member(OWNER)))
    assert next_due(world.floor) is None


def test_the_grace_survives_a_restart(world: World):
    lose(world)
    world.wait(30)
    world.floor = decode(encode(world.floor))
    assert world.wait(29) == []
    only(world.wait(1), ChatQueued)


@pytest.mark.parametrize("seconds", [0, 3_601])
def test_the_grace_has_bounds(world: World, seconds: int):
    refusal = world.refused(ChangeInbox(inbox="shop", by=by_member(OWNER), grace_seconds=seconds))
    assert (refusal.code, refusal.field, refusal.allowed) == ("invalid", "grace_seconds", "1 to 3600")


def test_the_visitor_is_told_that_he_waits_again(world: World):
    lose(world)
    queued = only(world.wait(60), ChatQueued)
    assert body_of(queued, "visitor:c") == AgentLeft()
    seen = [(number + 1, at, event) for number, (at, event) in enumerate(world.log) if _is_seen_by_visitor(event)]
    view = view_visitor("c", seen)
    assert (view.state, view.agent_name) == ("waiting", "")


def _is_seen_by_visitor(event: AnyEvent) -> bool:
    return "visitor:c" in streams_of(event)


def test_who_is_deactivated_gives_his_chats_back_at_once(world: World):
    """R37."""
    queued = only(world.do(ChangeMember(member="ana", by=by_member(OWNER), active=False)), ChatQueued)
    assert queued.cause == "agent_deactivated"


# ── who had the contact last ──────────────────────────────────────────────────────────────────────────────────────


def come_back(world: World, chat: str, last_agent: str) -> ChatOffered | None:
    events = world.do(
        OpenChat(
            conversation=chat,
            inbox="shop",
            channel="shop",
            contact=f"contact-{chat}",
            cid=chat,
            digest="d",
            text="Hello again",
            last_agent=last_agent,
        )
    )
    return next((event for event in events if isinstance(event, ChatOffered)), None)


def test_a_returning_contact_goes_to_who_had_him_last_where_the_inbox_prefers_that(world: World):
    """R11."""
    world.agent("ben")
    offered = come_back(world, "d", "ana")
    assert offered is not None
    assert offered.agent == "ben"
    set_rules(world, prefers_last_agent=True)
    offered = come_back(world, "e", "ana")
    assert offered is not None
    assert offered.agent == "ana"
    assert {fact.agent: fact.why for fact in offered.considered} == {"ana": "chosen", "ben": "known_to_another"}


@pytest.mark.parametrize("obstacle", ["busy", "full", "declined", "stranger"])
def test_but_only_if_he_is_willing(world: World, obstacle: str):
    """R11."""
    world.agent("ben")
    set_rules(world, prefers_last_agent=True)
    if obstacle == "busy":
        world.do(SetStatus(member="ana", status="busy", by=by_member("ana")))
    if obstacle == "full":
        world.do(ChangeMember(member="ana", by=by_member(OWNER), capacity=1))
    offered = come_back(world, "d", "nobody" if obstacle == "stranger" else "ana")
    if obstacle == "declined":
        assert offered is not None
        assert offered.agent == "ana"
        world.wait(30)
    assert world.offered_to("d") == "ben"


# ── why it still waits ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_waiting_chat_says_why(world: World):
    """R39."""
    world.do(ChangeMember(member="ana", by=by_member(OWNER), capacity=1))
    for name, status in (("ben", "busy"), ("cleo", "away"), ("dan", "available")):
        world.agent(name)
        world.do(SetStatus(member=name, status=status, by=by_member(name)))  # type: ignore[arg-type]
    world.do(ChangeMember(member="dan", by=by_member(OWNER), live_chat=False))
    world.visitor("w")
    facts = explain_waiting(world.floor, world.chat("w"))
    assert [(fact.agent, fact.why, fact.load, fact.capacity) for fact in facts] == [
        ("ana", "at_capacity", 1, 1),
        ("ben", "busy", 0, 3),
        ("cleo", "away", 0, 3),
        ("dan", "no_licence", 0, 3),
    ]


def test_in_manual_mode_it_may_say_that_somebody_is_free(world: World):
    """R39."""
    set_rules(world, mode="manual")
    world.visitor("w")
    assert [fact.why for fact in explain_waiting(world.floor, world.chat("w"))] == ["free"]
