"""Offers and transfers end when they should (routing, "Deadlines and figures").

Owns: early_expiry, late_offer.
Holds: nobody is blamed for the time in which the server was down or waited for its disk; and time that a clock leapt
    over while no server ran is nobody's time.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from deskbell.floor import events as happened
from deskbell.floor.vocabulary import Id, Instant
from sim.book import Book, Entry
from sim.faults import Excuses
from sim.host import Life

LATE_MS_MAX: Final = 1_000
AFTER_A_START_MS_MAX: Final = 5_000
# A clock that is wrong goes up to a thousandth faster or slower, and is read in whole milliseconds.
SLEW: Final = 0.001
ROUNDING_MS: Final = 2

Name = tuple[str, Id, int]
"""An offer or a transfer: which of the two, of which chat, and its number."""


class Question(NamedTuple):
    """Somebody was asked, and how that ended: `asked` and `ended` are what the book says of both."""

    name: Name
    expires_at: Instant
    asked: Entry
    ended: Entry

    @property
    def lasted_ms(self) -> float:
        """By true time."""
        return (self.ended.decided_at - self.asked.decided_at) * 1000

    @property
    def promised_ms(self) -> int:
        """For so long an answer is waited for."""
        return self.expires_at - self.asked.stored.at

    def __str__(self) -> str:
        what, chat, number = self.name
        return f"{what} {number} of {chat}"


def find_early(book: Book, lives: list[Life]) -> list[str]:
    """It never ends early: by the server's clock, and by true time."""
    early = []
    for question in _lapsed(book):
        leapt_ms = sum(max(0, life.leap_ms) for life in _lives_begun(lives, question))
        least_ms = question.promised_ms * (1 - SLEW) - ROUNDING_MS
        if question.ended.stored.at < question.expires_at or question.lasted_ms + leapt_ms < least_ms:
            early.append(f"{question} lapsed after {question.lasted_ms:.0f} of {question.promised_ms} ms")
    return early


def find_late(book: Book, lives: list[Life], excuses: Excuses) -> list[str]:
    """It ends at most a second late, five after a start; and nobody accepts it after its time."""
    late = []
    for question in _lapsed(book):
        excused_ms = excuses.seconds_in(question.asked.decided_at, question.ended.decided_at) * 1000
        late_ms = max(_late_by_clock(question, lives), _late_by_true_time(question, lives)) - excused_ms
        if late_ms > (AFTER_A_START_MS_MAX if _lives_begun(lives, question) else LATE_MS_MAX):
            late.append(f"{question} lapsed {late_ms:.0f} ms late")
    for question in _accepted(book):
        late_ms = _late_by_true_time(question, lives)
        if question.ended.stored.at >= question.expires_at or late_ms > ROUNDING_MS:
            late.append(f"{question} was accepted {late_ms:.0f} ms after its time")
    return late


def _late_by_clock(question: Question, lives: list[Life]) -> float:
    """What a clock has leapt over while no server ran is nobody's time."""
    asked, ended = question.asked, question.ended
    due_at = ended.decided_at - (ended.stored.at - question.expires_at) / 1000
    leaps = [life.began_at for life in _lives_begun(lives, question) if life.leap_ms > 0]
    return (ended.decided_at - max([due_at, asked.decided_at, *leaps])) * 1000


def _late_by_true_time(question: Question, lives: list[Life]) -> float:
    """A clock that was set back while no server ran may lag by as much as nothing was written."""
    lag_ms = sum(life.lag_ms for life in _lives_begun(lives, question))
    return question.lasted_ms - question.promised_ms * (1 + SLEW) - lag_ms


def _lapsed(book: Book) -> Iterator[Question]:
    """Those that nobody answered in time."""
    for question in _questions(book):
        if getattr(question.ended.stored.event, "ending", "") == "expired":
            yield question


def _accepted(book: Book) -> Iterator[Question]:
    for question in _questions(book):
        if isinstance(question.ended.stored.event, happened.ChatAccepted | happened.ChatTransferred):
            yield question


def _questions(book: Book) -> Iterator[Question]:
    """All that have ended."""
    asked: dict[Name, tuple[Instant, Entry]] = {}
    for entry in book.entries:
        event = entry.stored.event
        name = _name_of(event)
        if name is None:
            continue
        if isinstance(event, happened.ChatOffered | happened.TransferAsked):
            asked[name] = event.expires_at, entry
        elif name in asked:
            yield Question(name, *asked[name], entry)


def _name_of(event: happened.AnyEvent) -> Name | None:
    match event:
        case happened.ChatOffered() | happened.ChatAccepted() | happened.OfferEnded():
            return "offer", event.conversation, event.offer
        case happened.TransferAsked() | happened.TransferEnded() | happened.ChatTransferred():
            return "transfer", event.conversation, event.transfer
    return None


def _lives_begun(lives: list[Life], question: Question) -> list[Life]:
    """Those that began after somebody was asked, and before that ended."""
    return [life for life in lives if question.asked.decided_at <= life.began_at <= question.ended.decided_at]
