"""The second guard of laws 1 and 2: a floor that gives a place away twice fails the commit (law 14)."""

import msgspec
import pytest
from sqlalchemy.exc import IntegrityError

from deskbell.floor.events import AnyEvent
from deskbell.ledger import Stored
from deskbell.ledger.places import WrongFloor, move_places, places_of
from tests.audience.samples import ABOUT_A_CHAT as CHAT_SAMPLES
from tests.audience.samples import ACCEPTED, ANA, BEN, CHAT, CLAIMED, OFFERED, RETURNED
from tests.ledger.book import OTHER, SHOP

ELSEWHERE = "0c" + "2" * 24
ENDED = msgspec.structs.replace(
    next(event for event in CHAT_SAMPLES if type(event).__name__ == "OfferEnded"), agent=ANA
)
CLOSED = msgspec.structs.replace(
    next(event for event in CHAT_SAMPLES if type(event).__name__ == "ChatClosed"), agent=ANA
)
OFFER = msgspec.structs.replace(OFFERED, agent=ANA, place=1, capacity=2)
ACCEPT = msgspec.structs.replace(ACCEPTED, agent=ANA, place=1, capacity=2)
CLAIM = msgspec.structs.replace(CLAIMED, agent=ANA, place=1, capacity=2)


def move(book, *events: AnyEvent, organisation=SHOP):
    book.do(move_places, [Stored(organisation, 1, 0, event, ()) for event in events])


def held(book, organisation=SHOP):
    return book.ask(places_of, organisation)


def at(event, **changes):
    return msgspec.structs.replace(event, **changes)


def test_an_offer_takes_a_place_which_accepting_keeps(book):
    move(book, OFFER)
    assert held(book) == {(ANA, 1): CHAT}
    move(book, ACCEPT)
    assert held(book) == {(ANA, 1): CHAT}


@pytest.mark.parametrize(
    "events",
    [(OFFER, ENDED), (OFFER, ACCEPT, CLOSED), (CLAIM, CLOSED), (CLAIM, at(RETURNED, released=ANA))],
    ids=["ended", "closed", "claimed and closed", "returned"],
)
def test_a_place_is_given_back(book, events):
    move(book, *events)
    assert held(book) == {}


def test_a_chat_that_waited_has_no_place_to_give_back(book):
    move(book, at(CLOSED, agent=""), at(RETURNED, released=""))
    assert held(book) == {}


def test_a_place_given_back_can_be_taken_in_the_same_commit(book):
    move(book, OFFER, ENDED, at(OFFER, conversation=ELSEWHERE), at(OFFER, offer=2, agent=BEN))
    assert held(book) == {(ANA, 1): ELSEWHERE, (BEN, 1): CHAT}


def test_capacity_may_fall_below_what_is_held(book):
    """What counts is the capacity in force when the last place was granted (law 1)."""
    move(book, at(OFFER, place=2), at(ACCEPT, place=2, capacity=1))
    assert held(book) == {(ANA, 2): CHAT}


@pytest.mark.parametrize(
    "event",
    [
        at(OFFER, conversation=ELSEWHERE),
        at(OFFER, agent=BEN),
        at(OFFER, conversation=ELSEWHERE, place=3),
        at(OFFER, conversation=ELSEWHERE, place=0),
        at(CLAIM, conversation=ELSEWHERE),
        at(CLAIM, agent=BEN, place=1),
    ],
    ids=["place taken", "chat held", "beyond capacity", "no place", "claim of a taken place", "claim of a held chat"],
)
def test_no_place_is_taken_twice_or_beyond_capacity(book, event):
    move(book, OFFER)
    with pytest.raises(IntegrityError):
        move(book, event)
    assert held(book) == {(ANA, 1): CHAT}


@pytest.mark.parametrize(
    "event",
    [
        at(ACCEPT, agent=BEN),
        at(ACCEPT, place=2),
        at(ACCEPT, conversation=ELSEWHERE),
        at(ENDED, agent=BEN),
        at(CLOSED, agent=BEN),
        at(RETURNED, released=BEN),
        at(ENDED, conversation=ELSEWHERE),
    ],
    ids=["accepts", "accepts another", "accepts nothing", "ends", "closes", "returns", "ends nothing"],
)
def test_nobody_keeps_or_gives_back_what_he_does_not_hold(book, event):
    move(book, OFFER)
    with pytest.raises(WrongFloor, match="law 14"):
        move(book, event)
    assert held(book) == {(ANA, 1): CHAT}


def test_organisations_do_not_share_places(book):
    move(book, OFFER)
    move(book, at(OFFER, conversation=ELSEWHERE), organisation=OTHER)
    assert held(book) == {(ANA, 1): CHAT}
    assert held(book, OTHER) == {(ANA, 1): ELSEWHERE}
    with pytest.raises(WrongFloor):
        move(book, ENDED, organisation=OTHER)
