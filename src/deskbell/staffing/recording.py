"""From a day that was to a day that can be lived through again.

Owns: what of the past goes into each field of the file, and what is said of that which does not fit in.
Never: a text, or a person's name where it was not asked for.
Holds: chats come when they came, take as long as they took, and their agents answer as fast as they did; what is not
    known is drawn like what is (`handling`, `answers_in`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean, pstdev

from msgspec import Struct

from deskbell.floor.vocabulary import NAME_CHARACTERS_MAX, Id, Instant, Milliseconds
from deskbell.kit.trouble import Trouble
from deskbell.staffing.chat_past import ChatPast
from deskbell.staffing.day import (
    ANSWERS_IN_DEFAULT,
    BACK_SECONDS_DEFAULT,
    DAY_SECONDS,
    HANDLING_DEFAULT,
    Day,
    DayAgent,
    DayInbox,
    RecordedChat,
    Shift,
    Spread,
    time_of,
)
from deskbell.staffing.day_past import DayPast, InboxPast, MemberPast, OffersPast

LENGTH_MS_MAX: Milliseconds = 30 * DAY_SECONDS * 1000
"""What a file may say of one length (`day.py`)."""


_BY_VISITORS = ("abandoned", "visitor", "message_left")

Span = tuple[Instant, Instant]


class Hours(Struct, frozen=True):
    """When members were available and reachable, and when on hold; from the first instant of the day to its last."""

    begin: Instant
    end: Instant
    there: Mapping[Id, Sequence[Span]]
    held: Mapping[Id, Sequence[Span]]


class Recorded(Struct, frozen=True):
    """The day, and what its reader should know of it."""

    day: Day
    notes: list[str]


def record(past: DayPast, hours: Hours, *, inboxes: Sequence[str], names: bool) -> Recorded:
    """The day of these inboxes, or of all. Raises `Trouble` where one is unknown or nobody came."""
    wanted = _choose(past, inboxes)
    chats = [chat for chat in past.chats.values() if chat.inbox in wanted]
    if not chats:
        raise Trouble("nobody came on that day: there is nothing to live through")
    agents = _find_agents(past, hours, wanted)
    handling = [chat.handling_ms for chat in chats if chat.handling_ms is not None]
    day = Day(
        inboxes=tuple(
            DayInbox(
                name=wanted[one.id],
                mode=one.rules.mode,
                offer_seconds=one.rules.offer_seconds,
                priority=one.rules.priority,
                capacity=one.rules.capacity,
            )
            for one in past.inboxes.values()
            if one.id in wanted
        ),
        agents=tuple(_as_agents(past, hours, wanted, agents, names=names)),
        recorded=tuple(_as_recorded(chat, wanted[chat.inbox], hours.begin) for chat in chats),
        handling=spread_of(handling, HANDLING_DEFAULT),
    )
    return Recorded(day, list(_notes(past, wanted, chats, agents)))


def spread_of(lengths_ms: Sequence[Milliseconds], otherwise: Spread) -> Spread:
    """How lengths like these are spread, for those that are not known; `otherwise` where none is."""
    mean = round(fmean(lengths_ms) / 1000, 3) if lengths_ms else 0
    if not mean:
        return otherwise
    mean = min(mean, LENGTH_MS_MAX / 1000)
    deviation = round(min(pstdev(lengths_ms), LENGTH_MS_MAX) / 1000, 3)
    if not deviation:
        return Spread(mean_seconds=mean, kind="fixed")
    return Spread(mean_seconds=mean, kind="lognormal", deviation_seconds=deviation)


def _choose(past: DayPast, names: Sequence[str]) -> dict[Id, str]:
    """The inboxes that are wanted, each with a name of its own."""
    chosen: dict[Id, str] = {}
    missing = {name.casefold(): name for name in names}
    for inbox in past.inboxes.values():
        key = inbox.rules.name.casefold()
        if not names or key in {name.casefold() for name in names}:
            chosen[inbox.id] = _name_apart(inbox.rules.name, chosen.values())
            missing.pop(key, None)
    if missing:
        known = ", ".join(sorted({one.rules.name for one in past.inboxes.values()})) or "none: there was none"
        raise Trouble(f"--inbox: there was no inbox {next(iter(missing.values()))!r} on that day; allowed: {known}")
    return chosen


def _name_apart(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where another has it already: one that was deleted, or a namesake."""
    known = {one.casefold() for one in taken}
    for number in range(1, len(known) + 2):
        ending = "" if number == 1 else f" ({number})"
        found = name[: NAME_CHARACTERS_MAX - len(ending)] + ending
        if found.casefold() not in known:
            return found
    raise AssertionError("one of so many is free")


