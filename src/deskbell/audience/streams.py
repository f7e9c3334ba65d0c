"""Which streams an event belongs to.

Owns: the names of streams, and for each kind of event the streams in which it gets a number.
Never: a look at the floor: the event names everyone it touches (law 13).
Holds: a visitor's stream has numbers for messages, for who joins and leaves, for the start and the end, and for nothing
else (law 10); `bodies.py` has no words for anything else either.
"""

from collections.abc import Callable
from typing import Any, Final, Literal

from deskbell.floor import events as happened
from deskbell.floor.events import AnyEvent, ChatEvent, Event
from deskbell.floor.vocabulary import Id

StreamKind = Literal["conversation", "visitor", "board", "team", "member"]
Streams = tuple[str, ...]

_KINDS: Final[dict[str, StreamKind]] = {
    "conversation": "conversation",
    "visitor": "visitor",
    "board": "board",
    "member": "member",
}

TEAM: Final = "board:team"
"""Everybody and every inbox of the organisation; all other boards are of one inbox."""


def streams_of(event: AnyEvent) -> Streams:
    """Every stream in which the event gets a number, each once. A function of the event alone."""
    return _STREAMS_OF[type(event)](event)


def conversation_stream(conversation: Id) -> str:
    """A chat's log as staff sees it."""
    return f"conversation:{conversation}"


def visitor_stream(conversation: Id) -> str:
    """A chat as its visitor sees it."""
    return f"visitor:{conversation}"


def board_stream(inbox: Id) -> str:
    """The open chats of an inbox."""
    return f"board:{inbox}"


def member_stream(member: Id) -> str:
    """What is on a member's own plate."""
    return f"member:{member}"


def kind_of(stream: str) -> StreamKind | None:
    """The kind of a stream by its name, or None where there is no such kind."""
    return "team" if stream == TEAM else _KINDS.get(stream.partition(":")[0])


def subject_of(stream: str) -> Id:
    """Whose stream it is: the id of a conversation, an inbox or a member."""
    return stream.partition(":")[2]


def _of_log(event: ChatEvent) -> Streams:
    return (conversation_stream(event.conversation),)


def _of_log_and_visitor(event: ChatEvent) -> Streams:
    return (conversation_stream(event.conversation), visitor_stream(event.conversation))


def _of_queueing(event: happened.ChatQueued) -> Streams:
    shared: Streams = (conversation_stream(event.conversation), board_stream(event.inbox))
    if event.moved_from:
        shared = (*shared, board_stream(event.moved_from))
    if not event.released:
        return shared
    return (*shared, visitor_stream(event.conversation), member_stream(event.released))


def _of_offer(event: happened.ChatOffered) -> Streams:
    return (
        conversation_stream(event.conversation),
        board_stream(event.inbox),
        member_stream(event.agent),
    )


def _of_ended_offer(event: happened.OfferEnded) -> Streams:
    shared = (
        conversation_stream(event.conversation),
        board_stream(event.inbox),
        member_stream(event.agent),
    )
    if event.assigned_by and event.assigned_by != event.agent:
        return (*shared, member_stream(event.assigned_by))
    return shared


def _of_taking(event: happened.ChatAccepted | happened.ChatClaimed) -> Streams:
    return (*_of_log_and_visitor(event), board_stream(event.inbox), member_stream(event.agent))


def _of_log_and_board(event: ChatEvent) -> Streams:
    return (conversation_stream(event.conversation), board_stream(event.inbox))


def _of_transfer(event: happened.TransferAsked) -> Streams:
    return (*_of_log_and_board(event), member_stream(event.agent), member_stream(event.owner))


def _of_ended_transfer(event: happened.TransferEnded) -> Streams:
    told = dict.fromkeys((event.agent, event.owner, event.asked_by))
    return (*_of_log_and_board(event), *map(member_stream, told))


def _of_transferred(event: happened.ChatTransferred) -> Streams:
    told = dict.fromkeys((event.agent, event.released, event.asked_by))
    return (*_of_log_and_visitor(event), board_stream(event.inbox), *map(member_stream, told))


def _of_closing(event: happened.ChatClosed) -> Streams:
    shared = (*_of_log_and_visitor(event), board_stream(event.inbox))
    return (*shared, member_stream(event.agent)) if event.agent else shared


def _of_team(_event: Event) -> Streams:
    return (TEAM,)


_STREAMS_OF: Final[dict[type[Event], Callable[[Any], Streams]]] = {
    happened.ChatOpened: _of_log_and_visitor,
    happened.ChatQueued: _of_queueing,
    happened.MessagePosted: _of_log_and_visitor,
    happened.NotePosted: _of_log,
    happened.ChatIdled: _of_log,
    happened.ChatClosed: _of_closing,
    happened.ChatOffered: _of_offer,
    happened.ChatAccepted: _of_taking,
    happened.ChatClaimed: _of_taking,
    happened.OfferEnded: _of_ended_offer,
    happened.RoundBegan: _of_log_and_board,
    happened.ChatPrioritised: _of_log_and_board,
    happened.TransferAsked: _of_transfer,
    happened.TransferEnded: _of_ended_transfer,
    happened.ChatTransferred: _of_transferred,
    happened.VisitorLeft: _of_log_and_board,
    happened.VisitorReturned: _of_log_and_board,
    happened.MessageLeft: _of_log,
    happened.MemberAdmitted: _of_team,
    happened.MemberChanged: _of_team,
    happened.MemberStatusChanged: _of_team,
    happened.MemberAttached: _of_team,
    happened.MemberDetached: _of_team,
    happened.MemberLost: _of_team,
    happened.MemberHeld: _of_team,
    happened.MemberReleased: _of_team,
    happened.InboxCreated: _of_team,
    happened.InboxChanged: _of_team,
    happened.InboxDeleted: _of_team,
    happened.SeatsSet: _of_team,
    happened.OverridingSet: _of_team,
    happened.GroupCreated: _of_team,
    happened.GroupChanged: _of_team,
    happened.GroupDeleted: _of_team,
}
