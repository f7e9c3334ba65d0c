"""The rules: what time does, who gets a chat, what becomes of it.

Owns: one method for each rule of `routing.md`.
Never: who may ask for what: `chats.py`, `people.py`.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.sequencer.reference.words import MINUTE_MS, MISSES_BEFORE_HOLD, Agent, Chat, Fact, Inbox, Tie

Deadline = tuple[int, str, str]


class Rules:
    """One organisation. `tie` decides where the rules leave it open; `facts` is what happened."""

    def __init__(self, tie: Tie = lambda _chat, _offer, names: names[0]) -> None:
        self.now = 0
        self.tie = tie
        self.agents: dict[str, Agent] = {}
        self.inboxes: dict[str, Inbox] = {}
        self.chats: dict[str, Chat] = {}
        self.closed: dict[str, Chat] = {}
        self.answered: dict[tuple[str, str, str], str] = {}
        self.overriding = False
        self.arrivals = 0
        self.offers = 0
        self.facts: list[Fact] = []

    # ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def pass_time(self, now: int) -> None:
        """Everything that is due has its effect before anybody asks."""
        self.now = now
        while (due := min(self.deadlines(), default=None)) and due[0] <= now:
            LAPSES[due[1]](self, due[2])
            self.settle()
        self.settle()

    def deadlines(self) -> Iterator[Deadline]:
        """When, what, of whom. Of what is due at one instant any order would do; kind and name make one."""
        for agent in self.agents.values():
            if agent.connection == "leased":
                yield agent.lease_until, "lease", agent.name
        for chat in self.chats.values():
            inbox = self.inboxes[chat.inbox]
            if chat.state == "offered":
                yield chat.until, "offer", chat.name
            if chat.transfer:
                yield chat.transfer.until, "transfer", chat.name
            if chat.state == "waiting" and chat.retry_at is not None:
                yield chat.retry_at, "round", chat.name
            if chat.state == "active" and self.agents[chat.agent].connection == "gone" and inbox.grace_seconds:
                gone_at = max(self.agents[chat.agent].gone_at, inbox.grace_since)
                yield gone_at + inbox.grace_seconds * 1000, "grace", chat.name
            if chat.state != "active" and chat.visitor_left and inbox.abandon_minutes:
                left = max(chat.visitor_left, chat.queued_at, inbox.abandon_since)
                yield left + inbox.abandon_minutes * MINUTE_MS, "abandon", chat.name

    def lease_ends(self, name: str) -> None:
        """Nobody reaches him: what he was asked is lost, which is no miss; his chats stay for the grace time."""
        agent = self.agents[name]
        agent.connection, agent.lease_until, agent.gone_at = "gone", 0, self.now
        self.facts.append(("lost", name))
        self.end_what_is_asked_of(name, "lost", "lost")

    def offer_expires(self, name: str) -> None:
        """A miss; after five in a row he is on hold."""
        agent = self.agents[self.chats[name].agent]
        agent.misses += 1
        self.end_offer(self.chats[name], "expired")
        if agent.misses >= MISSES_BEFORE_HOLD and not agent.on_hold:
            agent.on_hold = True
            self.facts.append(("held", agent.name, agent.misses))

    def transfer_expires(self, name: str) -> None:
        """It stays with its owner."""
        self.end_transfer(self.chats[name], "expired")

    def round_begins(self, name: str) -> None:
        """After the back-off everybody may be offered it again."""
        chat = self.chats[name]
        chat.aside, chat.retry_at, chat.round = set(), None, chat.round + 1
        self.facts.append(("round", name, chat.round))

    def grace_ends(self, name: str) -> None:
        """Its agent did not come back."""
        self.return_to_queue(self.chats[name], "agent_lost")

    def visitor_is_given_up(self, name: str) -> None:
        """Its visitor did not come back."""
        self.end(self.chats[name], "abandoned")

    # ── who gets the chat ─────────────────────────────────────────────────────────────────────────────────────────

    def settle(self) -> None:
        """While some waiting chat has a willing agent: one offer, then look again."""
        while turns := [turn for inbox in self.inboxes.values() if (turn := self.turn_of(inbox))]:
            _, _, _, name, agent = min(turns)
            self.offer(self.chats[name], agent)

    def turn_of(self, inbox: Inbox) -> tuple[int, int, int, str, str] | None:
        """The first chat that somebody can take. Between inboxes: their priority, then the longest wait."""
        for chat in self.queue(inbox.name) if inbox.mode == "auto" else []:
            if agent := self.best_for(chat, inbox):
                return (-inbox.priority, chat.since, chat.number, chat.name, agent)
        return None

    def queue(self, inbox: str) -> list[Chat]:
        """By priority, then by the time the chat began to wait."""
        waiting = [chat for chat in self.chats.values() if chat.inbox == inbox and chat.state == "waiting"]
        return sorted(waiting, key=lambda chat: (-chat.priority, chat.since, chat.number))

    def best_for(self, chat: Chat, inbox: Inbox) -> str:
        """Who had the contact last, if the inbox likes that; fewest chats; longest since his last offer."""
        willing = [name for name in inbox.agents if name not in chat.aside and self.is_willing(name, inbox)]
        if inbox.prefers_last_agent and chat.last_agent in willing:
            return chat.last_agent
        ranks = {name: (len(self.held_by(name)), self.agents[name].last_offer) for name in willing}
        best = [name for name in willing if ranks[name] == min(ranks.values())]
        return self.tie(chat.name, chat.offers + 1, best) if best else ""

    def is_willing(self, name: str, inbox: Inbox) -> bool:
        """Rule 1 of "Auto", with both limits of rule 2."""
        agent = self.agents[name]
        is_there = agent.status == "available" and agent.connection != "gone" and not agent.on_hold
        return agent.can_serve and is_there and self.has_room(agent, inbox)

    def has_room(self, agent: Agent, inbox: Inbox) -> bool:
        """The member's capacity over all inboxes, and the inbox's own limit."""
        held = self.held_by(agent.name)
        in_inbox = [chat for chat in held if chat.inbox == inbox.name]
        return len(held) < agent.capacity and (inbox.capacity is None or len(in_inbox) < inbox.capacity)

    def held_by(self, name: str) -> list[Chat]:
        """Accepted chats, open offers, and transfers coming to him."""
        return [chat for chat in self.chats.values() if chat.agent == name or is_coming(chat, name)]

    def free_place(self, name: str) -> int:
        """His lowest free place."""
        taken = [
            chat.transfer.place if is_coming(chat, name) and chat.transfer else chat.place
            for chat in self.held_by(name)
        ]
        return next(place for place in range(1, 1000) if place not in taken)

    # ── what becomes of a chat ────────────────────────────────────────────────────────────────────────────────────

    def wait(self, chat: Chat, cause: str) -> None:
        """It begins to wait, or waits again, with the place that its age gives it."""
        released = chat.agent
        chat.state, chat.agent, chat.place, chat.round, chat.queued_at = "waiting", "", 0, 1, self.now
        self.facts.append(("queued", chat.name, chat.inbox, chat.since, chat.number, released, cause))

    def offer(self, chat: Chat, name: str, by: str = "") -> None:
        """He has until the inbox's timing is over. A supervisor's choice ends what runs."""
        why = self.why(chat, name, by)
        self.end_what_runs(chat, "reassigned")
        chat.place = self.free_place(name)
        chat.state, chat.agent, chat.assigned_by, chat.retry_at = "offered", name, by, None
        chat.until = self.until(chat)
        chat.offers += 1
        self.offers += 1
        self.agents[name].last_offer = self.offers
        self.facts.append(("offered", chat.name, chat.offers, name, chat.until, chat.place, by, chat.since, why))

    def why(self, chat: Chat, chosen: str, by: str) -> tuple[tuple[str, str], ...]:
        """Why him: what is to be said of each agent of the inbox. Whom a supervisor did not choose may just be free."""
        inbox = self.inboxes[chat.inbox]
        others = [(name, self.why_not(chat, inbox, self.agents[name], chosen, by)) for name in inbox.agents]
        return tuple(sorted((name, "chosen" if name == chosen else fact) for name, fact in others))

    def why_not(self, chat: Chat, inbox: Inbox, agent: Agent, chosen: str, by: str) -> str:
        """The first fact that kept him from it, in the order in which a person would ask."""
        facts = (
            (not agent.active, "deactivated"),
            (not agent.can_serve, "no_licence"),
            (agent.status != "available", agent.status),
            (agent.connection == "gone", "unreachable"),
            (agent.on_hold, "on_hold"),
            (not self.has_room(agent, inbox), "at_capacity"),
            (agent.name in chat.aside, "just_declined"),
            (by != "", "free"),
            (inbox.prefers_last_agent and chosen == chat.last_agent, "known_to_another"),
            (len(self.held_by(agent.name)) > len(self.held_by(chosen)), "more_loaded"),
            (agent.last_offer > self.agents[chosen].last_offer, "offered_more_recently"),
        )
        return next((fact for is_so, fact in facts if is_so), "ready_later")

    def until(self, chat: Chat) -> int:
        """When the inbox's timing is over."""
        return self.now + self.inboxes[chat.inbox].offer_seconds * 1000

    def end_offer(self, chat: Chat, ending: str, cause: str | None = None) -> None:
        """It waits again with its old place; who declined or missed it stands aside until the back-off is over."""
        if ending in ("declined", "expired"):
            chat.aside.add(chat.agent)
        if chat.aside:
            chat.retry_at = self.until(chat)
        misses = self.agents[chat.agent].misses
        self.facts.append(("ended", chat.name, chat.offers, chat.agent, ending, cause, misses, chat.assigned_by))
        chat.state, chat.agent, chat.place, chat.until = "waiting", "", 0, 0

    def begin(self, chat: Chat, name: str, place: int) -> None:
        """It is his."""
        chat.state, chat.agent, chat.place = "active", name, place
        chat.until, chat.aside, chat.retry_at = 0, set(), None

    def hand_to(self, chat: Chat, name: str, place: int, transfer: int) -> None:
        """From one agent to another."""
        self.facts.append(("transferred", chat.name, transfer, chat.agent, name, place))
        chat.agent, chat.place, chat.transfer = name, place, None

    def end_transfer(self, chat: Chat, ending: str, cause: str | None = None) -> None:
        """It stays with its owner."""
        if chat.transfer:
            self.facts.append(("kept", chat.name, chat.transfer.number, chat.transfer.agent, ending, cause))
            chat.transfer = None

    def end_what_runs(self, chat: Chat, cause: str) -> None:
        """Its offer is rescinded, its transfer withdrawn."""
        if chat.state == "offered":
            self.end_offer(chat, "rescinded", cause)
        self.end_transfer(chat, "withdrawn", cause)

    def end_what_is_asked_of(
        self, name: str, offers: str, transfers: str, cause: str | None = None, inbox: str = ""
    ) -> None:
        """All that he was asked, or what he was asked in one inbox."""
        for chat in self.held_by(name):
            if inbox in ("", chat.inbox):
                if chat.state == "offered":
                    self.end_offer(chat, offers, cause)
                elif is_coming(chat, name):
                    self.end_transfer(chat, transfers, cause)

    def return_to_queue(self, chat: Chat, cause: str) -> None:
        """Its owner is released."""
        self.end_transfer(chat, "withdrawn", "owner_gone")
        self.wait(chat, cause)

    def end(self, chat: Chat, reason: str) -> None:
        """Over."""
        self.end_what_runs(chat, "chat_closed")
        self.facts.append(("closed", chat.name, reason, chat.agent))
        chat.state, chat.reason = "closed", reason
        self.closed[chat.name] = self.chats.pop(chat.name)


def is_coming(chat: Chat, name: str) -> bool:
    """Is he asked to take it over?"""
    return chat.transfer is not None and chat.transfer.agent == name


LAPSES: Final[dict[str, Callable[[Any, str], None]]] = {
    "lease": Rules.lease_ends,
    "offer": Rules.offer_expires,
    "transfer": Rules.transfer_expires,
    "round": Rules.round_begins,
    "grace": Rules.grace_ends,
    "abandon": Rules.visitor_is_given_up,
}
