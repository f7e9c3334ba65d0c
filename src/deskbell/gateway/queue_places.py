"""Places in the queue: a waiting visitor is told where he stands and how long it may take (product, section 4).

Owns: when visitors are told, and what each was told last.
Never: the place and the estimate themselves: `floor.estimate`. A number in a stream: this may be lost, and the next one
    says it again.
Holds: who waits is told soon after he came and whenever it has changed; the longer the queue, the longer the pause
    between two looks at it, so that telling costs a bounded share of the loop.
"""

import asyncio
from collections.abc import Iterator
from functools import partial
from weakref import WeakKeyDictionary

from msgspec import Struct

from deskbell.audience.streams import visitor_stream
from deskbell.floor.estimate import pace_of
from deskbell.floor.events import (
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatEvent,
    ChatPrioritised,
    ChatQueued,
    InboxChanged,
    MemberAttached,
    MemberChanged,
    MemberLost,
    MemberStatusChanged,
)
from deskbell.floor.state import Floor, Inbox
from deskbell.floor.vocabulary import Id, Milliseconds
from deskbell.gateway.hub import Hub
from deskbell.gateway.subscription import Subscription
from deskbell.gateway.tasks import Tasks
from deskbell.kit.trouble import Trouble
from deskbell.ledger import Stored
from deskbell.sequencer import Heads, Sequencers
from deskbell.wire.codec import encode_server_frame
from deskbell.wire.server_frames import Queue

PAUSE_SECONDS = 0.3
RETRY_SECONDS = 1.0
CHATS_A_SECOND = 5_000
MINUTE_MS: Milliseconds = 60_000

EVERYWHERE = ""
"""Instead of an inbox: who can take chats has changed, in whichever inboxes."""

_ABOUT_A_QUEUE = (ChatQueued, ChatPrioritised, ChatAccepted, ChatClaimed, ChatClosed)
_ABOUT_AGENTS = (MemberStatusChanged, MemberAttached, MemberLost, MemberChanged, InboxChanged)


class Standing(Struct, frozen=True):
    """Where a chat stands. `estimate_ms` is in whole minutes, so that it does not flicker; None: nobody knows."""

    place: int
    estimate_ms: Milliseconds | None


class QueuePlaces:
    """Watches the hub's events and tells the visitors who follow their chats here."""

    def __init__(self, hub: Hub, sequencers: Sequencers, tasks: Tasks) -> None:
        self._hub = hub
        self._sequencers = sequencers
        self._tasks = tasks
        self._changed: dict[Id, dict[Id, None]] = {}
        self._told: WeakKeyDictionary[Subscription, Standing] = WeakKeyDictionary()
        hub.listen_to_visitors(self._visitor_came, _nothing)
        for kind in _ABOUT_A_QUEUE:
            hub.listen(kind, self._about_a_queue)
        for about_agents in _ABOUT_AGENTS:
            hub.listen(about_agents, self._about_agents)

    def _visitor_came(self, organisation: Id, subscription: Subscription) -> None:
        if subscription.facts:
            self._look_at(organisation, subscription.facts.inbox)

    def _look_at(self, organisation: Id, inbox: Id) -> None:
        if organisation in self._changed:
            self._changed[organisation][inbox] = None
        else:
            self._changed[organisation] = {inbox: None}
            self._tasks.start(self._tell_all(organisation))

    def _about_a_queue(self, entry: Stored) -> None:
        if isinstance(entry.event, ChatEvent):
            self._look_at(entry.organisation, entry.event.inbox)
            # Whoever waits anew is told anew, even where he stands as before.
            for subscription in self._hub.followers(entry.organisation, visitor_stream(entry.event.conversation)):
                self._told.pop(subscription, None)
        if isinstance(entry.event, ChatQueued) and entry.event.moved_from:
            self._look_at(entry.organisation, entry.event.moved_from)

    def _about_agents(self, entry: Stored) -> None:
        self._look_at(entry.organisation, EVERYWHERE)

    async def _tell_all(self, organisation: Id) -> None:
        try:
            while self._changed[organisation]:
                await asyncio.sleep(PAUSE_SECONDS)
                changed, self._changed[organisation] = self._changed[organisation], {}
                try:
                    standings = await self._find(organisation, changed)
                except Trouble:
                    self._changed[organisation] = changed | self._changed[organisation]
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
                for subscription, standing in standings.items():
                    self._tell(subscription, standing)
                    if not subscription.is_live:
                        # His past comes first: what is sent before it would be forgotten with what it belonged to.
                        self._visitor_came(organisation, subscription)
                await asyncio.sleep(len(standings) / CHATS_A_SECOND)
        finally:
            del self._changed[organisation]

    async def _find(self, organisation: Id, inboxes: dict[Id, None]) -> dict[Subscription, Standing]:
        sequencer = await self._sequencers.of(organisation)
        return await sequencer.look(partial(self._look, organisation, inboxes))

    def _look(
        self, organisation: Id, inboxes: dict[Id, None], floor: Floor, _heads: Heads
    ) -> dict[Subscription, Standing]:
        concerned = floor.inboxes if EVERYWHERE in inboxes else inboxes
        known = [floor.inboxes[inbox] for inbox in concerned if inbox in floor.inboxes]
        return {
            subscription: standing
            for inbox in known
            for stream, standing in _standings(floor, inbox)
            for subscription in self._hub.followers(organisation, stream)
        }

    def _tell(self, subscription: Subscription, standing: Standing) -> None:
        if not subscription.is_live or self._told.get(subscription) == standing:
            return
        self._told[subscription] = standing
        frame = Queue(s=subscription.stream, place=standing.place, estimate_ms=standing.estimate_ms)
        subscription.follower.push_signal(f"{subscription.stream} queue", encode_server_frame(frame))


def _nothing(_organisation: Id, _subscription: Subscription) -> None:
    """Who goes is told nothing."""


def _standings(floor: Floor, inbox: Inbox) -> Iterator[tuple[str, Standing]]:
    line = floor.index.line.get(inbox.id, ())
    pace = pace_of(floor, inbox) if line else None
    for place, (_, _, _, chat) in enumerate(line, 1):
        yield visitor_stream(chat), Standing(place, None if pace is None else _whole_minutes(place * pace))


def _whole_minutes(estimate_ms: Milliseconds) -> Milliseconds:
    return -(-estimate_ms // MINUTE_MS) * MINUTE_MS
