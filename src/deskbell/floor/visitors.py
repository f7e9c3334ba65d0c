"""Visitors who wait: whether they are still there, and what they do instead of waiting (product, section 4).

Owns: the decisions about a visitor's presence and about leaving a message, and when a chat without its visitor is
    given up.
Never: his messages: `chats.py`; his silence in an accepted chat: `idleness.py`.
Holds: a chat is given up only while nobody has accepted it, never before the inbox's time is over, and never while its
    visitor has it before him. So nobody is flooded in the morning with those who left the evening before.
"""

from deskbell.floor.chats import close_chat, invalid_text
from deskbell.floor.commands import AttachVisitor, DetachVisitor, LeaveMessage
from deskbell.floor.events import AnyEvent, MessageLeft, MessagePosted, VisitorLeft, VisitorReturned
from deskbell.floor.offers import somebody_has_it
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import EMAIL_CHARACTERS_MAX, SYSTEM, Author

Decision = list[AnyEvent] | Refusal


def decide_attach(_floor: Floor, _command: AttachVisitor, chat: Chat) -> Decision:
    """He has the chat before him."""
    return [VisitorReturned(conversation=chat.id, inbox=chat.inbox)] if chat.visitor_left else []


def decide_detach(_floor: Floor, _command: DetachVisitor, chat: Chat) -> Decision:
    """His last page is gone."""
    return [] if chat.visitor_left else [VisitorLeft(conversation=chat.id, inbox=chat.inbox)]


def abandon(floor: Floor, chat: Chat) -> list[AnyEvent]:
    """He has been away for as long as the inbox waits."""
    return close_chat(floor, chat, "abandoned", SYSTEM)


def decide_leave_message(floor: Floor, command: LeaveMessage, chat: Chat) -> Decision:
    """While nobody has accepted the chat: it ends, and is answered by e-mail."""
    if command.by.kind != "visitor" or command.by.id != chat.contact:
        return refuse("unknown_conversation", "No such conversation.")
    if chat.state == "active":
        return somebody_has_it(floor, chat)
    email = command.email.strip()
    refusal = _invalid_email(email) or (invalid_text(command.text) if command.text else None)
    if refusal:
        return refusal
    *rescinded, closed = close_chat(floor, chat, "message_left", command.by)
    left = MessageLeft(
        conversation=chat.id,
        inbox=chat.inbox,
        contact=chat.contact,
        email=email,
        cid=command.cid,
        cid_author=command.by.id if command.cid else "",
        digest=command.digest,
    )
    return [*rescinded, *_last_words(chat, command), left, closed]


def _last_words(chat: Chat, command: LeaveMessage) -> list[AnyEvent]:
    if not command.text:
        return []
    author = Author("visitor", command.by.id)
    return [MessagePosted(conversation=chat.id, inbox=chat.inbox, author=author, text=command.text)]


def _invalid_email(email: str) -> Refusal | None:
    """Only what could not possibly be answered: whether there is such an address, the answer will show."""
    name, _, host = email.rpartition("@")
    is_one_word = email.isprintable() and not any(character.isspace() for character in email)
    if name and "." in host.strip(".") and is_one_word and len(email) <= EMAIL_CHARACTERS_MAX:
        return None
    allowed = f"an address such as name@example.org, up to {EMAIL_CHARACTERS_MAX} characters"
    return refuse("invalid", "This is not an e-mail address.", field="email", allowed=allowed)
