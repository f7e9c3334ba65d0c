"""One chat of a day that was: when it came, how long somebody had it, how it ended.

Owns: what each event says about that.
Holds: what was not seen to its end has no length: a chat that is still open is told apart from a short one.
"""

from msgspec import Struct

from deskbell.floor.events import (
    AnyEvent,
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatOffered,
    ChatOpened,
    ChatQueued,
    ChatTransferred,
    Event,
    OfferEnded,
)
from deskbell.floor.vocabulary import CloseReason, Id, Instant, Milliseconds

SHAPING: tuple[type[Event], ...] = (
    ChatOpened,
    ChatQueued,
    ChatOffered,
    OfferEnded,
    ChatAccepted,
    ChatClaimed,
    ChatTransferred,
    ChatClosed,
)
"""The kinds of events that say something about the lengths of a chat."""


class ChatPast(Struct):
    """What has been seen so far. `answer_ms`: from the offer to the click of whoever answered first, or to the end.

    `went_on`: to another agent, or to another inbox.
    """

    id: Id
    inbox: Id
    came_at: Instant
    offered_at: Instant = 0
    answer_ms: Milliseconds | None = None
    answered: bool = False
    had_since: Instant | None = None
    had_ms: Milliseconds = 0
    went_on: bool = False
    closed_at: Instant | None = None
    reason: CloseReason | None = None

    @property
    def handling_ms(self) -> Milliseconds | None:
        """How long agents had it; None where nobody did, or where it has not ended."""
        return self.had_ms if self.answered and self.closed_at is not None else None

    @property
    def patience_ms(self) -> Milliseconds | None:
        """How long it waited where it ended before anybody answered."""
        return None if self.answered or self.closed_at is None else self.closed_at - self.came_at

    def tell(self, at: Instant, event: AnyEvent) -> None:
        """One event after its opening."""
        match event:
            case ChatOffered():
                self.offered_at = at
            case ChatAccepted():
                if not self.answered:
                    self.answer_ms = at - self.offered_at
                self._begin(at)
            case OfferEnded(cause="chat_closed") if not self.answered:
                # The agent had not clicked by then: with less time he would have, and the visitor would not have left.
                self.answer_ms = at - self.offered_at
            case ChatClaimed():
                self._begin(at)
            case ChatQueued():
                self._end(at)
                self.went_on = self.went_on or bool(event.moved_from)
            case ChatTransferred():
                self.went_on = True
            case ChatClosed():
                self._end(at)
                self.closed_at, self.reason = at, event.reason

    def _begin(self, at: Instant) -> None:
        self.answered = True
        self.had_since = at

    def _end(self, at: Instant) -> None:
        """Nobody has it any more: it waits again, or has ended."""
        if self.had_since is not None:
            self.had_ms += at - self.had_since
            self.had_since = None
