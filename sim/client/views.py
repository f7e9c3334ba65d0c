"""What a tab shows of each stream, by the reference reducer.

Owns: the views, and the types of views and bodies by kind of stream.
Never: a position: that is `positions.py`.
Holds: what arrives is decoded strictly; a body that the view cannot take is told as `Broken`.
"""

from typing import Any, Final

import msgspec

from deskbell.audience.reduce import apply
from deskbell.audience.streams import StreamKind, kind_of, subject_of
from deskbell.floor.vocabulary import LICENCES
from deskbell.wire.bodies import BoardBody, Body, MemberBody, StaffBody, TeamBody, VisitorBody
from deskbell.wire.server_frames import Event, Resync
from deskbell.wire.views import (
    ENTRIES_PER_PAGE,
    AnyView,
    BoardView,
    ConversationView,
    MemberView,
    TeamView,
    VisitorView,
)


class Broken(Exception):
    """The view and the body contradict each other."""


_VIEWS: Final[dict[StreamKind, "msgspec.json.Decoder[Any]"]] = {
    "conversation": msgspec.json.Decoder(ConversationView),
    "visitor": msgspec.json.Decoder(VisitorView),
    "board": msgspec.json.Decoder(BoardView),
    "team": msgspec.json.Decoder(TeamView),
    "member": msgspec.json.Decoder(MemberView),
}
_BODIES: Final[dict[StreamKind, "msgspec.json.Decoder[Any]"]] = {
    "conversation": msgspec.json.Decoder(StaffBody),
    "visitor": msgspec.json.Decoder(VisitorBody),
    "board": msgspec.json.Decoder(BoardBody),
    "team": msgspec.json.Decoder(TeamBody),
    "member": msgspec.json.Decoder(MemberBody),
}


class Views:
    """All views of a tab, by stream."""

    def __init__(self) -> None:
        self._views: dict[str, AnyView] = {}

    def find(self, stream: str) -> Any:
        """The view of a stream, None before it came."""
        return self._views.get(stream)

    def forget(self, stream: str) -> None:
        """It is not followed any more."""
        self._views.pop(stream, None)

    def reset(self, frame: Resync) -> list[Body]:
        """Begin anew. Returns the bodies of its entries, where it has any."""
        view: AnyView = _VIEWS[_kind(frame.s)].decode(frame.view)
        self._views[frame.s] = view
        return [entry.body for entry in getattr(view, "entries", ())]

    def apply(self, frame: Event) -> Body:
        """Go on. Raises `Broken`."""
        body: Body = _BODIES[_kind(frame.s)].decode(frame.data)
        view = self._views.get(frame.s)
        try:
            if view is None:
                raise Broken(f"{frame.s} {frame.seq} comes before its view")
            apply(view, frame.seq, frame.at, body)
        except KeyError as missing:
            raise Broken(f"{frame.s} {frame.seq} speaks of {missing}, which the view does not have") from missing
        return body


def empty_view(stream: str) -> AnyView:
    """What is seen of a stream in which nothing has happened."""
    subject = subject_of(stream)
    match _kind(stream):
        case "conversation":
            return ConversationView(conversation=subject, entries=[])
        case "visitor":
            return VisitorView(conversation=subject, entries=[])
        case "board":
            return BoardView(inbox=subject, chats={})
        case "team":
            return TeamView(members={}, inboxes={}, groups={}, seats=dict.fromkeys(LICENCES), overriding=False)
        case "member":
            return MemberView(member=subject, offers={}, chats={}, transfers={}, passing={})


def latest_page(view: AnyView) -> AnyView:
    """The view without what a fresh one does not carry, and without read marks: those are signals, and may be lost."""
    if not isinstance(view, ConversationView | VisitorView):
        return view
    entries: list[Any] = view.entries[-ENTRIES_PER_PAGE:]
    first = entries[0].seq if entries else 1
    if isinstance(view, VisitorView):
        return msgspec.structs.replace(view, entries=entries, first_seq=first, agent_read=0)
    return msgspec.structs.replace(view, entries=entries, first_seq=first, agent_read=0, visitor_read=0)


def _kind(stream: str) -> StreamKind:
    kind = kind_of(stream)
    assert kind is not None, stream
    return kind
