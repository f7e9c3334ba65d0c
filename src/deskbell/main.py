"""The wiring: everything a running server is made of, put together once. The only file that knows everyone.

Owns: the lists of projections and routes, what each part is handed, and the order of starting and stopping.
Never: a rule, a query, a frame.
Holds: what cannot run says why in one line (`Trouble`) before it answers anybody; a stop is a drain, then the last
    commits, then the end: nothing that was acknowledged is lost by it.
"""

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
import uvloop
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from deskbell.audit import projection as audit
from deskbell.channels import projection as channels
from deskbell.channels.store import find_deactivated
from deskbell.contacts import projection as contacts
from deskbell.contacts.limits import VisitorRates
from deskbell.floor.vocabulary import Id, Instant
from deskbell.gateway.drain import drain
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.hub import Hub
from deskbell.gateway.limits import limits_of
from deskbell.gateway.poll import Polls
from deskbell.gateway.routes import routes_of
from deskbell.gateway.server import Server, allow_many_files, listen
from deskbell.gateway.socket import SocketApp
from deskbell.history import projection as history
from deskbell.inboxes import projection as inboxes
from deskbell.kit import migrate
from deskbell.kit.clock import Clock, SteadyClock
from deskbell.kit.database import Database
from deskbell.kit.logging import configure_logging, get_logger
from deskbell.kit.sealing import Seal
from deskbell.kit.trouble import Trouble
from deskbell.mailer.sender import Sender
from deskbell.mailer.server import MailServer
from deskbell.offline import projection as offline
from deskbell.people import projection as people
from deskbell.people.passwords import Passwords
from deskbell.people.sessions import TOUCH_MS, find_live_sessions, touch_session
from deskbell.people.setup import issue_setup_token
from deskbell.reports import projection as reports
from deskbell.sequencer import Sequencers
from deskbell.settings import Settings
from deskbell.web.addresses import Address, find_address
from deskbell.web.app import build_app
from deskbell.web.parts import Parts

# In the order in which they are written: contacts and channels before the lists that show them.
PROJECTIONS: Final = (
    audit.project,
    people.project,
    inboxes.project,
    channels.project,
    contacts.project,
    history.project,
    offline.project,
    reports.project,
)

SOCKET_PATH: Final = "/api/v1/socket"

# Sockets of a session that has ended are closed within 5 s (security, 26).
REVOKE_SECONDS: Final = 2.0

EXIT_GIVEN_UP: Final = 3
"""The sequencer died again and again: what runs the server should start it anew, and somebody should read the log."""

GARBAGE_BEFORE_LOOKING: Final = 20_000

_log = get_logger(__name__)


