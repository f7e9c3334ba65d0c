"""Frames from the client to the server (delivery, "Frames").

Owns: one struct per frame and per verb, with the bounds of every field.
Never: an identity: who asks is known from the session.
Holds: decoding is strict; a frame that does not fit is answered with `err` and a stable code.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from deskbell.floor.vocabulary import EMAIL_CHARACTERS_MAX, PRIORITY_MAX, PRIORITY_MIN, REASON_CHARACTERS_MAX, Status

IdText = Annotated[str, Meta(max_length=26, pattern="^[0-9a-hjkmnp-tv-z]{26}$")]
"""An id. The length is bounded as well: Python's `$` also matches before a line feed at the end."""

RequestId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$(?!\n)")]
"""A UUID made by the client: one per logical message or action, the same on every retry."""

MessageText = str
"""1 to MESSAGE_CHARACTERS_MAX characters, not blank. The floor says so, with the request's own id: a frame that
cannot be decoded has none to answer to."""
StreamName = Annotated[str, Meta(min_length=3, max_length=80, pattern=r"^[a-z]+:[0-9a-z]+$(?!\n)")]
Sequence = Annotated[int, Meta(ge=0, le=2**53)]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""A count that both databases and every client can hold."""

STREAMS_PER_HELLO_MAX = 200


class ClientFrame(Struct, frozen=True, tag_field="t", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The base of all frames from clients; `t` names the kind."""


