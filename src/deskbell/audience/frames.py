"""Events as frames: what travels when something happened.

Owns: the body of an event in a stream, and the encoded `ev` frame.
Never: numbers: the ledger gives them; who gets the bytes: the gateway knows.
Holds: one encoding per event and stream, however many are looking; event and stream decide it alone (law 13).
"""

from typing import Final

from deskbell.audience.streams import StreamKind, kind_of, subject_of
from deskbell.audience.words import board, conversation, member, team, visitor
from deskbell.audience.words.table import Words
from deskbell.floor.events import AnyEvent
from deskbell.floor.vocabulary import Instant
from deskbell.wire.bodies import Body
from deskbell.wire.codec import as_raw, encode_server_frame
from deskbell.wire.server_frames import Event

WORDS: Final[dict[StreamKind, Words]] = {
    "conversation": conversation.WORDS,
    "visitor": visitor.WORDS,
    "board": board.WORDS,
    "team": team.WORDS,
    "member": member.WORDS,
}


def body_of(event: AnyEvent, stream: str) -> Body:
    """What the event says in this stream, which must be one of `streams_of(event)`."""
    kind = kind_of(stream)
    assert kind is not None, "a stream that events go to has a kind"
    if kind == "member":
        return member.body_for(event, subject_of(stream))
    if kind == "board":
        return board.body_for(event, subject_of(stream))
    return WORDS[kind][type(event)](event)


def event_frame(event: AnyEvent, stream: str, seq: int, at: Instant) -> bytes:
    """The encoded `ev` frame: number `seq` of `stream`, decided at `at`."""
    body = body_of(event, stream)
    tag = str(body.__struct_config__.tag)
    return encode_server_frame(Event(s=stream, seq=seq, type=tag, at=at, data=as_raw(body)))
