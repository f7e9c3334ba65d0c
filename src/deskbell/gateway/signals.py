"""Signals: typing, shown to the other side and kept nowhere.

Owns: who is shown that somebody types, and under which name.
Never: a number, a row, a command: a signal may be lost.
Holds: a visitor sees the typing of the agent who has his chat and of nobody else, without his id (law 10).
"""

from deskbell.audience.streams import conversation_stream, visitor_stream
from deskbell.floor.vocabulary import Actor, Id
from deskbell.gateway.hub import Hub
from deskbell.gateway.subscription import ConversationFacts, Follower
from deskbell.wire.codec import encode_server_frame
from deskbell.wire.server_frames import Ephemeral

VISITOR = "visitor"
AGENT = "agent"
"""How the agent is called towards the visitor."""


def tell_typing(
    hub: Hub, organisation: Id, by: Actor, sender: Follower, facts: ConversationFacts, *, typing: bool
) -> None:
    """Tell all who follow the conversation, except the sender, that `by` types, or no longer does."""
    staff, visitor = conversation_stream(facts.conversation), visitor_stream(facts.conversation)
    if by.kind == "visitor":
        _tell(hub, organisation, sender, Ephemeral(s=staff, who=VISITOR, typing=typing))
    elif facts.owner == by.id:
        name = facts.owner_name
        _tell(hub, organisation, sender, Ephemeral(s=staff, who=by.id, name=name, typing=typing))
        _tell(hub, organisation, sender, Ephemeral(s=visitor, who=AGENT, name=name, typing=typing))


def tell_read(hub: Hub, organisation: Id, stream: str, who: str, seq: int) -> None:
    """Tell all who follow `stream` that the other side has read up to `seq` of it."""
    _tell(hub, organisation, None, Ephemeral(s=stream, who=who, read=seq))


def _tell(hub: Hub, organisation: Id, sender: Follower | None, signal: Ephemeral) -> None:
    followers = hub.followers(organisation, signal.s)
    if not followers:
        return
    frame = encode_server_frame(signal)
    key = f"{signal.s} {signal.who} {'typing' if signal.read is None else 'read'}"
    for subscription in followers:
        if subscription.follower is not sender and subscription.is_live:
            subscription.follower.push_signal(key, frame)
