"""What agents and visitors do, in words, on a real sequencer with its database.

Owns: the sentences of the scenarios.
Never: a double, a sleep: time is moved by hand.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AssignChat,
    AttachMember,
    AttachVisitor,
    ChangeInbox,
    ClaimChat,
    CloseChat,
    CreateInbox,
    DeclineOffer,
    DetachMember,
    DetachVisitor,
    OpenChat,
    PostMessage,
    SetStatus,
    Tick,
)
from deskbell.floor.events import Event
from deskbell.floor.state import Chat, Member
from deskbell.floor.vocabulary import LEASE_MS, SYSTEM, Id, by_member, by_visitor
from deskbell.history import projection as history
from deskbell.ledger import Stored
from tests.sequencer.desk import Desk

OWNER = "olga"
SHOP_INBOX = "shop"
E = TypeVar("E", bound=Event)


class Story(Desk):
    """A desk where people have names."""

    def __init__(self, path: Path, empty_database: Path) -> None:
        super().__init__(path, empty_database)
        self.projections.append(history.project)

    async def begin(self) -> None:
        """The Owner, and an automatic inbox of 30 s without agents."""
        await self.do(
            AdmitMember(member=OWNER, name="Olga", role="owner", contact_center=True, live_chat=True, capacity=3)
        )
        await self.inbox(SHOP_INBOX)

    async def inbox(self, inbox: Id, **rules: Any) -> None:
        """Another inbox."""
        await self.do(CreateInbox(inbox=inbox, by=SYSTEM, name=inbox.capitalize(), **rules))

    async def rules(self, inbox: Id = SHOP_INBOX, **rules: Any) -> list[Stored]:
        """The inbox's rules become these."""
        return await self.do(ChangeInbox(inbox=inbox, by=by_member(OWNER), **rules))

    # ── agents ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def hire(self, agent: Id, *, capacity: int = 3, inboxes: Sequence[Id] = (SHOP_INBOX,)) -> None:
        """Somebody joins, with both licences, and serves these inboxes. He has not come to work yet."""
        await self.do(
            AdmitMember(
                member=agent,
                name=agent.capitalize(),
                role="member",
                contact_center=True,
                live_chat=True,
                capacity=capacity,
            )
        )
        for inbox in inboxes:
            await self.join(agent, inbox)

    async def join(self, agent: Id, inbox: Id) -> list[Stored]:
        """He serves the inbox from now on."""
        agents = (await self.floor()).inboxes[inbox].rules.agents
        return await self.rules(inbox, agents=(*agents, agent))

    async def come(self, agent: Id) -> list[Stored]:
        """He opens the console and is available."""
        attached = await self.do(AttachMember(member=agent))
        return [*attached, *await self.choose(agent, "available")]

    async def agent(self, agent: Id, *, capacity: int = 3, inboxes: Sequence[Id] = (SHOP_INBOX,)) -> Id:
        """Somebody who is at work."""
        await self.hire(agent, capacity=capacity, inboxes=inboxes)
        await self.come(agent)
        return agent

    async def choose(self, agent: Id, status: Any) -> list[Stored]:
        """He chooses a status."""
        return await self.do(SetStatus(member=agent, status=status, by=by_member(agent)))

    async def shut(self, agent: Id) -> None:
        """He shuts his last window, or his machine has stopped."""
        await self.do(DetachMember(member=agent))

    async def vanish(self, agent: Id) -> list[Stored]:
        """He shuts it and does not come back in time."""
        await self.shut(agent)
        return await self.wait(LEASE_MS / 1000)

    async def member(self, agent: Id) -> Member:
        """As the floor has him."""
        return (await self.floor()).members[agent]

    async def loads(self) -> dict[Id, int]:
        """How many chats each agent has, or has on offer."""
        return dict(Counter(chat.holder for chat in (await self.floor()).chats.values() if chat.holder))

    # ── chats ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def crash(self) -> None:
        """The process is killed, and the visitors' pages find the next one."""
        await super().crash()
        await self._visitors_return()

    async def restart(self) -> None:
        """The same in peace."""
        await super().restart()
        await self._visitors_return()

    async def _visitors_return(self) -> None:
        for chat in list((await self.floor()).chats):
            await self.do(AttachVisitor(conversation=chat))

    async def visitor(self, chat: Id, *, inbox: Id = SHOP_INBOX, last_agent: Id = "") -> list[Stored]:
        """Somebody writes, and stays before the page."""
        return await self.do(
            OpenChat(
                conversation=chat,
                inbox=inbox,
                channel=inbox,
                contact=visitor_of(chat),
                cid=f"open-{chat}",
                digest="d",
                text="Hello",
                last_agent=last_agent,
            )
        )

    async def leave(self, chat: Id) -> None:
        """The visitor shuts the page."""
        await self.do(DetachVisitor(conversation=chat))

    async def visitors(self, number: int, *, prefix: str = "c", pause_ms: int = 10) -> list[Id]:
        """So many people write, one after the other."""
        chats = [f"{prefix}{one:03d}" for one in range(number)]
        for chat in chats:
            await self.visitor(chat)
            self.clock.advance(pause_ms)
        return chats

    async def accept(self, chat: Id) -> list[Stored]:
        """To whom it is on offer, accepts."""
        offer = (await self.chat(chat)).offer
        assert offer is not None, f"{chat} is on offer to nobody"
        return await self.do(AcceptOffer(conversation=chat, offer=offer.number, by=by_member(offer.agent)))

    async def decline(self, chat: Id) -> list[Stored]:
        """To whom it is on offer, declines."""
        offer = (await self.chat(chat)).offer
        assert offer is not None, f"{chat} is on offer to nobody"
        return await self.do(DeclineOffer(conversation=chat, offer=offer.number, by=by_member(offer.agent)))

    def writing(self, chat: Id, cid: str) -> PostMessage:
        """Its visitor writes."""
        return PostMessage(conversation=chat, by=by_visitor(visitor_of(chat)), cid=cid, digest="d", text="Hello?")

    def taking(self, chat: Id, agent: Id) -> ClaimChat:
        """The agent takes it from the list."""
        return ClaimChat(conversation=chat, by=by_member(agent))

    def assigning(self, chat: Id, agent: Id) -> AssignChat:
        """The Owner gives it to the agent."""
        return AssignChat(conversation=chat, agent=agent, by=by_member(OWNER))

    async def end(self, chat: Id) -> list[Stored]:
        """Its agent, or its visitor where it has none, ends it."""
        owner = (await self.chat(chat)).owner
        by = by_member(owner) if owner else by_visitor(visitor_of(chat))
        return await self.do(CloseChat(conversation=chat, by=by))

    async def wait(self, seconds: float) -> list[Stored]:
        """Time passes; what happens because of it."""
        told = len(self.told)
        self.clock.advance(round(seconds * 1000))
        await self.do(Tick())
        return self.told[told:]

    async def chat(self, chat: Id) -> Chat:
        """As the floor has it."""
        return (await self.floor()).chats[chat]

    async def waits(self, chat: Id) -> bool:
        """Whether it is with nobody."""
        return (await self.chat(chat)).state == "waiting"

    async def offered_to(self, chat: Id) -> Id:
        """To whom it is on offer, or empty."""
        offer = (await self.chat(chat)).offer
        return offer.agent if offer else ""

    async def queue(self, inbox: Id = SHOP_INBOX) -> list[Id]:
        """Who waits, in order."""
        return [key[-1] for key in (await self.floor()).index.waiting.get(inbox, ())]

    def happened(self, kind: type[E]) -> list[E]:
        """All events of a kind, so far."""
        return [one.event for one in self.told if isinstance(one.event, kind)]


def visitor_of(chat: Id) -> Id:
    """Each chat is somebody else's."""
    return f"visitor-of-{chat}"


def events(stored: Sequence[Stored], kind: type[E]) -> list[E]:
    """Those of a kind."""
    return [one.event for one in stored if isinstance(one.event, kind)]
