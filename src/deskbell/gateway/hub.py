"""The hub: who follows which stream, and telling them (architecture, "Events go round one way").

Owns: the subscriptions of this node, by organisation and stream.
Never: an await, a database, a decision about access: whoever is in here was let in by `resume.py` and is put out by
    `recheck.py`.
Holds: a frame is encoded once for all who follow the stream, and not at all where nobody does.
"""

from collections.abc import Callable, Iterator, Sequence

from deskbell.audience.frames import event_frame
from deskbell.floor.events import ChatAccepted, ChatClaimed, ChatClosed, ChatQueued, Event
from deskbell.floor.vocabulary import Id
from deskbell.gateway.subscription import ConversationFacts, Subscription
from deskbell.kit.logging import get_logger
from deskbell.ledger import Stored

_log = get_logger(__name__)

Followers = dict[Subscription, None]
"""An ordered set: who came first is told first."""


class Hub:
    """All subscriptions."""

    def __init__(self) -> None:
        self._streams: dict[Id, dict[str, Followers]] = {}
        self._facts: dict[Id, ConversationFacts] = {}
        self._listeners: dict[type[Event], list[Callable[[Stored], None]]] = {}
        for kind in _ABOUT_OWNER:
            self.listen(kind, self._follow_owner)

    def listen(self, kind: type[Event], listener: Callable[[Stored], None]) -> None:
        """Call `listener` for every committed event of a kind, between telling of it and telling of the next."""
        self._listeners.setdefault(kind, []).append(listener)

    def join(self, organisation: Id, subscription: Subscription) -> None:
        """From now on the subscription is told of every event in its stream."""
        self._streams.setdefault(organisation, {}).setdefault(subscription.stream, {})[subscription] = None

    def leave(self, organisation: Id, subscription: Subscription) -> None:
        """From now on it is not. Harmless where it left before."""
        streams = self._streams.get(organisation, {})
        followers = streams.get(subscription.stream, {})
        followers.pop(subscription, None)
        if not followers and streams.pop(subscription.stream, None) is not None:
            self._forget_facts(streams, subscription)
        if not streams:
            self._streams.pop(organisation, None)

    def announce(self, stored: Sequence[Stored]) -> None:
        """Tell of committed events, in their order. Called on the loop, right after the commit; never raises."""
        for entry in stored:
            try:
                self._announce(entry)
            except Exception:  # noqa: BLE001  (an edge: what is committed stays so, and who missed it reads it again)
                _log.exception("not_told", org=entry.organisation, seq=entry.seq)

    def _announce(self, entry: Stored) -> None:
        streams = self._streams.get(entry.organisation)
        if streams is not None:
            _tell(streams, entry)
        listeners = self._listeners.get(type(entry.event))
        if listeners is not None:
            for listener in listeners:
                listener(entry)

    def followers(self, organisation: Id, stream: str) -> Sequence[Subscription]:
        """Who follows a stream at the moment."""
        return tuple(self._streams.get(organisation, {}).get(stream, ()))

    def everybody(self, organisation: Id) -> Iterator[Subscription]:
        """All subscriptions of an organisation."""
        for followers in self._streams.get(organisation, {}).values():
            yield from followers

    def share_facts(self, organisation: Id, subscription: Subscription, facts: ConversationFacts) -> None:
        """Attach to a subscription what is known now of its conversation, unless it has left meanwhile."""
        if subscription not in self._streams.get(organisation, {}).get(subscription.stream, {}):
            return
        known = self._facts.setdefault(facts.conversation, facts)
        known.inbox, known.owner, known.owner_name = facts.inbox, facts.owner, facts.owner_name
        known.kept_by = facts.kept_by
        subscription.facts = known

    def _follow_owner(self, entry: Stored) -> None:
        event = entry.event
        facts = self._facts.get(event.conversation) if isinstance(event, _ABOUT_OWNER) else None
        if facts is None:
            return
        if isinstance(event, ChatAccepted | ChatClaimed):
            facts.owner, facts.owner_name = event.agent, event.agent_name
        else:
            facts.owner = facts.owner_name = ""
            if isinstance(event, ChatClosed):
                facts.kept_by = event.agent

    def _forget_facts(self, streams: dict[str, Followers], gone: Subscription) -> None:
        facts = gone.facts
        if facts is None:
            return
        sides = (f"conversation:{facts.conversation}", f"visitor:{facts.conversation}")
        if not any(side in streams for side in sides):
            self._facts.pop(facts.conversation, None)


_ABOUT_OWNER = (ChatAccepted, ChatClaimed, ChatClosed, ChatQueued)


def _tell(streams: dict[str, Followers], entry: Stored) -> None:
    for stream, seq in entry.positions:
        followers = streams.get(stream)
        if followers:
            frame = event_frame(entry.event, stream, seq, entry.at)
            for subscription in followers:
                if not subscription.deliver(seq, frame):
                    subscription.follower.fall_behind()
