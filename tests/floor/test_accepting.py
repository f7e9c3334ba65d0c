"""A click on "accept", in time and too late, from one device and from two (routing, "Accepting")."""

import pytest

from deskbell.floor.commands import AcceptOffer, DeclineOffer, SetStatus
from deskbell.floor.events import ChatAccepted, OfferEnded
from deskbell.floor.snapshot import decode, encode
from deskbell.floor.vocabulary import by_member
from tests.floor.world import World, only


@pytest.fixture
def world() -> World:
    """Ana is offered `chat` for 30 s."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    return world


def accept(offer: int, agent: str = "ana", request: str = "") -> AcceptOffer:
    return AcceptOffer(conversation="chat", offer=offer, by=by_member(agent), cid=request, digest="d")


def test_accept_wins_until_the_last_millisecond(world: World) -> None:
    """R28."""
    world.now += 29_999
    assert only(world.do(accept(1)), ChatAccepted).agent == "ana"


def test_at_the_deadline_itself_the_offer_has_expired(world: World) -> None:
    """R28: time comes first, so the click finds an offer that has ended."""
    world.now += 30_000
    refusal = world.refused(accept(1))
    assert refusal.code == "offer_ended"
    assert refusal.detail == "This offer has ended. The chat went on to somebody else or back to the queue."
    assert only([event for _, event in world.log], OfferEnded).ending == "expired"


def test_the_deadline_survives_a_restart(world: World) -> None:
    """R32: it is part of the floor, not of a timer."""
    world.wait(10)
    world.floor = decode(encode(world.floor))
    assert world.wait(19.999) == []
    assert only(world.wait(0.001), OfferEnded).ending == "expired"


def test_a_deadline_that_passed_while_the_server_was_down_is_found_at_the_first_look(world: World) -> None:
    """R32."""
    saved = encode(world.floor)
    world.floor = decode(saved)
    assert only(world.wait(3_600), OfferEnded).ending == "expired"


def test_typing_or_being_there_accepts_nothing(world: World) -> None:
    """R28: only the click does; the offer expires though its agent was active all the time."""
    world.wait(15)
    world.do(SetStatus(member="ana", status="available", by=by_member("ana")))
    assert only(world.wait(15), OfferEnded).ending == "expired"


def test_nobody_accepts_the_offer_of_another(world: World) -> None:
    """R29."""
    world.agent("ben")
    assert world.refused(accept(1, "ben")).code == "offer_ended"
    assert world.offered_to("chat") == "ana"


def test_a_number_that_was_never_given_hits_nothing(world: World) -> None:
    """R29."""
    assert world.refused(accept(2)).code == "offer_ended"


def test_a_late_decline_does_not_end_the_next_offer(world: World) -> None:
    """R29."""
    world.wait(30)
    world.wait(30)
    assert world.chat("chat").offers_made == 2
    assert world.refused(DeclineOffer(conversation="chat", offer=1, by=by_member("ana"))).code == "offer_ended"
    assert world.offered_to("chat") == "ana"


def test_accepted_on_two_devices_it_is_accepted_once(world: World) -> None:
    """R31: the second device is told that it was the first."""
    world.do(accept(1, request="at the desk"))
    refusal = world.refused(accept(1, request="on the phone"))
    assert (refusal.code, refusal.detail) == ("you_elsewhere", "You accepted this chat on another device.")
    assert world.floor.index.load("ana") == 1
    assert only([event for _, event in world.log], ChatAccepted).agent == "ana"


def test_accepted_here_and_declined_there_the_first_stands(world: World) -> None:
    """R31."""
    world.do(DeclineOffer(conversation="chat", offer=1, by=by_member("ana")))
    assert world.refused(accept(1)).code == "offer_ended"
