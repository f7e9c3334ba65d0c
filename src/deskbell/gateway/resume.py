"""Coming to a stream, or back to it, without a hole (delivery, "The server", 6).

Owns: the order: subscribe and hold back; ask where the stream stands; send what is missing, or the whole view; then
    what was held back; then live.
Never: a decision about access of its own: `audience.access` says it, for each stream, at the same boundary.
Holds: a client that comes back gets every number after its position, once and in order, or is told `resync`.
"""

from collections.abc import Sequence

from msgspec import Struct

from deskbell.audience.access import Viewer, may_follow
from deskbell.audience.frames import event_frame
from deskbell.audience.streams import kind_of, subject_of
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import MESSAGE_CHARACTERS_MAX, Id
from deskbell.gateway.hub import Hub
from deskbell.gateway.limits import Limits
from deskbell.gateway.past import OF_A_CONVERSATION, Past, Place, view_of_floor
from deskbell.gateway.session import Session
from deskbell.gateway.subscription import ConversationFacts, Subscription
from deskbell.kit.clock import Clock
from deskbell.sequencer import Heads, Sequencers
from deskbell.wire.client_frames import Position
from deskbell.wire.codec import as_raw, encode_server_frame
from deskbell.wire.server_frames import Limits as WireLimits
from deskbell.wire.server_frames import Resync, StreamHead, Welcome
from deskbell.wire.views import AnyView


class _Standing(Struct, frozen=True):
    """One stream at the boundary: how far it reaches, and the view where it is needed and the floor has it."""

    subscription: Subscription
    position: Position
    head: int
    view: AnyView | None


