"""The socket: `/api/v1/socket`, a bare ASGI application.

Owns: who may open one (origin, address, drain), and carrying frames between the line and a session.
Never: what a frame means (`session.py`).
Holds: an exception in one session ends that session, with one line in the log; nobody else notices.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from deskbell.floor.vocabulary import Instant
from deskbell.gateway.flusher import Flusher
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.limits import Limits
from deskbell.gateway.line import EXTENSION, Line, shrink_send_buffer
from deskbell.gateway.session import Session
from deskbell.gateway.tickets import place_of
from deskbell.kit.logging import get_logger
from deskbell.wire import close_codes

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

FORBIDDEN: Final = 403
TOO_MANY: Final = 429
UNAVAILABLE: Final = 503

_log = get_logger(__name__)


class SocketApp:
    """The ASGI application for scopes of type "websocket". `knows_origin` is asked about an origin and a host."""

    def __init__(self, gateway: Gateway, knows_origin: Callable[[str, str], bool]) -> None:
        self._gateway = gateway
        self._knows_origin = knows_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket, from its handshake to its end."""
        await receive()
        address = scope["client"][0] if scope.get("client") else ""
        status = self._refuse(scope, address)
        if status is not None:
            self._gateway.log.info("socket_refused", status=status)
            await _refuse_handshake(send, status)
            return
        try:
            await self._serve(scope, receive, send, address)
        finally:
            self._gateway.doors.leave(address)

    def _refuse(self, scope: Scope, address: str) -> int | None:
        """The HTTP status of a refusal, or None: then the address is counted."""
        origins, hosts = _values(scope, b"origin"), _values(scope, b"host")
        # Whoever names no page, or two, is no browser of ours (security, 17).
        if len(origins) != 1 or len(hosts) != 1 or not self._knows_origin(origins[0], hosts[0]):
            return FORBIDDEN
        if self._gateway.is_draining or EXTENSION not in scope["extensions"]:
            return UNAVAILABLE
        return None if self._gateway.doors.enter(address) else TOO_MANY

    async def _serve(self, scope: Scope, receive: Receive, send: Send, address: str) -> None:
        line: Line = scope["extensions"][EXTENSION]["line"]
        place = place_of(address, " ".join(_values(scope, b"user-agent")))
        await send({"type": "websocket.accept"})
        # It lives as long as the socket, and nobody needs its headers any more.
        scope.clear()
        shrink_send_buffer(line.transport)
        carrier = _Carrier(line, self._gateway.flusher, self._gateway.limits)
        session = carrier.session = self._gateway.open(place, carrier)
        line.attach(carrier.receive, carrier.wake, carrier.refuse)
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                # What the client sent before the line was attached took uvicorn's way.
                carrier.receive(message.get("text") or "")
        finally:
            session.close(close_codes.GOING_AWAY)


class _Carrier:
    """Between a line and its session."""

    __slots__ = ("_flusher", "_limits", "_line", "_stuck_since", "_waits", "session")

    needs_pings = True

    def __init__(self, line: Line, flusher: Flusher, limits: Limits) -> None:
        self.session: Session | None = None
        self._line = line
        self._flusher = flusher
        self._limits = limits
        self._waits = False
        self._stuck_since: Instant = 0

    def receive(self, data: bytes | str) -> None:
        """One frame of the client."""
        if self.session is None:
            return
        try:
            self.session.receive(data)
        except Exception:  # noqa: BLE001
            # One of the four edges: what went wrong is a bug of ours, and it must not take the other sockets along.
            _log.exception("session_failed", conn=self.session.id)
            self.session.close(close_codes.TROUBLE)

    def refuse(self) -> None:
        """A frame that is not text."""
        self.receive(b"")

    def wake(self) -> None:
        if not self._waits:
            self._waits = True
            self._flusher.add(self._flush)

    def relieve(self) -> bool:
        self._flush()
        return self.session is not None and not self.session.outbox

    def end(self, code: int) -> None:
        self._flush()
        self._line.hang_up(code)

    def check(self, now: Instant) -> int | None:
        if self._line.is_writable:
            self._stuck_since = 0
            return None
        self._stuck_since = self._stuck_since or now
        return close_codes.SLOW_READER if now - self._stuck_since >= self._limits.stall_ms else None

    def _flush(self) -> None:
        self._waits = False
        line = self._line
        if self.session is not None and line.is_open and line.is_writable:
            frames = self.session.outbox.take()
            if frames:
                line.write(frames)


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


async def _refuse_handshake(send: Send, status: int) -> None:
    await send({"type": "websocket.http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "websocket.http.response.body", "body": b""})
