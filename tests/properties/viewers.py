"""Viewers who know nothing but what was sent to them, and the views that the server would give now."""

from typing import Any

import msgspec

from deskbell.audience.frames import event_frame
from deskbell.audience.reduce import apply
from deskbell.audience.streams import StreamKind, kind_of, subject_of
from deskbell.audience.views import view_board, view_conversation, view_member, view_team, view_visitor
from deskbell.wire.bodies import BoardBody, MemberBody, StaffBody, TeamBody, VisitorBody
from deskbell.wire.server_frames import Event
from deskbell.wire.views import (
    ENTRIES_PER_PAGE,
    AnyView,
    ConversationView,
    VisitorView,
)
from tests.floor_world import Entry, World

BODIES: dict[StreamKind, Any] = {
    "conversation": StaffBody,
    "visitor": VisitorBody,
    "board": BoardBody,
    "team": TeamBody,
    "member": MemberBody,
}
_FRAME = msgspec.json.Decoder(Event)
_BODY = {kind: msgspec.json.Decoder(body) for kind, body in BODIES.items()}


def kind(stream: str) -> StreamKind:
    """The kind of a stream that exists."""
    found = kind_of(stream)
    assert found is not None, stream
    return found


def fresh_view(world: World, stream: str, upto: int | None = None) -> AnyView:
    """What the server gives to somebody who comes now; of a chat also as it was at number `upto`."""
    subject = subject_of(stream)
    match kind(stream):
        case "conversation":
            return view_conversation(subject, world.streams.get(stream, [])[:upto])
        case "visitor":
            return view_visitor(subject, world.streams.get(stream, [])[:upto])
        case "board":
            return view_board(world.floor, subject)
        case "team":
            return view_team(world.floor)
        case "member":
            return view_member(world.floor, subject)


def frame_of(stream: str, entry: Entry) -> bytes:
    """The bytes sent for an entry."""
    seq, at, event = entry
    return event_frame(event, stream, seq, at)


def follow(view: AnyView, frame: bytes) -> None:
    """Do what a client does with an `ev` frame, strictly: every field of the body must be known."""
    event = _FRAME.decode(frame)
    body = _BODY[kind(event.s)].decode(event.data)
    assert msgspec.to_builtins(body)["type"] == event.type
    apply(view, event.seq, event.at, body)


def over_the_wire(view: AnyView) -> AnyView:
    """The view as it arrives at a client."""
    arrived: AnyView = msgspec.json.decode(msgspec.json.encode(view), type=type(view), strict=True)
    return arrived


def latest_page(view: AnyView) -> AnyView:
    """The view without the entries that a fresh one no longer carries; a client keeps them."""
    if isinstance(view, ConversationView | VisitorView) and len(view.entries) > ENTRIES_PER_PAGE:
        view = msgspec.structs.replace(view, entries=view.entries[-ENTRIES_PER_PAGE:])
        view.first_seq = view.entries[0].seq
    return view
