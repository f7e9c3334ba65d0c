"""A colleague is asked to take a chat over (product, section 7)."""

import pytest

from deskbell.audience.frames import body_of
from deskbell.floor.commands import (
    AcceptTransfer,
    CancelTransfer,
    ChangeInbox,
    ChangeMember,
    CloseChat,
    DeclineTransfer,
    DetachMember,
    PostMessage,
    SetStatus,
    TransferChat,
)
from deskbell.floor.events import (
    AnyEvent,
    ChatClosed,
    ChatIdled,
    ChatOffered,
    ChatQueued,
    ChatTransferred,
    MessagePosted,
    TransferAsked,
    TransferEnded,
)
from deskbell.floor.snapshot import decode, encode
from deskbell.floor.vocabulary import LEASE_MS, Actor, Inactivity, by_member, by_visitor
from deskbell.wire.bodies import YourTransferEnded
from tests.floor.world import OWNER, World, only

BY_OWNER, BY_ANA, BY_BEN = by_member(OWNER), by_member("ana"), by_member("ben")
ASK = TransferChat(conversation="c", agent="ben", by=BY_ANA, note="He speaks Danish")


@pytest.fixture
def world() -> World:
    """Ana has the chat `c`; Ben is there, too."""
    world = World()
    world.agent("ana")
    world.visitor("c")
    world.accept("c")
    world.agent("ben")
    return world


def pending(world: World) -> World:
    world.do(ASK)
    return world


def test_the_owner_asks_an_agent_who_has_as_long_as_for_an_offer(world: World) -> None:
    """R40."""
    asked = only(world.do(ASK), TransferAsked)
    assert (asked.agent, asked.transfer, asked.note) == ("ben", 1, "He speaks Danish")
    assert asked.expires_at == world.now + 30_000


def test_a_supervisor_may_ask_as_well_and_nobody_else(world: World) -> None:
    """R40."""
    world.agent("eva")
    refusal = world.refused(TransferChat(conversation="c", agent="ben", by=by_member("eva")))
    assert refusal.code == "not_your_chat"
    assert only(world.do(TransferChat(conversation="c", agent="ben", by=BY_OWNER)), TransferAsked).owner == "ana"


def test_one_is_asked_at_a_time(world: World) -> None:
    """R40."""
    world.agent("eva")
    pending(world)
    refusal = world.refused(TransferChat(conversation="c", agent="eva", by=BY_ANA))
    assert (refusal.code, refusal.detail) == ("transfer_pending", "Ben is being asked already. Cancel that first.")


def test_while_it_is_pending_the_owner_goes_on(world: World) -> None:
    """R41."""
    pending(world)
    by_owner = PostMessage(conversation="c", by=BY_ANA, cid="a", digest="d", text="One moment")
    only(world.do(by_owner), MessagePosted)
    by_asked = PostMessage(conversation="c", by=BY_BEN, cid="b", digest="d", text="Hello")
    assert world.refused(by_asked).code == "not_your_chat"
    assert (world.chat("c").state, world.chat("c").owner) == ("active", "ana")


def test_a_place_of_the_agent_asked_is_kept_for_him(world: World) -> None:
    """R42, R7: a transfer coming to him counts like a chat."""
    world.do(ChangeMember(member="ben", by=BY_OWNER, capacity=1))
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    pending(world)
    world.visitor("d")
    assert world.chat("d").state == "waiting"
    world.do(DeclineTransfer(conversation="c", transfer=1, by=BY_BEN))
    assert world.offered_to("d") == "ben"


