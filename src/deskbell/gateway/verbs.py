"""From what a client asks to what the floor is asked.

Owns: the one table from verbs to commands, and the numbers under which a request is asked once only.
Never: an identity from a frame: who asks is the session's viewer.
Holds: the same request makes the same command, digest included, however often it comes.
"""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from deskbell.audience.access import Viewer
from deskbell.floor.authority import not_allowed
from deskbell.floor.commands import (
    AcceptOffer,
    AcceptTransfer,
    AnyCommand,
    AssignChat,
    CancelTransfer,
    ClaimChat,
    CloseChat,
    DeclineOffer,
    DeclineTransfer,
    LeaveMessage,
    MoveChat,
    PostMessage,
    PostNote,
    PrioritiseChat,
    ReleaseHold,
    SetStatus,
    TakeOver,
    TransferChat,
)
from deskbell.floor.refusals import Refusal
from deskbell.floor.vocabulary import Actor, by_member, by_visitor
from deskbell.kit.ids import digest
from deskbell.wire import client_frames as asks

Maker = Callable[[Any, Actor, str, str], AnyCommand]
"""Makes a command of what is asked, who asks, the request id and the digest."""

_encoder = msgspec.json.Encoder(order="deterministic")


def actor_of(viewer: Viewer) -> Actor:
    """Who asks, for the floor."""
    return by_member(viewer.id) if viewer.kind == "member" else by_visitor(viewer.id)


def as_message(actor: Actor, frame: asks.Send) -> PostMessage:
    """The command for a `send`."""
    return PostMessage(
        conversation=frame.conversation,
        by=actor,
        cid=frame.cid,
        digest=digest(frame.body),
        text=frame.body,
        prev=frame.prev or "",
    )


def as_command(actor: Actor, frame: asks.Do) -> AnyCommand | Refusal:
    """The command for a `do`, or why this kind of viewer may not ask it at all."""
    ask = frame.ask
    if actor.kind != "member" and not isinstance(ask, VISITORS_MAY):
        return not_allowed()
    return _MAKERS[type(ask)](ask, actor, frame.rid, digest(_encoder.encode(ask).decode()))


VISITORS_MAY: Final = (asks.Close, asks.LeaveMessage)


def _accept(ask: asks.Accept, by: Actor, cid: str, mark: str) -> AnyCommand:
    return AcceptOffer(conversation=ask.conversation, offer=ask.offer, by=by, cid=cid, digest=mark)


def _decline(ask: asks.Decline, by: Actor, cid: str, mark: str) -> AnyCommand:
    return DeclineOffer(conversation=ask.conversation, offer=ask.offer, reason=ask.reason, by=by, cid=cid, digest=mark)


def _claim(ask: asks.Claim, by: Actor, cid: str, mark: str) -> AnyCommand:
    return ClaimChat(conversation=ask.conversation, by=by, cid=cid, digest=mark)


def _assign(ask: asks.Assign, by: Actor, cid: str, mark: str) -> AnyCommand:
    return AssignChat(conversation=ask.conversation, agent=ask.agent, by=by, beyond=ask.beyond, cid=cid, digest=mark)


def _prioritise(ask: asks.Prioritise, by: Actor, cid: str, mark: str) -> AnyCommand:
    return PrioritiseChat(conversation=ask.conversation, priority=ask.priority, by=by, cid=cid, digest=mark)


def _transfer(ask: asks.TransferTo, by: Actor, cid: str, mark: str) -> AnyCommand:
    return TransferChat(
        conversation=ask.conversation,
        agent=ask.agent,
        by=by,
        note=ask.note,
        beyond=ask.beyond,
        cid=cid,
        digest=mark,
    )


def _accept_transfer(ask: asks.AcceptTransfer, by: Actor, cid: str, mark: str) -> AnyCommand:
    return AcceptTransfer(conversation=ask.conversation, transfer=ask.transfer, by=by, cid=cid, digest=mark)


def _decline_transfer(ask: asks.DeclineTransfer, by: Actor, cid: str, mark: str) -> AnyCommand:
    return DeclineTransfer(
        conversation=ask.conversation, transfer=ask.transfer, by=by, reason=ask.reason, cid=cid, digest=mark
    )


def _cancel_transfer(ask: asks.CancelTransfer, by: Actor, cid: str, mark: str) -> AnyCommand:
    return CancelTransfer(conversation=ask.conversation, transfer=ask.transfer, by=by, cid=cid, digest=mark)


def _move(ask: asks.Move, by: Actor, cid: str, mark: str) -> AnyCommand:
    return MoveChat(conversation=ask.conversation, inbox=ask.inbox, by=by, note=ask.note, cid=cid, digest=mark)


def _take_over(ask: asks.TakeOver, by: Actor, cid: str, mark: str) -> AnyCommand:
    return TakeOver(conversation=ask.conversation, by=by, beyond=ask.beyond, cid=cid, digest=mark)


def _leave_message(ask: asks.LeaveMessage, by: Actor, cid: str, mark: str) -> AnyCommand:
    return LeaveMessage(conversation=ask.conversation, by=by, email=ask.email, text=ask.body, cid=cid, digest=mark)


def _note(ask: asks.Note, by: Actor, cid: str, mark: str) -> AnyCommand:
    return PostNote(conversation=ask.conversation, by=by, cid=cid, digest=mark, text=ask.body)


def _close(ask: asks.Close, by: Actor, cid: str, mark: str) -> AnyCommand:
    return CloseChat(conversation=ask.conversation, by=by, cid=cid, digest=mark)


def _status(ask: asks.SetStatus, by: Actor, _cid: str, _mark: str) -> AnyCommand:
    return SetStatus(member=ask.member or by.id, status=ask.status, by=by, reason=ask.reason)


def _return(ask: asks.Return, by: Actor, _cid: str, _mark: str) -> AnyCommand:
    return ReleaseHold(member=ask.member or by.id, by=by)


_MAKERS: Final[dict[type[asks.Ask], Maker]] = {
    asks.Accept: _accept,
    asks.Decline: _decline,
    asks.Claim: _claim,
    asks.Assign: _assign,
    asks.Prioritise: _prioritise,
    asks.TransferTo: _transfer,
    asks.AcceptTransfer: _accept_transfer,
    asks.DeclineTransfer: _decline_transfer,
    asks.CancelTransfer: _cancel_transfer,
    asks.Move: _move,
    asks.TakeOver: _take_over,
    asks.LeaveMessage: _leave_message,
    asks.Note: _note,
    asks.Close: _close,
    asks.SetStatus: _status,
    asks.Return: _return,
}
