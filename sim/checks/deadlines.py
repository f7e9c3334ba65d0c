"""Offers end when they should (routing, "Deadlines and figures").

Owns: early_expiry, late_offer.
Holds: nobody is blamed for the time in which the server was down or waited for its disk; and time that a clock leapt
    over while no server ran is nobody's time.
"""

from collections.abc import Iterator
from typing import Final

from deskbell.floor.events import ChatAccepted, ChatOffered, OfferEnded
from deskbell.floor.vocabulary import Id
from sim.book import Book, Entry
from sim.faults import Excuses
from sim.host import Life

LATE_MS_MAX: Final = 1_000
AFTER_A_START_MS_MAX: Final = 5_000
# A clock that is wrong goes up to a thousandth faster or slower, and is read in whole milliseconds.
SLEW: Final = 0.001
ROUNDING_MS: Final = 2


def find_early(book: Book, lives: list[Life]) -> list[str]:
    """An offer never ends early: by the server's clock, and by true time."""
    early = []
    for offered, ended in _lapsed(book):
        offer, lasted_ms = _offer(offered), _lasted_ms(offered, ended)
        leapt_ms = sum(max(0, life.leap_ms) for life in _lives_begun(lives, offered, ended))
        promised_ms = offer.expires_at - offered.stored.at
        if ended.stored.at < offer.expires_at or lasted_ms + leapt_ms < promised_ms * (1 - SLEW) - ROUNDING_MS:
            early.append(f"{_named(offer)} lapsed after {lasted_ms:.0f} of {promised_ms} ms")
    return early


def find_late(book: Book, lives: list[Life], excuses: Excuses) -> list[str]:
    """It ends at most a second late, five after a start; and nobody accepts it after its time."""
    late = []
    for offered, ended in _lapsed(book):
        by_clock, by_true_time = _late_by_clock(offered, ended, lives), _late_by_true_time(offered, ended, lives)
        late_ms = max(by_clock, by_true_time) - excuses.seconds_in(offered.decided_at, ended.decided_at) * 1000
        is_new = _lives_begun(lives, offered, ended)
        if late_ms > (AFTER_A_START_MS_MAX if is_new else LATE_MS_MAX):
            late.append(f"{_named(_offer(offered))} lapsed {late_ms:.0f} ms late")
    for offered, accepted in _ended(book, ChatAccepted):
        late_ms = _late_by_true_time(offered, accepted, lives)
        if accepted.stored.at >= _offer(offered).expires_at or late_ms > ROUNDING_MS:
            late.append(f"{_named(_offer(offered))} was accepted {late_ms:.0f} ms after its time")
    return late


def _late_by_clock(offered: Entry, ended: Entry, lives: list[Life]) -> float:
    """What a clock has leapt over while no server ran is nobody's time."""
    due_at = ended.decided_at - (ended.stored.at - _offer(offered).expires_at) / 1000
    leaps = [life.began_at for life in _lives_begun(lives, offered, ended) if life.leap_ms > 0]
    return (ended.decided_at - max([due_at, offered.decided_at, *leaps])) * 1000


def _late_by_true_time(offered: Entry, ended: Entry, lives: list[Life]) -> float:
    """A clock that was set back while no server ran may lag by as much as nothing was written."""
    lag_ms = sum(life.lag_ms for life in _lives_begun(lives, offered, ended))
    promised_ms = _offer(offered).expires_at - offered.stored.at
    return _lasted_ms(offered, ended) - promised_ms * (1 + SLEW) - lag_ms


def _lasted_ms(offered: Entry, ended: Entry) -> float:
    return (ended.decided_at - offered.decided_at) * 1000


def _named(offer: ChatOffered) -> str:
    return f"offer {offer.offer} of {offer.conversation}"


def _lapsed(book: Book) -> Iterator[tuple[Entry, Entry]]:
    """Offers that expired: the making and the end."""
    for offered, ended in _ended(book, OfferEnded):
        if getattr(ended.stored.event, "ending", "") == "expired":
            yield offered, ended


def _ended(book: Book, kind: type[OfferEnded] | type[ChatAccepted]) -> Iterator[tuple[Entry, Entry]]:
    made: dict[tuple[Id, int], Entry] = {}
    for entry in book.entries:
        event = entry.stored.event
        if isinstance(event, ChatOffered):
            made[event.conversation, event.offer] = entry
        elif isinstance(event, kind) and (event.conversation, event.offer) in made:
            yield made[event.conversation, event.offer], entry


def _lives_begun(lives: list[Life], offered: Entry, ended: Entry) -> list[Life]:
    """Those that began after the offer was made, and before it ended."""
    return [life for life in lives if offered.decided_at <= life.began_at <= ended.decided_at]


def _offer(entry: Entry) -> ChatOffered:
    event = entry.stored.event
    assert isinstance(event, ChatOffered)
    return event
