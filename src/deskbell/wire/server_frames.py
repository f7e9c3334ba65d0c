"""Frames from the server to the client (delivery, "Frames").

Owns: one struct per frame.
Never: what a viewer may see: that is `audience`.
Holds: clients ignore fields they do not know, so fields may be added, never changed.
"""

from msgspec import Raw, Struct

from deskbell.floor.vocabulary import Instant, Milliseconds
from deskbell.wire.client_frames import ErrCode


class ServerFrame(Struct, frozen=True, tag_field="t", kw_only=True):
    """The base of all frames from the server; `t` names the kind."""


class StreamHead(Struct, frozen=True):
    """A stream the client follows now, and how far it reaches."""

    id: str
    epoch: str
    head: int


class Limits(Struct, frozen=True):
    """What this server accepts."""

    frame_bytes: int
    message_characters: int


class Welcome(ServerFrame, frozen=True, tag="welcome", kw_only=True):
    """The answer to `hello`: who the server takes you for, its clock, and the heartbeat interval in ms."""

    session: str
    me: str
    now: Instant
    hb: Milliseconds
    limits: Limits
    streams: tuple[StreamHead, ...]


class Event(ServerFrame, frozen=True, tag="ev", kw_only=True):
    """Number `seq` of stream `s`: what changed in what this viewer sees. `data` is a body of `bodies.py`."""

    s: str
    seq: int
    type: str
    at: Instant
    data: Raw


class Ack(ServerFrame, frozen=True, tag="ack", kw_only=True):
    """Committed. `id` is the cid or rid, `seq` the number in the sender's own stream, 0 where it has none."""

    id: str
    seq: int
    at: Instant
    dup: bool = False


class Nack(ServerFrame, frozen=True, tag="nack", kw_only=True):
    """A definite no. `retry`: the same request may succeed after `after_ms`."""

    id: str
    code: str
    detail: str
    retry: bool = False
    after_ms: Milliseconds = 0
    field: str = ""
    agent: str = ""


class Resync(ServerFrame, frozen=True, tag="resync", kw_only=True):
    """Forget what you have of stream `s`; `view` (of `views.py`) is what is seen at `head` of `epoch`."""

    s: str
    epoch: str
    head: int
    view: Raw


class Ephemeral(ServerFrame, frozen=True, tag="eph", kw_only=True):
    """A signal that may be lost. `who` is "visitor" or a member id; `read` is how far, in stream `s`."""

    s: str
    who: str
    name: str = ""
    typing: bool | None = None
    read: int | None = None


class Queue(ServerFrame, frozen=True, tag="queue", kw_only=True):
    """Where the visitor of stream `s` stands, from 1, and how long it may take; null: nobody knows. It may be lost."""

    s: str
    place: int
    estimate_ms: Milliseconds | None


class Ping(ServerFrame, frozen=True, tag="ping", kw_only=True):
    """Are you there? Answer with `pong` and the same number."""

    n: int


class Drain(ServerFrame, frozen=True, tag="drain", kw_only=True):
    """This node stops: reconnect after `within_ms`."""

    within_ms: Milliseconds


class Err(ServerFrame, frozen=True, tag="err", kw_only=True):
    """The frame could not be taken; `id` finds it in the server's log. Nothing else is said (security, 21)."""

    code: ErrCode
    id: str
    s: str = ""


AnyServerFrame = Welcome | Event | Ack | Nack | Resync | Ephemeral | Queue | Ping | Drain | Err
