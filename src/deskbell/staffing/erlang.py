"""The Erlang-C formula, which the simulation is held to where it applies.

Owns: the mean wait of an endless queue with exponential times, one chat for each agent, and nobody who gives up.
"""


def mean_wait_seconds(*, per_hour: float, mean_handling_seconds: float, agents: int) -> float:
    """The mean wait over all who come. Endless (`inf`) where more comes than can be handled."""
    load = per_hour / 3600 * mean_handling_seconds
    if load >= agents:
        return float("inf")
    return wait_share(load, agents) * mean_handling_seconds / (agents - load)


def wait_share(load: float, agents: int) -> float:
    """The share of those who have to wait at all; `load` in Erlangs. By the recursion of Erlang B, which is stable."""
    blocked = 1.0
    for servers in range(1, agents + 1):
        blocked = load * blocked / (servers + load * blocked)
    return blocked / (1 - load / agents * (1 - blocked))
