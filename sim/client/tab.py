"""A tab: a browser around the connection (clients/protocol, `session.ts` and `browser.ts`).

Owns: the present link, the timer, the ticket, the views, the diary.
Never: a rule of the protocol: those are in `connection.py`.
Holds: inputs are taken one at a time; what an earlier link says after it was given up is not heard.
"""

from collections.abc import Callable
from contextvars import Context
from typing import Any

import msgspec
from msgspec import Struct

from deskbell.audience.access import Viewer
from deskbell.wire.client_frames import AnyClientFrame, Ask, Do, Ephemeral, Mark, Send
from deskbell.wire.server_frames import Ack, AnyServerFrame, Event, Nack, Queue, Resync
from deskbell.wire.server_frames import Ephemeral as Signal
from sim.browser import Browser
from sim.client.connection import Connection, LinkKind
from sim.client.diary import Answered, Diary, Page, Told
from sim.client.links import Link, PollingLink, SocketLink
from sim.client.outbox import Item
from sim.client.views import Broken, Views

# A timer this late means that the machine slept: whatever link there was cannot be trusted.
LATE_MS = 5_000
# The longest time between two looks at the clock, so that sleep is noticed soon.
LOOK_MS = 10_000

# Who was told that a stream does not exist asks for it again after a while only.
DENIED_MS = 4_000

NOTE_CANARY = "only-for-staff"
"""Every note has this in it, and nothing else has."""

_CANARY = NOTE_CANARY.encode()
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyServerFrame] = msgspec.json.Decoder(AnyServerFrame)


class Unsent(Struct, frozen=True):
    """A message to be kept over a reload."""

    frame: Send
    refusal: str


