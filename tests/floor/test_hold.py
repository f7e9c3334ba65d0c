"""Agents who do not answer, and what an agent's status is never changed by (product, section 6)."""

from deskbell.floor.commands import AssignChat, DeclineOffer, DetachMember, ReleaseHold
from deskbell.floor.events import MemberHeld, MemberStatusChanged, OfferEnded
from deskbell.floor.vocabulary import LEASE_MS, MISSES_BEFORE_HOLD, by_member
from tests.floor.world import OWNER, World, only

BY_ANA = by_member("ana")


def miss(world: World, times: int) -> None:
    """So many offers in a row expire; the chat is on offer again afterwards, but for the hold."""
    for _ in range(times):
        assert world.offered_to("chat") == "ana"
        world.wait(5)
        world.wait(5)


def ringing() -> World:
    """Ana is offered `chat` for 5 s, again and again."""
    world = World(offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    return world


def is_held(world: World) -> bool:
    return world.floor.members["ana"].on_hold


def test_four_misses_are_not_five() -> None:
    """R35."""
    world = ringing()
    miss(world, MISSES_BEFORE_HOLD - 1)
    assert not is_held(world)
    miss(world, 1)
    assert is_held(world)


def test_an_answer_ends_the_row() -> None:
    """R35: accepting does, and so does declining, which is an answer too."""
    world = ringing()
    miss(world, MISSES_BEFORE_HOLD - 1)
    world.do(DeclineOffer(conversation="chat", offer=MISSES_BEFORE_HOLD, by=BY_ANA))
    world.wait(5)
    miss(world, MISSES_BEFORE_HOLD - 1)
    assert not is_held(world)
    world.accept("chat")
    assert world.floor.members["ana"].misses == 0


def test_a_lost_offer_is_no_miss_and_no_answer() -> None:
    """R33, R35."""
    world = World(offer_seconds=60)
    world.agent("ana")
    world.visitor("chat")
    world.wait(60)
    world.wait(60)
    world.do(DetachMember(member="ana"))
    assert only(world.wait(LEASE_MS / 1000), OfferEnded).misses == 1


def test_an_assigned_offer_that_expires_counts_as_well() -> None:
    """R20, R35: it is the same kind of offer."""
    world = World(mode="manual", offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    for _ in range(MISSES_BEFORE_HOLD):
        world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER)))
        world.wait(5)
    assert is_held(world)


def test_a_supervisor_can_end_the_hold_and_the_row_begins_anew() -> None:
    """R35."""
    world = ringing()
    miss(world, MISSES_BEFORE_HOLD)
    world.agent("ben", inboxes=())
    assert world.refused(ReleaseHold(member="ana", by=by_member("ben"))).code == "not_allowed"
    world.do(ReleaseHold(member="ana", by=by_member(OWNER)))
    miss(world, MISSES_BEFORE_HOLD - 1)
    assert not is_held(world)


def test_neither_misses_nor_a_lost_connection_change_the_chosen_status() -> None:
    """R36. Peers RC 10172, CW 13720: a status that flips by itself."""
    world = ringing()
    miss(world, MISSES_BEFORE_HOLD)
    world.do(DetachMember(member="ana"))
    world.wait(3_600)
    assert world.floor.members["ana"].status == "available"
    chosen = [event for _, event in world.log if isinstance(event, MemberStatusChanged)]
    assert [event.by for event in chosen] == [BY_ANA]
    assert len([event for _, event in world.log if isinstance(event, MemberHeld)]) == 1
