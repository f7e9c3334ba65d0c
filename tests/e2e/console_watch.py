"""What a browser complains about, and where it goes, while a test runs.

Owns: page errors, errors and warnings on the console (reports of Content-Security-Policy and Trusted Types are among
    them), and requests to anybody but the server.
Holds: a test that leaves a complaint behind has failed, unless it said beforehand what it expects.
"""

import re
from collections.abc import Sequence

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError, WebSocket

GRAVE = ("error", "warning")

# How the API says that nobody is signed in: the browser reports every 4xx.
NOBODY_YET = r"status of 401 .*/api/v1/session$"

# What a browser says when its network, or the server, is away.
NO_NETWORK = r"net::ERR_|WebSocket connection to .* failed|status of 50[0-9] |ERR_SOCKS"


class ConsoleWatch:
    """Watches one browser context: all its pages, and their frames."""

    def __init__(self, context: BrowserContext, origins: Sequence[str]) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.sockets: list[str] = []
        self._origins = tuple(f"{origin}/" for origin in origins)
        self._forgiven = [NOBODY_YET]
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        context.on("request", self._follow)
        context.on("page", lambda page: page.on("websocket", self._count))

    def forgive(self, pattern: str) -> None:
        """From now on, and in hindsight: complaints with this in them are expected."""
        self._forgiven.append(pattern)

    def check(self) -> None:
        """Raises for what was not expected."""
        grave = [one for one in self.complaints if not any(re.search(pattern, one) for pattern in self._forgiven)]
        assert not grave, "the browser complained:\n" + "\n".join(grave)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in GRAVE:
            self.complaints.append(f"{message.type}: {message.text} {message.location.get('url', '')}".strip())

    def _fail(self, error: WebError) -> None:
        self.complaints.append(f"page error: {error.error}")

    def _follow(self, request: Request) -> None:
        self.requests.append(f"{request.method} {request.url}")
        if not request.url.startswith((*self._origins, "data:", "blob:")):
            self.complaints.append(f"a request to somebody else: {request.url}")

    def _count(self, socket: WebSocket) -> None:
        self.sockets.append(socket.url)
