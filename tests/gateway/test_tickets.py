"""Tickets: once, soon, and from where they were asked for."""

import pytest

from deskbell.audience.access import Viewer
from deskbell.gateway.tickets import TICKET_LIFE_MS, TICKETS_MAX, Tickets, place_of
from deskbell.kit.clock import ManualClock

ANA = Viewer("member", "organisation", "ana", "session of ana")
HOME = place_of("192.0.2.7", "Mozilla/5.0 (one browser)")


@pytest.fixture
def clock():
    return ManualClock(1_000_000)


@pytest.fixture
def tickets(clock):
    return Tickets(clock)


def test_a_ticket_says_who_it_was_issued_to(tickets):
    assert tickets.redeem(tickets.issue(ANA, HOME), HOME) == ANA


@pytest.mark.attack(19)
def test_a_ticket_is_good_once(tickets):
    ticket = tickets.issue(ANA, HOME)
    tickets.redeem(ticket, HOME)
    assert tickets.redeem(ticket, HOME) is None


@pytest.mark.attack(19)
def test_a_ticket_is_good_for_thirty_seconds(tickets, clock):
    early, late = tickets.issue(ANA, HOME), tickets.issue(ANA, HOME)
    clock.advance(TICKET_LIFE_MS)
    assert tickets.redeem(early, HOME) == ANA
    clock.advance(1)
    assert tickets.redeem(late, HOME) is None


@pytest.mark.attack(19)
@pytest.mark.parametrize(
    "elsewhere",
    [
        place_of("192.0.2.8", "Mozilla/5.0 (one browser)"),
        place_of("192.0.2.7", "Mozilla/5.0 (another browser)"),
        place_of("192.0.2.7", "curl/8"),
    ],
)
def test_a_ticket_is_good_only_where_it_was_asked_for(tickets, elsewhere):
    assert tickets.redeem(tickets.issue(ANA, HOME), elsewhere) is None


def test_a_browser_may_change_between_the_families_of_addresses(tickets):
    over_six = place_of("2001:db8::7", "Mozilla/5.0 (one browser)")
    assert tickets.redeem(tickets.issue(ANA, HOME), over_six) == ANA


def test_a_browser_may_change_its_address_within_its_network(tickets):
    ticket = tickets.issue(ANA, place_of("2001:db8::7", "x"))
    assert tickets.redeem(ticket, place_of("2001:db8::8", "x")) == ANA


def test_a_wrong_place_uses_the_ticket_up(tickets):
    ticket = tickets.issue(ANA, HOME)
    tickets.redeem(ticket, place_of("198.51.100.1", ""))
    assert tickets.redeem(ticket, HOME) is None


def test_nobody_redeems_what_was_never_issued(tickets):
    assert tickets.redeem("a ticket made at home by a stranger", HOME) is None


@pytest.mark.attack(26)
def test_tickets_of_an_ended_session_open_nothing(tickets):
    ticket = tickets.issue(ANA, HOME)
    other = tickets.issue(Viewer("member", "organisation", "ana", "another session"), HOME)
    tickets.revoke("session of ana")
    assert tickets.redeem(ticket, HOME) is None
    assert tickets.redeem(other, HOME) is not None


@pytest.mark.attack(89)
def test_a_flood_of_tickets_takes_bounded_memory(tickets):
    first = tickets.issue(ANA, HOME)
    last = [tickets.issue(ANA, HOME) for _ in range(TICKETS_MAX)][-1]
    assert tickets.redeem(first, HOME) is None
    assert tickets.redeem(last, HOME) == ANA
