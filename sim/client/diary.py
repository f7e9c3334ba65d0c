"""The diary of a tab: what it asked, what it was told, and when; nothing of it is ever taken back.

Owns: the records by which the checkers judge.
Never: a verdict, beyond what only the tab itself can see: a number applied out of turn.
"""

from typing import NamedTuple

from msgspec import Struct

from deskbell.audience.access import Viewer
from deskbell.wire.client_frames import Do, Send
from deskbell.wire.server_frames import Ack, Event, Resync
from deskbell.wire.views import AnyView


class Told(NamedTuple):
    """An `ev` that arrived; `sent_at` is when the server let go of it."""

    event: Event
    sent_at: float


class Answered(NamedTuple):
    """An `ack` that arrived."""

    ack: Ack
    sent_at: float


class Contact(Struct):
    """Frames arrived by one link, from then until then, while the tab followed a stream by it."""

    link: int
    first_sent_at: float
    last_sent_at: float


class Page(NamedTuple):
    """What a tab showed of a stream when it was closed."""

    stream: str
    seq: int
    view: AnyView


class Diary:
    """Of one tab, and of those it became by being reloaded."""

    def __init__(self, owner: str, viewer: Viewer) -> None:
        self.owner = owner
        self.viewer = viewer
        self.asked: dict[str, Send | Do] = {}
        self.told: list[Told] = []
        self.answered: list[Answered] = []
        # Requests that were refused for good, and the codes.
        self.refused: dict[str, str] = {}
        self.contacts: dict[str, list[Contact]] = {}
        self._links = 0
        # Refused for good, or sent again as if it were new: of these the order is not promised.
        self.given_up: set[str] = set()
        self.gaps: list[str] = []
        self.doubles: list[str] = []
        self.broken: list[str] = []
        self.leaks: list[str] = []
        self.pages: list[Page] = []
        self._reached: dict[str, int] = {}

    def begin_anew(self) -> None:
        """The page was loaded again: it shows nothing."""
        self._reached.clear()

    def reset(self, frame: Resync) -> None:
        """A view was replaced."""
        self._reached[frame.s] = frame.head

    def begin_link(self) -> None:
        """Whatever arrives from now on arrives by another link."""
        self._links += 1

    def note_contact(self, stream: str, sent_at: float) -> None:
        """The server has spoken by the present link, over which the tab follows the stream."""
        contacts = self.contacts.setdefault(stream, [])
        if contacts and contacts[-1].link == self._links:
            contacts[-1].last_sent_at = max(contacts[-1].last_sent_at, sent_at)
        else:
            contacts.append(Contact(self._links, sent_at, sent_at))

    def apply(self, event: Event) -> None:
        """A view went on by this."""
        last = self._reached.get(event.s, 0)
        if event.seq > last + 1:
            self.gaps.append(f"{self.owner} went from {last} to {event.seq} in {event.s}")
        elif event.seq <= last:
            self.doubles.append(f"{self.owner} applied {event.seq} of {event.s} again, after {last}")
        self._reached[event.s] = event.seq
