"""The connection: offline → connecting → syncing → live (clients/protocol, `connection.ts`).

Owns: when to connect, by what, when to give a link up, when to stop for good; what each frame means.
Never: a clock, a chance, a timer or a socket of its own: time and chance come in, and what is to be done goes out.
Holds: the same inputs have the same outputs; every deadline is derived from the state (`next_deadline`).
"""

from collections.abc import Iterable
from math import inf
from typing import Any, Literal, Protocol

from deskbell.wire import PROTOCOL_VERSION
from deskbell.wire.client_frames import (
    STREAMS_PER_HELLO_MAX,
    AnyClientFrame,
    Bye,
    Do,
    Hello,
    Pong,
    Position,
    Send,
    Subscribe,
    Unsubscribe,
)
from deskbell.wire.close_codes import BAD_TICKET, REVOKED, STOP_FROM, TRY_LATER
from deskbell.wire.server_frames import (
    Ack,
    AnyServerFrame,
    Drain,
    Ephemeral,
    Err,
    Event,
    Nack,
    Ping,
    Queue,
    Resync,
    Welcome,
)
from sim.client import outbox as outboxes
from sim.client import positions as places
from sim.client.backoff import backoff

# From the start of an attempt until the welcome.
CONNECT_MS = 15_000
# The server pings after 25 s of silence ± 20 %; 15 s more without a word, and the link is taken for dead.
HEARTBEAT_MS = 25_000
HEARTBEAT_GRACE_MS = 15_000
# A link that lived this long starts the back-off anew.
STABLE_MS = 30_000
# So often a socket may fail to open before long polling is tried.
SOCKET_FAILURES_MAX = 2
# After "try later" the back-off starts higher.
ATTEMPTS_WHEN_BUSY = 4

SERVER_CODES_FROM = 4_000
SERVER_CODES_TO = 5_000

Phase = Literal["offline", "connecting", "syncing", "live"]
LinkKind = Literal["socket", "polling"]


class Outside(Protocol):
    """Where time and chance come from, and where it goes what is to be done."""

    def now(self) -> float: ...
    def random(self) -> float: ...
    def connect(self, by: LinkKind) -> None: ...
    def disconnect(self) -> None: ...
    def transmit(self, frame: AnyClientFrame) -> None: ...
    def reset(self, frame: Resync) -> list[Any]:
        """Returns the bodies of the view's entries."""
        ...

    def apply(self, frame: Event) -> Any:
        """Returns the body."""
        ...

    def signal(self, frame: Ephemeral) -> None: ...
    def stand(self, frame: Queue) -> None: ...
    def gone(self, stream: str) -> None: ...
    def answer(self, request: str, answer: Ack | Nack) -> None: ...


