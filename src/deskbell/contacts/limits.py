"""How often visitors may come and begin, by browser, by network and by channel (security, 89).

Owns: the rates.
Holds: a flood on one channel fills that channel's bucket and nobody else's.
"""

from msgspec import Struct

from deskbell.kit.clock import Clock
from deskbell.kit.networks import network_of
from deskbell.kit.problem import too_often
from deskbell.kit.token_bucket import Buckets


class VisitorRates(Struct, frozen=True):
    """Each pair: how many a second in the long run, and how many at once."""

    visitors_per_network: tuple[float, int] = (0.5, 30)
    visitors_per_channel: tuple[float, int] = (20.0, 400)
    chats_per_visitor: tuple[float, int] = (0.1, 6)
    chats_per_network: tuple[float, int] = (1.0, 60)
    reads_per_visitor: tuple[float, int] = (5.0, 60)
    looks_per_network: tuple[float, int] = (20.0, 400)


class VisitorLimits:
    """Raises `Problem` 429 where somebody comes too often."""

    def __init__(self, clock: Clock, rates: VisitorRates | None = None) -> None:
        rates = rates or VisitorRates()
        self._clock = clock
        self._visitors_per_network = Buckets(*rates.visitors_per_network)
        self._visitors_per_channel = Buckets(*rates.visitors_per_channel)
        self._chats_per_visitor = Buckets(*rates.chats_per_visitor)
        self._chats_per_network = Buckets(*rates.chats_per_network)
        self._reads_per_visitor = Buckets(*rates.reads_per_visitor)
        self._looks_per_network = Buckets(*rates.looks_per_network)

    def check_new_visitor(self, *, channel: str, address: str) -> None:
        """Somebody unknown asks for a token."""
        self._take(self._visitors_per_network, network_of(address))
        self._take(self._visitors_per_channel, channel)

    def check_new_chat(self, *, session: str, address: str) -> None:
        """A visitor begins a chat."""
        self._take(self._chats_per_visitor, session)
        self._take(self._chats_per_network, network_of(address))

    def check_read(self, *, session: str) -> None:
        """A visitor asks for his chat, or for entries of it."""
        self._take(self._reads_per_visitor, session)

    def check_look(self, *, address: str) -> None:
        """Somebody asks whether a widget is on."""
        self._take(self._looks_per_network, network_of(address))

    def _take(self, buckets: Buckets, key: str) -> None:
        wait_ms = buckets.take(key, self._clock.now())
        if wait_ms:
            raise too_often(wait_ms)