@pytest.mark.parametrize(
    ("obstacle", "code"),
    [
        ("full", "at_capacity"),
        ("offline", "unavailable"),
        ("gone", "unavailable"),
        ("deactivated", "deactivated"),
        ("without a licence", "not_licensed"),
        ("of another inbox", "not_agent_of_inbox"),
        ("himself", "chat_taken"),
    ],
)
def test_who_cannot_take_it_is_not_asked(world: World, obstacle: str, code: str) -> None:
    """R42: checked when he is asked, and the refusal says why."""
    if obstacle == "full":
        world.do(ChangeMember(member="ben", by=BY_OWNER, capacity=1))
        world.visitor("d")
        assert world.offered_to("d") == "ben"
    elif obstacle == "offline":
        world.do(SetStatus(member="ben", status="offline", by=BY_BEN))
    elif obstacle == "gone":
        world.do(DetachMember(member="ben"))
        world.wait(LEASE_MS / 1000)
    elif obstacle == "deactivated":
        world.do(ChangeMember(member="ben", by=BY_OWNER, active=False))
    elif obstacle == "without a licence":
        world.do(ChangeMember(member="ben", by=BY_OWNER, live_chat=False))
    elif obstacle == "of another inbox":
        world.do(ChangeInbox(inbox="shop", by=BY_OWNER, agents=("ana",)))
    agent = "ana" if obstacle == "himself" else "ben"
    assert world.refused(TransferChat(conversation="c", agent=agent, by=BY_ANA)).code == code


def test_a_chat_that_nobody_has_is_assigned_not_transferred(world: World) -> None:
    """R40."""
    world.visitor("d")
    assert world.refused(TransferChat(conversation="d", agent="ana", by=BY_OWNER)).code == "chat_not_active"


def test_accepted_it_is_his_and_the_place_of_the_former_owner_is_free(world: World) -> None:
    """R43."""
    pending(world)
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.do(SetStatus(member="ben", status="available", by=BY_BEN))
    accepted = only(world.do(AcceptTransfer(conversation="c", transfer=1, by=BY_BEN)), ChatTransferred)
    assert (accepted.released, accepted.agent, world.chat("c").owner) == ("ana", "ben", "ben")
    assert (world.floor.index.load("ana"), world.floor.index.load("ben")) == (0, 1)


def test_the_freed_place_goes_to_who_waits_in_the_same_step(world: World) -> None:
    """R43, R16."""
    for name in ("ana", "ben"):
        world.do(ChangeMember(member=name, by=BY_OWNER, capacity=1))
    pending(world)
    world.visitor("waiting")
    events = world.do(AcceptTransfer(conversation="c", transfer=1, by=BY_BEN))
    assert only(events, ChatOffered).agent == "ana"


def test_the_customers_silence_counts_from_the_new_owner(world: World) -> None:
    """R43."""
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, inactivity=Inactivity(10, "close")))
    world.wait(580)
    pending(world)
    world.wait(10)
    world.do(AcceptTransfer(conversation="c", transfer=1, by=BY_BEN))
    assert world.wait(599.999) == []
    only(world.wait(0.001), ChatIdled)


def test_a_customer_who_waits_for_an_answer_still_waits_for_it(world: World) -> None:
    """R43: nobody's chat is closed over a transfer."""
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, inactivity=Inactivity(1, "close")))
    question = PostMessage(conversation="c", by=by_visitor("contact-c"), cid="q", digest="d", text="Well?")
    world.do(question)
    pending(world)
    world.do(AcceptTransfer(conversation="c", transfer=1, by=BY_BEN))
    assert world.wait(86_400) == []


@pytest.mark.parametrize("ending", ["declined", "expired", "lost"])
def test_not_taken_it_stays_with_its_owner_who_is_told_why(world: World, ending: str) -> None:
    """R44."""
    if ending == "lost":
        world.do(ChangeInbox(inbox="shop", by=BY_OWNER, offer_seconds=60))
    pending(world)
    ended = only(_not_taken(world, ending), TransferEnded)
    assert (ended.ending, ended.agent) == (ending, "ben")
    told = body_of(ended, "member:ana")
    assert isinstance(told, YourTransferEnded)
    assert (told.agent_name, told.ending, told.reason) == ("Ben", ending, "lunch" if ending == "declined" else "")
    assert world.chat("c").owner == "ana"
    assert (world.floor.index.load("ben"), world.floor.members["ben"].misses) == (0, 0)