class Position(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Where a client stands in a stream. No epoch and seq 0: "I have nothing yet"."""

    id: StreamName
    epoch: Annotated[str, Meta(max_length=32)] = ""
    seq: Sequence = 0


class Hello(ClientFrame, frozen=True, tag="hello", kw_only=True):
    """Must be the first frame. `ticket` is single-use and lives 30 s."""

    v: Count
    ticket: Annotated[str, Meta(min_length=20, max_length=100)]
    client: Annotated[str, Meta(max_length=100)] = ""
    streams: Annotated[tuple[Position, ...], Meta(max_length=STREAMS_PER_HELLO_MAX)] = ()


class Send(ClientFrame, frozen=True, tag="send", kw_only=True):
    """A message. `prev` is the cid of this sender's message before it, where there is one in this session."""

    cid: RequestId
    conversation: IdText
    body: MessageText
    prev: RequestId | None = None


class Ask(Struct, frozen=True, tag_field="verb", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The base of everything that `do` can ask."""


class Accept(Ask, frozen=True, tag="accept", kw_only=True):
    """Accept offer number `offer` of the chat."""

    conversation: IdText
    offer: Count


class Decline(Ask, frozen=True, tag="decline", kw_only=True):
    """Decline offer number `offer` of the chat."""

    conversation: IdText
    offer: Count
    reason: Annotated[str, Meta(max_length=REASON_CHARACTERS_MAX)] = ""


class Claim(Ask, frozen=True, tag="claim", kw_only=True):
    """Take a waiting chat."""

    conversation: IdText


class Assign(Ask, frozen=True, tag="assign", kw_only=True):
    """A supervisor gives the chat to `agent`; `beyond` his capacity only where the organisation allows that."""

    conversation: IdText
    agent: IdText
    beyond: bool = False


class Prioritise(Ask, frozen=True, tag="prioritise", kw_only=True):
    """A supervisor gives a chat that waits another priority; higher goes first."""

    conversation: IdText
    priority: Annotated[int, Meta(ge=PRIORITY_MIN, le=PRIORITY_MAX)]


TransferNote = Annotated[str, Meta(max_length=REASON_CHARACTERS_MAX)]


class TransferTo(Ask, frozen=True, tag="transfer", kw_only=True):
    """Ask `agent` to take the chat over."""

    conversation: IdText
    agent: IdText
    note: TransferNote = ""
    beyond: bool = False


class AcceptTransfer(Ask, frozen=True, tag="accept_transfer", kw_only=True):
    """Take the chat over: accept its transfer number `transfer`."""

    conversation: IdText
    transfer: Count


class DeclineTransfer(Ask, frozen=True, tag="decline_transfer", kw_only=True):
    """Decline transfer number `transfer` of the chat."""

    conversation: IdText
    transfer: Count
    reason: Annotated[str, Meta(max_length=REASON_CHARACTERS_MAX)] = ""


class CancelTransfer(Ask, frozen=True, tag="cancel_transfer", kw_only=True):
    """Take transfer number `transfer` of the chat back."""

    conversation: IdText
    transfer: Count


class Move(Ask, frozen=True, tag="move", kw_only=True):
    """Give the chat to another inbox, where it waits with its age."""

    conversation: IdText
    inbox: IdText
    note: TransferNote = ""


class TakeOver(Ask, frozen=True, tag="take_over", kw_only=True):
    """A supervisor takes the chat himself, whoever has it."""

    conversation: IdText
    beyond: bool = False


class LeaveMessage(Ask, frozen=True, tag="leave_message", kw_only=True):
    """The visitor's verb: wait no longer, be answered at `email`; `body` is a last message, or empty."""

    conversation: IdText
    email: Annotated[str, Meta(max_length=EMAIL_CHARACTERS_MAX)]
    body: MessageText = ""


class Note(Ask, frozen=True, tag="note", kw_only=True):
    """Write an internal note."""

    conversation: IdText
    body: MessageText


class Close(Ask, frozen=True, tag="close", kw_only=True):
    """End the chat. Also the visitor's verb."""

    conversation: IdText


class SetStatus(Ask, frozen=True, tag="status", kw_only=True):
    """Choose a status; for another member only as a supervisor."""

    status: Status
    reason: Annotated[str, Meta(max_length=REASON_CHARACTERS_MAX)] = ""
    member: IdText | None = None


class Return(Ask, frozen=True, tag="return", kw_only=True):
    """ "I am back": ends a hold; for another member only as a supervisor."""

    member: IdText | None = None


AnyAsk = (
    Accept
    | Decline
    | Claim
    | Assign
    | Prioritise
    | TransferTo
    | AcceptTransfer
    | DeclineTransfer
    | CancelTransfer
    | Move
    | TakeOver
    | LeaveMessage
    | Note
    | Close
    | SetStatus
    | Return
)


class Do(ClientFrame, frozen=True, tag="do", kw_only=True):
    """Ask for something to happen. `rid` is the request id; the same `rid` has one effect and one answer."""

    rid: RequestId
    ask: AnyAsk


class Subscribe(ClientFrame, frozen=True, tag="sub", kw_only=True):
    """Follow more streams, each from a position."""

    streams: Annotated[tuple[Position, ...], Meta(max_length=STREAMS_PER_HELLO_MAX)]


class Unsubscribe(ClientFrame, frozen=True, tag="unsub", kw_only=True):
    """Follow these streams no longer."""

    streams: Annotated[tuple[StreamName, ...], Meta(max_length=STREAMS_PER_HELLO_MAX)]


class Mark(ClientFrame, frozen=True, tag="mark", kw_only=True):
    """ "I have read up to here", in the numbering of the stream this viewer follows."""

    conversation: IdText
    seq: Sequence


class Ephemeral(ClientFrame, frozen=True, tag="eph", kw_only=True):
    """A signal that may be lost: typing on or off."""

    conversation: IdText
    typing: bool


class Pong(ClientFrame, frozen=True, tag="pong", kw_only=True):
    """The answer to `ping`."""

    n: Count


class Bye(ClientFrame, frozen=True, tag="bye", kw_only=True):
    """The client leaves on purpose."""


AnyClientFrame = Hello | Send | Do | Subscribe | Unsubscribe | Mark | Ephemeral | Pong | Bye
ErrCode = Literal[
    "malformed", "too_large", "hello_first", "hello_twice", "unknown_stream", "rate_limited", "not_allowed"
]
