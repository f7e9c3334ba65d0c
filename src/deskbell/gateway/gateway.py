"""The gateway as a whole: what its sessions share, and how they come and go.

Owns: the open sessions, and the wiring of hub, resume, attendance, places in the queue, marks and limits.
Never: a frame's meaning (`session.py`), a socket (`socket.py`).
Holds: a session that ends is gone from every table here; after `close` no task of the gateway runs.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from deskbell.floor.commands import AnyCommand
from deskbell.floor.events import MemberChanged
from deskbell.floor.vocabulary import Id, Instant
from deskbell.gateway.asking import Asking
from deskbell.gateway.attendance import Attendance
from deskbell.gateway.connection_log import ConnectionLog
from deskbell.gateway.doors import Doors
from deskbell.gateway.flusher import Flusher
from deskbell.gateway.hub import Hub
from deskbell.gateway.limits import Limits, buckets_of
from deskbell.gateway.marks import Marks
from deskbell.gateway.past import Past
from deskbell.gateway.queue_places import QueuePlaces
from deskbell.gateway.recheck import Recheck
from deskbell.gateway.resume import Resume
from deskbell.gateway.session import Session
from deskbell.gateway.signals import tell_typing
from deskbell.gateway.subscription import Subscription
from deskbell.gateway.surroundings import Outcome, Outlet
from deskbell.gateway.tasks import Tasks
from deskbell.gateway.tickets import Place, Tickets
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import Trouble
from deskbell.ledger import Stored
from deskbell.sequencer import Sequencers
from deskbell.wire import close_codes
from deskbell.wire.client_frames import ErrCode, Position

# How often every session is looked after, and how many of them before others get a turn.
CHECK_SECONDS = 1.0
CHECKED_AT_ONCE = 500

_log = get_logger(__name__)


class Gateway:
    """Fills `Surroundings` for its sessions."""

    def __init__(
        self, hub: Hub, sequencers: Sequencers, database: Database, clock: Clock, limits: Limits | None = None
    ) -> None:
        self.clock = clock
        self.limits = limits or Limits()
        self.tickets = Tickets(clock)
        self.doors = Doors(self.limits)
        self.visitor_messages = buckets_of(self.limits.visitor_messages)
        self.tasks = Tasks()
        self.flusher = Flusher(self.tasks.soon)
        self.is_draining = False
        self._hub = hub
        self.log = ConnectionLog(clock)
        self._asking = Asking(sequencers, self.tasks)
        self._resume = Resume(hub, Past(database), sequencers, clock, self.limits)
        self._marks = Marks(database, hub, self.tasks)
        self._attendance = Attendance(hub, self._asking.submit, self.tasks.later, self.limits)
        QueuePlaces(hub, sequencers, self.tasks)
        self._sessions: dict[Session, None] = {}
        # What each session has asked to follow and was not yet taken up.
        self._asked: dict[Session, list[Sequence[Position]]] = {}
        Recheck(hub, sequencers, self.tasks)
        hub.listen(MemberChanged, self._close_deactivated)

    # ── the life of the gateway ───────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Begin to look after the sessions."""
        self.tasks.start(self._look_after())

    async def close(self) -> None:
        """End every session, write what was gathered, and stop."""
        self.is_draining = True
        for session in list(self._sessions):
            session.close(close_codes.GOING_AWAY)
        await self._marks.write()
        await self.tasks.close()

    @property
    def sessions(self) -> Sequence[Session]:
        """The open sessions."""
        return tuple(self._sessions)

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            now = self.clock.now()
            for place, session in enumerate(self.sessions, 1):
                self._check(session, now)
                if place % CHECKED_AT_ONCE == 0:
                    await asyncio.sleep(0)

    def _check(self, session: Session, now: Instant) -> None:
        try:
            session.check(now)
        except Exception:  # noqa: BLE001  (an edge: whoever cannot be looked after goes, and the others are)
            _log.exception("session_failed", conn=session.id)
            session.close(close_codes.TROUBLE)

    # ── coming and going ──────────────────────────────────────────────────────────────────────────────────────────

    def open(self, place: Place, outlet: Outlet) -> Session:
        """A new session, of which nothing is known yet."""
        session = Session(self, place, outlet)
        self._sessions[session] = None
        self.doors.strangers += 1
        return session

    def admit(self, session: Session) -> int | None:
        """The session has a viewer now. Returns the close code where the viewer has too many sessions."""
        viewer = session.viewer
        assert viewer is not None, "who is admitted has redeemed a ticket"
        if not self.doors.admit(viewer):
            return close_codes.TOO_MANY
        self.doors.strangers -= 1
        self._attendance.came(viewer)
        return None

    def forget(self, session: Session) -> None:
        """The session is over."""
        if session not in self._sessions:
            return
        del self._sessions[session]
        for subscription in session.following.values():
            self._hub.leave(session.organisation, subscription)
        session.following.clear()
        viewer = session.viewer
        if viewer is None:
            self.doors.strangers -= 1
        else:
            self.doors.dismiss(viewer)
            self._attendance.went(viewer)
        self.log.info(
            "session_closed",
            conn=session.id,
            org=viewer.organisation if viewer else "",
            actor=f"{viewer.kind} {viewer.id}" if viewer else "",
            code=session.closed_with,
            dur_ms=self.clock.now() - session.started_at,
            frames_in=session.frames_in,
        )

    def revoke(self, login: Id) -> None:
        """A session of `people` or `contacts` has ended: its sockets end, and its tickets open nothing."""
        self.tickets.revoke(login)
        self._close_where(lambda session: session.viewer is not None and session.viewer.session == login)

    def lose_footing(self, organisation: Id) -> None:
        """The organisation's sequencer died. What it committed last may never have been told: everybody looks."""
        for subscription in tuple(self._hub.everybody(organisation)):
            subscription.suspect()

    def logins(self, used_since: Instant = 0) -> set[Id]:
        """The members' sessions of `people` that have sockets or polls open here, and were used since an instant."""
        viewers = [session.viewer for session in self._sessions if session.acted_at >= used_since]
        return {viewer.session for viewer in viewers if viewer is not None and viewer.kind == "member"}

    def channels(self) -> set[Id]:
        """The channels whose visitors have sockets or polls open here."""
        viewers = [session.viewer for session in self._sessions]
        return {viewer.channel for viewer in viewers if viewer is not None and viewer.kind == "visitor"}

    def close_channel(self, channel: Id) -> None:
        """The channel has stopped for good: its visitors' sockets end."""
        self._close_where(lambda session: session.viewer is not None and session.viewer.channel == channel)

    def _close_deactivated(self, entry: Stored) -> None:
        event = entry.event
        if isinstance(event, MemberChanged) and not event.active:
            self._close_where(lambda session: session.viewer is not None and session.viewer.id == event.member)

    def _close_where(self, concerns: Callable[[Session], bool]) -> None:
        for session in self.sessions:
            if concerns(session):
                session.close(close_codes.REVOKED)

    # ── following streams ─────────────────────────────────────────────────────────────────────────────────────────

    def follow(self, session: Session, positions: Sequence[Position]) -> None:
        """Let the session follow streams from positions; the first time ends in `Session.welcome`."""
        if session in self._asked:
            self._asked[session].append(positions)
        else:
            self._asked[session] = [positions]
            self.tasks.start(self._follow_all(session))

    def unfollow(self, session: Session, stream: str) -> None:
        """Let it follow the stream no longer."""
        asked = self._asked.get(session, [])
        asked[:] = [[position for position in positions if position.id != stream] for positions in asked]
        subscription = session.following.pop(stream, None)
        if subscription is not None:
            self._hub.leave(session.organisation, subscription)

    def refill(self, session: Session, subscription: Subscription) -> None:
        """Read what a subscription missed, then let it go on."""
        self.tasks.start(self._or_close(session, partial(self._resume.refill, session, subscription)))

    async def _follow_all(self, session: Session) -> None:
        try:
            while self._asked[session] and session.closed_with is None:
                await self._or_close(session, partial(self._resume.follow, session, self._asked[session].pop(0)))
        finally:
            del self._asked[session]

    async def _or_close(self, session: Session, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await job()
        except Trouble:
            session.close(close_codes.TROUBLE)
        except BaseException:
            # A bug in what this session follows: it starts anew, and the log says what went wrong.
            session.close(close_codes.TROUBLE)
            raise

    # ── asking and telling ────────────────────────────────────────────────────────────────────────────────────────

    def submit(self, organisation: Id, command: AnyCommand, answer: Callable[[Outcome], None]) -> None:
        """Ask the sequencer; `answer` is called on the loop when it is known."""
        self._asking.submit(organisation, command, answer)

    def mark(self, session: Session, conversation: Id, seq: int) -> None:
        """The viewer has read up to `seq` of his own stream."""
        subscription = session.following.get(session.own_stream(conversation))
        if subscription is not None and subscription.facts is not None:
            self._marks.note(session.organisation, subscription.facts, session.identity, seq)

    def signal(self, session: Session, conversation: Id, *, typing: bool) -> None:
        """Tell the other side that the viewer types, or no longer does."""
        subscription = session.following.get(session.own_stream(conversation))
        if subscription is not None and subscription.facts is not None:
            by = session.identity
            tell_typing(self._hub, session.organisation, by, session, subscription.facts, typing=typing)

    def soon(self, job: Callable[[], None]) -> None:
        """Run a job in the loop's next turn."""
        self.tasks.soon(job)

    def note_mistake(self, session: Session, code: ErrCode, number: str) -> None:
        """A frame could not be taken: one line in the log, if there are not too many already."""
        self.log.info("frame_not_taken", conn=session.id, code=code, id=number)