def _not_taken(world: World, ending: str) -> list[AnyEvent]:
    if ending == "declined":
        return world.do(DeclineTransfer(conversation="c", transfer=1, by=BY_BEN, reason="lunch"))
    if ending == "lost":
        world.do(DetachMember(member="ben"))
        return world.wait(LEASE_MS / 1000)
    assert world.wait(29.999) == []
    return world.wait(0.001)


def test_the_deadline_of_a_transfer_survives_a_restart(world: World) -> None:
    """R44, R32."""
    pending(world)
    world.wait(10)
    world.floor = decode(encode(world.floor))
    assert world.wait(19.999) == []
    assert only(world.wait(0.001), TransferEnded).ending == "expired"


@pytest.mark.parametrize("by", [BY_ANA, BY_OWNER])
def test_it_can_be_taken_back_while_nobody_has_answered(world: World, by: Actor) -> None:
    """R45: by the owner or a supervisor, whoever asked."""
    pending(world)
    cancelled = only(world.do(CancelTransfer(conversation="c", transfer=1, by=by)), TransferEnded)
    assert cancelled.ending == "cancelled"
    assert world.refused(AcceptTransfer(conversation="c", transfer=1, by=BY_BEN)).code == "transfer_ended"


def test_the_agent_asked_declines_and_does_not_cancel(world: World) -> None:
    """R45."""
    pending(world)
    assert world.refused(CancelTransfer(conversation="c", transfer=1, by=BY_BEN)).code == "not_your_chat"


def test_a_late_answer_hits_no_other_transfer(world: World) -> None:
    """R45."""
    pending(world)
    world.do(CancelTransfer(conversation="c", transfer=1, by=BY_ANA))
    world.do(ASK)
    late = world.refused(AcceptTransfer(conversation="c", transfer=1, by=BY_BEN))
    assert (late.code, late.detail) == ("transfer_ended", "This transfer has ended. Ana has the chat.")
    world.do(AcceptTransfer(conversation="c", transfer=2, by=BY_BEN))
    assert world.refused(AcceptTransfer(conversation="c", transfer=2, by=BY_BEN)).code == "you_elsewhere"
    too_late = world.refused(CancelTransfer(conversation="c", transfer=2, by=BY_OWNER))
    assert too_late.detail == "This transfer has ended. Ben has the chat."


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("closed", "chat_closed"),
        ("status", "status_changed"),
        ("licence", "member_changed"),
        ("membership", "inbox_changed"),
        ("owner deactivated", "owner_gone"),
        ("owner gone", "owner_gone"),
    ],
)
def test_it_is_withdrawn_when_something_else_happens(world: World, cause: str, told: str) -> None:
    """R46."""
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, offer_seconds=3_600))
    pending(world)
    if cause == "closed":
        events = world.do(CloseChat(conversation="c", by=by_visitor("contact-c")))
        only(events, ChatClosed)
    elif cause == "status":
        events = world.do(SetStatus(member="ben", status="away", by=BY_BEN))
    elif cause == "licence":
        events = world.do(ChangeMember(member="ben", by=BY_OWNER, contact_center=False))
    elif cause == "membership":
        events = world.do(ChangeInbox(inbox="shop", by=BY_OWNER, agents=("ana",)))
    elif cause == "owner deactivated":
        events = world.do(ChangeMember(member="ana", by=BY_OWNER, active=False))
        only(events, ChatQueued)
    else:
        world.do(DetachMember(member="ana"))
        world.wait(LEASE_MS / 1000)
        events = world.wait(60)
        only(events, ChatQueued)
    ended = only(events, TransferEnded)
    assert (ended.ending, ended.cause) == ("withdrawn", told)