class Connection:
    """Inputs are methods; each ends in doing what is due."""

    def __init__(self, outside: Outside) -> None:
        self.positions: places.Positions = {}
        self.outbox = outboxes.Outbox()
        self.phase: Phase = "offline"
        self.stopped_by = 0
        self.me = ""
        self.clock_offset = 0.0
        self.retry_at = inf
        self.is_wanted = False
        self._outside = outside
        self._by: LinkKind = "socket"
        self._socket_failures = 0
        self._attempts = 0
        self._heard_at = 0.0
        self._live_since = inf
        self._drain_at = inf
        self._greeted: set[str] = set()
        self._heartbeat = HEARTBEAT_MS

    @property
    def is_up(self) -> bool:
        """Whether frames are taken."""
        return self.phase in ("syncing", "live")

    def next_deadline(self) -> float:
        """When `tick` is due at the latest."""
        if self.phase == "offline":
            return self.retry_at
        if self.phase == "connecting":
            return self._heard_at + CONNECT_MS
        return min(self._silent_at, self._drain_at, places.next_ask(self.positions), outboxes.next_due(self.outbox))

    @property
    def _silent_at(self) -> float:
        return self._heard_at + self._heartbeat + HEARTBEAT_GRACE_MS

    # ── links ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Be connected from now on."""
        self.stopped_by = self._attempts = 0
        self.is_wanted = True
        if self.phase == "offline":
            self._connect()

    def stop(self) -> None:
        """Be connected no longer."""
        if self.is_up:
            self._outside.transmit(Bye())
        self._stop(0)

    def ticket_failed(self) -> None:
        """There is no ticket to be had now."""
        self._lose()

    def ticket_refused(self) -> None:
        """There is no session any more."""
        self._stop(REVOKED)

    def opened(self, ticket: str) -> None:
        """The link is there."""
        streams = places.list_positions(self.positions)[:STREAMS_PER_HELLO_MAX]
        self._greeted = {position.id for position in streams}
        self._outside.transmit(Hello(v=PROTOCOL_VERSION, ticket=ticket, client="sim", streams=tuple(streams)))

    def heard(self) -> None:
        """A sign of life without a frame."""
        self._heard_at = self._outside.now()

    def closed(self, code: int) -> None:
        """The link is gone."""
        if STOP_FROM <= code < SERVER_CODES_TO:
            self._stop(code)
            return
        server_spoke = code >= SERVER_CODES_FROM or self.is_up
        if self._by == "socket":
            self._socket_failures = 0 if server_spoke else self._socket_failures + 1
        elif not server_spoke:
            self._socket_failures = 0
        if code == TRY_LATER:
            self._attempts = max(self._attempts, ATTEMPTS_WHEN_BUSY)
        # A ticket that came too late says nothing about the server's health.
        if code == BAD_TICKET and self._attempts == 0:
            self._attempts = 1
            self._reconnect()
        else:
            self._lose()

    def online(self) -> None:
        """The network is back. What was open before it went is dead, whether or not it knows."""
        self._socket_failures = 0
        self._reconnect()

    def tick(self, *, woke: bool) -> None:
        """Time has passed. `woke`: the machine slept meanwhile, and the link cannot be trusted."""
        now = self._outside.now()
        if self.phase == "offline":
            if self.is_wanted and now >= self.retry_at:
                self._connect()
        elif self.phase == "connecting":
            if now >= self._heard_at + CONNECT_MS:
                self.closed(0)
        elif woke or now >= self._silent_at or now >= self._drain_at:
            self._reconnect()
        self._settle()

    def _connect(self) -> None:
        self.phase = "connecting"
        self._heard_at = self._outside.now()
        self._by = "socket" if self._socket_failures < SOCKET_FAILURES_MAX else "polling"
        self._outside.connect(self._by)

    def _reconnect(self) -> None:
        if self.is_wanted:
            self._forget_link()
            self._connect()

    def _forget_link(self) -> None:
        if self.phase != "offline":
            self._outside.disconnect()
        if self._outside.now() - self._live_since >= STABLE_MS:
            self._attempts = 0
        outboxes.lose_answers(self.outbox)
        self.phase = "offline"
        self._live_since = self._drain_at = self.retry_at = inf

    def _lose(self) -> None:
        self._forget_link()
        if self.is_wanted:
            self.retry_at = self._outside.now() + backoff(self._attempts, self._outside.random())
            self._attempts += 1

    def _stop(self, code: int) -> None:
        self._forget_link()
        self.is_wanted = False
        self.stopped_by = code
        for item in list(self.outbox.items):
            if isinstance(item.frame, Do):
                outboxes.discard(self.outbox, item.id)
                self._outside.answer(item.id, Nack(id=item.id, code="disconnected", detail="", retry=True))

    # ── frames ────────────────────────────────────────────────────────────────────────────────────────────────────

    def read(self, frame: AnyServerFrame) -> None:
        """A frame of the server."""
        self._read(frame)
        self._settle()

    def _read(self, frame: AnyServerFrame) -> None:
        self._heard_at = self._outside.now()
        if isinstance(frame, Welcome) and self.phase == "connecting":
            self._welcome(frame)
        if not self.is_up:
            return
        match frame:
            case Event():
                if places.is_next(self.positions, frame, self._heard_at):
                    self._seen(frame.s, [self._outside.apply(frame)])
            case Resync():
                if places.reset(self.positions, frame):
                    self._seen(frame.s, self._outside.reset(frame))
            case Ack() | Nack():
                self._answered(frame)
            case Ephemeral():
                self._outside.signal(frame)
            case Queue():
                self._outside.stand(frame)
            case Ping():
                self._outside.transmit(Pong(n=frame.n))
            case Drain():
                self._drain_at = self._heard_at + frame.within_ms
            case Err():
                if frame.code == "unknown_stream" and self.positions.pop(frame.s, None) is not None:
                    self._outside.gone(frame.s)
                    self._seen(frame.s, [])

    def _welcome(self, frame: Welcome) -> None:
        self.phase = "syncing"
        self._heartbeat = frame.hb or HEARTBEAT_MS
        self.clock_offset = frame.now - self._heard_at
        self.me = frame.me
        places.welcomed(self.positions, frame.streams)
        # Those that did not fit into the hello, and those that were followed since it was said.
        self._subscribe([known for known in places.list_positions(self.positions) if known.id not in self._greeted])

    def _subscribe(self, streams: list[Position]) -> None:
        for start in range(0, len(streams), STREAMS_PER_HELLO_MAX):
            self._outside.transmit(Subscribe(streams=tuple(streams[start : start + STREAMS_PER_HELLO_MAX])))

    def _seen(self, stream: str, bodies: Iterable[Any]) -> None:
        """The view of a stream went on: messages of our own that are in it now are no longer pending."""
        conversation = stream.partition(":")[2]
        outboxes.settle(self.outbox, conversation, places.position_in(self.positions, conversation))
        for body in bodies:
            cid = getattr(body, "cid", None)
            if cid is not None:
                outboxes.echo(self.outbox, cid)

    def _answered(self, frame: Ack | Nack) -> None:
        item = outboxes.find(self.outbox, frame.id)
        if item is None:
            return
        if isinstance(frame, Ack):
            position = places.position_in(self.positions, item.lane)
            outboxes.acknowledge(self.outbox, item, frame.seq, position)
        else:
            outboxes.refuse(self.outbox, item, frame, self._heard_at)
        if isinstance(item.frame, Do) and not (isinstance(frame, Nack) and frame.retry):
            self._outside.answer(item.id, frame)

    def _settle(self) -> None:
        """After each input: what is due now."""
        if not self.is_up:
            return
        now = self._outside.now()
        if self.phase == "syncing" and places.is_synced(self.positions):
            self.phase = "live"
            self._live_since = now
        self._subscribe(places.take_holes(self.positions, now))
        if outboxes.next_due(self.outbox) <= now:
            for frame in outboxes.take_due(self.outbox, now):
                self._outside.transmit(frame)

    # ── what the page asks for ────────────────────────────────────────────────────────────────────────────────────

    def follow(self, stream: str) -> None:
        """See this stream."""
        if stream not in self.positions:
            places.follow(self.positions, stream)
            if self.is_up:
                self._subscribe(places.list_positions(self.positions, [stream]))

    def unfollow(self, stream: str) -> None:
        """See it no longer."""
        if self.positions.pop(stream, None) is None:
            return
        if self.is_up:
            self._outside.transmit(Unsubscribe(streams=(stream,)))
        self._seen(stream, [])

    def put(self, frame: Send | Do, refusal: str = "") -> None:
        """Ask for something, until it is answered."""
        outboxes.put(self.outbox, frame, refusal)
        self._settle()

    def retry(self, request: str) -> None:
        """Send a refused message again."""
        outboxes.retry(self.outbox, request)
        self._settle()

    def discard(self, request: str) -> None:
        """Give a message up."""
        outboxes.discard(self.outbox, request)
        self._settle()

    def whisper(self, frame: AnyClientFrame) -> None:
        """Say something that may be lost."""
        if self.is_up:
            self._outside.transmit(frame)
