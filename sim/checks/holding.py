"""Who held which chat, and whether he had room: told by the ledger alone, without the floor's code.

Owns: cap_viol, double_hold, conv_lost, and law 4 as far as a chat's own place goes: a small book-keeper of offers,
    owners, capacities and waiting times.
"""

from collections.abc import Iterable
from typing import NamedTuple

from deskbell.floor import events as happened
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id, Instant
from sim.people.stage import Opening


class Holding(NamedTuple):
    """Who has a chat, and by which offer; 0: he owns it."""

    agent: Id
    offer: int


class Keeper:
    """Follows the events, and notes what cannot be."""

    def __init__(self) -> None:
        self.cap_viol: list[str] = []
        self.double_hold: list[str] = []
        self.lost_places: list[str] = []
        self.open: dict[Id, Id] = {}
        self._begun: set[Id] = set()
        self._holdings: dict[Id, Holding] = {}
        self._since: dict[Id, Instant] = {}
        self._offers: dict[Id, int] = {}
        self._capacities: dict[Id, int] = {}
        self._limits: dict[Id, int | None] = {}

    def follow(self, events: Iterable[happened.AnyEvent]) -> None:
        """All of them, in order."""
        for event in events:
            self._take(event)

    def find_lost(self, openings: Iterable[Opening], floor: Floor) -> list[str]:
        """Every chat that was begun has ended, or is on the floor."""
        lost = [f"{opening.text!r} began no chat" for opening in openings if opening.conversation not in self._begun]
        lost += [f"{chat} has not ended, and is not on the floor" for chat in self.open if chat not in floor.chats]
        return lost + [f"{chat} is on the floor, and has ended" for chat in floor.chats if chat not in self.open]

    def _take(self, event: happened.AnyEvent) -> None:
        match event:
            case happened.MemberAdmitted() | happened.MemberChanged():
                self._capacities[event.member] = event.capacity
            case happened.InboxCreated() | happened.InboxChanged():
                self._limits[event.inbox] = event.rules.capacity
            case happened.ChatOpened():
                self.open[event.conversation] = event.inbox
                self._begun.add(event.conversation)
            case happened.ChatOffered():
                if event.offer != self._offers.get(event.conversation, 0) + 1:
                    self.double_hold.append(f"offer {event.offer} of {event.conversation} is out of turn")
                self._offers[event.conversation] = event.offer
                self._grant(event, Holding(event.agent, event.offer))
            case happened.ChatClaimed():
                self._grant(event, Holding(event.agent, 0))
            case happened.ChatAccepted():
                self._release(event.conversation, Holding(event.agent, event.offer))
                self._holdings[event.conversation] = Holding(event.agent, 0)
            case happened.OfferEnded():
                self._release(event.conversation, Holding(event.agent, event.offer))
            case happened.ChatQueued():
                self._keep_place(
                    event.conversation, self._since.setdefault(event.conversation, event.since), event.since
                )
                if event.released:
                    self._release(event.conversation, Holding(event.released, 0))
            case happened.ChatClosed():
                self._close(event)

    def _keep_place(self, chat: Id, since: Instant, now_since: Instant) -> None:
        if since != now_since:
            self.lost_places.append(f"law 4: {chat} has waited since {since}, and now only since {now_since}")

    def _grant(self, event: happened.ChatOffered | happened.ChatClaimed, holding: Holding) -> None:
        chat, agent = event.conversation, holding.agent
        self._keep_place(chat, self._since[chat], event.waiting_since)
        if chat in self._holdings:
            self.double_hold.append(f"{chat} goes to {agent} while {self._holdings[chat].agent} has it")
        self._holdings[chat] = holding
        held = [other for other, by in self._holdings.items() if by.agent == agent]
        if len(held) > self._capacities[agent]:
            self.cap_viol.append(f"{agent} has {len(held)} chats, and room for {self._capacities[agent]}")
        limit = self._limits[event.inbox]
        if limit is not None and sum(self.open[other] == event.inbox for other in held) > limit:
            self.cap_viol.append(f"{agent} has more chats of {event.inbox} than its own limit of {limit}")

    def _release(self, chat: Id, holding: Holding) -> None:
        if self._holdings.pop(chat, None) != holding:
            self.double_hold.append(f"{chat} is released by {holding}, who does not have it")

    def _close(self, event: happened.ChatClosed) -> None:
        if event.agent:
            self._release(event.conversation, Holding(event.agent, 0))
        elif event.conversation in self._holdings:
            self.double_hold.append(f"{event.conversation} is closed and still held")
        del self.open[event.conversation]
