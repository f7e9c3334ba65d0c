"""Letting a new chat in (product, section 4).

Owns: the decision whether a visitor's first message opens a chat, and where it waits.
Never: who answers it.
Holds: licences, capacity and presence never stop a visitor; he waits.
"""

from deskbell.floor.chats import invalid_text
from deskbell.floor.commands import OpenChat
from deskbell.floor.events import AnyEvent, ChatOpened, ChatQueued, MessagePosted
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Author

OPENING_CHARACTERS_MAX = 140
"""How much of the first message lists and the offer card show."""


def decide_open(floor: Floor, command: OpenChat) -> list[AnyEvent] | Refusal:
    """A chat opens with its first message and waits in its inbox. One open chat per contact and channel."""
    refusal = invalid_text(command.text)
    if refusal:
        return refusal
    if command.conversation in floor.closed:
        return refuse("chat_closed", "This chat has ended.")
    inbox = floor.inboxes.get(command.inbox)
    if inbox is None:
        return refuse("unknown_inbox", "This chat is not available.", field="inbox")
    for chat_id in floor.index.chats_of.get(command.contact, ()):
        if floor.chats[chat_id].channel == command.channel:
            return refuse("already_open", "A chat is open already.", conversation=chat_id)
    opening = command.text[:OPENING_CHARACTERS_MAX]
    return [
        ChatOpened(
            conversation=command.conversation,
            inbox=inbox.id,
            channel=command.channel,
            contact=command.contact,
            visitor_name=command.visitor_name,
            opening=opening,
            last_agent=command.last_agent,
        ),
        MessagePosted(
            conversation=command.conversation,
            inbox=inbox.id,
            author=Author("visitor", command.contact),
            text=command.text,
            cid=command.cid,
            cid_author=command.contact,
            digest=command.digest,
        ),
        ChatQueued(
            conversation=command.conversation,
            inbox=inbox.id,
            since=floor.now,
            priority=0,
            number=floor.totals.arrivals + 1,
            released="",
            contact=command.contact,
            visitor_name=command.visitor_name,
            opening=opening,
            opened_at=floor.now,
        ),
    ]
