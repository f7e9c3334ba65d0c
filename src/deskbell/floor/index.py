"""Ready answers to the floor's frequent questions, derived from the state.

Owns: queues in order, who holds what, who is ready in which inbox, the heap of deadlines.
Never: anything that is not in the state: it is rebuilt from there after loading, and `invariants.py` compares the two.
Holds: insertion-ordered dicts stand in for sets, so that the same history gives the same choices.
"""

from bisect import bisect_left, insort
from collections import deque
from heapq import heappush
from typing import Literal

from deskbell.floor.vocabulary import Id, Instant

QueueKey = tuple[int, Instant, int, Id]
"""Priority (negated: higher first), waiting since, order of arrival, chat."""

DueKind = Literal["offer", "transfer", "round", "lease", "idle", "grace", "abandon"]
Due = tuple[Instant, DueKind, Id, int]
"""When, what, of which chat or member, and the number where it is an offer or a transfer."""


class Index:
    """Derived and disposable."""

    __slots__ = (
        "chats_in",
        "chats_of",
        "closings",
        "due",
        "held",
        "idle",
        "line",
        "places",
        "ready",
        "served",
        "unsettled",
        "waiting",
    )

    def __init__(self) -> None:
        self.waiting: dict[Id, list[QueueKey]] = {}
        """Inbox → its waiting chats, first come first."""
        self.line: dict[Id, list[QueueKey]] = {}
        """Inbox → its chats that nobody has accepted: waiting and on offer, in the same order."""
        self.held: dict[Id, dict[Id, None]] = {}
        """Member → chats that take a place of his: accepted, on offer, or coming to him by a transfer."""
        self.places: dict[Id, set[int]] = {}
        """Member → the numbers of his taken places."""
        self.ready: dict[Id, dict[Id, None]] = {}
        """Inbox → its agents who are willing and have room, by the member's own capacity."""
        self.served: dict[Id, dict[Id, None]] = {}
        """Member → inboxes he is an agent of."""
        self.chats_in: dict[Id, dict[Id, None]] = {}
        """Inbox → its open chats."""
        self.chats_of: dict[Id, dict[Id, None]] = {}
        """Contact → his open chats."""
        self.closings: deque[tuple[Instant, Id]] = deque()
        """The chats closed lately, the earliest first."""
        self.idle: dict[Id, Instant] = {}
        """Chat → when its silence is looked at next: at the latest when it lasts too long. One entry of `due` each."""
        self.due: list[Due] = []
        """A heap of deadlines; entries that the state no longer bears out are skipped when met."""
        self.unsettled: dict[Id, None] = {}
        """Inboxes in which something changed that may let a chat be offered."""

    def enqueue(self, inbox: Id, key: QueueKey) -> None:
        """Put a chat at its place in the queue."""
        insort(self.waiting.setdefault(inbox, []), key)

    def dequeue(self, inbox: Id, key: QueueKey) -> None:
        """Take a chat out of the queue; it must be there."""
        queue = self.waiting[inbox]
        position = bisect_left(queue, key)
        assert queue[position : position + 1] == [key], "a waiting chat must stand in its queue"
        del queue[position]

    def line_up(self, inbox: Id, key: QueueKey) -> None:
        """The chat begins to wait for somebody to accept it."""
        insort(self.line.setdefault(inbox, []), key)

    def leave_line(self, inbox: Id, key: QueueKey) -> None:
        """Nobody need accept the chat any more, here."""
        line = self.line[inbox]
        position = bisect_left(line, key)
        assert line[position : position + 1] == [key], "an unaccepted chat must stand in line"
        del line[position]

    def is_in_line(self, inbox: Id, key: QueueKey) -> bool:
        """Does the chat stand there?"""
        line = self.line.get(inbox, ())
        position = bisect_left(line, key)
        return line[position : position + 1] == [key]

    def place_in_line(self, inbox: Id, key: QueueKey) -> int:
        """Its place among them, from 1."""
        return bisect_left(self.line.get(inbox, ()), key) + 1

    def take_place(self, member: Id, place: int, chat: Id) -> None:
        """The chat takes a numbered place of the member."""
        taken = self.places.setdefault(member, set())
        assert place not in taken, "a place is taken once (law 1)"
        taken.add(place)
        self.held.setdefault(member, {})[chat] = None

    def free_place(self, member: Id, place: int, chat: Id) -> None:
        """The chat gives the place back."""
        self.places[member].remove(place)
        del self.held[member][chat]

    def load(self, member: Id) -> int:
        """Accepted chats + open offers + transfers coming to a member (routing, "Auto", 2)."""
        return len(self.held.get(member, ()))

    def lowest_free_place(self, member: Id) -> int:
        """The smallest place number that is free, counted from 1."""
        taken = self.places.get(member, ())
        place = 1
        while place in taken:
            place += 1
        return place

    def remind(self, instant: Instant, kind: DueKind, subject: Id, number: int = 0) -> None:
        """Remember a deadline."""
        heappush(self.due, (instant, kind, subject, number))
