"""Transfers: an agent is asked to take a chat over from its owner (product, section 7).

Owns: asking, answering and cancelling, and every way a transfer ends.
Never: offers from the queue: `offers.py`; another inbox, or a supervisor who takes a chat himself: `moves.py`.
Holds: while a transfer is pending the owner is unchanged (law 11) and a place of the agent asked is taken (law 1). It
    has a number; whoever answers or cancels names it.
"""

from deskbell.floor.authority import find_member, may_see_chat, may_supervise, not_allowed
from deskbell.floor.commands import AcceptTransfer, CancelTransfer, DeclineTransfer, TransferChat
from deskbell.floor.events import AnyEvent, ChatTransferred, TransferAsked, TransferEnded
from deskbell.floor.offers import is_beyond, why_not_hold
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor, Member
from deskbell.floor.vocabulary import Actor, RescindCause, TransferEnding

Decision = list[AnyEvent] | Refusal


def decide_transfer(floor: Floor, command: TransferChat, chat: Chat) -> Decision:
    """The owner or a supervisor asks another agent of the inbox; his capacity is checked now (product, section 7)."""
    asker = find_asker(floor, command.by, chat)
    if isinstance(asker, Refusal):
        return asker
    if chat.state != "active":
        return refuse("chat_not_active", "Nobody has this chat yet: assign it instead.")
    if chat.transfer:
        asked = floor.members[chat.transfer.agent]
        return refuse("transfer_pending", f"{asked.name} is being asked already. Cancel that first.", agent=asked.id)
    member = floor.members.get(command.agent)
    if member is None:
        return refuse("unknown_member", "No such member.", field="agent")
    if member.id == chat.owner:
        return refuse("chat_taken", f"{member.name} has it.", field="agent", agent=member.id)
    refusal = _why_not_ask(floor, chat, member, command)
    return refusal or [_ask(floor, chat, member, asker, command)]


def find_asker(floor: Floor, by: Actor, chat: Chat) -> Member | Refusal:
    """Whoever may give the chat away: its owner, and who supervises."""
    member = find_member(floor, by)
    if member is None or not may_see_chat(floor, member, chat):
        return refuse("unknown_conversation", "No such conversation.")
    if chat.owner != member.id and not may_supervise(floor, by):
        return refuse("not_your_chat", "Only the agent who has the chat or a supervisor can do this.", agent=chat.owner)
    return member


def _why_not_ask(floor: Floor, chat: Chat, member: Member, command: TransferChat) -> Refusal | None:
    if member.active and (member.connection == "gone" or member.status == "offline"):
        return refuse("unavailable", f"{member.name} is offline. Choose another agent.", field="agent", agent=member.id)
    if command.beyond and not may_supervise(floor, command.by):
        return not_allowed()
    return why_not_hold(floor, floor.inboxes[chat.inbox], member, beyond=command.beyond)


def _ask(floor: Floor, chat: Chat, member: Member, asker: Member, command: TransferChat) -> TransferAsked:
    place = floor.index.lowest_free_place(member.id)
    return TransferAsked(
        conversation=chat.id,
        inbox=chat.inbox,
        transfer=chat.transfers_made + 1,
        owner=chat.owner,
        owner_name=floor.members[chat.owner].name,
        agent=member.id,
        agent_name=member.name,
        by=command.by,
        by_name=asker.name,
        note=command.note,
        expires_at=floor.now + floor.inboxes[chat.inbox].rules.offer_seconds * 1000,
        place=place,
        capacity=member.capacity,
        beyond=is_beyond(floor, floor.inboxes[chat.inbox], member),
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        cid=command.cid,
        cid_author=command.by.id if command.cid else "",
        digest=command.digest,
    )


