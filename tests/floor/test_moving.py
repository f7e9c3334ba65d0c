"""A chat goes to another inbox, or to a supervisor who takes it himself (product, sections 7 and 11)."""

import pytest

from deskbell.floor.commands import (
    AssignChat,
    AttachMember,
    ChangeInbox,
    ChangeMember,
    ClaimChat,
    CreateInbox,
    DeclineOffer,
    DetachMember,
    MoveChat,
    SetStatus,
    TakeOver,
    TransferChat,
)
from deskbell.floor.events import ChatClaimed, ChatOffered, ChatQueued, ChatTransferred, OfferEnded, TransferEnded
from deskbell.floor.vocabulary import LEASE_MS, SYSTEM, by_member
from tests.floor.world import OWNER, World, only

BY_OWNER, BY_ANA = by_member(OWNER), by_member("ana")
MOVE = MoveChat(conversation="c", inbox="desk", by=BY_ANA, note="A question of money")


@pytest.fixture
def world() -> World:
    """Ana has the chat `c` of the shop; the desk (5 s) has Ben."""
    world = World()
    world.do(CreateInbox(inbox="desk", by=SYSTEM, name="Desk", offer_seconds=5))
    world.agent("ana")
    world.visitor("c")
    world.accept("c")
    world.agent("ben", inboxes=("desk",))
    return world


# ── to another inbox ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_owner_is_released_and_the_chat_waits_there_with_its_age(world: World) -> None:
    """R47: under that inbox's rules, with its agents and its timing."""
    since = world.chat("c").waiting_since
    world.wait(600)
    events = world.do(MOVE)
    queued = only(events, ChatQueued)
    assert (queued.inbox, queued.moved_from, queued.released, queued.since) == ("desk", "shop", "ana", since)
    offered = only(events, ChatOffered)
    assert (offered.agent, offered.expires_at) == ("ben", world.now + 5_000)
    assert world.floor.index.load("ana") == 0


def test_in_its_new_inbox_it_is_before_those_who_came_later(world: World) -> None:
    """R47, R5."""
    world.do(SetStatus(member="ben", status="busy", by=by_member("ben")))
    world.wait(1)
    world.visitor("later", inbox="desk")
    world.do(MOVE)
    assert [chat for *_, chat in world.floor.index.waiting["desk"]] == ["c", "later"]


def test_it_waits_for_a_supervisor_where_the_new_inbox_is_manual(world: World) -> None:
    """R47."""
    world.do(ChangeInbox(inbox="desk", by=BY_OWNER, mode="manual"))
    world.do(MOVE)
    assert world.chat("c").state == "waiting"


def test_who_gave_it_away_is_not_offered_it_straight_back(world: World) -> None:
    """R47, R13: he stands aside there for one timing; then he may be asked like anybody."""
    world.do(SetStatus(member="ben", status="offline", by=by_member("ben")))
    world.join("ana", "desk")
    world.do(MOVE)
    assert world.chat("c").state == "waiting"
    assert world.wait(4.999) == []
    world.wait(0.001)
    assert world.offered_to("c") == "ana"


@pytest.mark.parametrize("state", ["waiting", "offered", "asked to somebody"])
def test_a_supervisor_moves_it_from_every_state(world: World, state: str) -> None:
    """R47: what was under way is ended in the same step."""
    chat = "c"
    if state == "waiting":
        world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="manual"))
        world.visitor("w")
        chat = "w"
    elif state == "offered":
        world.visitor("w")
        chat = "w"
    else:
        world.agent("eva")
        world.do(TransferChat(conversation="c", agent="eva", by=BY_ANA))
    events = world.do(MoveChat(conversation=chat, inbox="desk", by=BY_OWNER))
    assert only(events, ChatOffered).agent == "ben"
    if state == "offered":
        assert only(events, OfferEnded).cause == "moved"
    if state == "asked to somebody":
        assert only(events, TransferEnded).cause == "moved"


def test_only_its_owner_and_supervisors_move_a_chat(world: World) -> None:
    """R47."""
    world.agent("eva")
    assert world.refused(MoveChat(conversation="c", inbox="desk", by=by_member("eva"))).code == "not_your_chat"
    assert world.refused(MoveChat(conversation="c", inbox="nowhere", by=BY_ANA)).code == "unknown_inbox"
    assert world.refused(MoveChat(conversation="c", inbox="shop", by=BY_ANA)).allowed == "another inbox"


