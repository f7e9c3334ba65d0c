"""One step of the floor: a command comes in, events come out, and afterwards everything is settled.

Owns: the order decide → evolve → settle, and the once-only rule for request ids.
Never: a rule about a topic: those live in the files this one calls.
Holds: deterministic; a refused command changes nothing; after a step no deadline lies in the past.
"""

from collections.abc import Callable
from typing import Any, Final

from deskbell.floor import (
    admission,
    agents,
    chats,
    commands,
    groups,
    inboxes,
    licences,
    members,
    moves,
    offers,
    overriding,
    priority,
    transfers,
    visitors,
)
from deskbell.floor.commands import AnyCommand, Command
from deskbell.floor.deadlines import lapse_next
from deskbell.floor.events import AnyEvent
from deskbell.floor.evolve import evolve, receipt_key
from deskbell.floor.refusals import Refusal, Repeat, refuse
from deskbell.floor.settle import settle_next
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Id, Instant

Outcome = list[AnyEvent] | Refusal | Repeat


def step(floor: Floor, command: AnyCommand, now: Instant) -> Outcome:
    """Let the floor take one command at `now`. Returns what happened, or why not.

    Time first: only Tick moves the floor's clock, and it opens every batch; other commands happen at the instant of
    the Tick before them. So a deadline that has passed has its effect before anybody asks for anything.
    """
    if isinstance(command, commands.Tick):
        return _tick(floor, now)
    assert now <= floor.now, "Tick(now) opens every batch"
    decision = _decide(floor, command)
    if not isinstance(decision, list):
        return decision
    for event in decision:
        evolve(floor, event, floor.now)
    return [*decision, *_settle(floor)]


def _tick(floor: Floor, now: Instant) -> list[AnyEvent]:
    floor.now = max(floor.now, now)
    events: list[AnyEvent] = []
    while lapsed := lapse_next(floor):
        for event in lapsed:
            evolve(floor, event, floor.now)
        events += [*lapsed, *_settle(floor)]
    return [*events, *_settle(floor)]


def _settle(floor: Floor) -> list[AnyEvent]:
    events: list[AnyEvent] = []
    while floor.index.unsettled and (offered := settle_next(floor)):
        evolve(floor, offered, floor.now)
        events.append(offered)
    return events


def _decide(floor: Floor, command: Command) -> Outcome:
    decide_chat = DECIDE_IN_CHAT.get(type(command))
    if decide_chat is None:
        return DECIDE[type(command)](floor, command)
    in_chat: Any = command
    chat = floor.chats.get(in_chat.conversation)
    if chat is None:
        if isinstance(command, commands.OpenChat):
            return admission.decide_open(floor, command)
        return refuse("unknown_conversation", "No such conversation.")
    if isinstance(command, commands.AttachVisitor | commands.DetachVisitor):
        return decide_chat(floor, command, chat)
    author: Id = in_chat.contact if isinstance(command, commands.OpenChat) else in_chat.by.id
    if in_chat.cid and (known := chat.receipts.get(receipt_key(author, in_chat.cid))) is not None:
        if known != in_chat.digest:
            return refuse("cid_conflict", "This request id was used for something else.", field="cid")
        return Repeat(chat.id, author, in_chat.cid)
    return decide_chat(floor, command, chat)


def _decide_open_again(_floor: Floor, command: commands.OpenChat, _chat: Chat) -> Outcome:
    return refuse("already_open", "A chat is open already.", conversation=command.conversation)


DECIDE_IN_CHAT: Final[dict[type[Command], Callable[..., Outcome]]] = {
    commands.OpenChat: _decide_open_again,
    commands.PostMessage: chats.decide_message,
    commands.PostNote: chats.decide_note,
    commands.CloseChat: chats.decide_close,
    commands.LeaveMessage: visitors.decide_leave_message,
    commands.AttachVisitor: visitors.decide_attach,
    commands.DetachVisitor: visitors.decide_detach,
    commands.AcceptOffer: offers.decide_accept,
    commands.DeclineOffer: offers.decide_decline,
    commands.ClaimChat: offers.decide_claim,
    commands.AssignChat: offers.decide_assign,
    commands.PrioritiseChat: priority.decide_prioritise,
    commands.TransferChat: transfers.decide_transfer,
    commands.AcceptTransfer: transfers.decide_accept_transfer,
    commands.DeclineTransfer: transfers.decide_decline_transfer,
    commands.CancelTransfer: transfers.decide_cancel_transfer,
    commands.MoveChat: moves.decide_move,
    commands.TakeOver: moves.decide_take_over,
}

DECIDE: Final[dict[type[Command], Callable[..., Outcome]]] = {
    commands.AdmitMember: members.decide_admit,
    commands.ChangeMember: members.decide_change,
    commands.AssignLicences: members.decide_licences,
    commands.HandOver: members.decide_hand_over,
    commands.SetStatus: agents.decide_status,
    commands.ReleaseHold: agents.decide_release,
    commands.AttachMember: agents.decide_attach,
    commands.DetachMember: agents.decide_detach,
    commands.SetSeats: licences.decide_seats,
    commands.SetOverriding: overriding.decide_overriding,
    commands.CreateGroup: groups.decide_create,
    commands.ChangeGroup: groups.decide_change,
    commands.DeleteGroup: groups.decide_delete,
    commands.CreateInbox: inboxes.decide_create,
    commands.ChangeInbox: inboxes.decide_change,
    commands.DeleteInbox: inboxes.decide_delete,
}
