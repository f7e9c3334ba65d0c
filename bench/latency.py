"""Latencies: collected as seconds, told as percentiles in milliseconds."""


class Latencies:
    """Every measured time; the run decides afterwards what to say about them."""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    def add(self, seconds: float) -> None:
        """One measured time."""
        self._seconds.append(seconds)

    def __len__(self) -> int:
        return len(self._seconds)

    def percentile_ms(self, percent: float) -> float:
        """The time that `percent` of all are within, in milliseconds; NaN where nothing was measured."""
        if not self._seconds:
            return float("nan")
        ordered = sorted(self._seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1000
