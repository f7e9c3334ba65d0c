"""Visitors who come at their own pace, whether or not anybody is free.

Owns: beginning chats as a widget does (visitor, chat, ticket, socket), and what became of them.
Holds: a visitor's wait counts from when he was due to when the offer of his chat is at an agent's socket.
"""

import asyncio

import httpx

from bench.desks import Desks
from bench.latency import Latencies
from bench.shop import Person, Shop


class Arrivals:
    """Everybody who came, and how it ended for him."""

    def __init__(self, shop: Shop, client: httpx.AsyncClient, desks: Desks) -> None:
        self.opened = 0
        self.failed = 0
        self.ended = 0
        self.until_offer = Latencies()
        self._shop = shop
        self._client = client
        # Chat → when its visitor was due, or when it was offered: either may be known first.
        self._due: dict[str, float] = {}
        self._offered: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        desks.on_offered = self._note_offer

    @property
    def under_way(self) -> int:
        """Visitors who have not got all they asked for yet."""
        return len(self._tasks)

    def come(self, number: int, due: float) -> None:
        """Visitor `number` begins a chat, in the next inbox in turn."""
        task = asyncio.get_running_loop().create_task(self._begin(number, due))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _begin(self, number: int, due: float) -> None:
        channel = self._shop.channels[number % len(self._shop.channels)]

        def begun(chat: str) -> None:
            self.opened += 1
            self._note_due(chat, due)

        try:
            await self._shop.begin_chat(self._client, channel, begun, self._take)
        except (httpx.HTTPError, ConnectionError, RuntimeError):
            self.failed += 1

    def _take(self, visitor: Person, frame: dict[str, object]) -> None:
        view = frame.get("view")
        # Whoever connects late gets the whole view in place of the events.
        if frame.get("type") == "ended" or (isinstance(view, dict) and view.get("state") == "ended"):
            self.ended += 1
            visitor.close()
        elif frame["t"] == "ping":
            visitor.say({"t": "pong", "n": frame["n"]})

    def _note_due(self, chat: str, due: float) -> None:
        offered = self._offered.pop(chat, None)
        if offered is None:
            self._due[chat] = due
        else:
            self.until_offer.add(offered - due)

    def _note_offer(self, chat: str, instant: float) -> None:
        due = self._due.pop(chat, None)
        if due is None:
            self._offered[chat] = instant
        else:
            self.until_offer.add(instant - due)