def decide_accept_transfer(floor: Floor, command: AcceptTransfer, chat: Chat) -> Decision:
    """Wins if this transfer is still the open one; too late gets a definite answer."""
    member = find_member(floor, command.by)
    if member is None or not may_see_chat(floor, member, chat):
        return refuse("unknown_conversation", "No such conversation.")
    transfer = chat.transfer
    if transfer is None or transfer.number != command.transfer or transfer.agent != member.id:
        return _too_late(floor, command.by, chat)
    return [
        ChatTransferred(
            conversation=chat.id,
            inbox=chat.inbox,
            transfer=transfer.number,
            released=chat.owner,
            released_name=floor.members[chat.owner].name,
            asked_by=transfer.by,
            agent=member.id,
            agent_name=member.name,
            place=transfer.place,
            capacity=member.capacity,
            waiting_since=chat.waiting_since,
            visitor_name=chat.visitor_name,
            opening=chat.opening,
            cid=command.cid,
            cid_author=command.by.id,
            digest=command.digest,
        )
    ]


def decide_decline_transfer(floor: Floor, command: DeclineTransfer, chat: Chat) -> Decision:
    """The chat stays with its owner, who is told why."""
    member = find_member(floor, command.by)
    if member is None or not may_see_chat(floor, member, chat):
        return refuse("unknown_conversation", "No such conversation.")
    transfer = chat.transfer
    if transfer is None or transfer.number != command.transfer or transfer.agent != member.id:
        return _too_late(floor, command.by, chat)
    return [end_transfer(floor, chat, "declined", reason=command.reason, answers=command)]


def decide_cancel_transfer(floor: Floor, command: CancelTransfer, chat: Chat) -> Decision:
    """The owner, who asked, or a supervisor takes it back while nobody has answered."""
    asker = find_asker(floor, command.by, chat)
    if isinstance(asker, Refusal):
        return asker
    if chat.transfer is None or chat.transfer.number != command.transfer:
        return _too_late(floor, command.by, chat)
    return [end_transfer(floor, chat, "cancelled", answers=command)]


def _too_late(floor: Floor, by: Actor, chat: Chat) -> Refusal:
    if chat.owner and chat.owner == by.id:
        return refuse("you_elsewhere", "You have this chat.", agent=chat.owner)
    if chat.owner:
        has_it = f"{floor.members[chat.owner].name} has the chat."
        return refuse("transfer_ended", f"This transfer has ended. {has_it}", agent=chat.owner)
    return refuse("transfer_ended", "This transfer has ended. The chat is with nobody at the moment.")


def end_transfer(
    floor: Floor,
    chat: Chat,
    ending: TransferEnding,
    *,
    cause: RescindCause | None = None,
    reason: str = "",
    answers: DeclineTransfer | CancelTransfer | None = None,
) -> TransferEnded:
    """The event that ends the chat's open transfer: it stays with its owner, the place of the agent asked is free."""
    transfer = chat.transfer
    assert transfer is not None, "only an open transfer can end (law 2)"
    return TransferEnded(
        conversation=chat.id,
        inbox=chat.inbox,
        transfer=transfer.number,
        owner=chat.owner,
        agent=transfer.agent,
        agent_name=floor.members[transfer.agent].name,
        asked_by=transfer.by,
        ending=ending,
        cause=cause,
        reason=reason,
        cid=answers.cid if answers else "",
        cid_author=answers.by.id if answers and answers.cid else "",
        digest=answers.digest if answers else "",
    )


def withdraw(floor: Floor, chat: Chat, cause: RescindCause) -> list[AnyEvent]:
    """The event that ends the chat's open transfer, if it has one, because of something else."""
    return [end_transfer(floor, chat, "withdrawn", cause=cause)] if chat.transfer else []


def end_transfers_to(
    floor: Floor, member: Member, ending: TransferEnding, cause: RescindCause | None
) -> list[AnyEvent]:
    """The events that end every transfer coming to the member."""
    chats = (floor.chats[chat] for chat in floor.index.held.get(member.id, ()))
    return [
        end_transfer(floor, chat, ending, cause=cause)
        for chat in chats
        if chat.transfer and chat.transfer.agent == member.id
    ]