class Stop:
    """How the process is told to end."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.hurry = asyncio.Event()
        self.is_given_up = False

    def terminate(self) -> None:
        """SIGTERM: send the clients away one after the other; the second time, all at once."""
        if self.asked.is_set():
            self.hurry.set()
        self.asked.set()

    def interrupt(self) -> None:
        """Ctrl+C: somebody sits in front of it and waits."""
        self.asked.set()
        self.hurry.set()

    def give_up(self) -> None:
        """Going on would help nobody."""
        self.is_given_up = True
        self.interrupt()


class App:
    """A server that is put together: an ASGI application with a beginning and an end."""

    def __init__(self, settings: Settings, database: Database, stop: Stop) -> None:
        self.settings = settings
        self.database = database
        self.clock = SteadyClock()
        self.address: Address = find_address(settings)
        self.passwords = Passwords()
        hub = Hub()
        self.sequencers = Sequencers(
            database,
            self.clock,
            PROJECTIONS,
            hub.announce,
            died=lambda organisation: self.gateway.lose_footing(organisation),
            stop=stop.give_up,
        )
        self.gateway = Gateway(hub, self.sequencers, database, self.clock, limits_of(settings))
        self._mail_sender = _mail_sender_of(settings, database, self.clock)
        self._socket = SocketApp(self.gateway, self.address.knows_origin)
        self._web = build_app(
            Parts(
                settings=settings,
                database=database,
                sequencers=self.sequencers,
                clock=self.clock,
                passwords=self.passwords,
                seal=Seal.of_folder(settings.data),
                api_handlers=[routes_of(self.gateway.tickets, Polls(self.gateway))],
                is_draining=lambda: self.gateway.is_draining,
                visitor_rates=_visitor_rates(settings),
            )
        )

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """ASGI: the socket to the gateway, everything else to the web."""
        if scope["type"] == "websocket" and scope["path"] == SOCKET_PATH:
            await self._socket(scope, receive, send)
        else:
            await self._web(scope, receive, send)

    async def start(self) -> None:
        """Wake every organisation, so that its deadlines go on, and begin to look after sessions."""
        await self.sequencers.start_all()
        self.gateway.start()
        self.gateway.tasks.start(self._close_ended_sessions())
        self.gateway.tasks.start(self._close_stopped_channels())
        self.gateway.tasks.start(self._keep_used_sessions())
        if self._mail_sender is not None:
            self._mail_sender.start()
        self.gateway.tasks.start(self._web.audit_keeper.run())

    async def close(self) -> None:
        """End the sessions, then the last commits. The database stays open: it belongs to the caller."""
        await self.gateway.close()
        await self.sequencers.close()
        if self._mail_sender is not None:
            await self._mail_sender.close()
        await self._web.audit_keeper.try_to_keep()
        self.passwords.close()

    async def issue_setup_link(self) -> str | None:
        """The one-time link of the first run, None where somebody has set Deskbell up already."""
        token = await issue_setup_token(self.database, self.clock)
        return f"{self.address.url}/setup#{token}" if token else None

    async def _close_ended_sessions(self) -> None:
        while True:
            await asyncio.sleep(REVOKE_SECONDS)
            logins = self.gateway.logins()
            try:
                live = await self._find_live(logins) if logins else logins
            except (Trouble, SQLAlchemyError) as trouble:
                _log.warning("sessions_not_checked", trouble=type(trouble).__name__)
                continue
            for ended in logins - live:
                self.gateway.revoke(ended)

    async def _close_stopped_channels(self) -> None:
        """Visitors of deactivated channels; at the second look, so that the end of their chat reaches them first."""
        seen: set[Id] = set()
        while True:
            await asyncio.sleep(REVOKE_SECONDS)
            used = self.gateway.channels()
            try:
                stopped = await self._find_stopped(used) if used else used
            except (Trouble, SQLAlchemyError) as trouble:
                _log.warning("channels_not_checked", trouble=type(trouble).__name__)
                continue
            for channel in stopped & seen:
                self.gateway.close_channel(channel)
            seen = stopped

    async def _find_stopped(self, used: set[Id]) -> set[Id]:
        return await self.database.read(lambda connection: find_deactivated(connection, used))

    async def _keep_used_sessions(self) -> None:
        """Whoever works over his socket alone is not idle, though he sends no request."""
        while True:
            await asyncio.sleep(TOUCH_MS / 1000)
            now = self.clock.now()
            try:
                await self._touch(self.gateway.logins(used_since=now - TOUCH_MS), now)
            except (Trouble, SQLAlchemyError) as trouble:
                _log.warning("sessions_not_kept", trouble=type(trouble).__name__)

    async def _touch(self, logins: set[Id], now: Instant) -> None:
        def touch(connection: Connection) -> None:
            for login in logins:
                touch_session(connection, login, now)

        if logins:
            await self.database.write(touch)

    async def _find_live(self, logins: set[Id]) -> set[Id]:
        now = self.clock.now()
        return await self.database.read(lambda connection: find_live_sessions(connection, logins, now))


Beside = Callable[[App], Coroutine[Any, Any, None]]
"""What runs beside the server from the moment it is ready, and says so itself."""


def serve(settings: Settings, beside: Beside | None = None) -> None:
    """Run until a signal says otherwise, and `beside` as long. Raises `Trouble` for what an operator can mend."""
    configure_logging(settings.log_level)
    # Each socket is told of in one line when it ends (gateway); the library's two at its start say nothing more.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    allow_many_files()
    with listen(settings.host, settings.port) as listener:
        settings = _with_port(settings, listener.getsockname()[1])
        with Database.open(settings.database_url) as database:
            migrate.upgrade(database)
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                is_given_up = runner.run(_run(settings, database, listener, beside))
    if is_given_up:
        sys.exit(EXIT_GIVEN_UP)


async def _run(settings: Settings, database: Database, listener: socket.socket, beside: Beside | None) -> bool:
    """From the first organisation awake to the last commit. True where going on would have helped nobody."""
    stop = Stop()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.terminate)
    loop.add_signal_handler(signal.SIGINT, stop.interrupt)
    app = App(settings, database, stop)
    try:
        await app.start()
        server = Server(app, settings)
        serving = asyncio.create_task(server.serve(sockets=[listener]), name="server")
        await _first_of(server.ready.wait(), serving)
        _spare_the_collector()
        if beside is None:
            await _say_ready(app)
        else:
            app.gateway.tasks.start(beside(app))
        await _first_of(stop.asked.wait(), serving)
        await drain(app.gateway, settings.drain_seconds * 1000, stop.hurry)
        server.should_exit = True
        await serving
    finally:
        await app.close()
    return stop.is_given_up


async def _first_of(event: Coroutine[Any, Any, object], serving: asyncio.Task[None]) -> None:
    """Wait for an event, unless the server ends before it comes."""
    waiting = asyncio.ensure_future(event)
    await asyncio.wait([waiting, serving], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def _say_ready(app: App) -> None:
    link = await app.issue_setup_link()
    lines = [f"Deskbell is ready at {app.address.url}"]
    if link is not None:
        lines.append(f"Nobody has set it up yet. This link does, once: {link}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _spare_the_collector() -> None:
    """What was loaded at the start stays to the end: it need not be looked at again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_BEFORE_LOOKING)


def _with_port(settings: Settings, port: int) -> Settings:
    """With the port that was really taken, where it was left to the machine."""
    if settings.port == port:
        return settings
    is_own_url = "public_url" not in settings.sources
    return msgspec.structs.replace(settings, port=port, public_url="" if is_own_url else settings.public_url)


def _mail_sender_of(settings: Settings, database: Database, clock: Clock) -> Sender | None:
    if not settings.mail_server:
        return None
    name = urlsplit(settings.public_url).hostname or "localhost"
    return Sender(database, clock, MailServer.at(settings.mail_server, name), settings.mail_sender)


def _visitor_rates(settings: Settings) -> VisitorRates:
    """How often visitors may come and begin: half as many again may come as may begin a chat."""
    chats = settings.address_chats_per_minute
    visitors = chats * 3 // 2
    usual = VisitorRates()
    return VisitorRates(
        visitors_per_network=(visitors / 60, visitors),
        visitors_per_channel=max(usual.visitors_per_channel, (visitors / 60, visitors)),
        chats_per_visitor=(settings.visitor_chats_per_hour / 3600, settings.visitor_chats_per_minute),
        chats_per_network=(chats / 60, chats),
    )