# ── taken over ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def supervised(world: World) -> World:
    """The Owner is an agent of the shop himself, and is there."""
    world.do(SetStatus(member=OWNER, status="busy", by=BY_OWNER))
    world.join(OWNER, "shop")
    world.do(AttachMember(member=OWNER))
    return world


TAKE = TakeOver(conversation="c", by=BY_OWNER)


def test_a_supervisor_takes_a_chat_from_its_owner(supervised: World) -> None:
    """R48: who had it is told; his place is free."""
    taken = only(supervised.do(TAKE), ChatTransferred)
    assert (taken.transfer, taken.released, taken.agent) == (0, "ana", OWNER)
    assert (supervised.floor.index.load("ana"), supervised.floor.index.load(OWNER)) == (0, 1)
    assert supervised.refused(TAKE).code == "chat_taken"


def test_from_the_queue_and_from_a_running_offer_as_well(supervised: World) -> None:
    """R48: also where taking from the list is switched off for agents."""
    supervised.do(ChangeInbox(inbox="shop", by=BY_OWNER, claiming=False))
    supervised.visitor("offered")
    events = supervised.do(TakeOver(conversation="offered", by=BY_OWNER))
    assert only(events, OfferEnded).cause == "taken_over"
    assert only(events, ChatClaimed).agent == OWNER
    supervised.do(SetStatus(member="ana", status="busy", by=BY_ANA))
    supervised.visitor("waiting")
    assert only(supervised.do(TakeOver(conversation="waiting", by=BY_OWNER)), ChatClaimed).agent == OWNER
    assert supervised.refused(ClaimChat(conversation="waiting", by=BY_ANA)).code == "claiming_off"


def test_a_transfer_that_is_pending_is_withdrawn(supervised: World) -> None:
    """R48, R46."""
    supervised.agent("eva")
    supervised.do(TransferChat(conversation="c", agent="eva", by=BY_ANA))
    events = supervised.do(TAKE)
    assert only(events, TransferEnded).cause == "taken_over"
    assert supervised.chat("c").owner == OWNER


def test_who_is_asked_himself_accepts_instead(supervised: World) -> None:
    """R48."""
    supervised.do(TransferChat(conversation="c", agent=OWNER, by=BY_ANA))
    assert supervised.refused(TAKE).code == "transfer_pending"


@pytest.mark.parametrize(
    ("obstacle", "code"),
    [
        ("no supervisor", "not_allowed"),
        ("not connected", "unavailable"),
        ("not of the inbox", "not_agent_of_inbox"),
        ("full", "at_capacity"),
    ],
)
def test_capacity_and_the_inbox_hold_for_supervisors_too(supervised: World, obstacle: str, code: str) -> None:
    """R48, R26."""
    by = BY_OWNER
    if obstacle == "no supervisor":
        by = by_member(supervised.agent("eva"))
    elif obstacle == "not connected":
        supervised.do(DetachMember(member=OWNER))
        supervised.wait(LEASE_MS / 1000)
    elif obstacle == "not of the inbox":
        supervised.do(ChangeInbox(inbox="shop", by=BY_OWNER, agents=("ana",)))
    else:
        supervised.do(ChangeMember(member=OWNER, by=BY_OWNER, capacity=1))
        supervised.visitor("d")
        supervised.do(TakeOver(conversation="d", by=BY_OWNER))
    assert supervised.refused(TakeOver(conversation="c", by=by)).code == code


def test_after_a_decline_a_moved_chat_begins_a_round_of_its_own(world: World) -> None:
    """R47, R14: who declined it in the old inbox may be asked in the new one."""
    world.join("ana", "desk")
    world.visitor("d")
    assert world.offered_to("d") == "ana"
    world.do(DeclineOffer(conversation="d", offer=1, by=BY_ANA))
    world.do(SetStatus(member="ben", status="offline", by=by_member("ben")))
    events = world.do(MoveChat(conversation="d", inbox="desk", by=BY_OWNER))
    assert only(events, ChatOffered).agent == "ana"


def test_an_assigned_chat_moves_with_the_offer_rescinded(world: World) -> None:
    """R47, R20."""
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="manual"))
    world.visitor("d")
    world.do(AssignChat(conversation="d", agent="ana", by=BY_OWNER))
    ended = only(world.do(MoveChat(conversation="d", inbox="desk", by=BY_OWNER)), OfferEnded)
    assert (ended.ending, ended.cause) == ("rescinded", "moved")
