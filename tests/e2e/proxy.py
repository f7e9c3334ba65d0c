"""Somebody's way to the server: a SOCKS proxy in the test's process, one for each person.

Owns: the person's connections, and what becomes of the bytes on them: passed on, held back, lost with the connection.
Never: a look at the bytes.
Holds: nobody else's network is touched; a byte is passed on in order or, with its connection, not at all.

Why a proxy for each browser context and not one in front of the server: the server has one address, under which its
pages, cookies and sockets belong together, and only one of two people is to lose his network.
"""

import asyncio
import contextlib
import struct
import threading
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Literal

Way = Literal["up", "down"]
"""`up` is from the browser to the server."""

Gates = dict[Way, asyncio.Event]

CHUNK_BYTES = 65_536
_SUCCEEDED, _REFUSED = 0, 5
_NO_PASSWORD = b"\x05\x00"


class Cable:
    """The thread in which all networks live."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="networks", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do it there, and wait for the result."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def close(self) -> None:
        """Everything on it has to be closed before."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class Network:
    """One person's network. Healthy at first."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable
        self._is_cut = False
        self._delay_seconds = 0.0
        self._lines: set[_Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        # Those of the connections that are made from now on.
        self._gates: Gates = {}
        self._server: asyncio.Server = cable.run(self._listen())
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"socks5://127.0.0.1:{port}"

    @property
    def connections(self) -> int:
        """How many are open now."""
        return len(self._lines)

    # ── what can happen to it ─────────────────────────────────────────────────────────────────────────────────────

    def cut(self) -> None:
        """The cable is out: what was open breaks at once, and nothing new gets through."""
        self._do(self._cut)

    def hold(self, *ways: Way) -> None:
        """Half open: nothing comes through in these directions (both, if none is named), and nobody is told."""
        self._do(lambda: self._shut(ways or ("up", "down")))

    def slow(self, seconds: float) -> None:
        """Each piece takes so long, each way."""
        self._delay_seconds = seconds

    def heal(self) -> None:
        """All is well again: what was held arrives late, as it does when packets were lost."""
        self._is_cut = False
        self._delay_seconds = 0.0
        self._do(self._open)

    def heal_and_forget(self) -> None:
        """Well again, but what was open is dead, with all that was held on it: a router forgot about it."""
        self._do(self._abort)
        self.heal()

    def leave_for_dead(self) -> None:
        """Well again for new connections; those that are open stay silent for ever, and nobody is told."""
        self._do(self._start_anew)

    def close(self) -> None:
        """Nobody needs it any more."""
        self._cable.run(self._close())

    # ── how it is done ────────────────────────────────────────────────────────────────────────────────────────────

    def _do(self, change: Callable[[], object]) -> None:
        async def on_the_loop() -> None:
            change()

        self._cable.run(on_the_loop())

    def _cut(self) -> None:
        self._is_cut = True
        self._abort()

    def _abort(self) -> None:
        for line in list(self._lines):
            line.abort()

    def _shut(self, ways: Iterable[Way]) -> None:
        for way in ways:
            self._gates[way].clear()

    def _start_anew(self) -> None:
        self._gates = _open_gates()

    def _open(self) -> None:
        for gate in self._gates.values():
            gate.set()

    async def _listen(self) -> asyncio.Server:
        self._gates = _open_gates()
        return await asyncio.start_server(self._accept, "127.0.0.1", 0)

    async def _close(self) -> None:
        self._server.close()
        self._cut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line(writer, self._gates)
        self._lines.add(line)
        task = asyncio.get_running_loop().create_task(self._carry(line, reader, writer))
        self._tasks.add(task)

        # A task that is cancelled before it has begun runs none of its own code: what must be done is done here.
        def end(ended: asyncio.Task[None]) -> None:
            self._tasks.discard(ended)
            self._lines.discard(line)
            line.abort()

        task.add_done_callback(end)

    async def _carry(self, line: "_Line", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._serve(line, reader, writer)

    async def _serve(self, line: "_Line", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            return
        host, port = await _read_wish(reader, writer)
        await self._pass("up", line)
        try:
            far_reader, far_writer = await asyncio.open_connection(host, port)
        except OSError:
            await _answer(writer, _REFUSED)
            return
        line.add(far_writer)
        await self._pass("down", line)
        await _answer(writer, _SUCCEEDED)
        pumps = [
            asyncio.create_task(self._pump("up", line, reader, far_writer)),
            asyncio.create_task(self._pump("down", line, far_reader, writer)),
        ]
        try:
            await asyncio.gather(*pumps)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, way: Way, line: "_Line", source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(CHUNK_BYTES):
            await self._pass(way, line)
            sink.write(chunk)
            await sink.drain()
        await self._pass(way, line)
        if sink.can_write_eof():
            sink.write_eof()

    async def _pass(self, way: Way, line: "_Line") -> None:
        if self._delay_seconds:
            await asyncio.sleep(self._delay_seconds)
        await line.gates[way].wait()


class _Line:
    """A connection: the browser's end, and the server's once there is one; and the gates on its way."""

    def __init__(self, near: asyncio.StreamWriter, gates: Gates) -> None:
        self.gates = gates
        self._ends = [near]

    def add(self, far: asyncio.StreamWriter) -> None:
        self._ends.append(far)

    def abort(self) -> None:
        for end in self._ends:
            end.transport.abort()


def _open_gates() -> Gates:
    gates: Gates = {"up": asyncio.Event(), "down": asyncio.Event()}
    for gate in gates.values():
        gate.set()
    return gates


async def _read_wish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """The little of SOCKS 5 (RFC 1928) that Chromium speaks: no password, CONNECT, to an address or a name."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(_NO_PASSWORD)
    _, _, _, kind = await reader.readexactly(4)
    if kind == 1:
        host = ".".join(str(byte) for byte in await reader.readexactly(4))
    else:
        (length,) = await reader.readexactly(1)
        host = (await reader.readexactly(length)).decode()
    (port,) = struct.unpack("!H", await reader.readexactly(2))
    return host, port


async def _answer(writer: asyncio.StreamWriter, what: int) -> None:
    writer.write(bytes([5, what, 0, 1, 0, 0, 0, 0, 0, 0]))
    await writer.drain()
