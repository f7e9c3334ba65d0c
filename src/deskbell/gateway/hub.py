"""The hub: who follows which stream, and telling them (architecture, "Events go round one way").

Owns: the subscriptions of this node, by organisation and stream.
Never: an await, a database, a decision about access: whoever is in here was let in by `resume.py` and is put out by
    `recheck.py`.
Holds: a frame is encoded once for all who follow the stream, and not at all where nobody does.
"""

from collections.abc import Callable, Iterator, Sequence

from deskbell.audience.frames import event_frame
from deskbell.audience.streams import kind_of
from deskbell.floor.events import ChatAccepted, ChatClaimed, ChatClosed, ChatQueued, ChatTransferred, Event
from deskbell.floor.vocabulary import Id
from deskbell.gateway.subscription import ConversationFacts, Subscription
from deskbell.kit.logging import get_logger
from deskbell.ledger import Stored

_log = get_logger(__name__)

Followers = dict[Subscription, None]
"""An ordered set: who came first is told first."""

OfVisitor = Callable[[Id, Subscription], None]
"""Called with the organisation and the visitor's subscription to his chat."""


class Hub:
    """All subscriptions."""

    def __init__(self) -> None:
        self._streams: dict[Id, dict[str, Followers]] = {}
        self._facts: dict[Id, ConversationFacts] = {}
        self._listeners: dict[type[Event], list[Callable[[Stored], None]]] = {}
        self._visitor_listeners: list[tuple[OfVisitor, OfVisitor]] = []
        for kind in _ABOUT_OWNER:
            self.listen(kind, self._follow_owner)

    def listen(self, kind: type[Event], listener: Callable[[Stored], None]) -> None:
        """Call `listener` for every committed event of a kind, between telling of it and telling of the next."""
        self._listeners.setdefault(kind, []).append(listener)

    def listen_to_visitors(self, came: OfVisitor, went: OfVisitor) -> None:
        """Call `came` when a visitor has been let into his chat, and `went` when he follows it no longer."""
        self._visitor_listeners.append((came, went))

    def join(self, organisation: Id, subscription: Subscription) -> None:
        """From now on the subscription is told of every event in its stream."""
        self._streams.setdefault(organisation, {}).setdefault(subscription.stream, {})[subscription] = None
        self._tell_of_visitor(organisation, subscription, came=True)

    def leave(self, organisation: Id, subscription: Subscription) -> None:
        """From now on it is not. Harmless where it left before."""
        streams = self._streams.get(organisation, {})
        followers = streams.get(subscription.stream, {})
        if subscription in followers:
            del followers[subscription]
            self._tell_of_visitor(organisation, subscription, came=False)
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
        is_new = subscription.facts is None
        subscription.facts = known
        if is_new:
            self._tell_of_visitor(organisation, subscription, came=True)

    def _tell_of_visitor(self, organisation: Id, subscription: Subscription, *, came: bool) -> None:
        """Only of one who has been let in: before that he may be anybody."""
        if subscription.facts is None or kind_of(subscription.stream) != "visitor":
            return
        for has_come, has_gone in self._visitor_listeners:
            (has_come if came else has_gone)(organisation, subscription)

    def _follow_owner(self, entry: Stored) -> None:
        event = entry.event
        facts = self._facts.get(event.conversation) if isinstance(event, _ABOUT_OWNER) else None
        if facts is None:
            return
        if isinstance(event, ChatQueued):
            facts.inbox = event.inbox
        if isinstance(event, ChatAccepted | ChatClaimed | ChatTransferred):
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


_ABOUT_OWNER = (ChatAccepted, ChatClaimed, ChatTransferred, ChatClosed, ChatQueued)


def _tell(streams: dict[str, Followers], entry: Stored) -> None:
    for stream, seq in entry.positions:
        followers = streams.get(stream)
        if followers:
            frame = event_frame(entry.event, stream, seq, entry.at)
            for subscription in followers:
                if not subscription.deliver(seq, frame):
                    subscription.follower.fall_behind()
