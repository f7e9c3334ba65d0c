"""Draining: a node that stops sends its clients away one after the other (delivery, "The server", 10).

Owns: the delays, and waiting until everybody is gone or time is up.
Never: signals of the process, the listening socket (`main.py`).
Holds: no two clients are told to come back at the same moment by intent; a second signal ends all waiting.
"""

import asyncio
import random

from deskbell.floor.vocabulary import Milliseconds
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.session import Session
from deskbell.wire import close_codes
from deskbell.wire.codec import encode_server_frame
from deskbell.wire.server_frames import Drain

# A client reconnects by itself at its moment; whoever has not done so a little later is closed.
PATIENCE_SECONDS = 1.0


async def drain(gateway: Gateway, within_ms: Milliseconds, hurry: asyncio.Event) -> None:
    """Send every client away within a time. Returns when all are gone, at once after `hurry` is set."""
    gateway.is_draining = True
    for session in gateway.sessions:
        _send_away(gateway, session, random.randint(0, within_ms))  # noqa: S311  (spreading a load)
    loop = asyncio.get_running_loop()
    until = loop.time() + within_ms / 1000 + PATIENCE_SECONDS
    while gateway.sessions and not hurry.is_set() and loop.time() < until:
        await _wait_a_little(hurry)
    for session in gateway.sessions:
        session.close(close_codes.GOING_AWAY)


def _send_away(gateway: Gateway, session: Session, after_ms: Milliseconds) -> None:
    session.push(encode_server_frame(Drain(within_ms=after_ms)))
    gateway.tasks.later(after_ms / 1000 + PATIENCE_SECONDS / 2, lambda: session.close(close_codes.GOING_AWAY))


async def _wait_a_little(hurry: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(hurry.wait(), 0.1)
    except TimeoutError:
        return
