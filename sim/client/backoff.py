"""How long to wait before the next attempt to connect (clients/protocol, `backoff.ts`)."""

FIRST_MS = 500
LONGEST_MS = 20_000


def backoff(attempt: int, random: float) -> float:
    """Milliseconds before attempt number `attempt` (from 0); `random` is in [0, 1)."""
    return float(random * min(LONGEST_MS, FIRST_MS * 2**attempt))
