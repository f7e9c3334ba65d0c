"""What is said in a chat, and its end.

Owns: the decisions about messages, notes, and closing.
Never: offers (`offers.py`), opening (`admission.py`).
Holds: only the visitor of a chat and the agent who owns it speak in it; a note is for staff who may see the chat.
"""

from deskbell.floor.authority import find_member, may_see_chat, may_supervise
from deskbell.floor.commands import CloseChat, PostMessage, PostNote
from deskbell.floor.events import AnyEvent, ChatClosed, ChatQueued, MessagePosted, NotePosted
from deskbell.floor.evolve import receipt_key
from deskbell.floor.offers import end_offer
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor
from deskbell.floor.transfers import withdraw
from deskbell.floor.vocabulary import MESSAGE_CHARACTERS_MAX, Actor, Author, CloseReason, QueueCause

Decision = list[AnyEvent] | Refusal


def decide_message(floor: Floor, command: PostMessage, chat: Chat) -> Decision:
    """A message by the visitor of this chat, at any time, or by the agent who owns it."""
    author = _find_speaker(floor, command.by, chat)
    if isinstance(author, Refusal):
        return author
    refusal = invalid_text(command.text)
    if refusal:
        return refusal
    if command.prev and receipt_key(author.id, command.prev) not in chat.receipts:
        return refuse("order", "An earlier message of yours has not arrived yet.", retry=True)
    return [
        MessagePosted(
            conversation=chat.id,
            inbox=chat.inbox,
            author=author,
            text=command.text,
            cid=command.cid,
            cid_author=author.id,
            digest=command.digest,
        )
    ]


def _find_speaker(floor: Floor, by: Actor, chat: Chat) -> Author | Refusal:
    if by.kind == "visitor":
        if by.id != chat.contact:
            return refuse("unknown_conversation", "No such conversation.")
        return Author("visitor", by.id)
    member = find_member(floor, by)
    if member is None or not may_see_chat(floor, member, chat):
        return refuse("unknown_conversation", "No such conversation.")
    if chat.owner != member.id:
        return refuse("not_your_chat", "Only the agent who has the chat can answer in it.", agent=chat.owner)
    return Author("member", member.id, member.name)


def invalid_text(text: str) -> Refusal | None:
    """A message or a note has 1 to MESSAGE_CHARACTERS_MAX characters and is not blank."""
    if len(text) <= MESSAGE_CHARACTERS_MAX and text.strip():
        return None
    allowed = f"1 to {MESSAGE_CHARACTERS_MAX} characters"
    problem = "is blank" if not text.strip() else f"has {len(text)} characters"
    return refuse("invalid", f"The message {problem}; allowed: {allowed}.", field="body", allowed=allowed)


def decide_note(floor: Floor, command: PostNote, chat: Chat) -> Decision:
    """An internal note by anyone of the staff who may see the chat."""
    member = find_member(floor, command.by)
    if member is None or not may_see_chat(floor, member, chat):
        return refuse("unknown_conversation", "No such conversation.")
    refusal = invalid_text(command.text)
    if refusal:
        return refusal
    return [
        NotePosted(
            conversation=chat.id,
            inbox=chat.inbox,
            author=Author("member", member.id, member.name),
            text=command.text,
            cid=command.cid,
            cid_author=member.id,
            digest=command.digest,
        )
    ]


def decide_close(floor: Floor, command: CloseChat, chat: Chat) -> Decision:
    """The visitor, the agent who owns it, or a supervisor ends the chat."""
    if command.by.kind == "visitor":
        if command.by.id != chat.contact:
            return refuse("unknown_conversation", "No such conversation.")
        reason: CloseReason = "visitor" if chat.state == "active" else "abandoned"
        return close_chat(floor, chat, reason, command.by, command.cid, command.digest)
    member = find_member(floor, command.by)
    if member is None or not may_see_chat(floor, member, chat):
        return refuse("unknown_conversation", "No such conversation.")
    if chat.owner != member.id and not may_supervise(floor, command.by):
        return refuse("not_your_chat", "Only the agent who has the chat or a supervisor can end it.", agent=chat.owner)
    return close_chat(floor, chat, "agent", command.by, command.cid, command.digest)


def close_chat(
    floor: Floor, chat: Chat, reason: CloseReason, by: Actor, cid: str = "", digest: str = ""
) -> list[AnyEvent]:
    """The events that end a chat in any state: an open offer is rescinded first, an open transfer withdrawn."""
    rescinded: list[AnyEvent] = [end_offer(floor, chat, "rescinded", cause="chat_closed")] if chat.offer else []
    member = floor.members.get(by.id) if by.kind == "member" else None
    return [
        *rescinded,
        *withdraw(floor, chat, "chat_closed"),
        ChatClosed(
            conversation=chat.id,
            inbox=chat.inbox,
            reason=reason,
            by=by,
            by_name=member.name if member else "",
            agent=chat.owner,
            contact=chat.contact,
            cid=cid,
            cid_author=by.id if cid else "",
            digest=digest,
        ),
    ]


def return_to_queue(floor: Floor, chat: Chat, cause: QueueCause) -> list[AnyEvent]:
    """The chat waits again with its old place, and its owner is released."""
    queued = ChatQueued(
        conversation=chat.id,
        inbox=chat.inbox,
        since=chat.waiting_since,
        priority=chat.priority,
        number=chat.number,
        released=chat.owner,
        contact=chat.contact,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        opened_at=chat.opened_at,
        cause=cause,
        visitor_left=chat.visitor_left,
    )
    return [*withdraw(floor, chat, "owner_gone"), queued]
