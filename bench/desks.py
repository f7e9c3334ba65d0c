"""Agents at work: consoles that follow what the real one follows, accept at once, and end chats after a while.

Owns: what an agent does when he is offered a chat, and what was counted at all desks together.
Never: a click that the server did not ask for: a chat is accepted when its offer arrives and ended when it is his.
Holds: a chat counts as accepted and as closed when the server has acknowledged it, which is after its COMMIT.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bench.latency import Latencies
from bench.shop import Person, Shop


class Freeing:
    """A chat that is being ended: when that was due, and the server's instants of its end and of the next offer."""

    def __init__(self, due: float) -> None:
        self.due = due
        self.closed_at: object = None
        self.offered_at: object = None


class Desks:
    """All consoles of the shop."""

    def __init__(self, shop: Shop) -> None:
        self.accepted = 0
        self.closed = 0
        self.refused = 0
        self.missed = 0
        self.frames = 0
        """Frames that the agents' sockets have taken."""
        self.chat_seconds: float | None = None
        """How long an agent holds a chat before he ends it; None: until he is told to."""
        self.on_offered: Callable[[str, float], None] = lambda _chat, _instant: None
        self.freed = Latencies()
        """From when an agent ended a chat until the next offer was at his socket."""
        self.freed_in_one_step = 0
        """Of these, offers that bear the very instant at which the chat was ended."""
        self._agents = shop.agents
        self._asked: dict[str, tuple[str, str]] = {}
        self._held: dict[str, deque[str]] = {agent.identity: deque() for agent in shop.agents}
        self._freeing: dict[str, Freeing] = {}
        for agent in shop.agents:
            agent.on_frame = self._taker(agent)
            agent.follow("board:team", *(f"board:{inbox}" for inbox in shop.serves[agent.identity]))

    @property
    def held(self) -> int:
        """Chats that the agents have now."""
        return sum(map(len, self._held.values()))

    @property
    def close_codes(self) -> list[int]:
        """Of the consoles that were cut off."""
        sockets = [agent.socket for agent in self._agents if agent.socket is not None]
        return [socket.close_code for socket in sockets if socket.closed.done()]

    def free_place(self, number: int, due: float) -> None:
        """The next agent in turn ends the chat he has had longest; his next offer is timed from `due`."""
        agent = self._agents[number % len(self._agents)]
        if self._held[agent.identity]:
            self._freeing[agent.identity] = Freeing(due)
            self._end(agent, self._held[agent.identity][0])

    def _taker(self, agent: Person) -> Callable[[dict[str, object]], None]:
        own_stream = f"member:{agent.identity}"

        def take(frame: dict[str, object]) -> None:
            self.frames += 1
            if frame.get("s") == own_stream:
                self._take_own(agent, frame)
            elif frame["t"] in ("ack", "nack"):
                self._take_answer(agent, frame)
            elif frame["t"] == "ping":
                agent.say({"t": "pong", "n": frame["n"]})

        return take

    def _take_own(self, agent: Person, frame: dict[str, object]) -> None:
        data = frame.get("data")
        if not isinstance(data, dict):
            return
        chat = data.get("conversation", "")
        if frame["type"] == "offer":
            self._take_offer(agent, frame, chat, data["offer"])
        elif frame["type"] == "offer_ended":
            self.missed += data["ending"] == "expired"
        elif frame["type"] == "chat":
            self._held[agent.identity].append(chat)
            agent.follow(f"conversation:{chat}")
            if self.chat_seconds is not None:
                asyncio.get_running_loop().call_later(self.chat_seconds, self._end, agent, chat)
        elif frame["type"] == "chat_gone":
            self._held[agent.identity].remove(chat)
            agent.unfollow(f"conversation:{chat}")

    def _take_offer(self, agent: Person, frame: dict[str, object], chat: str, offer: int) -> None:
        now = time.perf_counter()
        freeing = self._freeing.get(agent.identity)
        if freeing is not None and freeing.offered_at is None:
            self.freed.add(now - freeing.due)
            freeing.offered_at = frame["at"]
            self._compare(agent, freeing)
        self._asked[agent.ask(verb="accept", conversation=chat, offer=offer)] = ("accept", chat)
        self.on_offered(chat, now)

    def _end(self, agent: Person, chat: str) -> None:
        self._asked[agent.ask(verb="close", conversation=chat)] = ("close", chat)

    def _take_answer(self, agent: Person, frame: dict[str, object]) -> None:
        verb, _ = self._asked.pop(str(frame["id"]), ("", ""))
        if frame["t"] == "nack":
            self.refused += 1
        elif verb == "accept":
            self.accepted += 1
        elif verb == "close":
            self.closed += 1
            freeing = self._freeing.get(agent.identity)
            if freeing is not None:
                freeing.closed_at = frame["at"]
                self._compare(agent, freeing)

    def _compare(self, agent: Person, freeing: Freeing) -> None:
        """Ack and offer may arrive in either order."""
        if freeing.closed_at is not None and freeing.offered_at is not None:
            self.freed_in_one_step += freeing.closed_at == freeing.offered_at
            del self._freeing[agent.identity]
