"""Messages through the whole server: visitor's socket → durable → ack, and → the agent's socket.

Owns: what is counted and from when.
Holds: a message counts when it was acknowledged, which is after its COMMIT; "peer" is when the agent's socket has it.
"""

import asyncio
import time
import uuid
from collections.abc import Callable

from msgspec import Struct

from bench.latency import Latencies
from bench.load import count_for, open_loop
from bench.shop import Person, Shop

TEXT = "It was due on Tuesday, and the tracking page says nothing new since then."


class Flow:
    """Messages under way, and what became of them."""

    def __init__(self, shop: Shop) -> None:
        self.acked = 0
        self.refused = 0
        self.ack = Latencies()
        self.peer = Latencies()
        self._shop = shop
        # Message → when it was due, until the sender has his ack, and until the agent has it: either may be first.
        self._unacked: dict[str, float] = {}
        self._unseen: dict[str, float] = {}
        self._chats = list(shop.visitors)
        self._keep_going = False
        for visitor in shop.visitors.values():
            visitor.on_frame = self._visitor_takes(visitor)
        for agent in shop.agents:
            agent.on_frame = self._agent_takes

    def send(self, number: int, due: float) -> None:
        """Message `number`, in the next conversation in turn."""
        conversation = self._chats[number % len(self._chats)]
        self._send(self._shop.visitors[conversation], conversation, due)

    def _send(self, visitor: Person, conversation: str, due: float) -> None:
        cid = str(uuid.uuid4())
        self._unacked[cid] = self._unseen[cid] = due
        visitor.say({"t": "send", "cid": cid, "conversation": conversation, "body": TEXT})

    def _visitor_takes(self, visitor: Person) -> Callable[[dict[str, object]], None]:
        def take(frame: dict[str, object]) -> None:
            kind = frame["t"]
            if kind == "ack":
                due = self._unacked.pop(str(frame["id"]), None)
                if due is None:
                    return
                self.acked += 1
                self.ack.add(time.perf_counter() - due)
                if self._keep_going:
                    self._send(visitor, visitor.identity, time.perf_counter())
            elif kind == "nack":
                self.refused += 1
                if self._keep_going:
                    self._send(visitor, visitor.identity, time.perf_counter())

        return take

    def _agent_takes(self, frame: dict[str, object]) -> None:
        if frame.get("type") == "message":
            data = frame["data"]
            assert isinstance(data, dict)
            due = self._unseen.pop(data["cid"], None)
            if due is not None:
                self.peer.add(time.perf_counter() - due)

    async def at_rate(self, rate: float, seconds: float) -> "Sample":
        """`rate` messages a second in open loop; the first fifth is warm-up and not counted."""
        await open_loop(rate, seconds / 5, self.send)
        self.ack, self.peer, self.acked, self.refused = Latencies(), Latencies(), 0, 0
        cpu_before = self._shop.server.cpu_seconds()
        await open_loop(rate, seconds, self.send)
        cpu = self._shop.server.cpu_seconds() - cpu_before
        await _drain(lambda: self.acked + self.refused >= int(rate * seconds))
        return Sample(
            ack_p50_ms=self.ack.percentile_ms(50),
            ack_p99_ms=self.ack.percentile_ms(99),
            peer_p50_ms=self.peer.percentile_ms(50),
            peer_p99_ms=self.peer.percentile_ms(99),
            cpu_share=cpu / seconds,
            refused=self.refused,
        )

    async def saturated(self, seconds: float) -> float:
        """Durable messages a second with one message under way in every conversation."""
        self._keep_going = True
        for number in range(len(self._chats)):
            self.send(number, time.perf_counter())
        rate = await count_for(seconds, lambda: self.acked)
        self._keep_going = False
        await _drain(lambda: False, seconds=1)
        return rate


class Sample(Struct):
    """What one rate gave."""

    ack_p50_ms: float
    ack_p99_ms: float
    peer_p50_ms: float
    peer_p99_ms: float
    cpu_share: float
    refused: int


async def _drain(done: Callable[[], bool], seconds: float = 5) -> None:
    """Give what is under way the time to arrive."""
    deadline = time.perf_counter() + seconds
    while not done() and time.perf_counter() < deadline:  # noqa: ASYNC110 (counted in callbacks)
        await asyncio.sleep(0.02)
