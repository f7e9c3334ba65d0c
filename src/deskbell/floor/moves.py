"""Moves: a chat goes to another inbox, or to a supervisor who takes it himself (product, sections 7 and 11).

Owns: these two decisions, from every state a chat can be in.
Never: asking a colleague first: `transfers.py`.
Holds: what was under way with the chat, an offer or a transfer, is ended in the same step. In its new inbox it keeps
    its age; who gave it away stands aside there for a while, so that it does not come straight back to him.
"""

from deskbell.floor.authority import find_member, may_supervise, not_allowed, serves
from deskbell.floor.commands import MoveChat, TakeOver
from deskbell.floor.events import AnyEvent, ChatQueued, ChatTransferred
from deskbell.floor.offers import claim, end_offer, is_beyond, somebody_has_it, why_not_hold
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor, Inbox, Member
from deskbell.floor.transfers import find_asker, withdraw
from deskbell.floor.vocabulary import Instant, RescindCause

Decision = list[AnyEvent] | Refusal


def decide_move(floor: Floor, command: MoveChat, chat: Chat) -> Decision:
    """The owner is released, and the chat waits there under that inbox's rules."""
    asker = find_asker(floor, command.by, chat)
    if isinstance(asker, Refusal):
        return asker
    inbox = floor.inboxes.get(command.inbox)
    if inbox is None:
        return refuse("unknown_inbox", "No such inbox.", field="inbox")
    if inbox.id == chat.inbox:
        return refuse("invalid", f"It is in {inbox.rules.name} already.", field="inbox", allowed="another inbox")
    return [*_end_what_runs(floor, chat, "moved"), _queue_in(floor, chat, inbox, asker, command)]


def _queue_in(floor: Floor, chat: Chat, inbox: Inbox, asker: Member, command: MoveChat) -> ChatQueued:
    return ChatQueued(
        conversation=chat.id,
        inbox=inbox.id,
        since=chat.waiting_since,
        priority=chat.priority,
        number=chat.number,
        released=chat.owner,
        contact=chat.contact,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        opened_at=chat.opened_at,
        cause="moved",
        visitor_left=chat.visitor_left,
        moved_from=chat.inbox,
        by=command.by,
        by_name=asker.name,
        note=command.note,
        retry_at=_stands_aside_until(floor, chat, inbox),
        cid=command.cid,
        cid_author=command.by.id if command.cid else "",
        digest=command.digest,
    )


def _stands_aside_until(floor: Floor, chat: Chat, inbox: Inbox) -> Instant | None:
    """Who had it is asked again only after the back-off, like who declined it (routing, "Auto", 6)."""
    return floor.now + inbox.rules.offer_seconds * 1000 if serves(floor, chat.owner, inbox.id) else None


def decide_take_over(floor: Floor, command: TakeOver, chat: Chat) -> Decision:
    """A supervisor who is an agent of the inbox takes the chat, whoever has it or is asked for it."""
    member = find_member(floor, command.by)
    if member is None or not may_supervise(floor, command.by):
        return not_allowed()
    if member.connection == "gone":
        return refuse("unavailable", "You are not connected.", agent=member.id)
    if chat.holder == member.id:
        return somebody_has_it(floor, chat)
    if chat.transfer and chat.transfer.agent == member.id:
        return refuse("transfer_pending", "You are being asked to take this chat over: accept that.", agent=member.id)
    refusal = why_not_hold(floor, floor.inboxes[chat.inbox], member, beyond=command.beyond)
    return refusal or [*_end_what_runs(floor, chat, "taken_over"), _take(floor, chat, member, command)]


def _take(floor: Floor, chat: Chat, member: Member, command: TakeOver) -> AnyEvent:
    if not chat.owner:
        return claim(floor, chat, member, command.cid, command.digest)
    return ChatTransferred(
        conversation=chat.id,
        inbox=chat.inbox,
        transfer=0,
        released=chat.owner,
        released_name=floor.members[chat.owner].name,
        asked_by=member.id,
        agent=member.id,
        agent_name=member.name,
        place=floor.index.lowest_free_place(member.id),
        capacity=member.capacity,
        beyond=is_beyond(floor, floor.inboxes[chat.inbox], member),
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        cid=command.cid,
        cid_author=member.id,
        digest=command.digest,
    )


def _end_what_runs(floor: Floor, chat: Chat, cause: RescindCause) -> list[AnyEvent]:
    offers: list[AnyEvent] = [end_offer(floor, chat, "rescinded", cause=cause)] if chat.offer else []
    return [*offers, *withdraw(floor, chat, cause)]
