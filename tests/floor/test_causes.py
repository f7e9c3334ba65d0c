"""Whatever happens, the floor looks again in the same step (routing, "Auto", 6 and 8)."""

from collections.abc import Callable

import pytest

from deskbell.floor.commands import (
    AssignLicences,
    AttachMember,
    ChangeInbox,
    ChangeMember,
    CloseChat,
    CreateInbox,
    DeclineOffer,
    DetachMember,
    LicenceChange,
    ReleaseHold,
    SetStatus,
)
from deskbell.floor.events import AnyEvent, ChatOffered
from deskbell.floor.vocabulary import LEASE_MS, MISSES_BEFORE_HOLD, SYSTEM, by_member, by_visitor
from tests.floor.world import OWNER, World, only

BY_OWNER = by_member(OWNER)
BY_ANA = by_member("ana")
Cause = Callable[[World], list[AnyEvent]]


def comes_online(world: World) -> Cause:
    world.do(SetStatus(member="ana", status="offline", by=BY_ANA))
    return lambda world: world.do(SetStatus(member="ana", status="available", by=BY_ANA))


def opens_a_console(world: World) -> Cause:
    world.do(DetachMember(member="ana"))
    world.wait(LEASE_MS / 1000)
    return lambda world: world.do(AttachMember(member="ana"))


def is_back_from_hold(world: World) -> Cause:
    world.visitor("missed")
    while not world.floor.members["ana"].on_hold:
        world.wait(30)
    world.do(CloseChat(conversation="missed", by=by_visitor("contact-missed")))
    return lambda world: world.do(ReleaseHold(member="ana", by=BY_ANA))


def is_given_a_licence(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, live_chat=False))
    return lambda world: world.do(ChangeMember(member="ana", by=BY_OWNER, live_chat=True))


def is_given_licences_with_others(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, contact_center=False))
    change = LicenceChange("ana", contact_center=True, live_chat=True)
    return lambda world: world.do(AssignLicences(changes=(change,), by=BY_OWNER))


def is_activated_again(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, active=False))
    return lambda world: world.do(ChangeMember(member="ana", by=BY_OWNER, active=True))


def joins_the_inbox(world: World) -> Cause:
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, agents=()))
    return lambda world: world.do(ChangeInbox(inbox="shop", by=BY_OWNER, agents=("ana",)))


def ends_a_chat(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.visitor("first")
    world.accept("first")
    return lambda world: world.do(CloseChat(conversation="first", by=BY_ANA))


def ends_a_chat_of_another_inbox(world: World) -> Cause:
    world.do(CreateInbox(inbox="desk", by=SYSTEM, name="Desk", agents=("ana",)))
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.visitor("first", inbox="desk")
    world.accept("first")
    return lambda world: world.do(CloseChat(conversation="first", by=BY_ANA))


def loses_an_offer_because_its_visitor_left(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.visitor("first")
    return lambda world: world.do(CloseChat(conversation="first", by=by_visitor("contact-first")))


def declines_another_chat(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.visitor("first")
    return lambda world: world.do(DeclineOffer(conversation="first", offer=1, by=BY_ANA))


def misses_another_chat(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.visitor("first")
    return lambda world: world.wait(30)


def may_hold_more(world: World) -> Cause:
    world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=1))
    world.visitor("first")
    return lambda world: world.do(ChangeMember(member="ana", by=BY_OWNER, capacity=2))


def may_hold_more_of_the_inbox(world: World) -> Cause:
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, capacity=1))
    world.visitor("first")
    return lambda world: world.do(ChangeInbox(inbox="shop", by=BY_OWNER, capacity=None))


def the_inbox_becomes_automatic(world: World) -> Cause:
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="manual"))
    return lambda world: world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="auto"))


@pytest.mark.parametrize(
    "prepare",
    [
        comes_online,
        opens_a_console,
        is_back_from_hold,
        is_given_a_licence,
        is_given_licences_with_others,
        is_activated_again,
        joins_the_inbox,
        ends_a_chat,
        ends_a_chat_of_another_inbox,
        loses_an_offer_because_its_visitor_left,
        declines_another_chat,
        misses_another_chat,
        may_hold_more,
        may_hold_more_of_the_inbox,
        the_inbox_becomes_automatic,
    ],
)
def test_the_waiting_chat_is_offered_in_the_same_step(prepare: Callable[[World], Cause]) -> None:
    """R16. Peers CW 10583, RC 18200, 18029: a chat is stuck although somebody is free."""
    world = World()
    world.agent("ana")
    cause = prepare(world)
    world.visitor("waiting")
    assert world.chat("waiting").state == "waiting"
    offered = only(cause(world), ChatOffered)
    assert (offered.conversation, offered.agent) == ("waiting", "ana")


def test_somebody_who_comes_is_offered_the_chat_without_waiting_for_the_next_round() -> None:
    """R14."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.do(DeclineOffer(conversation="chat", offer=1, by=BY_ANA))
    world.wait(1)
    world.agent("ben")
    assert (world.offered_to("chat"), world.chat("chat").round) == ("ben", 1)


def test_the_back_off_counts_from_when_the_last_offer_of_the_round_ended() -> None:
    """R14."""
    world = World(offer_seconds=10)
    world.agent("ana")
    world.agent("ben")
    world.visitor("chat")
    world.wait(4)
    world.do(DeclineOffer(conversation="chat", offer=1, by=BY_ANA))
    world.wait(10)
    assert world.offered_to("chat") == ""
    assert world.wait(9.999) == []
    assert only(world.wait(0.001), ChatOffered).offer == 3


def test_yesterdays_chats_do_not_flood_in_at_eight_in_the_morning() -> None:
    """R7. Peers LHC discussion 1921; Salesforce: 100 cases at once to somebody back from leave."""
    world = World()
    for number in range(100):
        world.visitor(f"chat-{number}")
    world.agent("ana", capacity=3)
    offered = [chat.id for chat in world.floor.chats.values() if chat.offer]
    assert offered == ["chat-0", "chat-1", "chat-2"]


def test_switching_to_manual_leaves_the_running_offer_and_makes_no_other() -> None:
    """R19."""
    world = World()
    world.agent("ana", capacity=1)
    world.visitor("offered")
    world.visitor("waiting")
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, mode="manual"))
    world.accept("offered")
    world.do(CloseChat(conversation="offered", by=BY_ANA))
    assert world.chat("waiting").state == "waiting"
    assert not [event for event in world.wait(3_600) if isinstance(event, ChatOffered)]


def test_who_goes_on_hold_is_passed_over_and_the_others_are_not() -> None:
    """R6, R35. Peers RC 12579: one agent is not rung for ever."""
    world = World(offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    while not world.floor.members["ana"].on_hold:
        world.wait(5)
    assert world.floor.members["ana"].misses == MISSES_BEFORE_HOLD
    world.agent("ben")
    world.visitor("next")
    assert (world.offered_to("chat"), world.offered_to("next")) == ("ben", "ben")
