"""Where this client stands in each stream it follows (clients/protocol, `positions.ts`).

Owns: the rule "an event is applied only at last + 1"; what is asked for anew after a hole.
Never: the view itself, or a clock.
Holds: no event is applied twice, none is skipped; an unknown epoch starts from nothing.
"""

from collections.abc import Iterable
from math import inf

from msgspec import Struct

from deskbell.wire.client_frames import Position
from deskbell.wire.server_frames import Event, Resync, StreamHead

# How long an answer to a question for missing events may take before it is asked again.
ASK_AGAIN_MS = 5_000


class Place(Struct):
    """`head` is what the server named at the latest welcome; `ask_at` is when to ask for what is missing."""

    epoch: str = ""
    seq: int = 0
    head: int = 0
    ask_at: float = inf


Positions = dict[str, Place]


def follow(positions: Positions, stream: str) -> None:
    """From nothing."""
    positions[stream] = Place()


def list_positions(positions: Positions, streams: Iterable[str] | None = None) -> list[Position]:
    """The positions as `hello` and `sub` carry them."""
    names = list(positions) if streams is None else streams
    places = ((name, positions.get(name, Place())) for name in names)
    return [Position(id=name, epoch=place.epoch, seq=place.seq) for name, place in places]


def welcomed(positions: Positions, heads: Iterable[StreamHead]) -> None:
    """The server follows these streams for us now. What belongs to another epoch is void and will be sent whole."""
    for stream in heads:
        place = positions.get(stream.id)
        if place is None:
            continue
        if place.epoch != stream.epoch:
            place.epoch, place.seq = "", 0
        place.head, place.ask_at = stream.head, inf


def is_next(positions: Positions, event: Event, now: float) -> bool:
    """Whether this event is the next one, which then counts as applied. Asks for what is missing before a later one."""
    place = positions.get(event.s)
    if place is None or not place.epoch or event.seq <= place.seq:
        return False
    if event.seq > place.seq + 1:
        if place.ask_at == inf:
            place.ask_at = now
        return False
    place.seq = event.seq
    place.ask_at = inf
    return True


def reset(positions: Positions, frame: Resync) -> bool:
    """Whether the stream is followed at all; if so it stands at the head of this view now."""
    place = positions.get(frame.s)
    if place is None:
        return False
    place.epoch, place.seq, place.ask_at = frame.epoch, frame.head, inf
    return True


def take_holes(positions: Positions, now: float) -> list[Position]:
    """The streams to subscribe to again because of a hole."""
    holes = {name: place for name, place in positions.items() if place.ask_at <= now}
    for place in holes.values():
        place.ask_at = now + ASK_AGAIN_MS
    return list_positions(positions, holes)


def is_synced(positions: Positions) -> bool:
    """Whether everything up to the welcome is there."""
    return all(place.epoch and place.seq >= place.head for place in positions.values())


def next_ask(positions: Positions) -> float:
    """When the next question is due."""
    return min((place.ask_at for place in positions.values()), default=inf)


def position_in(positions: Positions, conversation: str) -> float:
    """How far the viewer has got in the log of a conversation, on whichever side he stands."""
    place = positions.get(f"visitor:{conversation}") or positions.get(f"conversation:{conversation}")
    return inf if place is None else place.seq
