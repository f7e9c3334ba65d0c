"""Tickets: how a signed-in browser opens a socket without a token in an address (delivery, "The client").

Owns: tickets that were issued and not used yet.
Never: a ticket in a log, on a disk, or good for a second time.
Holds: a ticket is redeemed at most once, within 30 s, from where it was asked for (security, 19).
"""

from msgspec import Struct

from deskbell.audience.access import Viewer
from deskbell.floor.vocabulary import Instant, Milliseconds
from deskbell.kit.clock import Clock
from deskbell.kit.ids import digest, new_secret
from deskbell.kit.networks import network_of

TICKET_LIFE_MS: Milliseconds = 30_000
# What a flood of requests can make us keep: about 30 MB.
TICKETS_MAX = 50_000


class Place(Struct, frozen=True):
    """Where a request comes from: the network of its address, and the browser it names, empty where it names none."""

    network: str
    agent: str


NOWHERE = Place("", "")


class _Ticket(Struct, frozen=True):
    viewer: Viewer
    place: Place
    until: Instant


class Tickets:
    """All tickets of this node, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tickets: dict[str, _Ticket] = {}

    def issue(self, viewer: Viewer, place: Place = NOWHERE) -> str:
        """A new ticket for a viewer whose identity was just checked."""
        now = self._clock.now()
        self._forget_expired(now)
        secret = new_secret()
        self._tickets[secret] = _Ticket(viewer, place, now + TICKET_LIFE_MS)
        return secret

    def redeem(self, secret: str, place: Place = NOWHERE) -> Viewer | None:
        """Who the ticket was issued to, or None: unknown, used, too old, or brought from elsewhere."""
        ticket = self._tickets.pop(secret, None)
        if ticket is None or self._clock.now() > ticket.until or not _same_place(ticket.place, place):
            return None
        return ticket.viewer

    def revoke(self, session: str) -> None:
        """Tickets of a session that has ended are worth nothing."""
        for secret in [secret for secret, ticket in self._tickets.items() if ticket.viewer.session == session]:
            del self._tickets[secret]

    def _forget_expired(self, now: Instant) -> None:
        while self._tickets:
            oldest = next(iter(self._tickets))
            if self._tickets[oldest].until >= now and len(self._tickets) < TICKETS_MAX:
                return
            del self._tickets[oldest]


def place_of(address: str, user_agent: str) -> Place:
    """The place a request comes from."""
    return Place(network_of(address), digest(user_agent) if user_agent else "")


def _same_place(issued: Place, redeemed: Place) -> bool:
    # A browser may fetch over IPv6 and open its socket over IPv4: then only the browser is compared.
    comparable = issued.network and (":" in issued.network) == (":" in redeemed.network)
    if comparable and issued.network != redeemed.network:
        return False
    # Programs need not name themselves; browsers always do.
    return not issued.agent or not redeemed.agent or issued.agent == redeemed.agent
