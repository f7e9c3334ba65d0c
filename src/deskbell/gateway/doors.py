"""Doors: how many sessions may come from where, and for whom (security, 29).

Owns: the counts by address, by viewer, and of those who have not said who they are.
Never: a name or an address in a log.
Holds: every count goes back when its session ends.
"""

from collections import Counter
from collections.abc import Hashable
from typing import TypeVar

from deskbell.audience.access import Viewer
from deskbell.gateway.limits import Limits
from deskbell.kit.networks import network_of

Key = TypeVar("Key", bound=Hashable)


class Doors:
    """Counts whoever comes and goes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_network: Counter[str] = Counter()
        self._by_viewer: Counter[tuple[str, str]] = Counter()
        self.strangers = 0

    def enter(self, address: str) -> bool:
        """One more from this address; False, and nothing counted, where there are too many."""
        network = network_of(address)
        if self._by_network[network] >= self._limits.sockets_per_address_max:
            return False
        if self.strangers >= self._limits.strangers_max:
            return False
        self._by_network[network] += 1
        return True

    def leave(self, address: str) -> None:
        """One less from this address."""
        _remove(self._by_network, network_of(address))

    def admit(self, viewer: Viewer) -> bool:
        """One more session of this viewer; False, and nothing counted, where he has too many."""
        is_member = viewer.kind == "member"
        maximum = self._limits.sockets_per_agent_max if is_member else self._limits.sockets_per_visitor_max
        if self._by_viewer[viewer.kind, viewer.id] >= maximum:
            return False
        self._by_viewer[viewer.kind, viewer.id] += 1
        return True

    def dismiss(self, viewer: Viewer) -> None:
        """One session less of this viewer."""
        _remove(self._by_viewer, (viewer.kind, viewer.id))


def _remove(counts: Counter[Key], key: Key) -> None:
    counts[key] -= 1
    if counts[key] <= 0:
        del counts[key]
