"""A session: one client from hello to the end, over a socket or by long polling; it knows nothing of either.

Owns: who the client is, what it follows, what it may still do, and the answer to each of its frames.
Never: an await on the way of a frame: what takes time is handed on, and the answer comes into the outbox.
Holds: whatever a client sends, the answer is a frame or a close code, and nobody else notices.
"""

import random
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from deskbell.audience.access import Viewer
from deskbell.audience.streams import conversation_stream, visitor_stream
from deskbell.floor.commands import AnyCommand
from deskbell.floor.refusals import Refusal
from deskbell.floor.vocabulary import Actor, Id, Instant
from deskbell.gateway import answers
from deskbell.gateway.outbox import Outbox
from deskbell.gateway.subscription import Subscription
from deskbell.gateway.surroundings import Outcome, Outlet, Surroundings
from deskbell.gateway.tickets import Place
from deskbell.gateway.verbs import actor_of, as_command, as_message
from deskbell.kit.ids import new_id
from deskbell.kit.token_bucket import TokenBucket
from deskbell.wire import PROTOCOL_VERSION, close_codes
from deskbell.wire import client_frames as frames
from deskbell.wire.codec import WireError, decode_client_frame, encode_server_frame
from deskbell.wire.server_frames import Err, Ping

NORMAL: Final = 1000
"""The close code of the standard for "we are done"."""


