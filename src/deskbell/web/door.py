"""The door: what every request goes through before any route is looked for.

Owns: the request's number, the limits on addresses, headers and bodies, the checks of Host and Origin, HEAD, and the
security headers of every answer.
Never: an identity.
Holds: what is turned away here has reached no room.
"""

import asyncio
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from deskbell.kit.ids import new_id
from deskbell.kit.problem import Problem
from deskbell.web.addresses import Address
from deskbell.web.headers import add_headers
from deskbell.web.problems import as_messages

PATH_BYTES_MAX = 2_048
QUERY_BYTES_MAX = 8_192
HEADERS_MAX = 100
HEADER_BYTES_MAX = 32_768
BODY_BYTES_MAX = 1_048_576

BODY_SECONDS_MAX = 10
"""How long a body may take altogether: whoever drips it holds a place for no longer (security, 88)."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_UNCHECKED_HOSTS = ("/health/live", "/health/ready")
"""A probe asks by the machine's own address."""


class Door:
    """Wraps the app."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or turn it away."""
        if scope["type"] == ScopeType.WEBSOCKET:
            await self._app(scope, receive, send)
            return
        request_id = new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        answer = _Answer(send, self._address, request_id, head=scope["method"] == "HEAD")
        try:
            self._check(scope)
            receive = _Body(receive, _declared_length(scope))
        except Problem as problem:
            for message in as_messages(problem, request_id):
                await answer(message)
            return
        if scope["method"] == "HEAD":
            scope["method"] = "GET"
        await self._app(scope, receive, answer)

    def _check(self, scope: Any) -> None:
        headers = scope["headers"]
        if len(scope["raw_path"] or b"") > PATH_BYTES_MAX or len(scope["query_string"]) > QUERY_BYTES_MAX:
            raise Problem(414, "address_too_long", f"An address has up to {PATH_BYTES_MAX:,} bytes.")
        if len(headers) > HEADERS_MAX or sum(len(n) + len(v) for n, v in headers) > HEADER_BYTES_MAX:
            raise Problem(431, "headers_too_large", f"A request has up to {HEADERS_MAX} headers.")
        if b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
            raise Problem(400, "malformed", "The address holds a character that no text has.")
        if scope["path"] not in _UNCHECKED_HOSTS:
            self._check_host(headers, scope["method"])

    def _check_host(self, headers: list[tuple[bytes, bytes]], method: str) -> None:
        hosts = _values(headers, b"host")
        if len(hosts) != 1 or not self._address.knows_host(hosts[0]):
            raise Problem(
                400, "unknown_host", "This server is not known by that name. Its operator sets DESKBELL_PUBLIC_URL."
            )
        if method in SAFE_METHODS:
            return
        origins = _values(headers, b"origin")
        sites = _values(headers, b"sec-fetch-site")
        if any(not self._address.knows_origin(origin, hosts[0]) for origin in origins) or any(
            site != "same-origin" for site in sites
        ):
            raise Problem(403, "foreign_origin", "Only pages of this server may do this.")


class _Answer:
    """Sends, with the headers that every answer has."""

    def __init__(self, send: Send, address: Address, request_id: str, *, head: bool) -> None:
        self._send = send
        self._address = address
        self._request_id = request_id
        self._head = head

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            headers.append((b"x-request-id", self._request_id.encode()))
            add_headers(headers, self._address)
            message["headers"] = headers
        elif message["type"] == "http.response.body" and self._head:
            message["body"] = b""
        await self._send(message)


class _Body:
    """Receives, for so long and so much."""

    def __init__(self, receive: Receive, declared: int) -> None:
        if declared > BODY_BYTES_MAX:
            raise _too_large()
        self._receive = receive
        self._ends_at: float | None = None
        self._bytes = 0
        self._done = False

    async def __call__(self) -> Any:
        if self._done:
            return await self._receive()
        loop = asyncio.get_running_loop()
        if self._ends_at is None:
            self._ends_at = loop.time() + BODY_SECONDS_MAX
        try:
            async with asyncio.timeout_at(self._ends_at):
                message = await self._receive()
        except TimeoutError:
            raise Problem(408, "too_slow", f"The request did not arrive within {BODY_SECONDS_MAX} s.") from None
        if message["type"] == "http.request":
            self._bytes += len(message.get("body", b""))
            self._done = not message.get("more_body", False)
            if self._bytes > BODY_BYTES_MAX:
                raise _too_large()
        return message


def _declared_length(scope: Any) -> int:
    lengths = _values(scope["headers"], b"content-length")
    if not lengths:
        return 0
    if len(set(lengths)) != 1 or not (lengths[0].isascii() and lengths[0].isdigit()) or len(lengths[0]) > 18:
        raise Problem(400, "malformed", "The length of the request is not clear.")
    return int(lengths[0])


def _too_large() -> Problem:
    return Problem(413, "too_large", f"A request has up to {BODY_BYTES_MAX:,} bytes.")


def _values(headers: list[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]
