"""A client of the socket protocol for tests: one browser tab, with positions, an outbox and a way back.

Owns: the frames both ways, the views as the reference reducer keeps them, and a log for `tests/history.py`.
Never: a shortcut into the server: it knows addresses and the protocol, like any other client.
Holds: what is not acknowledged is sent again after each reconnect, under the same request id.
"""

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from deskbell.audience.reduce import apply
from deskbell.wire.bodies import BoardBody, MemberBody, StaffBody, TeamBody, VisitorBody
from deskbell.wire.views import BoardView, ConversationView, MemberView, TeamView, VisitorView

VIEWS: dict[str, Any] = {
    "conversation": (ConversationView, StaffBody),
    "visitor": (VisitorView, VisitorBody),
    "board": (BoardView, BoardBody),
    "team": (TeamView, TeamBody),
    "member": (MemberView, MemberBody),
}
WAIT_SECONDS = 10.0
AGENT_HEADER = {"User-Agent": "deskbell-test"}


class Stream:
    """One stream as this client has it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.epoch = ""
        self.seq = 0
        self.view: Any = None

    @property
    def position(self) -> dict[str, Any]:
        """Where the client stands."""
        return {"id": self.name, "epoch": self.epoch, "seq": self.seq}

    @property
    def types(self) -> Any:
        """The types of its view and its bodies."""
        return VIEWS["team" if self.name == "board:team" else self.name.partition(":")[0]]


class Client:
    """A tab. `ticket` fetches a ticket; `log` is everything that was sent and seen, in order."""

    def __init__(self, origin: str, ticket: Callable[[], Awaitable[str]], *streams: str) -> None:
        self.origin = origin
        # Whose page this is: ours, unless a test says otherwise.
        self.page: str | None = origin
        self.ticket = ticket
        self.streams = {name: Stream(name) for name in streams}
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.me = ""
        self.close_code: int | None = None
        self.frames: list[dict[str, Any]] = []
        self.answers_pings = True
        self.reads = True
        self.unanswered: dict[str, dict[str, Any]] = {}
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    # ── the connection ────────────────────────────────────────────────────────────────────────────────────────────

    async def open(self) -> "Client":
        """Connect, say hello from the positions there are, and send again what was not answered."""
        await self.open_silently()
        streams = [stream.position for stream in self.streams.values()]
        await self.say({"t": "hello", "v": 1, "ticket": await self.ticket(), "client": "test", "streams": streams})
        await self.until(lambda: any(frame["t"] == "welcome" for frame in self.frames) or self.close_code)
        if self.close_code is None:
            for frame in list(self.unanswered.values()):
                await self.say(frame)
            await self.until(lambda: self._has_views() or self.close_code)
        return self

    def _has_views(self) -> bool:
        """Whether every stream that the server lets this client follow has a view."""
        welcome = next(frame for frame in self.frames if frame["t"] == "welcome")
        return all(self.streams[stream["id"]].view is not None for stream in welcome["streams"])

    async def open_silently(self) -> None:
        """Connect, and say nothing yet."""
        self.close_code = None
        self.frames = []
        address = self.origin.replace("http", "ws", 1) + "/api/v1/socket"
        self._socket = await connect(
            address,
            origin=self.page,  # type: ignore[arg-type]
            additional_headers=AGENT_HEADER,
            user_agent_header=None,
            compression=None,
            proxy=None,
            max_size=None,
        )
        if self.reads:
            self._reader = asyncio.create_task(self._read())

    async def resume(self, seconds: float = 30.0) -> "Client":
        """Come back from the positions there are, however often it takes."""
        await self.drop()
        async with asyncio.timeout(seconds):
            while True:
                with contextlib.suppress(OSError, ConnectionClosed, InvalidStatus, AssertionError, TicketRefused):
                    await self.open()
                    if self.close_code is None:
                        return self
                await asyncio.sleep(0.05)

    async def drop(self) -> None:
        """Let the connection go, without a word."""
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        if self._socket is not None:
            self._socket.transport.abort()
            await self._socket.wait_closed()
            self._socket = None

    async def say(self, frame: dict[str, Any] | str | bytes) -> None:
        """Send a frame, or whatever else."""
        assert self._socket is not None, "connected"
        text = frame if isinstance(frame, str | bytes) else msgspec.json.encode(frame).decode()
        with contextlib.suppress(ConnectionClosed):
            await self._socket.send(text)

    async def _read(self) -> None:
        assert self._socket is not None, "connected"
        try:
            async for text in self._socket:
                frame = msgspec.json.decode(text)
                self._take(frame)
                if frame["t"] == "ping" and self.answers_pings:
                    await self.say({"t": "pong", "n": frame["n"]})
        except ConnectionClosed:
            pass
        self.close_code = self._socket.close_code
        self._changed.set()

    # ── what the client does ──────────────────────────────────────────────────────────────────────────────────────

    async def send(self, conversation: str, body: str, *, cid: str = "", prev: str | None = None) -> str:
        """Send a message; returns its cid. It counts as not answered until `ack` or `nack`."""
        cid = cid or str(uuid.uuid4())
        frame = {"t": "send", "cid": cid, "conversation": conversation, "body": body}
        if prev is not None:
            frame["prev"] = prev
        return await self._ask(cid, frame)

    async def do(self, verb: str, *, rid: str = "", **fields: Any) -> str:
        """Ask for something; returns the request id."""
        rid = rid or str(uuid.uuid4())
        return await self._ask(rid, {"t": "do", "rid": rid, "ask": {"verb": verb, **fields}})

    async def follow(self, *streams: str) -> None:
        """Follow more streams, and wait for their views."""
        for name in streams:
            self.streams[name] = Stream(name)
        await self.say({"t": "sub", "streams": [self.streams[name].position for name in streams]})
        await self.until(lambda: all(self.streams[name].view is not None for name in streams))

    async def answer(self, request: str) -> Any:
        """The `ack` or `nack` of a request."""

        def found() -> dict[str, Any] | None:
            answers = [frame for frame in self.frames if frame["t"] in ("ack", "nack") and frame["id"] == request]
            return answers[-1] if answers else None

        return await self.until(found)

    async def frame(self, kind: str, **fields: Any) -> Any:
        """The first frame of a kind, with these fields, of this connection."""

        def found() -> dict[str, Any] | None:
            for frame in self.frames:
                if frame["t"] == kind and all(frame.get(name) == value for name, value in fields.items()):
                    return frame
            return None

        return await self.until(found)

    async def closed(self) -> Any:
        """The close code."""
        return await self.until(lambda: self.close_code)

    async def until(self, found: Callable[[], Any], seconds: float = WAIT_SECONDS) -> Any:
        """Wait until something is true of this client; returns it."""
        async with asyncio.timeout(seconds):
            while not (result := found()):
                self._changed.clear()
                await self._changed.wait()
            return result

    async def said(self, conversation: str, *texts: str) -> None:
        """Wait until the conversation's messages are these."""
        await self.until(lambda: self.texts(conversation) == list(texts))

    def offers(self) -> list[dict[str, Any]]:
        """What was offered to this client, on this connection."""
        return [frame["data"] for frame in self.frames if frame["t"] == "ev" and frame["type"] == "offer"]

    def texts(self, conversation: str) -> list[str]:
        """The messages of a conversation, as this client shows them."""
        for side in ("conversation", "visitor"):
            stream = self.streams.get(f"{side}:{conversation}")
            if stream is not None and stream.view is not None:
                return [entry.body.text for entry in stream.view.entries if hasattr(entry.body, "text")]
        return []

    # ── what the client sees ──────────────────────────────────────────────────────────────────────────────────────

    async def _ask(self, request: str, frame: dict[str, Any]) -> str:
        self.unanswered[request] = frame
        self.log.append(("asked", frame))
        if self._socket is not None:
            await self.say(frame)
        return request

    def _take(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        self.log.append(("seen", frame))
        match frame["t"]:
            case "welcome":
                self.me = frame["me"]
            case "resync":
                self._resync(self.streams[frame["s"]], frame)
            case "ev":
                self._event(self.streams[frame["s"]], frame)
            case "ack" | "nack":
                self.unanswered.pop(frame["id"], None)
        self._changed.set()

    def _resync(self, stream: Stream, frame: dict[str, Any]) -> None:
        stream.epoch, stream.seq = frame["epoch"], frame["head"]
        stream.view = msgspec.convert(frame["view"], stream.types[0])

    def _event(self, stream: Stream, frame: dict[str, Any]) -> None:
        if frame["seq"] <= stream.seq:
            return
        assert frame["seq"] == stream.seq + 1, f"a hole in {stream.name}: {stream.seq} → {frame['seq']}"
        stream.seq = frame["seq"]
        apply(stream.view, frame["seq"], frame["at"], msgspec.convert(frame["data"], stream.types[1]))


class TicketRefused(Exception):
    """The server gave no ticket."""
