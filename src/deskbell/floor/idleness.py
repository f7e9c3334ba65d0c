"""How long a customer has been silent (product, section 8).

Owns: the instant at which the silence in a chat has lasted too long.
Never: a timer: the instant is derived from the state, and `deadlines.py` asks for it. Never what is done then:
    `inactivity.py`.
Holds: the clock runs only in an accepted chat, and never while the customer waits for us (but for the literal reading
    that an inbox can choose).
"""

from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Instant

MINUTE_MS = 60_000


def find_idle_due(floor: Floor, chat: Chat) -> Instant | None:
    """When the silence in the chat will have lasted too long, or None while no clock runs."""
    inbox = floor.inboxes[chat.inbox]
    rule = inbox.rules.inactivity
    if rule is None or chat.state != "active" or (chat.idled and rule.action == "message"):
        return None
    if rule.basis == "customer_message":
        since = chat.visitor_at or chat.accepted_at
    elif chat.awaits_agent:
        return None
    else:
        since = chat.agent_at
    # A timeout that was changed in the middle of a silence counts from the change.
    return max(since, inbox.inactivity_since) + rule.minutes * MINUTE_MS


def remind_of_silence(floor: Floor, chat: Chat) -> None:
    """Look at the chat again when its silence may have lasted too long.

    A message usually moves that instant further away: then the earlier reminder stays, and is renewed when it is met,
    so that a message costs no new deadline.
    """
    due = find_idle_due(floor, chat)
    known = floor.index.idle.get(chat.id)
    if due is not None and (known is None or due < known):
        floor.index.idle[chat.id] = due
        floor.index.remind(due, "idle", chat.id)


def renew_reminder(floor: Floor, chat: Chat, instant: Instant) -> None:
    """The reminder of this instant was met too early, or its clock has stopped."""
    if floor.index.idle.get(chat.id) == instant:
        del floor.index.idle[chat.id]
        remind_of_silence(floor, chat)
