"""Who held which chat, and whether he had room: told by the ledger alone, without the floor's code.

Owns: cap_viol, double_hold, conv_lost, and law 4 as far as a chat's own place goes: a small book-keeper of offers,
    owners, transfers under way, capacities, overrides and waiting times.
"""

from collections.abc import Iterable
from typing import NamedTuple

from deskbell.floor import events as happened
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Actor, Id, Instant
from sim.people.stage import Opening

Granting = happened.ChatOffered | happened.ChatClaimed | happened.TransferAsked | happened.ChatTransferred


class Holding(NamedTuple):
    """Who has a chat, and by which offer; 0: he owns it."""

    agent: Id
    offer: int


class Place(NamedTuple):
    """Where a chat stands in its queue, for ever."""

    since: Instant
    priority: int
    number: int


class Keeper:
    """Follows the events, and notes what cannot be. `supervisors` may go beyond a capacity where that is allowed."""

    def __init__(self, supervisors: Iterable[Id]) -> None:
        self.cap_viol: list[str] = []
        self.double_hold: list[str] = []
        self.lost_places: list[str] = []
        self.open: dict[Id, Id] = {}
        self._supervisors = set(supervisors)
        self._begun: set[Id] = set()
        self._holdings: dict[Id, Holding] = {}
        self._coming: dict[Id, Id] = {}
        self._places: dict[Id, Place] = {}
        self._offers: dict[Id, int] = {}
        self._capacities: dict[Id, int] = {}
        self._limits: dict[Id, int | None] = {}
        self._is_overriding = False

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
            case happened.OverridingSet():
                self._is_overriding = event.allowed
            case happened.ChatOpened():
                self.open[event.conversation] = event.inbox
                self._begun.add(event.conversation)
            case happened.ChatQueued():
                self._queue(event)
            case happened.ChatClosed():
                self._close(event)
            case happened.ChatOffered() | happened.ChatClaimed() | happened.ChatAccepted() | happened.OfferEnded():
                self._offer_or_take(event)
            case happened.TransferAsked() | happened.TransferEnded() | happened.ChatTransferred():
                self._pass_on(event)

    # ── out of the queue, and back ────────────────────────────────────────────────────────────────────────────────

    def _offer_or_take(
        self, event: happened.ChatOffered | happened.ChatClaimed | happened.ChatAccepted | happened.OfferEnded
    ) -> None:
        match event:
            case happened.ChatOffered():
                if event.offer != self._offers.get(event.conversation, 0) + 1:
                    self.double_hold.append(f"offer {event.offer} of {event.conversation} is out of turn")
                self._offers[event.conversation] = event.offer
                self._hold(event, Holding(event.agent, event.offer))
                self._grant(event, event.by)
            case happened.ChatClaimed():
                self._hold(event, Holding(event.agent, 0))
                self._grant(event, Actor("member", event.agent))
            case happened.ChatAccepted():
                self._release(event.conversation, Holding(event.agent, event.offer))
                self._holdings[event.conversation] = Holding(event.agent, 0)
            case happened.OfferEnded():
                self._release(event.conversation, Holding(event.agent, event.offer))

    def _queue(self, event: happened.ChatQueued) -> None:
        place = Place(event.since, event.priority, event.number)
        known = self._places.setdefault(event.conversation, place)
        if place != known:
            self.lost_places.append(f"law 4: {event.conversation} had {known}, and now has {place}")
        self.open[event.conversation] = event.inbox
        if event.released:
            self._release(event.conversation, Holding(event.released, 0))

    def _close(self, event: happened.ChatClosed) -> None:
        if event.agent:
            self._release(event.conversation, Holding(event.agent, 0))
        elif event.conversation in self._holdings:
            self.double_hold.append(f"{event.conversation} is closed and still held")
        if self._coming.pop(event.conversation, None):
            self.double_hold.append(f"{event.conversation} is closed and still on its way to somebody")
        del self.open[event.conversation]

    # ── from one to the other ─────────────────────────────────────────────────────────────────────────────────────

    def _pass_on(self, event: happened.TransferAsked | happened.TransferEnded | happened.ChatTransferred) -> None:
        chat = event.conversation
        match event:
            case happened.TransferAsked():
                if self._holdings.get(chat) != Holding(event.owner, 0):
                    self.double_hold.append(f"{event.owner} is to hand {chat} over, and does not have it")
                self._coming[chat] = event.agent
                self._grant(event, event.by)
            case happened.TransferEnded():
                self._stop_coming(chat, event.agent)
            case happened.ChatTransferred():
                self._release(chat, Holding(event.released, 0))
                self._holdings[chat] = Holding(event.agent, 0)
                if event.transfer:
                    self._stop_coming(chat, event.agent)
                else:
                    self._grant(event, Actor("member", event.asked_by))

    def _stop_coming(self, chat: Id, agent: Id) -> None:
        if self._coming.pop(chat, None) != agent:
            self.double_hold.append(f"{chat} is not on its way to {agent} any more, and was not")

    # ── places ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _hold(self, event: happened.ChatOffered | happened.ChatClaimed, holding: Holding) -> None:
        chat = event.conversation
        if event.waiting_since != self._places[chat].since:
            self.lost_places.append(f"law 4: {chat} has waited since {self._places[chat].since}, not {event}")
        if chat in self._holdings:
            self.double_hold.append(f"{chat} goes to {holding.agent} while {self._holdings[chat].agent} has it")
        self._holdings[chat] = holding

    def _grant(self, event: Granting, by: Actor) -> None:
        """Law 1: the chat that gets a place now is counted already."""
        agent = event.agent
        chats = [other for other, holding in self._holdings.items() if holding.agent == agent]
        chats += [other for other, other_agent in self._coming.items() if other_agent == agent]
        limit, capacity = self._limits[event.inbox], self._capacities[agent]
        in_inbox = sum(self.open[other] == event.inbox for other in chats)
        is_full = len(chats) > capacity or (limit is not None and in_inbox > limit)
        what = f"{agent} has {len(chats)} of {capacity} chats, {in_inbox} of {limit} in {event.inbox}"
        if is_full and not event.beyond:
            self.cap_viol.append(what)
        elif event.beyond and not is_full:
            self.cap_viol.append(f"{what}, and that is called beyond his capacity")
        elif event.beyond and not (self._is_overriding and by.id in self._supervisors):
            self.cap_viol.append(f"{what}: {by} went beyond his capacity, and may not")

    def _release(self, chat: Id, holding: Holding) -> None:
        if self._holdings.pop(chat, None) != holding:
            self.double_hold.append(f"{chat} is released by {holding}, who does not have it")