def _find_agents(past: DayPast, hours: Hours, wanted: Mapping[Id, str]) -> dict[Id, list[InboxPast]]:
    """Who serves which of the inboxes and was there, in the order in which they came."""
    serves: dict[Id, list[InboxPast]] = {}
    for inbox in past.inboxes.values():
        if inbox.id in wanted:
            for agent in inbox.rules.agents:
                serves.setdefault(agent, []).append(inbox)
    there = [agent for agent in serves if past.members[agent].licensed and hours.there.get(agent)]
    return {agent: serves[agent] for agent in sorted(there, key=lambda agent: hours.there[agent][0][0])}


def _as_agents(
    past: DayPast,
    hours: Hours,
    wanted: Mapping[Id, str],
    agents: Mapping[Id, Sequence[InboxPast]],
    *,
    names: bool,
) -> Iterator[DayAgent]:
    taken: list[str] = []
    for number, (agent, inboxes) in enumerate(agents.items(), 1):
        member = past.members[agent]
        taken.append(_name_apart(member.name, taken) if names else f"agent {number}")
        offers = _together([past.offers.get((agent, inbox.id), OffersPast()) for inbox in inboxes])
        yield _as_agent(member, taken[-1], [wanted[inbox.id] for inbox in inboxes], offers, hours)


def _as_agent(member: MemberPast, name: str, inboxes: Sequence[str], offers: OffersPast, hours: Hours) -> DayAgent:
    answered = sum(offers.endings[ending] for ending in ("accepted", "declined", "expired"))
    held = [end - begin for begin, end in hours.held.get(member.id, ())]
    return DayAgent(
        name=name,
        inboxes=tuple(inboxes),
        capacity=member.capacity,
        shifts=tuple(
            Shift(start=time_of(begin - hours.begin), end=time_of(end - hours.begin))
            for begin, end in hours.there[member.id]
        ),
        answers_in=spread_of(offers.answers_ms, ANSWERS_IN_DEFAULT),
        missed=_share(offers.endings["expired"], answered),
        declined=_share(offers.endings["declined"], answered),
        back_seconds=round(fmean(held) / 1000, 3) if held else BACK_SECONDS_DEFAULT,
    )


def _share(part: int, whole: int) -> float:
    # Rounded down: two shares that are rounded up can be more than all.
    return part * 10_000 // whole / 10_000 if whole else 0


def _together(offers: Sequence[OffersPast]) -> OffersPast:
    endings: Counter[str] = Counter()
    for one in offers:
        endings.update(one.endings)
    return OffersPast([answer for one in offers for answer in one.answers_ms], endings)


def _as_recorded(chat: ChatPast, inbox: str, midnight: Instant) -> RecordedChat:
    return RecordedChat(
        at=time_of(chat.came_at - midnight),
        inbox=inbox,
        answer_seconds=_as_seconds(chat.answer_ms),
        handling_seconds=_as_seconds(chat.handling_ms),
        patience_seconds=_as_seconds(chat.patience_ms),
    )


def _as_seconds(length_ms: Milliseconds | None) -> float | None:
    return None if length_ms is None else min(length_ms, LENGTH_MS_MAX) / 1000


def _notes(
    past: DayPast, wanted: Mapping[Id, str], chats: Sequence[ChatPast], agents: Mapping[Id, object]
) -> Iterator[str]:
    """What the file does not say by itself."""
    open_still = sum(chat.closed_at is None and chat.answered for chat in chats)
    waiting = sum(chat.closed_at is None and not chat.answered for chat in chats)
    claimed = sum(chat.answered and chat.answer_ms is None for chat in chats)
    ended = sum(chat.patience_ms is not None and chat.reason not in _BY_VISITORS for chat in chats)
    yield f"{_count(len(chats), 'chat')}, {_count(len(agents), 'agent')}"
    if open_still:
        yield f"{_count(open_still, 'chat')} still open: how long they take is not known, and drawn like the others"
    if waiting:
        yield f"{_count(waiting, 'chat')} still waiting: in the file they wait until somebody answers"
    if claimed:
        yield f"{_count(claimed, 'chat')} taken from the list without an offer: in the file they are offered"
    if ended:
        yield f"{_count(ended, 'chat')} ended by us before an answer: in the file their visitors give up at that time"
    if went_on := sum(chat.went_on for chat in chats):
        yield f"{_count(went_on, 'chat')} went on to another agent or inbox: in the file the first keeps them"
    if past.earlier:
        yield f"{_count(len(past.earlier), 'chat')} of earlier days went on into this one: left out"
    for inbox in past.inboxes.values():
        if inbox.id in wanted and inbox.changes:
            name, times = wanted[inbox.id], _count(inbox.changes, "time")
            yield f"the rules of {name} were changed {times} during the day: those it ended with are used"


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}{'' if number == 1 else 's'}"
