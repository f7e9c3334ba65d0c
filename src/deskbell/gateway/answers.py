"""From what the sequencer says to what the client is told.

Owns: `ack` and `nack`, and the pauses that are asked for before a retry.
Never: words about an exception: what went wrong inside is in the log.
Holds: `ack` is only made of a commit; the same request gets the same number, whenever it is asked again.
"""

import random

from deskbell.floor.refusals import Refusal
from deskbell.floor.vocabulary import Id, Instant, Milliseconds
from deskbell.sequencer import Done, Refused, Repeated
from deskbell.wire.codec import encode_server_frame
from deskbell.wire.server_frames import Ack, Nack

# Spread, so that those who were refused together do not come back together.
PAUSE_MS_MIN: Milliseconds = 300
PAUSE_MS_MAX: Milliseconds = 1_500


def answer(outcome: Done | Refused | Repeated, request: str, stream: str, now: Instant, *, to_staff: bool) -> bytes:
    """The frame for an outcome. `stream` is the sender's own stream of the conversation, or empty."""
    if isinstance(outcome, Done):
        seq, at = _find_number(outcome, request, stream)
        return encode_server_frame(Ack(id=request, seq=seq, at=at or now))
    if isinstance(outcome, Repeated):
        seq = dict(outcome.positions).get(stream, 0)
        return encode_server_frame(Ack(id=request, seq=seq, at=outcome.at, dup=True))
    return _refuse(request, outcome.refusal, to_staff=to_staff)


def refuse(request: str, refusal: Refusal, *, to_staff: bool) -> bytes:
    """The frame for a refusal that needs no sequencer."""
    return _refuse(request, refusal, to_staff=to_staff)


def limited(request: str, after_ms: Milliseconds) -> bytes:
    """Too much at once: the same request will be taken after `after_ms`."""
    return encode_server_frame(
        Nack(id=request, code="rate_limited", detail="Too fast. Please wait.", retry=True, after_ms=after_ms)
    )


def interrupted(request: str) -> bytes:
    """The server lost its footing before it could commit; it finds it again within seconds."""
    return encode_server_frame(
        Nack(id=request, code="busy", detail="Please try again in a moment.", retry=True, after_ms=_pause_ms())
    )


def _refuse(request: str, refusal: Refusal, *, to_staff: bool) -> bytes:
    return encode_server_frame(
        Nack(
            id=request,
            code=refusal.code,
            detail=refusal.detail,
            retry=refusal.retry,
            after_ms=_pause_ms() if refusal.code == "busy" else 0,
            field=refusal.field,
            # Who has it is the staff's affair.
            agent=refusal.agent if to_staff else "",
        )
    )


def _find_number(outcome: Done, request: Id, stream: str) -> tuple[int, int]:
    """The number of the entry that answers the request, and its instant."""
    at = 0
    for entry in outcome.stored:
        at = entry.at
        if getattr(entry.event, "cid", "") == request:
            return dict(entry.positions).get(stream, 0), at
    return 0, at


def _pause_ms() -> Milliseconds:
    return random.randint(PAUSE_MS_MIN, PAUSE_MS_MAX)  # noqa: S311  (spreading a load, not a secret)
