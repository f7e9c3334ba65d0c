"""The same load against the bare echo: what the machine and the socket library allow at best."""

import asyncio
import time
import uuid

import msgspec

from bench.chats import TEXT
from bench.latency import Latencies
from bench.load import count_for, open_loop
from bench.process import Process, free_port
from bench.socket import Socket


class Echo:
    """Sockets to an echo server, and what came back."""

    def __init__(self) -> None:
        self.returned = 0
        self.latencies = Latencies()
        self._due: dict[str, float] = {}
        self._sockets: list[Socket] = []
        self._keep_going = False

    async def connect(self, port: int, count: int) -> None:
        """Open the sockets."""
        for number in range(count):

            def take(text: bytes, number: int = number) -> None:
                self._take(number, text)

            self._sockets.append(await Socket.open("127.0.0.1", port, "/", "http://127.0.0.1", take))

    def send(self, number: int, due: float) -> None:
        """A frame of the size of a message."""
        number %= len(self._sockets)
        cid = str(uuid.uuid4())
        self._due[cid] = due
        frame = {"t": "send", "cid": cid, "conversation": "0" * 26, "body": TEXT}
        self._sockets[number].send(msgspec.json.encode(frame))

    def _take(self, number: int, text: bytes) -> None:
        frame = msgspec.json.decode(text)
        self.returned += 1
        self.latencies.add(time.perf_counter() - self._due.pop(frame["cid"]))
        if self._keep_going:
            self.send(number, time.perf_counter())

    async def at_rate(self, rate: float, seconds: float) -> Latencies:
        """Round trips at a fixed rate."""
        await open_loop(rate, seconds / 5, self.send)
        self.latencies = Latencies()
        await open_loop(rate, seconds, self.send)
        await asyncio.sleep(0.2)
        return self.latencies

    async def saturated(self, seconds: float) -> float:
        """Round trips a second with one frame under way on every socket."""
        self._keep_going = True
        for number in range(len(self._sockets)):
            self.send(number, time.perf_counter())
        rate = await count_for(seconds, lambda: self.returned)
        self._keep_going = False
        await asyncio.sleep(0.5)
        return rate

    def close(self) -> None:
        """Let go of all sockets."""
        for socket in self._sockets:
            socket.close()


def start() -> tuple[int, Process]:
    """A bare echo server on a free port."""
    port = free_port()
    return port, Process(["-m", "bench.echo", str(port)], {}, f"http://127.0.0.1:{port}/")
