"""One day, lived through in virtual time.

Owns: the made-up people: when visitors come and lose patience, when agents are there, how they answer, how long a chat
    takes; and the order of instants.
Never: a choice of who gets a chat. The floor makes it, from the same commands as on a real day.
Holds: time first: the floor is told of every instant before anybody does anything in it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappop, heappush
from typing import Any

from msgspec import Struct

from deskbell.floor.choose import find_agent
from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AnyCommand,
    AssignChat,
    AttachMember,
    CloseChat,
    CreateInbox,
    DeclineOffer,
    OpenChat,
    ReleaseHold,
    SetStatus,
    Tick,
)
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import (
    AnyEvent,
    ChatAccepted,
    ChatClosed,
    ChatOffered,
    ChatQueued,
    MemberHeld,
    OfferEnded,
)
from deskbell.floor.state import Floor
from deskbell.floor.step import step
from deskbell.floor.vocabulary import SYSTEM, Id, Instant, by_member, by_visitor
from deskbell.staffing.chance import MS, draw_arrivals, draw_ms, stream_of
from deskbell.staffing.day import DAY_SECONDS, Day, DayInbox, Shift, ms_of

SUPERVISOR = "the supervisor"
END_MS = 2 * DAY_SECONDS * MS
"""Whoever still waits a day later is not answered any more."""

WHOLE_DAY = (Shift(start="00:00", end="24:00"),)


class Visit(Struct):
    """A visitor: what was drawn for him, and what became of him. Instants and lengths in ms.

    `answer_ms` is how long whoever takes his chat needs for the click, where that was recorded.
    """

    inbox: str
    came_at: Instant
    handling_ms: int
    patience_ms: int | None
    answer_ms: int | None = None
    answered_at: Instant | None = None
    ended_at: Instant | None = None


class Work(Struct):
    """What an agent did. `busy_ms`: with one chat or more; `chats_ms`: the sum over his chats."""

    there_ms: int = 0
    offered: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    holds: int = 0
    most_at_once: int = 0
    busy_ms: int = 0
    chats_ms: int = 0
    has: int = 0
    since: Instant = 0


class LivedDay(Struct):
    """Everything that happened, for the figures."""

    visits: list[Visit]
    work: dict[str, Work]


def live_through(day: Day, number: int) -> LivedDay:
    """Day `number`, from midnight until the last chat has ended or nobody is left who could end it."""
    return _Run(day, number).go()


class _Run:
    def __init__(self, day: Day, number: int) -> None:
        self._day = day
        self._floor = Floor()
        self._now: Instant = 0
        self._agenda: list[tuple[Instant, int, Callable[[], None]]] = []
        self._order = 0
        self._agents = {agent.name: agent for agent in day.agents}
        self._inboxes = {inbox.name: inbox for inbox in day.inboxes}
        self._work = {agent.name: Work() for agent in day.agents}
        self._visits: dict[Id, Visit] = {}
        self._chance = {agent.name: stream_of(day.seed, number, f"agent {agent.name}") for agent in day.agents}
        self._looks: set[str] = set()
        self._draw_visits(number)

    def go(self) -> LivedDay:
        """Until nothing is left to happen."""
        self._ask(Tick())
        self._staff()
        while (instant := self._next_instant()) is not None:
            self._now = instant
            self._ask(Tick())
            while self._agenda and self._agenda[0][0] <= instant:
                heappop(self._agenda)[2]()
        return LivedDay(list(self._visits.values()), self._work)

    def _next_instant(self) -> Instant | None:
        """What somebody does next, or the next deadline; None when nothing is left, or nobody will ever come."""
        due = next_due(self._floor)
        found = [self._agenda[0][0]] if self._agenda else []
        instant = min([*found, *([] if due is None else [due])], default=None)
        return None if instant is None or instant > END_MS else instant

    # ── who comes, and who is there ───────────────────────────────────────────────────────────────────────────────

    def _draw_visits(self, number: int) -> None:
        for place, visit in enumerate(sorted(self._all_visits(number), key=lambda visit: visit.came_at)):
            chat = f"chat {place}"
            self._visits[chat] = visit
            self._at(visit.came_at, partial(self._come, chat))

    def _all_visits(self, number: int) -> Iterator[Visit]:
        day = self._day
        for place, arrivals in enumerate(day.arrivals):
            comings = stream_of(day.seed, number, f"arrivals {place}")
            lengths = stream_of(day.seed, number, f"lengths {place}")
            for came_at in draw_arrivals(comings, arrivals):
                patience = draw_ms(lengths, day.patience) if day.patience else None
                yield Visit(arrivals.inbox, came_at, draw_ms(lengths, day.handling), patience)
        lengths = stream_of(day.seed, number, "recorded")
        for chat in day.recorded:
            handling = draw_ms(lengths, day.handling)
            patience = draw_ms(lengths, day.patience) if day.patience else None
            if chat.handling_seconds is not None:
                handling = round(chat.handling_seconds * MS)
            if chat.patience_seconds is not None:
                patience = round(chat.patience_seconds * MS)
            answer = None if chat.answer_seconds is None else round(chat.answer_seconds * MS)
            yield Visit(chat.inbox, ms_of(chat.at), handling, patience, answer)

    def _staff(self) -> None:
        self._ask(AdmitMember(member=SUPERVISOR, name=SUPERVISOR, role="owner"))
        for agent in self._day.agents:
            self._ask(
                AdmitMember(
                    member=agent.name,
                    name=agent.name,
                    role="member",
                    contact_center=True,
                    live_chat=True,
                    capacity=agent.capacity,
                )
            )
            self._ask(AttachMember(member=agent.name))
            for shift in agent.shifts or WHOLE_DAY:
                start, end = ms_of(shift.start), ms_of(shift.end)
                self._work[agent.name].there_ms += end - start
                self._at(start, partial(self._choose, agent.name, "available"))
                self._at(end, partial(self._choose, agent.name, "offline"))
        for inbox in self._day.inboxes:
            agents = tuple(agent.name for agent in self._day.agents if inbox.name in agent.inboxes)
            self._ask(
                CreateInbox(
                    inbox=inbox.name,
                    by=SYSTEM,
                    name=inbox.name,
                    mode=inbox.mode,
                    offer_seconds=inbox.offer_seconds,
                    priority=inbox.priority,
                    capacity=inbox.capacity,
                    agents=agents,
                )
            )

    def _choose(self, agent: str, status: Any) -> None:
        self._ask(SetStatus(member=agent, status=status, by=by_member(agent)))

    # ── what visitors do ──────────────────────────────────────────────────────────────────────────────────────────

    def _come(self, chat: Id) -> None:
        visit = self._visits[chat]
        self._ask(
            OpenChat(
                conversation=chat,
                inbox=visit.inbox,
                channel=visit.inbox,
                contact=chat,
                cid=chat,
                digest="",
                text="Hello",
            )
        )
        if visit.patience_ms is not None:
            self._at(self._now + visit.patience_ms, partial(self._lose_patience, chat))

    def _lose_patience(self, chat: Id) -> None:
        if self._visits[chat].answered_at is None:
            self._ask(CloseChat(conversation=chat, by=by_visitor(chat)))

    # ── what agents and supervisors do ────────────────────────────────────────────────────────────────────────────

    def _answer(self, offered: ChatOffered) -> None:
        agent, chance = self._agents[offered.agent], self._chance[offered.agent]
        fate, after = chance.random(), draw_ms(chance, agent.answers_in)
        if fate < agent.missed:
            return
        by, recorded = by_member(agent.name), self._visits[offered.conversation].answer_ms
        if fate < agent.missed + agent.declined:
            kind: type[DeclineOffer | AcceptOffer] = DeclineOffer
        else:
            kind, after = AcceptOffer, after if recorded is None else recorded
        command = kind(conversation=offered.conversation, offer=offered.offer, by=by)
        self._at(self._now + after, partial(self._ask, command))

    def _begin(self, accepted: ChatAccepted) -> None:
        visit, work = self._visits[accepted.conversation], self._work[accepted.agent]
        visit.answered_at = self._now
        self._count(work, +1)
        slowed = 1 + self._day.slows_by * (work.has - 1)
        close = CloseChat(conversation=accepted.conversation, by=by_member(accepted.agent))
        self._at(self._now + round(visit.handling_ms * slowed), partial(self._ask, close))

    def _count(self, work: Work, change: int) -> None:
        """Before it has more chats or fewer, what it had is added up."""
        passed = self._now - work.since
        work.chats_ms += work.has * passed
        work.busy_ms += passed if work.has else 0
        work.has, work.since = work.has + change, self._now
        work.most_at_once = max(work.most_at_once, work.has)

    def _look_soon(self, inbox: DayInbox) -> None:
        """In manual mode somebody looks at the waiting list in a while."""
        if inbox.mode == "manual" and inbox.name not in self._looks:
            self._looks.add(inbox.name)
            self._at(self._now + max(MS, round(inbox.assign_seconds * MS)), partial(self._look, inbox))

    def _look(self, inbox: DayInbox) -> None:
        """He assigns the chat that has waited longest, and looks again as long as somebody waits."""
        self._looks.discard(inbox.name)
        waiting = self._floor.index.waiting.get(inbox.name)
        if not waiting:
            return
        chat = waiting[0][-1]
        agent = find_agent(self._floor, self._floor.inboxes[inbox.name], self._floor.chats[chat])
        if agent:
            self._ask(AssignChat(conversation=chat, agent=agent.id, by=by_member(SUPERVISOR)))
        self._look_soon(inbox)

    # ── the floor ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _ask(self, command: AnyCommand) -> None:
        outcome = step(self._floor, command, self._now)
        if isinstance(outcome, list):
            for event in outcome:
                self._react(event)

    def _react(self, event: AnyEvent) -> None:
        match event:
            case ChatQueued():
                self._look_soon(self._inboxes[event.inbox])
            case ChatOffered():
                self._work[event.agent].offered += 1
                self._answer(event)
            case OfferEnded():
                self._end_offer(event, self._work[event.agent])
                self._look_soon(self._inboxes[event.inbox])
            case ChatAccepted():
                self._work[event.agent].accepted += 1
                self._begin(event)
            case ChatClosed():
                self._visits[event.conversation].ended_at = self._now
                if event.agent:
                    self._count(self._work[event.agent], -1)
            case MemberHeld():
                self._work[event.member].holds += 1
                back = partial(self._ask, ReleaseHold(member=event.member, by=by_member(event.member)))
                self._at(self._now + round(self._agents[event.member].back_seconds * MS), back)

    def _end_offer(self, event: OfferEnded, work: Work) -> None:
        work.expired += event.ending == "expired"
        work.declined += event.ending == "declined"

    def _at(self, instant: Instant, action: Callable[[], None]) -> None:
        self._order += 1
        heappush(self._agenda, (instant, self._order, action))
