"""A day as the ledger tells it: its chats, its offers, and the inboxes and members as they were by its end.

Owns: going through the log: once up to the day for the settings, through the day for everything else, and after it for
    the ends of chats that were still open.
Never: a length in words or a place in a file: that is `recording.py`.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from deskbell.floor.events import (
    ChatAccepted,
    ChatEvent,
    ChatOpened,
    Event,
    InboxChanged,
    InboxCreated,
    InboxDeleted,
    InboxRules,
    MemberAdmitted,
    MemberChanged,
    OfferEnded,
)
from deskbell.floor.vocabulary import Id, Instant, Milliseconds
from deskbell.staffing.chat_past import SHAPING, ChatPast
from deskbell.staffing.past import Happened, Past

SETTING: tuple[type[Event], ...] = (InboxCreated, InboxChanged, InboxDeleted, MemberAdmitted, MemberChanged)
"""The kinds of events that say how inboxes and members are set."""


class InboxPast(Struct):
    """An inbox that was there on the day. `changes`: how often its rules were changed during the day."""

    id: Id
    rules: InboxRules
    changes: int = 0


class MemberPast(Struct, frozen=True):
    """A member as he was set by the end of the day."""

    id: Id
    name: str
    capacity: int
    licensed: bool


class OffersPast(Struct):
    """What became of an agent's offers on the day."""

    answers_ms: list[Milliseconds] = field(default_factory=list)
    endings: Counter[str] = field(default_factory=Counter)


class DayPast(Struct):
    """All of it. `earlier`: chats of days before that were still going on."""

    inboxes: dict[Id, InboxPast] = field(default_factory=dict)
    members: dict[Id, MemberPast] = field(default_factory=dict)
    chats: dict[Id, ChatPast] = field(default_factory=dict)
    offers: dict[tuple[Id, Id], OffersPast] = field(default_factory=dict)
    earlier: set[Id] = field(default_factory=set)


def read_day_past(past: Past, begin: Instant, end: Instant) -> DayPast:
    """From the first instant of the day to just before the first of the next."""
    day = DayPast()
    first, last = past.find_place(begin), past.find_place(end)
    for happened in past.between(0, first, SETTING):
        _tell_setting(day, happened, within=False)
    for happened in past.between(first, last, (*SETTING, *SHAPING)):
        _tell_setting(day, happened, within=True)
        _tell_chat(day, happened)
    for chat in _open_chats(day):
        for at, event in past.of_chat(chat.id, last, SHAPING):
            chat.tell(at, event)
    return day


def _open_chats(day: DayPast) -> Iterator[ChatPast]:
    return (chat for chat in day.chats.values() if chat.closed_at is None)


def _tell_setting(day: DayPast, happened: Happened, *, within: bool) -> None:
    match happened.event:
        case InboxCreated(inbox=inbox, rules=rules):
            day.inboxes[inbox] = InboxPast(inbox, rules)
        case InboxChanged(inbox=inbox, rules=rules):
            known = day.inboxes[inbox]
            known.rules, known.changes = rules, known.changes + within
        case InboxDeleted(inbox=inbox) if not within:
            # One that is deleted during the day had its part in it.
            del day.inboxes[inbox]
        case MemberAdmitted() | MemberChanged() as event:
            licensed = event.contact_center and event.live_chat
            day.members[event.member] = MemberPast(event.member, event.name, event.capacity, licensed)


def _tell_chat(day: DayPast, happened: Happened) -> None:
    at, event = happened
    if not isinstance(event, ChatEvent):
        return
    if isinstance(event, ChatOpened):
        day.chats[event.conversation] = ChatPast(event.conversation, event.inbox, at)
        return
    chat = day.chats.get(event.conversation)
    if chat is None:
        day.earlier.add(event.conversation)
        return
    chat.tell(at, event)
    if isinstance(event, ChatAccepted | OfferEnded):
        _tell_offer(day.offers.setdefault((event.agent, event.inbox), OffersPast()), chat, at, event)


def _tell_offer(offers: OffersPast, chat: ChatPast, at: Instant, event: ChatAccepted | OfferEnded) -> None:
    if isinstance(event, ChatAccepted):
        offers.answers_ms.append(at - chat.offered_at)
        offers.endings["accepted"] += 1
    else:
        offers.endings[event.ending] += 1
