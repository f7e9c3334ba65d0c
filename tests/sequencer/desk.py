"""Sequencers on a real database, a clock that is moved by hand, and faults between the two.

Owns: what tests of the sequencer have in common: asking, faults, crashes, and the comparison of what is left.
Never: a double of our own code. A fault is planted between the sequencer and the database, both of them real.
"""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from deskbell.floor import invariants
from deskbell.floor.commands import AdmitMember, AnyCommand, AttachMember, CreateInbox, OpenChat, PostMessage, SetStatus
from deskbell.floor.refusals import Refusal
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import SYSTEM, Id, by_member, by_visitor
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.kit.trouble import CommitFailed, DatabaseBusy
from deskbell.ledger import Entry, Stored, read_after
from deskbell.ledger.places import places_of
from deskbell.sequencer import Done, Outcome, Projection, Refused, Sequencer, Sequencers
from deskbell.sequencer.recover import recover

T = TypeVar("T")

START = 1_760_000_000_000
SHOP = "0o" + "1" * 24
OTHER = "0o" + "2" * 24
OWNER = "0m" + "1" * 24
INBOX = "0n" + "1" * 24
CHANNEL = "0h" + "1" * 24
SECONDS_MAX = 20.0


class FaultyStorage:
    """The database, with faults on the way to it and back.

    `refuse_writes`: so many are told that the database is busy. `lose_writes`: so many never reach it.
    `lose_answers`: so many are committed, and nobody is told so. `gate`: while it is cleared, writes wait before it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.refuse_writes = 0
        self.lose_writes = 0
        self.lose_answers = 0
        self.writes_begun = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def write(self, job: Callable[[Connection], T]) -> T:
        self.writes_begun += 1
        await self.gate.wait()
        if self.refuse_writes:
            self.refuse_writes -= 1
            raise DatabaseBusy("too much waits already")
        if self.lose_writes:
            self.lose_writes -= 1
            raise CommitFailed("the disk is gone")
        result = await self._database.write(job)
        if self.lose_answers:
            self.lose_answers -= 1
            raise CommitFailed("the line was cut during COMMIT")
        return result

    async def read(self, query: Callable[[Connection], T]) -> T:
        return await self._database.read(query)


class Desk:
    """One process with its database."""

    def __init__(self, path: Path, empty_database: Path) -> None:
        shutil.copy(empty_database, path)
        self.path = path
        self.clock = ManualClock(START)
        self.projections: list[Projection] = []
        self.told: list[Stored] = []
        self.deaths: list[Id] = []
        self.stops = 0
        self._names = 0
        self._open()

    def _open(self) -> None:
        self.database = Database.open(self.path)
        self.storage = FaultyStorage(self.database)
        self.sequencers = Sequencers(
            self.storage, self.clock, self.projections, self._tell, died=self.deaths.append, stop=self._stop
        )

    def _tell(self, stored: Sequence[Stored]) -> None:
        self.told += stored

    def _stop(self) -> None:
        self.stops += 1

    async def close(self) -> None:
        """The process ends in peace."""
        await self.sequencers.close()
        self.database.close()

    async def restart(self) -> None:
        """Stop in peace and start again."""
        await self.close()
        self._open()

    async def crash(self) -> None:
        """The process is killed: nobody is told anything, nothing is kept but what was committed."""
        mine = [task for task in asyncio.all_tasks() if task.get_name().startswith(("sequencer of", "recovery of"))]
        self.sequencers._is_closing = True
        for task in mine:
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)
        self.database.close()
        self._open()

    # ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def sequencer(self, organisation: Id = SHOP) -> Sequencer:
        """The organisation's sequencer."""
        return await self.sequencers.of(organisation)

    async def ask(self, command: AnyCommand, organisation: Id = SHOP) -> Outcome:
        """Submit, and wait for the outcome."""
        return await (await self.sequencer(organisation)).submit(command)

    async def do(self, command: AnyCommand, organisation: Id = SHOP) -> list[Stored]:
        """Submit what is expected to happen."""
        outcome = await self.ask(command, organisation)
        assert isinstance(outcome, Done), outcome
        return outcome.stored

    async def refused(self, command: AnyCommand, organisation: Id = SHOP) -> Refusal:
        """Submit what is expected to be refused."""
        outcome = await self.ask(command, organisation)
        assert isinstance(outcome, Refused), outcome
        return outcome.refusal

    async def settle_in(self, organisation: Id = SHOP) -> None:
        """An Owner, who has both licences and is available, and an automatic inbox that he serves."""
        await self.do(
            AdmitMember(member=OWNER, name="Olga", role="owner", contact_center=True, live_chat=True, capacity=2),
            organisation,
        )
        await self.do(CreateInbox(inbox=INBOX, by=SYSTEM, name="Shop", agents=(OWNER,)), organisation)
        await self.do(AttachMember(member=OWNER), organisation)
        await self.do(SetStatus(member=OWNER, status="available", by=by_member(OWNER)), organisation)

    def new_name(self, kind: str) -> Id:
        """A new id."""
        self._names += 1
        return f"0{kind}{self._names:024d}"

    def opening(self, chat: Id) -> OpenChat:
        """The first message of a chat whose visitor has a number like its own."""
        return OpenChat(
            conversation=chat,
            inbox=INBOX,
            channel=CHANNEL,
            contact=contact_of(chat),
            visitor_name="Iris",
            cid=f"open-{chat}",
            digest="d",
            text="Where is my parcel?",
        )

    async def open_chat(self, organisation: Id = SHOP) -> Id:
        """A visitor opens a chat."""
        chat = self.new_name("c")
        await self.do(self.opening(chat), organisation)
        return chat

    # ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def floor(self, organisation: Id = SHOP) -> Floor:
        """The live floor, as of the latest commit."""
        return await (await self.sequencer(organisation)).look(lambda floor, _: floor)

    async def log(self, organisation: Id = SHOP) -> list[Entry]:
        """Everything that the ledger has."""
        return await self.database.read(lambda connection: read_after(connection, organisation, 0, 1_000_000))

    async def check(self, organisation: Id = SHOP) -> None:
        """The laws hold; the live floor, the ledger, a replay and the places say the same; all was told once."""
        floor = await self.floor(organisation)
        invariants.check(floor)
        recovered = await recover(self.storage, organisation)
        assert invariants.state_of(recovered.floor) == invariants.state_of(floor), "law 7"
        places = await self.database.read(lambda connection: places_of(connection, organisation))
        assert places == held_places(floor), "law 14"

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for a condition."""
        async with asyncio.timeout(SECONDS_MAX):
            while not is_so():
                await asyncio.sleep(0.002)


def contact_of(chat: Id) -> Id:
    """The visitor of a chat."""
    return f"0v{chat[2:]}"


def message(chat: Id, cid: str, text: str = "Hello?", *, digest: str = "d", prev: str = "") -> PostMessage:
    """A message of the chat's visitor."""
    by = by_visitor(contact_of(chat))
    return PostMessage(conversation=chat, by=by, cid=cid, digest=digest, text=text, prev=prev)


def held_places(floor: Floor) -> dict[tuple[Id, int], Id]:
    """(member, place) → chat, as the floor has it."""
    return {
        (chat.holder, chat.offer.place if chat.offer else chat.place): chat.id
        for chat in floor.chats.values()
        if chat.holder
    }