class Tab:
    """A page of a viewer on a device. `changed` is called after each input."""

    def __init__(
        self, browser: Browser, viewer: Viewer, diary: Diary, changed: "Callable[[Tab], None] | None" = None
    ) -> None:
        self.browser = browser
        self.viewer = viewer
        self.diary = diary
        self.views = Views()
        self.connection = Connection(self)
        self.is_closed = False
        self.changed = changed
        # Where the owner stands in the queue of a stream, as far as he was told by the present link.
        self.standings: dict[str, Queue] = {}
        self.live_since = 0.0
        self._link: Link | None = None
        self._denied: dict[str, float] = {}
        self._generation = 0
        self._inputs: list[Callable[[], None]] = []
        self._is_busy = False
        self._timer_due = 0.0
        self._cancel_timer: Callable[[], None] = _nothing
        browser.tabs.append(self)

    # ── what its owner does ───────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Be connected."""
        self._feed(self.connection.start)

    def leave(self) -> None:
        """The page is closed for good, and what was not sent with it."""
        self.diary.given_up |= {one.frame.cid for one in self.close()}

    def close(self) -> list[Unsent]:
        """The page is gone, from one moment to the next. Returns what a browser keeps for the page that comes next."""
        unsent = [
            Unsent(item.frame, item.refusal)
            for item in self.connection.outbox.items
            if isinstance(item.frame, Send) and item.seq is None and not item.echoed
        ]
        self.diary.pages += self.pages()
        kept = {one.frame.cid for one in unsent}
        self.diary.given_up |= {item.id for item in self.pending} - kept
        self.is_closed = True
        self.browser.tabs.remove(self)
        self._cancel_timer()
        self.disconnect()
        return unsent

    def restore(self, unsent: list[Unsent]) -> None:
        """Take up what an earlier page left unsent."""
        for one in unsent:
            self._feed(lambda one=one: self.connection.put(one.frame, one.refusal))  # type: ignore[misc]

    def follow(self, stream: str) -> None:
        """See a stream."""
        self._feed(lambda: self.connection.follow(stream))

    def unfollow(self, stream: str) -> None:
        """See it no longer."""
        self.views.forget(stream)
        self._feed(lambda: self.connection.unfollow(stream))

    def send(self, conversation: str, text: str) -> None:
        """Send a message as soon as it can be sent."""
        self._ask(Send(cid=self.browser.new_request(), conversation=conversation, body=text))

    def do(self, ask: Ask) -> None:
        """Ask for something to happen."""
        self._ask(Do(rid=self.browser.new_request(), ask=ask))  # type: ignore[arg-type]

    def mark(self, conversation: str, seq: int) -> None:
        """ "I have read up to here." """
        self._feed(lambda: self.connection.whisper(Mark(conversation=conversation, seq=seq)))

    def typing(self, conversation: str, *, typing: bool) -> None:
        """The owner types."""
        self._feed(lambda: self.connection.whisper(Ephemeral(conversation=conversation, typing=typing)))

    def retry(self, item: Item) -> None:
        """The owner clicks on "not sent, retry"."""
        self.diary.given_up.add(item.id)
        self._feed(lambda: self.connection.retry(item.id))

    def discard(self, item: Item) -> None:
        """The owner gives a message up."""
        self.diary.given_up.add(item.id)
        self._feed(lambda: self.connection.discard(item.id))

    def notice_online(self) -> None:
        """The browser says that the network is back."""
        self._feed(self.connection.online)

    def _ask(self, frame: Send | Do) -> None:
        request = frame.cid if isinstance(frame, Send) else frame.rid
        self.diary.asked[request] = frame
        self._feed(lambda: self.connection.put(frame))

    # ── what it sees ──────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def is_live(self) -> bool:
        """Whether it shows what there is."""
        return not self.is_closed and self.connection.phase == "live"

    def pages(self) -> list[Page]:
        """What it shows, stream by stream, and up to which number."""
        places = self.connection.positions
        views = ((stream, self.views.find(stream)) for stream, place in places.items() if place.epoch)
        return [Page(stream, places[stream].seq, view) for stream, view in views if view is not None]

    def server_now(self) -> float:
        """The server's clock, as far as a tab can know."""
        return self.now() + self.connection.clock_offset

    @property
    def pending(self) -> list[Item]:
        """What was asked and is not finished; what was refused waits for its owner."""
        return [item for item in self.connection.outbox.items if not item.echoed]

    def was_denied(self, stream: str) -> bool:
        """Whether the server has said lately that there is no such stream."""
        return self.now() - self._denied.get(stream, 0.0) < DENIED_MS

    def view(self, stream: str) -> Any:
        """The view of a stream, None before it came."""
        return self.views.find(stream)

    # ── `Outside`, for the connection ─────────────────────────────────────────────────────────────────────────────

    def now(self) -> float:
        """`Date.now`."""
        return self.browser.now()

    def random(self) -> float:
        """`Math.random`."""
        return self.browser.random.random()

    def connect(self, by: LinkKind) -> None:
        """Get a ticket, and open a link with it."""
        self._generation += 1
        self.standings.clear()
        self.diary.begin_link()
        self.browser.loop.create_task(self._open(by, self._generation), context=Context())

    def disconnect(self) -> None:
        """Give the link up."""
        self._generation += 1
        link, self._link = self._link, None
        if link is not None:
            link.close()

    def transmit(self, frame: AnyClientFrame) -> None:
        """To the server."""
        if self._link is not None:
            data = _encoder.encode(frame)
            self.browser.trace.note(f"{self.diary.owner} says", data)
            self._link.send(data)

    def reset(self, frame: Resync) -> list[Any]:
        """The view is replaced."""
        self.diary.reset(frame)
        return self.views.reset(frame)

    def apply(self, frame: Event) -> Any:
        """The view goes on."""
        self.diary.apply(frame)
        try:
            return self.views.apply(frame)
        except Broken as broken:
            self.diary.broken.append(f"{self.diary.owner}: {broken}")
            return None

    def signal(self, frame: Signal) -> None:
        """Somebody types, or has read something: of no consequence here."""

    def stand(self, frame: Queue) -> None:
        """The owner's place in the queue."""
        self.standings[frame.s] = frame

    def gone(self, stream: str) -> None:
        """The stream does not exist for this viewer (any more)."""
        self.views.forget(stream)
        self._denied[stream] = self.now()

    def answer(self, request: str, answer: Ack | Nack) -> None:
        """A request was answered for good."""
        if isinstance(answer, Nack):
            self.diary.given_up.add(request)
            if not answer.retry:
                self.diary.refused[request] = answer.code

    # ── link and timer ────────────────────────────────────────────────────────────────────────────────────────────

    async def _open(self, by: LinkKind, generation: int) -> None:
        browser, viewer = self.browser, self.viewer
        ticket: str | None = ""
        try:
            ticket = await browser.internet.request(browser.device, lambda node: node.ticket(browser.device, viewer))
        except Exception:  # noqa: BLE001 - an edge: whatever it was, there is no ticket
            self._hear(generation, self.connection.ticket_failed)
            return
        if ticket is None:
            self._hear(generation, self.connection.ticket_refused)
        elif generation == self._generation:
            ear = _Ear(self, generation, ticket)
            if by == "socket":
                self._link = SocketLink(browser.internet, browser.device, ear)
            else:
                self._link = PollingLink(browser.loop, browser.internet, browser.device, ear)

    def hear_frame(self, generation: int, data: bytes, sent_at: float) -> None:
        """A frame has arrived by a link."""
        if generation != self._generation:
            return
        self.browser.trace.note(f"{self.diary.owner} hears", data)
        if self.viewer.kind == "visitor" and _CANARY in data:
            self.diary.leaks.append(f"{self.diary.owner} was sent {data.decode()}")
        frame = _decoder.decode(data)
        if isinstance(frame, Event):
            self.diary.told.append(Told(frame, sent_at))
        elif isinstance(frame, Ack):
            self.diary.answered.append(Answered(frame, sent_at))
        was_live = self.is_live
        self._feed(lambda: self.connection.read(frame))
        if self.is_live:
            self.live_since = self.live_since if was_live else self.browser.loop.time()
            self._note_contact(sent_at)

    def _note_contact(self, sent_at: float) -> None:
        if self.viewer.kind == "visitor":
            for stream, place in self.connection.positions.items():
                if place.epoch:
                    self.diary.note_contact(stream, sent_at)

    def _hear(self, generation: int, job: Callable[[], None]) -> None:
        if generation == self._generation:
            self._feed(job)

    hear = _hear

    def _feed(self, job: Callable[[], None]) -> None:
        if self.is_closed:
            return
        self._inputs.append(job)
        if self._is_busy:
            return
        self._is_busy = True
        try:
            while self._inputs:
                self._inputs.pop(0)()
        finally:
            self._is_busy = False
        self._set_timer()
        if self.changed is not None:
            self.changed(self)

    def _set_timer(self) -> None:
        connection = self.connection
        now = self.now()
        if connection.phase == "offline" and connection.retry_at == float("inf"):
            self._cancel_timer()
            self._timer_due = 0.0
            return
        due = max(now, min(connection.next_deadline(), now + LOOK_MS))
        if self._timer_due and self._timer_due <= due:
            return  # it comes early enough, and will look again
        self._cancel_timer()
        self._timer_due = due
        self._cancel_timer = self.browser.after(due - now, self._tick)

    def _tick(self) -> None:
        woke = self.now() - self._timer_due > LATE_MS
        self._timer_due = 0.0
        self._feed(lambda: self.connection.tick(woke=woke))


class _Ear:
    """Hears one link of a tab."""

    def __init__(self, tab: Tab, generation: int, ticket: str) -> None:
        self._tab = tab
        self._generation = generation
        self._ticket = ticket

    def opened(self) -> None:
        self._tab.hear(self._generation, lambda: self._tab.connection.opened(self._ticket))

    def frame(self, data: bytes, sent_at: float) -> None:
        self._tab.hear_frame(self._generation, data, sent_at)

    def heard(self) -> None:
        self._tab.hear(self._generation, self._tab.connection.heard)

    def closed(self, code: int) -> None:
        self._tab.browser.trace.note(f"{self._tab.diary.owner} is cut off with {code}")
        self._tab.hear(self._generation, lambda: self._tab.connection.closed(code))


def _nothing() -> None:
    """No timer is set."""
