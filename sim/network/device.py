"""A device: a phone or a computer with a browser on it, somewhere in the network.

Owns: how good its line is at the moment.
Never: what its owner does with it.
"""

from random import Random


class Device:
    """One device. `blocks_sockets`: only requests get through, as behind some proxies; `meddles`: a proxy is bad."""

    def __init__(self, name: str, address: str, random: Random) -> None:
        self.name = name
        self.address = address
        self.blocks_sockets = False
        self.is_offline = False
        self.meddles = False
        self._random = random
        self._latency_seconds = random.choice(((0.001, 0.004), (0.01, 0.05), (0.03, 0.3)))

    def reaches(self) -> bool:
        """Whether anything passes."""
        return not self.is_offline

    def latency(self) -> float:
        """Seconds that the next thing takes in one direction."""
        low, high = self._latency_seconds
        # Mostly low, sometimes much more.
        return low + float(high - low) * self._random.random() ** 3