class Session:
    """One client. Its outlet is told once, with the close code, when the session is over."""

    __slots__ = (
        "_early",
        "_frames",
        "_idle_ms",
        "_outlet",
        "_ping",
        "_pinged_at",
        "_refused",
        "_signals",
        "_surroundings",
        "acted_at",
        "actor",
        "closed_with",
        "following",
        "frames_in",
        "heard_at",
        "id",
        "network",
        "outbox",
        "place",
        "ready",
        "started_at",
        "viewer",
    )

    def __init__(self, surroundings: Surroundings, place: Place, outlet: Outlet) -> None:
        limits = surroundings.limits
        self._surroundings = surroundings
        self._outlet = outlet
        self.id = new_id()
        self.place = place
        self.viewer: Viewer | None = None
        self.actor: Actor | None = None
        self.outbox = Outbox(limits.outbox_frames_max, limits.outbox_bytes_max, outlet.wake)
        self.following: dict[str, Subscription] = {}
        self.closed_with: int | None = None
        # Until `welcome` was put, frames wait here: a client may write before it has read the welcome.
        self._early: list[frames.AnyClientFrame] | None = []
        self._frames = TokenBucket(limits.frames.per_second, limits.frames.burst)
        self._signals: TokenBucket | None = None
        self._refused = 0
        self._ping = 0
        self.frames_in = 0
        self.started_at: Instant = surroundings.clock.now()
        self.heard_at: Instant = self.started_at
        # When a person last did something here, as far as frames can tell; a heartbeat is nobody's doing.
        self.acted_at: Instant = self.started_at
        self._pinged_at: Instant = 0
        # Spread, so that those who came together are not asked together.
        self._idle_ms = int(limits.heartbeat_ms * random.uniform(0.8, 1.2))  # noqa: S311

    # ── from the client ───────────────────────────────────────────────────────────────────────────────────────────

    def receive(self, data: bytes | str) -> None:
        """One frame of the client. Returns at once; never raises for anything that a client can send."""
        if self.closed_with is not None:
            return
        now = self.heard_at = self._surroundings.clock.now()
        self._pinged_at = 0
        self.frames_in += 1
        frame = decode_client_frame(data)
        wait_ms = self._frames.take(now)
        if wait_ms:
            self._limit(frame, wait_ms)
        elif isinstance(frame, WireError):
            self._err(frame.code)
        else:
            self._take(frame)

    def _take(self, frame: frames.AnyClientFrame) -> None:
        if self.viewer is None:
            if isinstance(frame, frames.Hello):
                self._greet(frame)
            elif not isinstance(frame, frames.Bye):
                self._err("hello_first")
        elif self._early is not None and not isinstance(frame, frames.Hello):
            self._early.append(frame)
        else:
            if not isinstance(frame, frames.Pong):
                self.acted_at = self.heard_at
            _TAKE[type(frame)](self, frame)

    def _greet(self, hello: frames.Hello) -> None:
        if hello.v != PROTOCOL_VERSION:
            self.close(close_codes.PROTOCOL)
            return
        viewer = self._surroundings.tickets.redeem(hello.ticket, self.place)
        if viewer is None:
            self.close(close_codes.BAD_TICKET)
            return
        self.viewer = viewer
        self.actor = actor_of(viewer)
        refused_with = self._surroundings.admit(self)
        if refused_with is not None:
            self.viewer = None
            self.close(refused_with)
            return
        self._surroundings.follow(self, hello.streams)

    def _greet_again(self, _frame: frames.Hello) -> None:
        self._err("hello_twice")

    def _send(self, frame: frames.Send) -> None:
        actor = self.identity
        if actor.kind == "visitor":
            wait_ms = self._surroundings.visitor_messages.take(actor.id, self.heard_at)
            if wait_ms:
                self._reply(answers.limited(frame.cid, wait_ms))
                return
        self._submit(as_message(actor, frame), frame.cid, frame.conversation)

    def _do(self, frame: frames.Do) -> None:
        command = as_command(self.identity, frame)
        if isinstance(command, Refusal):
            self._reply(answers.refuse(frame.rid, command, to_staff=False))
        else:
            self._submit(command, frame.rid, getattr(frame.ask, "conversation", ""))

    def _submit(self, command: AnyCommand, request: str, conversation: Id) -> None:
        stream = self.own_stream(conversation) if conversation else ""
        self._surroundings.submit(self.organisation, command, partial(self._answer, request, stream))

    def _answer(self, request: str, stream: str, outcome: Outcome) -> None:
        if outcome is None:
            self._reply(answers.interrupted(request))
            return
        to_staff = self.identity.kind == "member"
        self._reply(answers.answer(outcome, request, stream, self.heard_at, to_staff=to_staff))

    def _subscribe(self, frame: frames.Subscribe) -> None:
        wanted = {position.id for position in frame.streams} | self.following.keys()
        if len(wanted) > self._surroundings.limits.streams_per_session_max:
            self._err("not_allowed")
        else:
            self._surroundings.follow(self, frame.streams)

    def _unsubscribe(self, frame: frames.Unsubscribe) -> None:
        for stream in frame.streams:
            self._surroundings.unfollow(self, stream)

    def _mark(self, frame: frames.Mark) -> None:
        if self.own_stream(frame.conversation) in self.following:
            self._surroundings.mark(self, frame.conversation, frame.seq)

    def _signal(self, frame: frames.Ephemeral) -> None:
        if self._signals_allowed() and self.own_stream(frame.conversation) in self.following:
            self._surroundings.signal(self, frame.conversation, typing=frame.typing)

    def _pong(self, _frame: frames.Pong) -> None:
        """That it came is all there is to know; `receive` has noted it."""

    def _bye(self, _frame: frames.Bye) -> None:
        self.close(NORMAL)

    # ── to the client ─────────────────────────────────────────────────────────────────────────────────────────────

    def push(self, frame: bytes) -> bool:
        """Put a frame into the outbox; False where the client is too slow for it."""
        if self.closed_with is not None or self.outbox.put(frame):
            return True
        # Much at once is not slowness: a batch may be hundreds of frames for somebody who looks at everything.
        return self._outlet.relieve()

    def fall_behind(self) -> None:
        """The client is too slow: in a moment it has to resume."""
        self._surroundings.soon(partial(self.close, close_codes.SLOW_READER))

    def _reply(self, frame: bytes) -> None:
        if not self.push(frame):
            self.fall_behind()

    def push_signal(self, key: str, frame: bytes) -> None:
        """Put a signal into the outbox, or lose it."""
        if self.closed_with is None:
            self.outbox.put_signal(key, frame)

    def miss(self, subscription: Subscription) -> None:
        """Numbers of a stream are missing: they are read from the ledger."""
        self._surroundings.refill(self, subscription)

    @property
    def is_welcome(self) -> bool:
        """Whether the client was told so already."""
        return self._early is None

    def lose(self, subscription: Subscription) -> None:
        """The viewer may no longer follow the stream: he is told so, and nothing more of it."""
        if self.following.get(subscription.stream) is subscription:
            self._surroundings.unfollow(self, subscription.stream)
            self.deny(subscription.stream)

    def welcome(self) -> None:
        """The welcome is in the outbox: what the client asked meanwhile is taken now."""
        early, self._early = self._early or [], None
        for frame in early:
            if self.closed_with is None:
                self._take(frame)

    def check(self, now: Instant) -> None:
        """Look after the session, about once a second: close it where nobody is there, ask where that is unclear."""
        limits = self._surroundings.limits
        stuck_with = self._outlet.check(now)
        if stuck_with is not None:
            self.close(stuck_with)
        elif self.viewer is None:
            if now - self.started_at >= limits.hello_ms:
                self.close(close_codes.NO_HELLO)
        elif self._pinged_at:
            if now - self._pinged_at >= limits.pong_ms:
                self.close(close_codes.NO_PONG)
        elif self._outlet.needs_pings and now - self.heard_at >= self._idle_ms:
            self._ping += 1
            self._pinged_at = now
            self._reply(encode_server_frame(Ping(n=self._ping)))

    def deny(self, stream: str) -> None:
        """The stream is none of this viewer's business, or does not exist: one answer for both."""
        self._reply(encode_server_frame(Err(code="unknown_stream", id=new_id(), s=stream)))

    def close(self, code: int) -> None:
        """The session is over; what was asked already is still decided, but not answered here."""
        if self.closed_with is None:
            self.closed_with = code
            self._surroundings.forget(self)
            self._outlet.end(code)
            self.outbox.abandon()

    # ── who and what ──────────────────────────────────────────────────────────────────────────────────────────────

    def own_stream(self, conversation: Id) -> str:
        """The stream in which this viewer sees a conversation."""
        if self.identity.kind == "member":
            return conversation_stream(conversation)
        return visitor_stream(conversation)

    @property
    def identity(self) -> Actor:
        """Who asks, for the floor."""
        assert self.actor is not None, "nothing but hello is taken before hello"
        return self.actor

    @property
    def organisation(self) -> Id:
        """Where the viewer belongs."""
        assert self.viewer is not None, "nothing but hello is taken before hello"
        return self.viewer.organisation

    # ── limits and mistakes ───────────────────────────────────────────────────────────────────────────────────────

    def _limit(self, frame: frames.AnyClientFrame | WireError, wait_ms: int) -> None:
        self._count_refused()
        if isinstance(frame, frames.Send):
            self._reply(answers.limited(frame.cid, wait_ms))
        elif isinstance(frame, frames.Do):
            self._reply(answers.limited(frame.rid, wait_ms))
        else:
            self._err("rate_limited")

    def _err(self, code: frames.ErrCode) -> None:
        number = new_id()
        self._surroundings.note_mistake(self, code, number)
        self._count_refused()
        self._reply(encode_server_frame(Err(code=code, id=number)))

    def _count_refused(self) -> None:
        self._refused += 1
        if self._refused > self._surroundings.limits.refused_frames_max:
            self._surroundings.soon(partial(self.close, close_codes.TRY_LATER))

    def _signals_allowed(self) -> bool:
        if self._signals is None:
            rate = self._surroundings.limits.signals
            self._signals = TokenBucket(rate.per_second, rate.burst)
        return not self._signals.take(self.heard_at)


_TAKE: Final[dict[type[frames.ClientFrame], Callable[[Session, Any], None]]] = {
    frames.Send: Session._send,
    frames.Do: Session._do,
    frames.Hello: Session._greet_again,
    frames.Subscribe: Session._subscribe,
    frames.Unsubscribe: Session._unsubscribe,
    frames.Mark: Session._mark,
    frames.Ephemeral: Session._signal,
    frames.Pong: Session._pong,
    frames.Bye: Session._bye,
}
