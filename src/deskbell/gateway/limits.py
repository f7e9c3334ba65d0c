"""The limits of a client: what it may do, and how often (reliability, "Overload").

Owns: the figures, and which of them the operator can set.
Never: a count (`doors.py`).
Holds: no limit is felt by anybody but the one who exceeds it.
"""

from msgspec import Struct

from deskbell.floor.vocabulary import Milliseconds
from deskbell.kit.token_bucket import Buckets
from deskbell.settings import Settings


class Rate(Struct, frozen=True):
    """So many a second in the long run, and so many at once."""

    per_second: float
    burst: int


class Limits(Struct, frozen=True, kw_only=True):
    """What one client may do. The defaults are those of the design; what an operator can set comes from `Settings`."""

    frame_bytes_max: int = 65_536
    frames: Rate = Rate(20, 60)
    visitor_messages: Rate = Rate(1, 10)
    signals: Rate = Rate(2, 4)
    # A client that goes on after so many refused frames is not one of ours.
    refused_frames_max: int = 200
    hello_ms: Milliseconds = 10_000
    heartbeat_ms: Milliseconds = 25_000
    pong_ms: Milliseconds = 10_000
    stall_ms: Milliseconds = 10_000
    # A long poll waits 25 s at most; whoever does not come back for the next one within this time is gone.
    poll_away_ms: Milliseconds = 15_000
    # A visitor whose page is loaded again is back sooner; an agent need not be told that he was gone.
    visitor_away_ms: Milliseconds = 10_000
    outbox_frames_max: int = 256
    outbox_bytes_max: int = 1_048_576
    # What may arrive for a stream while its past is being read.
    held_frames_max: int = 1_000
    replay_events_max: int = 500
    replay_bytes_max: int = 1_048_576
    streams_per_session_max: int = 500
    sockets_per_visitor_max: int = 5
    sockets_per_agent_max: int = 20
    sockets_per_address_max: int = 100
    # Sockets that have not said hello yet, from everywhere.
    strangers_max: int = 2_000


def limits_of(settings: Settings) -> Limits:
    """The limits as the operator has set them."""
    return Limits(
        frame_bytes_max=settings.frame_bytes_max,
        frames=Rate(settings.frames_per_second, settings.frames_burst),
        visitor_messages=Rate(settings.visitor_messages_per_second, settings.visitor_messages_burst),
        stall_ms=settings.outbox_stalled_seconds * 1000,
        hello_ms=settings.hello_seconds * 1000,
        heartbeat_ms=settings.heartbeat_seconds * 1000,
        pong_ms=settings.pong_seconds * 1000,
        outbox_frames_max=settings.outbox_frames_max,
        outbox_bytes_max=settings.outbox_bytes_max,
        sockets_per_visitor_max=settings.sockets_per_visitor_max,
        sockets_per_agent_max=settings.sockets_per_agent_max,
        sockets_per_address_max=settings.sockets_per_address_max,
    )


def buckets_of(rate: Rate) -> Buckets:
    """A bucket for each key, all with this rate."""
    return Buckets(rate.per_second, rate.burst)