class Resume:
    """Lets sessions follow streams."""

    def __init__(self, hub: Hub, past: Past, sequencers: Sequencers, clock: Clock, limits: Limits) -> None:
        self._hub = hub
        self._past = past
        self._sequencers = sequencers
        self._clock = clock
        self._limits = limits

    async def follow(self, session: Session, positions: Sequence[Position]) -> None:
        """Let the session follow streams from positions; those it may not follow are denied.

        Raises what the sequencer and the database raise: then the session has to start anew.
        """
        viewer = session.viewer
        assert viewer is not None, "only a session with a viewer follows anything"
        waiting = {position.id: (position, self._subscribe(session, position.id)) for position in positions}
        epoch, places = await self._past.look_up(viewer.organisation, list(waiting))
        standings = await self._stand(viewer, waiting, places, epoch)
        denied = [stream for stream in waiting if stream not in standings]
        for stream in denied:
            self._unsubscribe(session, waiting[stream][1])
        self._welcome(session, standings, epoch)
        for stream in denied:
            session.deny(stream)
        for standing in standings.values():
            await self._catch_up(session, standing, epoch, places.get(standing.subscription.stream))

    async def refill(self, session: Session, subscription: Subscription) -> None:
        """Read what a live subscription missed, then let it go on."""
        viewer = session.viewer
        assert viewer is not None, "only a session with a viewer follows anything"
        epoch, places = await self._past.look_up(viewer.organisation, [subscription.stream])
        position = Position(id=subscription.stream, epoch=epoch, seq=subscription.last)
        standings = await self._stand(viewer, {subscription.stream: (position, subscription)}, places, epoch)
        for standing in standings.values():
            await self._catch_up(session, standing, epoch, places.get(subscription.stream))

    # ── subscribe, and ask where the streams stand ────────────────────────────────────────────────────────────────

    def _subscribe(self, session: Session, stream: str) -> Subscription:
        known = session.following.get(stream)
        if known is not None:
            self._unsubscribe(session, known)
        subscription = Subscription(session, stream, self._limits.held_frames_max)
        session.following[stream] = subscription
        self._join(session, subscription)
        return subscription

    def _join(self, session: Session, subscription: Subscription) -> None:
        assert session.viewer is not None, "only a session with a viewer follows anything"
        self._hub.join(session.viewer.organisation, subscription)

    def _unsubscribe(self, session: Session, subscription: Subscription) -> None:
        assert session.viewer is not None, "only a session with a viewer follows anything"
        self._hub.leave(session.viewer.organisation, subscription)
        if session.following.get(subscription.stream) is subscription:
            del session.following[subscription.stream]

    async def _stand(
        self,
        viewer: Viewer,
        waiting: dict[str, tuple[Position, Subscription]],
        places: dict[str, Place],
        epoch: str,
    ) -> dict[str, _Standing]:
        """Where the streams stand that the viewer may follow, all at one boundary between two batches."""

        def look(floor: Floor, heads: Heads) -> dict[str, _Standing]:
            found = {}
            for stream, (position, subscription) in waiting.items():
                facts = _facts_of(floor, stream, places.get(stream))
                if not _may_follow(floor, viewer, stream, facts):
                    continue
                if facts is not None:
                    # Here and not later: whatever happens to the conversation next is told to these facts.
                    self._hub.share_facts(viewer.organisation, subscription, facts)
                head = heads(stream)
                view = None if self._is_near(position, head, epoch) else view_of_floor(floor, stream)
                found[stream] = _Standing(subscription, position, head, view)
            return found

        sequencer = await self._sequencers.of(viewer.organisation)
        return await sequencer.look(look)

    def _is_near(self, position: Position, head: int, epoch: str) -> bool:
        """Whether the events after the position are sent, rather than the whole view."""
        gap = head - position.seq
        return position.epoch == epoch and position.seq > 0 and 0 <= gap <= self._limits.replay_events_max

    # ── say welcome, and send the past ────────────────────────────────────────────────────────────────────────────

    def _welcome(self, session: Session, standings: dict[str, _Standing], epoch: str) -> None:
        if session.is_welcome or session.closed_with is not None:
            return
        viewer = session.viewer
        assert viewer is not None, "only a session with a viewer is welcome"
        welcome = Welcome(
            session=session.id,
            me=viewer.id,
            now=self._clock.now(),
            hb=self._limits.heartbeat_ms,
            limits=WireLimits(frame_bytes=self._limits.frame_bytes_max, message_characters=MESSAGE_CHARACTERS_MAX),
            streams=tuple(StreamHead(stream, epoch, standing.head) for stream, standing in standings.items()),
        )
        session.outbox.put_replay([encode_server_frame(welcome)])
        session.welcome()

    async def _catch_up(self, session: Session, standing: _Standing, epoch: str, place: Place | None) -> None:
        subscription = standing.subscription
        head, frames = await self._missing(session, standing, epoch, place)
        # One replay at a time is in memory: what a client costs does not grow with what it has missed.
        await session.outbox.emptied()
        if session.closed_with is None and session.following.get(subscription.stream) is subscription:
            session.outbox.put_replay([*frames, *subscription.caught_up(head)])

    async def _missing(
        self, session: Session, standing: _Standing, epoch: str, place: Place | None
    ) -> tuple[int, list[bytes]]:
        """What the client lacks, and the number up to which it then has everything."""
        viewer = session.viewer
        assert viewer is not None, "only a session with a viewer follows anything"
        stream, position, head = standing.subscription.stream, standing.position, standing.head
        if self._is_near(position, head, epoch):
            frames = await self._events(viewer.organisation, stream, position.seq, head)
            if frames is not None:
                return head, frames
            anew = {stream: (Position(id=stream), standing.subscription)}
            found = await self._stand(viewer, anew, {stream: place} if place else {}, epoch)
            if stream not in found:
                session.lose(standing.subscription)
                return head, []
            standing = found[stream]
        head, view = standing.head, standing.view
        if kind_of(stream) in OF_A_CONVERSATION:
            head, view = await self._past.view(viewer.organisation, stream, place)
        assert view is not None, "the floor has a view of everything that is not a conversation"
        return head, [encode_server_frame(Resync(s=stream, epoch=epoch, head=head, view=as_raw(view)))]

    async def _events(self, organisation: Id, stream: str, after: int, head: int) -> list[bytes] | None:
        """The frames after a number, up to the head; None where they are more than a client is sent at once."""
        if after == head:
            return []
        entries = await self._past.entries(organisation, stream, after, head)
        frames = [event_frame(event, stream, seq, at) for seq, at, event in entries]
        assert len(frames) == head - after, f"{stream} has a hole after {after}"
        return frames if sum(map(len, frames)) <= self._limits.replay_bytes_max else None


def _facts_of(floor: Floor, stream: str, place: Place | None) -> ConversationFacts | None:
    """What is known of the stream's conversation; the floor knows better than the ledger where the chat is open."""
    if kind_of(stream) not in OF_A_CONVERSATION:
        return None
    chat = floor.chats.get(subject_of(stream))
    if chat is None:
        return (
            None
            if place is None
            else ConversationFacts(place.conversation, place.inbox, place.contact, kept_by=place.agent)
        )
    owner = floor.members.get(chat.owner)
    return ConversationFacts(chat.id, chat.inbox, chat.contact, chat.owner, owner.name if owner else "")


def _may_follow(floor: Floor, viewer: Viewer, stream: str, facts: ConversationFacts | None) -> bool:
    if facts is None:
        return may_follow(floor, viewer, stream)
    return may_follow(
        floor,
        viewer,
        stream,
        conversation_inbox=facts.inbox,
        conversation_contact=facts.contact,
        conversation_agent=facts.kept_by,
    )
