"""What a session needs of the gateway around it.

Owns: the seam between one session and everything that is shared (`gateway.py` fills it), and its way out.
Never: behaviour.
Holds: nothing here waits; what takes time goes on by itself and answers into the session's outbox.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from deskbell.floor.commands import AnyCommand
from deskbell.floor.vocabulary import Id, Instant
from deskbell.gateway.limits import Limits
from deskbell.gateway.subscription import Subscription
from deskbell.gateway.tickets import Tickets
from deskbell.kit.clock import Clock
from deskbell.kit.token_bucket import Buckets
from deskbell.sequencer import Done, Refused, Repeated
from deskbell.wire.client_frames import ErrCode, Position

if TYPE_CHECKING:
    from deskbell.gateway.session import Session

Outcome = Done | Refused | Repeated | None
"""What became of a command; None where the sequencer died before it could say so: the client asks again."""


class Outlet(Protocol):
    """The way out of a session: a socket, or the answers to long polls."""

    needs_pings: bool
    """Whether silence of the client leaves it unclear whether somebody is there."""

    def wake(self) -> None:
        """Something waits in the outbox."""

    def relieve(self) -> bool:
        """The outbox is full: send it now. False where the client does not take it."""

    def end(self, code: int) -> None:
        """The session is over: send what waits, then close with the code."""

    def check(self, now: Instant) -> int | None:
        """The close code for a client that does not read, or does not come any more."""


class Surroundings(Protocol):
    """The gateway, as a session sees it."""

    clock: Clock
    limits: Limits
    tickets: Tickets
    visitor_messages: Buckets

    def admit(self, session: "Session") -> int | None:
        """The session has a viewer now. Returns the close code where the viewer has too many sessions."""

    def forget(self, session: "Session") -> None:
        """The session is over."""

    def follow(self, session: "Session", positions: Sequence[Position]) -> None:
        """Let the session follow streams from positions; the first time ends in `Session.welcome`."""

    def unfollow(self, session: "Session", stream: str) -> None:
        """Let it follow the stream no longer."""

    def refill(self, session: "Session", subscription: Subscription) -> None:
        """Read what a subscription missed, then let it go on."""

    def submit(self, organisation: Id, command: AnyCommand, answer: Callable[[Outcome], None]) -> None:
        """Ask the sequencer; `answer` is called on the loop when it is known."""

    def mark(self, session: "Session", conversation: Id, seq: int) -> None:
        """The viewer has read up to `seq` of his own stream."""

    def signal(self, session: "Session", conversation: Id, *, typing: bool) -> None:
        """Tell the other side that the viewer types, or no longer does."""

    def soon(self, job: Callable[[], None]) -> None:
        """Run a job in a moment, outside whatever is going on now."""

    def note_mistake(self, session: "Session", code: ErrCode, number: str) -> None:
        """A frame could not be taken: one line in the log, if there are not too many already."""
