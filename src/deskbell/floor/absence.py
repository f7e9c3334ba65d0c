"""How long a chat waits on without its visitor.

Owns: the instant at which such a chat has waited long enough.
Never: what is done then: `visitors.py`; when a visitor is away: his pages say so (gateway).
Holds: derived from the state, like every deadline (law 6). It counts from when he left, or from when the chat began to
    wait again, or from when the rule was changed, whichever came last.
"""

from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Instant

MINUTE_MS = 60_000


def find_abandon_due(floor: Floor, chat: Chat) -> Instant | None:
    """When the chat is given up unless its visitor returns or an agent accepts it, or None."""
    inbox = floor.inboxes[chat.inbox]
    minutes = inbox.rules.abandon_minutes
    if not chat.visitor_left or chat.state not in ("waiting", "offered") or minutes is None:
        return None
    return max(chat.visitor_left, chat.queued_at, inbox.abandon_since) + minutes * MINUTE_MS


def remind_of_absence(floor: Floor, chat: Chat) -> None:
    """Look at the chat again when its time has come."""
    due = find_abandon_due(floor, chat)
    if due is not None:
        floor.index.remind(due, "abandon", chat.id)
