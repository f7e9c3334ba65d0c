"""A small floor for examples: given some events, when a command, then events or a refusal.

Every step checks every law, so an example that breaks one fails even where it looks elsewhere.
"""

from typing import TypeVar

from deskbell.floor import invariants
from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AnyCommand,
    AttachMember,
    ChangeInbox,
    CreateInbox,
    OpenChat,
    SetStatus,
    Tick,
)
from deskbell.floor.events import AnyEvent, Event
from deskbell.floor.refusals import Refusal, Repeat
from deskbell.floor.state import Chat, Floor
from deskbell.floor.step import step
from deskbell.floor.vocabulary import SYSTEM, Id, by_member

E = TypeVar("E", bound=Event)
OWNER = "owner"


class World:
    """A floor at 0 s with an Owner and one automatic inbox "shop" (30 s), and a log of all that happened."""

    def __init__(self, *, mode: str = "auto", offer_seconds: int = 30, capacity: int | None = None) -> None:
        self.floor = Floor()
        self.now = 1_000_000
        self.log: list[tuple[int, AnyEvent]] = []
        self.do(AdmitMember(member=OWNER, name="Olga", role="owner", contact_center=True, live_chat=True))
        self.do(
            CreateInbox(
                inbox="shop",
                by=SYSTEM,
                name="Shop",
                mode="auto" if mode == "auto" else "manual",
                offer_seconds=offer_seconds,
                capacity=capacity,
                abandon_minutes=None,
            )
        )

    def ask(self, command: AnyCommand) -> list[AnyEvent] | Refusal | Repeat:
        """Let time come first, then the command; check the laws."""
        events = step(self.floor, Tick(), self.now)
        assert isinstance(events, list)
        self._note(events)
        outcome = step(self.floor, command, self.now)
        if isinstance(outcome, list):
            self._note(outcome)
            return [*events, *outcome]
        return outcome

    def _note(self, events: list[AnyEvent]) -> None:
        self.log += [(self.floor.now, event) for event in events]
        invariants.check(self.floor)

    def do(self, command: AnyCommand) -> list[AnyEvent]:
        """Ask, and expect that it happens."""
        outcome = self.ask(command)
        assert isinstance(outcome, list), outcome
        return outcome

    def refused(self, command: AnyCommand) -> Refusal:
        """Ask, and expect a no that changes nothing."""
        self.ask(Tick())
        before = repr(invariants.state_of(self.floor))
        outcome = self.ask(command)
        assert isinstance(outcome, Refusal), outcome
        assert repr(invariants.state_of(self.floor)) == before, "a refused command changes nothing"
        return outcome

    def wait(self, seconds: float) -> list[AnyEvent]:
        """Time passes."""
        self.now += round(seconds * 1000)
        return self.do(Tick())

    def agent(self, name: str, *, capacity: int = 3, inboxes: tuple[Id, ...] = ("shop",), role: str = "member") -> Id:
        """An agent who is available and has a console open. Returns his id."""
        self.do(
            AdmitMember(
                member=name,
                name=name.capitalize(),
                role="admin" if role == "admin" else "member",
                contact_center=True,
                live_chat=True,
                capacity=capacity,
            )
        )
        for inbox in inboxes:
            self.join(name, inbox)
        self.do(AttachMember(member=name))
        self.do(SetStatus(member=name, status="available", by=by_member(name)))
        return name

    def join(self, member: Id, inbox: Id) -> None:
        """The member becomes an agent of the inbox."""
        agents = self.floor.inboxes[inbox].rules.agents
        self.do(ChangeInbox(inbox=inbox, by=by_member(OWNER), agents=(*agents, member)))

    def visitor(self, chat: Id, *, inbox: Id = "shop", text: str = "Hello") -> list[AnyEvent]:
        """A visitor of his own opens a chat."""
        return self.do(
            OpenChat(
                conversation=chat,
                inbox=inbox,
                channel=inbox,
                contact=f"contact-{chat}",
                cid=f"open-{chat}",
                digest="d",
                text=text,
            )
        )

    def chat(self, chat: Id) -> Chat:
        """The chat as it is now."""
        return self.floor.chats[chat]

    def offered_to(self, chat: Id) -> Id:
        """To whom the chat is on offer, or empty."""
        offer = self.floor.chats[chat].offer
        return offer.agent if offer else ""

    def accept(self, chat: Id) -> None:
        """The agent to whom the chat is on offer accepts."""
        offer = self.floor.chats[chat].offer
        assert offer is not None
        self.do(AcceptOffer(conversation=chat, offer=offer.number, by=by_member(offer.agent)))


def only(events: list[AnyEvent], kind: type[E]) -> E:
    """The one event of this kind."""
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1, events
    return found[0]
