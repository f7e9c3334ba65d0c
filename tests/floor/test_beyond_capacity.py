"""Beyond an agent's capacity: refused, and where the Owner allows it, counted (product, section 5)."""

import pytest

from deskbell.floor.commands import (
    AssignChat,
    AttachMember,
    ChangeMember,
    ClaimChat,
    CloseChat,
    CreateInbox,
    SetOverriding,
    TakeOver,
    TransferChat,
)
from deskbell.floor.events import ChatClaimed, ChatOffered, ChatTransferred, OverridingSet, TransferAsked
from deskbell.floor.vocabulary import SYSTEM, by_member
from tests.floor.world import OWNER, World, only

BY_OWNER = by_member(OWNER)


@pytest.fixture
def world() -> World:
    """Ana has one chat, which is all she may have; `d` waits. Supervisors may go beyond that."""
    world = World(mode="manual")
    world.agent("ana", capacity=1)
    world.agent("ben")
    for chat in ("c", "d"):
        world.visitor(chat)
    world.do(ClaimChat(conversation="c", by=by_member("ana")))
    world.do(SetOverriding(allowed=True, by=BY_OWNER))
    return world


def assign(*, beyond: bool, agent: str = "ana") -> AssignChat:
    return AssignChat(conversation="d", agent=agent, by=BY_OWNER, beyond=beyond)


def test_it_is_off_until_the_owner_switches_it_on() -> None:
    """R49."""
    world = World(mode="manual")
    world.agent("ana", capacity=1)
    world.agent("eva", role="admin")
    for chat in ("c", "d"):
        world.visitor(chat)
    world.do(ClaimChat(conversation="c", by=by_member("ana")))
    refusal = world.refused(assign(beyond=True))
    assert (refusal.code, refusal.field) == ("override_off", "beyond")
    assert world.refused(SetOverriding(allowed=True, by=by_member("eva"))).code == "not_allowed"
    assert only(world.do(SetOverriding(allowed=True, by=BY_OWNER)), OverridingSet).allowed
    assert world.do(SetOverriding(allowed=True, by=BY_OWNER)) == []


def test_it_has_to_be_asked_for(world: World) -> None:
    """R49, R26: without that the warning comes, as ever."""
    refusal = world.refused(assign(beyond=False))
    assert refusal.detail == "Ana is at capacity (1 of 1 chats). Free a place or choose another agent."


def test_each_use_is_written_in_its_event(world: World) -> None:
    """R49: so it can be counted; who has room is not counted, whatever was asked for."""
    assert only(world.do(assign(beyond=True)), ChatOffered).beyond
    assert world.floor.index.load("ana") == 2
    world.visitor("e")
    to_ben = AssignChat(conversation="e", agent="ben", by=BY_OWNER, beyond=True)
    assert not only(world.do(to_ben), ChatOffered).beyond


def test_a_transfer_may_go_beyond_as_well(world: World) -> None:
    """R49."""
    world.do(ClaimChat(conversation="d", by=by_member("ben")))
    ask = TransferChat(conversation="d", agent="ana", by=BY_OWNER, beyond=True)
    assert only(world.do(ask), TransferAsked).beyond
    assert (world.floor.index.load("ana"), world.chat("d").owner) == (2, "ben")


def test_a_supervisor_may_go_beyond_his_own_capacity(world: World) -> None:
    """R49, R48."""
    world.do(ChangeMember(member=OWNER, by=BY_OWNER, capacity=1))
    world.join(OWNER, "shop")
    world.do(AttachMember(member=OWNER))
    assert not only(world.do(TakeOver(conversation="d", by=BY_OWNER)), ChatClaimed).beyond
    assert world.refused(TakeOver(conversation="c", by=BY_OWNER)).code == "at_capacity"
    assert only(world.do(TakeOver(conversation="c", by=BY_OWNER, beyond=True)), ChatTransferred).beyond


def test_an_agent_cannot_send_a_colleague_beyond_his_capacity(world: World) -> None:
    """R49: only supervisors."""
    world.do(ClaimChat(conversation="d", by=by_member("ben")))
    by_agent = TransferChat(conversation="d", agent="ana", by=by_member("ben"), beyond=True)
    assert world.refused(by_agent).code == "not_allowed"


def test_the_system_itself_never_goes_beyond(world: World) -> None:
    """R49, R18: no new offer until his load is below his capacity again."""
    world.do(assign(beyond=True))
    world.accept("d")
    world.do(CreateInbox(inbox="auto", by=SYSTEM, name="Auto", agents=("ana",)))
    world.visitor("e", inbox="auto")
    world.do(CloseChat(conversation="c", by=by_member("ana")))
    assert world.chat("e").state == "waiting"
    world.do(CloseChat(conversation="d", by=by_member("ana")))
    assert world.offered_to("e") == "ana"
