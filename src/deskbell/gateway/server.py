"""The port: where the process listens, and the HTTP server behind it.

Owns: binding, what uvicorn is told, and the moment at which it is ready.
Never: the signals of the process (`main.py`); a word about what is served.
Holds: a port that cannot be had is `Trouble` in one line, before anything else has begun.
"""

import asyncio
import contextlib
import errno
import resource
import socket
from collections.abc import Callable, Iterator
from typing import Any, Final

import uvicorn

from deskbell.gateway.head import PatientHttp
from deskbell.gateway.line import Line
from deskbell.kit.trouble import Trouble
from deskbell.settings import Settings

BACKLOG: Final = 2_048
KEEP_ALIVE_SECONDS: Final = 15
# After the drain: what is still being answered then is cut off.
GRACE_SECONDS: Final = 10


class PortNotAvailable(Trouble):
    """The address and port of the settings cannot be listened on."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port. Raises `PortNotAvailable`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise PortNotAvailable(_why(host, port, error)) from error
    try:
        # A server that was killed a moment ago leaves the port behind in a state that this overrides.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise PortNotAvailable(_why(host, port, error)) from error
    return listener


def allow_many_files() -> None:
    """As many open sockets as the machine lets this process have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Server(uvicorn.Server):
    """uvicorn, which leaves the process's signals alone and says when it is ready."""

    def __init__(self, app: Callable[..., Any], settings: Settings) -> None:
        super().__init__(_configure(app, settings))
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _configure(app: Callable[..., Any], settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        interface="asgi3",
        http=PatientHttp,
        ws=Line,
        ws_max_size=settings.frame_bytes_max,
        # The session asks by itself whether somebody is there, and proxies see that.
        ws_ping_interval=None,
        # It would make a socket cost 57 kB instead of 15.
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _why(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use: stop the program that has it, or set DESKBELL_PORT to another one"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than this process has: set DESKBELL_PORT to 1024 or above"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine: set DESKBELL_HOST to one of its own, or to 0.0.0.0 for all"
    return f"port {port} on {host} cannot be listened on ({error.strerror}): set DESKBELL_HOST and DESKBELL_PORT"
