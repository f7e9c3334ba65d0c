"""What an inbox does about a customer who stays silent (product, section 8).

Owns: the events of a silence that has lasted too long, and the bounds of the rule.
Never: when that is: `idleness.py`.
Holds: one message for each silence; a chat is closed only if nothing was written in between: entry, message and end are
    one step.
"""

from deskbell.floor.chats import close_chat
from deskbell.floor.events import AnyEvent, ChatIdled, MessagePosted
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import (
    INACTIVITY_CHARACTERS_MAX,
    INACTIVITY_MINUTES_MAX,
    INACTIVITY_MINUTES_MIN,
    SYSTEM,
    Author,
    Inactivity,
)


def lapse_silence(floor: Floor, chat: Chat) -> list[AnyEvent]:
    """What the inbox does about it, in one step: the entry, then the message, then the end."""
    rule = floor.inboxes[chat.inbox].rules.inactivity
    assert rule is not None, "only a rule makes a silence too long"
    events: list[AnyEvent] = [
        ChatIdled(conversation=chat.id, inbox=chat.inbox, minutes=rule.minutes, action=rule.action, agent=chat.owner)
    ]
    # Where the rule was changed since, this silence may have been answered with a message already.
    if rule.action != "close" and not chat.idled:
        events.append(
            MessagePosted(conversation=chat.id, inbox=chat.inbox, author=Author("system", ""), text=rule.message)
        )
    if rule.action != "message":
        events += close_chat(floor, chat, "inactivity", SYSTEM)
    return events


def as_rule(given: Inactivity | None) -> Inactivity | None:
    """The rule as it is kept: the message trimmed, and none where none is sent."""
    if given is None:
        return None
    message = "" if given.action == "close" else given.message.strip()
    return Inactivity(given.minutes, given.action, message, given.basis)


def invalid_rule(rule: Inactivity | None) -> Refusal | None:
    """The bounds of product, section 3."""
    if rule is None:
        return None
    if not INACTIVITY_MINUTES_MIN <= rule.minutes <= INACTIVITY_MINUTES_MAX:
        allowed = f"{INACTIVITY_MINUTES_MIN} to {INACTIVITY_MINUTES_MAX} minutes"
        return refuse(
            "invalid", f"The inactivity duration must be {allowed}.", field="inactivity.minutes", allowed=allowed
        )
    if rule.action != "close" and not 1 <= len(rule.message) <= INACTIVITY_CHARACTERS_MAX:
        allowed = f"1 to {INACTIVITY_CHARACTERS_MAX} characters, not blank"
        return refuse("invalid", f"The message must have {allowed}.", field="inactivity.message", allowed=allowed)
    return None
