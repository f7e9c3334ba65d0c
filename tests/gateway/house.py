"""A gateway with everything behind it and no socket in front: real floor, sequencer and database, a clock by hand.

Owns: the house, and tabs, whose sessions hand their frames over as a socket would.
Never: a stand-in for our own code; only the way out of a session is the test's.
"""

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

import msgspec

from deskbell.audience.access import Viewer
from deskbell.floor import commands
from deskbell.floor.vocabulary import by_member, by_visitor
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.hub import Hub
from deskbell.gateway.limits import Limits
from deskbell.gateway.session import Session
from deskbell.gateway.tickets import NOWHERE
from deskbell.kit import migrate
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.kit.ids import digest, new_id
from deskbell.ledger import Stored
from deskbell.sequencer import Done, Sequencers

WAIT_SECONDS = 10.0
START = 1_800_000_000_000


class DiskFull(Exception):
    """What the test lets a commit fail with."""


class Tab:
    """One session. `reads` False: its client takes nothing."""

    needs_pings = True

    def __init__(self, house: "House", viewer: Viewer | None = None) -> None:
        self.house = house
        self.viewer = viewer
        self.reads = True
        self.frames: list[dict[str, Any]] = []
        self.code: int | None = None
        self.stuck_with: int | None = None
        self.session: Session = house.gateway.open(NOWHERE, self)

    def wake(self) -> None:
        if self.reads:
            self.house.gateway.flusher.add(self.flush)

    def flush(self) -> None:
        if self.reads:
            self.frames += [msgspec.json.decode(frame) for frame in self.session.outbox.take()]

    def relieve(self) -> bool:
        self.flush()
        return not self.session.outbox

    def end(self, code: int) -> None:
        self.flush()
        self.code = code

    def check(self, now: int) -> int | None:
        return self.stuck_with

    def say(self, **frame: Any) -> None:
        self.session.receive(msgspec.json.encode(frame))

    def hello(self, *streams: dict[str, Any] | str) -> None:
        assert self.viewer is not None
        named = [{"id": stream} if isinstance(stream, str) else stream for stream in streams]
        self.say(t="hello", v=1, ticket=self.house.gateway.tickets.issue(self.viewer), streams=named)

    async def open(self, *streams: dict[str, Any] | str) -> "Tab":
        self.hello(*streams)
        await self.until(lambda: self.code or self.of("welcome"))
        asked = {stream if isinstance(stream, str) else stream["id"] for stream in streams}
        await self.until(lambda: self.code or all(self.follows(name) or self.is_denied(name) for name in asked))
        self.flush()
        return self

    def send(self, conversation: str, body: str, cid: str = "") -> str:
        cid = cid or str(uuid.uuid4())
        self.say(t="send", cid=cid, conversation=conversation, body=body)
        return cid

    def do(self, verb: str, **fields: Any) -> str:
        rid = str(uuid.uuid4())
        self.say(t="do", rid=rid, ask={"verb": verb, **fields})
        return rid

    def of(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        return [
            frame
            for frame in self.frames
            if frame["t"] == kind and all(frame.get(name) == value for name, value in fields.items())
        ]

    def numbers(self, stream: str) -> list[int]:
        """What came of a stream: the head of the view, then the numbers of its events."""
        heads = [frame["head"] for frame in self.of("resync", s=stream)]
        return [*heads, *[frame["seq"] for frame in self.of("ev", s=stream)]]

    def follows(self, stream: str) -> bool:
        """Whether the stream is live."""
        subscription = self.session.following.get(stream)
        return subscription is not None and subscription.is_live

    def is_denied(self, stream: str) -> bool:
        return bool(self.of("err", s=stream))

    async def until(self, found: Callable[[], Any]) -> Any:
        return await self.house.until(found)

    async def answer(self, request: str) -> dict[str, Any]:
        found = await self.until(lambda: self.of("ack", id=request) or self.of("nack", id=request))
        answer: dict[str, Any] = found[-1]
        return answer


class House:
    """One organisation: Ana owns it and serves its inbox, Ben serves it too, Cleo does not."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self.clock = ManualClock(START)
        self.database = database
        self.fails = 0
        self.stored: list[Stored] = []
        hub = Hub()
        self.sequencers = Sequencers(database, self.clock, [self._project], hub.announce)
        self.hub = hub
        self.gateway = Gateway(hub, self.sequencers, database, self.clock, limits)
        self.organisation = new_id()
        self.ana, self.ben, self.cleo = (
            Viewer("member", self.organisation, new_id(), f"login of {name}") for name in ("ana", "ben", "cleo")
        )
        self.inbox = new_id()

    def _project(self, _connection: object, stored: object) -> None:
        if self.fails:
            self.fails -= 1
            raise DiskFull

    async def build(self) -> "House":
        for viewer, role in ((self.ana, "owner"), (self.ben, "member"), (self.cleo, "member")):
            await self.ask(
                commands.AdmitMember(
                    member=viewer.id,
                    name=viewer.session,
                    role=role,  # type: ignore[arg-type]
                    contact_center=True,
                    live_chat=True,
                    capacity=50,
                )
            )
        agents = (self.ana.id, self.ben.id)
        by = by_member(self.ana.id)
        await self.ask(commands.CreateInbox(inbox=self.inbox, by=by, name="Sales", mode="manual", agents=agents))
        return self

    async def ask(self, command: commands.AnyCommand) -> Done:
        outcome = await (await self.sequencers.of(self.organisation)).submit(command)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def chat(self, *, taken_by: Viewer | None = None) -> tuple[str, Viewer]:
        """A new chat, claimed by a member, and its visitor."""
        contact, conversation = new_id(), new_id()
        await self.ask(
            commands.OpenChat(
                conversation=conversation,
                inbox=self.inbox,
                channel=self.inbox,
                contact=contact,
                cid="the-first-one",
                digest=digest("Hello"),
                text="Hello",
            )
        )
        if taken_by is not None:
            await self.ask(commands.SetStatus(member=taken_by.id, status="available", by=by_member(taken_by.id)))
            await self.ask(commands.AttachMember(member=taken_by.id))
            await self.ask(commands.ClaimChat(conversation=conversation, by=by_member(taken_by.id)))
        return conversation, Viewer("visitor", self.organisation, contact, f"token of {contact}")

    async def post(self, conversation: str, visitor: Viewer, text: str) -> Done:
        return await self.ask(
            commands.PostMessage(
                conversation=conversation,
                by=by_visitor(visitor.id),
                cid=str(uuid.uuid4()),
                digest=digest(text),
                text=text,
            )
        )

    def tab(self, viewer: Viewer | None = None) -> Tab:
        return Tab(self, viewer)

    async def until(self, found: Callable[[], Any]) -> Any:
        async with asyncio.timeout(WAIT_SECONDS):
            while not (result := found()):
                await asyncio.sleep(0.001)
            return result

    async def close(self) -> None:
        await self.gateway.close()
        await self.sequencers.close()


async def build_house(folder: Any, **limits: Any) -> House:
    database = await asyncio.to_thread(Database.open, folder / "house.db")
    await asyncio.to_thread(migrate.upgrade, database)
    return await House(database, Limits(**limits)).build()
