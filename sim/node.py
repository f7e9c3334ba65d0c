"""A node: one life of the server's process, put together as `main.py` does it, without the web.

Owns: the wiring, the start, the graceful stop, and the few requests that tabs make beside their socket.
Never: anything of its own making between the product's parts.
Holds: everything it starts belongs to its process.
"""

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable, Sequence
from typing import Final, TypeVar, cast

from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.channels import projection as channels
from deskbell.contacts import projection as contacts
from deskbell.contacts.entrance import Entrance
from deskbell.contacts.model import NewChat
from deskbell.contacts.opening import Opener
from deskbell.contacts.store import add_visitor
from deskbell.floor.commands import AnyCommand
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id
from deskbell.gateway.drain import drain
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.hub import Hub
from deskbell.gateway.poll import PollAnswer, Polls
from deskbell.gateway.socket import SocketApp
from deskbell.gateway.tickets import Place, place_of
from deskbell.history import projection as history
from deskbell.inboxes import projection as inboxes
from deskbell.kit.clock import SteadyClock
from deskbell.kit.database import Database
from deskbell.people import projection as people
from deskbell.sequencer import Heads, Projection, Sequencers
from deskbell.sequencer.ask import ask
from sim.network.device import Device
from sim.network.socket import Socket
from sim.process import Process
from sim.storage import Storage

T = TypeVar("T")

ORGANISATION: Final = "0" * 25 + "1"
PROJECTIONS: Final = (people.project, inboxes.project, channels.project, contacts.project, history.project)
DRAIN_MS: Final = 4_000


class Node:
    """One server. `gave_up` is called when its sequencer says that the process had better end."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        process: Process,
        storage: Storage,
        clock: SteadyClock,
        watchers: Sequence[Projection],
        gave_up: Callable[[], None],
    ) -> None:
        self.process = process
        self.clock = clock
        self.is_ready = False
        self._loop = loop
        self._storage = storage
        # The gateway asks of a database only what `Storage` has.
        database = cast(Database, storage)
        hub = Hub()
        self.sequencers = Sequencers(
            storage,
            clock,
            (*PROJECTIONS, *watchers),
            hub.announce,
            died=lambda organisation: self.gateway.lose_footing(organisation),
            stop=gave_up,
        )
        self.gateway = Gateway(hub, self.sequencers, database, clock)
        self._polls = Polls(self.gateway)
        self._sockets = SocketApp(self.gateway, lambda _origin, _host: True)
        self._opener = Opener(database, self.sequencers, clock)

    async def start(self) -> None:
        """Wake the organisation, and begin to look after sessions. Raises a `Trouble`."""
        await self.sequencers.start_all()
        self.gateway.start()
        self.is_ready = True

    async def stop(self) -> None:
        """As on SIGTERM: drain, then the last commits."""
        await drain(self.gateway, DRAIN_MS, asyncio.Event())
        await self.gateway.close()
        await self.sequencers.close()

    # ── for the network ───────────────────────────────────────────────────────────────────────────────────────────

    def accept(self, socket: Socket) -> None:
        """A socket to be opened."""
        line = socket.line
        self.process.spawn(self._sockets(line.scope(socket.device.address), line.receive, line.send))

    async def poll(
        self, device: Device, secret: str | None, frames: list[bytes], wait_ms: int
    ) -> tuple[PollAnswer, float]:
        """A long poll: the answer, and when it was sent."""
        answer = await self._polls.poll(secret, frames, wait_ms, device.address, _place(device))
        return answer, self._loop.time()

    async def ticket(self, device: Device, viewer: Viewer) -> str | None:
        """A ticket for who is signed in; None for who is not any more."""
        if viewer.kind == "member" and not await self.look(lambda floor: _is_active(floor, viewer.id)):
            return None
        return self.gateway.tickets.issue(viewer, _place(device))

    async def visitor(self, channel: Id) -> Id:
        """A new contact."""

        def add(connection: Connection) -> Id:
            return add_visitor(connection, organisation=ORGANISATION, channel=channel, now=self.clock.now()).contact

        return await self._storage.write(add)

    async def open_chat(self, viewer: Viewer, inbox: Id, chat: NewChat) -> Id:
        """The conversation's id. Raises `RefusedByFloor`."""
        return await self._opener.open(viewer, Entrance(inbox, ORGANISATION, inbox, "active"), chat)

    async def ask(self, command: AnyCommand) -> None:
        """A change of settings. Raises `RefusedByFloor`."""
        await ask(await self.sequencers.of(ORGANISATION), command)

    async def look(self, query: Callable[[Floor], T]) -> T:
        """See the floor as of the latest commit."""

        def seen(floor: Floor, _heads: Heads) -> T:
            return query(floor)

        return await (await self.sequencers.of(ORGANISATION)).look(seen)


def _is_active(floor: Floor, member: Id) -> bool:
    known = floor.members.get(member)
    return known is not None and known.active


def _place(device: Device) -> Place:
    return place_of(device.address, "sim")
