"""Accepted chats of an agent who is gone (product, section 6).

Owns: the instant at which such a chat has waited long enough for its agent.
Never: when an agent is gone: that is his lease (`agents.py`).
Holds: the chat goes back to the queue with its old place; where the inbox says so, it stays with him for good.
"""

from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Instant


def find_grace_due(floor: Floor, chat: Chat) -> Instant | None:
    """When the chat goes back to the queue unless its agent returns, or None."""
    inbox = floor.inboxes[chat.inbox]
    grace = inbox.rules.grace_seconds
    owner = floor.members.get(chat.owner)
    if owner is None or owner.connection != "gone" or grace is None:
        return None
    # A grace that was changed while he is gone counts from the change.
    return max(owner.gone_at, inbox.grace_since) + grace * 1000


def remind_of_grace(floor: Floor, chat: Chat) -> None:
    """Look at the chat again when its time has come."""
    due = find_grace_due(floor, chat)
    if due is not None:
        floor.index.remind(due, "grace", chat.id)
