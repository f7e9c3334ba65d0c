"""A subscription: one session following one stream.

Owns: the number that was last handed to the session, and the frames that arrived while it had to be held back.
Never: reading the past (`resume.py`), looking at rights (`recheck.py`): they hold it, and let it go.
Holds: a session gets the numbers of a stream one after the other, each once (delivery, "The server", 4 and 6).
"""

from enum import IntFlag
from typing import Protocol

from msgspec import Struct

from deskbell.audience.access import Viewer
from deskbell.floor.vocabulary import Id


class Hold(IntFlag):
    """Why frames are held back."""

    NOTHING = 0
    PAST = 1
    """What came before is still being read or sent."""
    ACCESS = 2
    """Something happened that may have taken the right to follow; it is being looked at."""


class Follower(Protocol):
    """What a subscription needs of its session."""

    viewer: Viewer | None

    def push(self, frame: bytes) -> bool:
        """Take a frame for the client; False where the client is too slow for it."""

    def push_signal(self, key: str, frame: bytes) -> None:
        """Take a signal that may be lost."""

    def fall_behind(self) -> None:
        """The client is too slow: in a moment it has to resume."""

    def miss(self, subscription: "Subscription") -> None:
        """Numbers are missing before a frame: read them."""

    def lose(self, subscription: "Subscription") -> None:
        """The viewer may no longer follow the stream."""


class ConversationFacts(Struct):
    """What the gateway has to know of a conversation that somebody follows. Shared by all its subscriptions.

    `owner` has it now; `kept_by` held it when it ended.
    """

    conversation: Id
    inbox: Id
    contact: Id
    owner: Id = ""
    owner_name: str = ""
    kept_by: Id = ""


class Subscription:
    """Begins held: the past comes first."""

    __slots__ = ("__weakref__", "_held", "_held_max", "_holds", "facts", "follower", "last", "stream")

    def __init__(self, follower: Follower, stream: str, held_max: int) -> None:
        self.follower = follower
        self.stream = stream
        self.facts: ConversationFacts | None = None
        self.last = 0
        self._holds = Hold.PAST
        self._held: list[tuple[int, bytes]] = []
        self._held_max = held_max

    @property
    def is_live(self) -> bool:
        """Whether frames go straight to the session."""
        return not self._holds

    def deliver(self, seq: int, frame: bytes) -> bool:
        """Take number `seq`. False where the session is too slow and has to resume."""
        if not self._holds:
            if seq == self.last + 1:
                self.last = seq
                return self.follower.push(frame)
            if seq <= self.last:
                return True
            self._holds = Hold.PAST
            self.follower.miss(self)
        self._held.append((seq, frame))
        return len(self._held) <= self._held_max

    def suspect(self) -> None:
        """Numbers may be missing although no frame has shown it: read on from the last one."""
        if Hold.PAST in self._holds:
            # Its past is being read at this moment, perhaps too early: the client comes again.
            self.follower.fall_behind()
        else:
            self._holds |= Hold.PAST
            self.follower.miss(self)

    def hold(self, why: Hold) -> None:
        """From now on hold frames back, until each reason has been released."""
        self._holds |= why

    def caught_up(self, last: int) -> list[bytes]:
        """Everything up to `last` was sent. The frames after it that may go now."""
        self.last = last
        return self.release(Hold.PAST)

    def release(self, why: Hold) -> list[bytes]:
        """One reason less. The frames that may go now; none while another reason remains.

        Where numbers are missing among them, it stays held and says so to its session.
        """
        self._holds &= ~why
        if self._holds:
            return []
        held, self._held = sorted(self._held), []
        ready: list[bytes] = []
        for place, (seq, frame) in enumerate(held):
            if seq == self.last + 1:
                self.last = seq
                ready.append(frame)
            elif seq > self.last:
                self._held = held[place:]
                self._holds = Hold.PAST
                self.follower.miss(self)
                break
        return ready
