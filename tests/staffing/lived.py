"""A day lived on a real floor with its sequencer and its database, by the hand of a clock.

Owns: visitors, agents and the order of what they do; the database file in which it all ends up.
Never: a choice of who gets a chat, and nothing of `deskbell.staffing`: that is what is tested.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from typing import Any, Self, TypeVar

from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AnyCommand,
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
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import SYSTEM, Id, Instant, Status, by_member, by_visitor
from deskbell.kit import migrate
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.kit.ids import new_id
from deskbell.reports import projection as reports
from deskbell.sequencer import Done, Sequencers

HOUR = 3_600_000
DATE = "2027-01-15"
MIDNIGHT: Instant = 1_799_971_200_000
"""Of that date, in UTC."""

T = TypeVar("T")
Action = Callable[[], Awaitable[None]]


class LivedDay:
    """One organisation, and what its people are going to do."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path = folder / "deskbell.db"
        self.organisation = new_id()
        self.clock = ManualClock(MIDNIGHT)
        self.random = Random(seed)
        self.database = Database.open(self.path, clock=self.clock)
        migrate.upgrade(self.database)
        self._sequencers = Sequencers(self.database, self.clock, (reports.project,))
        self._agenda: list[tuple[Instant, int, Action]] = []
        self._order = 0
        self._handling: dict[Id, int] = {}
        self._answered: set[tuple[Id, int]] = set()
        self.came: dict[Id, Instant] = {}
        self.accepted: dict[Id, Instant] = {}
        self.left: set[Id] = set()
        self.answers: Counter[str] = Counter()
        self._names: dict[Id, str] = {}
        self.misses = 0.0
        self.declines = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._sequencers.close()
        self.database.close()

    # ── who and what there is ─────────────────────────────────────────────────────────────────────────────────────

    async def hire(self, name: str, capacity: int = 2) -> Id:
        """A member with both licences, whose console is open."""
        member = new_id()
        self._names[member] = name
        await self.ask(
            AdmitMember(member=member, name=name, role="member", contact_center=True, live_chat=True, capacity=capacity)
        )
        await self.ask(AttachMember(member=member))
        return member

    async def open_inbox(self, name: str, *agents: Id, **rules: Any) -> Id:
        """An automatic inbox."""
        inbox = new_id()
        await self.ask(CreateInbox(inbox=inbox, by=SYSTEM, name=name, agents=agents, **rules))
        return inbox

    # ── what is going to happen ───────────────────────────────────────────────────────────────────────────────────

    def works(self, agent: Id, *shifts: tuple[float, float]) -> None:
        """From one hour to another; he goes when nothing is on offer to him."""
        for start, end in shifts:
            self.at(MIDNIGHT + round(start * HOUR), partial(self._choose, agent, "available"))
            self.at(MIDNIGHT + round(end * HOUR), partial(self._leave, agent))

    def comes(self, inbox: Id, at: Instant, handling_ms: int, patience_ms: int | None = None) -> None:
        """A visitor, how long his chat takes, and how long he waits at most."""
        self.at(at, partial(self._come, inbox, handling_ms, patience_ms))

    def at(self, instant: Instant, action: Action) -> None:
        """Put on the agenda."""
        self._order += 1
        heappush(self._agenda, (instant, self._order, action))

    async def go(self) -> None:
        """Until nothing is left to happen."""
        await self.go_until(MIDNIGHT + 365 * 24 * HOUR)

    async def go_until(self, end: Instant) -> None:
        """Until nothing is left to happen before an instant."""
        while (instant := await self._next_instant()) is not None and instant < end:
            self.clock.advance(instant - self.clock.now())
            await self.ask(Tick())
            await self._look_for_offers()
            while self._agenda and self._agenda[0][0] <= instant:
                await heappop(self._agenda)[2]()
                await self._look_for_offers()

    async def _next_instant(self) -> Instant | None:
        if not self._agenda:
            return None
        due = await self.look(next_due)
        return max(self.clock.now(), min(self._agenda[0][0], *(() if due is None else (due,)), 2**53))

    # ── what they do ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _choose(self, agent: Id, status: Status) -> None:
        await self.ask(SetStatus(member=agent, status=status, by=by_member(agent)))

    async def _leave(self, agent: Id) -> None:
        is_asked = await self.look(
            lambda floor: any(chat.offer and chat.offer.agent == agent for chat in floor.chats.values())
        )
        if is_asked:
            self.at(self.clock.now() + 1_000, partial(self._leave, agent))
        else:
            await self._choose(agent, "offline")

    async def _come(self, inbox: Id, handling_ms: int, patience_ms: int | None) -> None:
        chat, contact = new_id(), new_id()
        self.came[chat] = self.clock.now()
        self._handling[chat] = handling_ms
        opened = OpenChat(
            conversation=chat,
            inbox=inbox,
            channel=inbox,
            contact=contact,
            cid="cid-00000001",
            digest="",
            text="A SECRET WORD",
            visitor_name="A SECRET NAME",
        )
        await self.ask(opened)
        if patience_ms is not None:
            self.at(self.clock.now() + patience_ms, partial(self._lose_patience, chat, contact))

    async def _lose_patience(self, chat: Id, contact: Id) -> None:
        if chat not in self.accepted:
            self.left.add(chat)
            await self.ask(CloseChat(conversation=chat, by=by_visitor(contact)))

    async def _look_for_offers(self) -> None:
        """Whoever is asked decides when, and whether, he is going to click; whoever is on hold comes back."""
        offers, held = await self.look(_offers_and_held)
        for chat, number, agent in offers:
            if (chat, number) not in self._answered:
                self._answered.add((chat, number))
                self._decide(chat, number, agent)
        for agent in held:
            await self.ask(ReleaseHold(member=agent, by=by_member(agent)))

    def _decide(self, chat: Id, number: int, agent: Id) -> None:
        fate, after = self.random.random(), self.random.randrange(800, 9_000)
        if fate < self.misses:
            return
        does = self._decline if fate < self.misses + self.declines else self._accept
        self.at(self.clock.now() + after, partial(does, chat, number, agent))

    async def _decline(self, chat: Id, number: int, agent: Id) -> None:
        await self.try_to(DeclineOffer(conversation=chat, offer=number, by=by_member(agent)))

    async def _accept(self, chat: Id, number: int, agent: Id) -> None:
        if await self.try_to(AcceptOffer(conversation=chat, offer=number, by=by_member(agent))):
            self.accepted[chat] = self.clock.now()
            self.answers[self._names[agent]] += 1
            close = CloseChat(conversation=chat, by=by_member(agent))
            self.at(self.clock.now() + self._handling[chat], partial(self._ask_nothing, close))

    async def _ask_nothing(self, command: AnyCommand) -> None:
        await self.ask(command)

    # ── the sequencer ─────────────────────────────────────────────────────────────────────────────────────────────

    async def ask(self, command: AnyCommand) -> None:
        """Ask for what is not refused."""
        assert await self.try_to(command), command

    async def try_to(self, command: AnyCommand) -> bool:
        """Whether it was done."""
        sequencer = await self._sequencers.of(self.organisation)
        return isinstance(await sequencer.submit(command), Done)

    async def look(self, query: Callable[[Floor], T]) -> T:
        """What the floor says now."""
        sequencer = await self._sequencers.of(self.organisation)
        return await sequencer.look(lambda floor, _: query(floor))


def _offers_and_held(floor: Floor) -> tuple[list[tuple[Id, int, Id]], list[Id]]:
    offers = [(chat.id, chat.offer.number, chat.offer.agent) for chat in floor.chats.values() if chat.offer]
    return offers, [member.id for member in floor.members.values() if member.on_hold]
