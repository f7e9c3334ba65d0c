"""Two ways to ask: at a fixed rate whatever the answers do (open loop), and as fast as answers come (closed loop).

Owns: arrival times and counting.
Never: what is asked: that is handed in.
Holds: in the open loop a latency counts from when the message was due, not from when it was sent.
"""

import asyncio
import time
from collections.abc import Callable


async def open_loop(rate: float, seconds: float, send: Callable[[int, float], None]) -> None:
    """Call `send(number, due)` `rate` times a second. `due` is on the clock of time.perf_counter."""
    start = time.perf_counter() + 0.01
    total = int(rate * seconds)
    number = 0
    while number < total:
        now = time.perf_counter()
        while number < total and (due := start + number / rate) <= now:
            send(number, due)
            number += 1
        await asyncio.sleep(max(0.0, min(0.001, start + number / rate - time.perf_counter())))


async def count_for(seconds: float, count: Callable[[], int]) -> float:
    """How many a second `count` rose by, after a warm-up of a fifth of the time."""
    await asyncio.sleep(seconds / 5)
    before, started = count(), time.perf_counter()
    await asyncio.sleep(seconds)
    return (count() - before) / (time.perf_counter() - started)
