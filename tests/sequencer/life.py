"""A random life of an organisation on a sequencer, with faults and crashes, and the judgement of what is left.

Owns: the moves of that life, the memory of what callers were told, and the comparison with the ledger.
Never: a look at how the sequencer does it.
Holds: what was acknowledged is in the ledger once, for ever; nothing dies but of a fault that was planted.
"""

import asyncio
from collections import Counter
from pathlib import Path
from random import Random

from deskbell.audience.streams import streams_of
from deskbell.floor.commands import AnyCommand
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import ChatEvent
from deskbell.floor.vocabulary import Id
from deskbell.ledger import Entry, head_of, read_after, read_stream
from deskbell.sequencer import Done, Outcome, Repeated, SequencerDied
from deskbell.sequencer.recall import question_of
from tests.floor_world import PAUSES_MS, World
from tests.sequencer.desk import INBOX, SHOP, Desk

Request = tuple[Id, Id, str]
"""Conversation, author, request id."""

AT_ONCE_MAX = 5


class Life:
    """One organisation. `world` draws commands that make sense on the floor as it is."""

    def __init__(self, random: Random, folder: Path, empty_database: Path) -> None:
        self.random = random
        self.world = World(random)
        self.desk = Desk(folder / f"{random.getrandbits(64)}.db", empty_database)
        self.acknowledged: dict[Request, int] = {}
        self.faults = 0
        self.log: list[Entry] = []

    async def live(self, steps: int) -> None:
        """So many moves, then a judgement."""
        try:
            await self._settle_in()
            for _ in range(steps):
                await self._move()
            await self.judge()
            await self.judge_streams()
        finally:
            await self.desk.close()

    async def _settle_in(self) -> None:
        await self.desk.settle_in()
        for _ in range(3):
            self.world.floor = await self.desk.floor()
            await self._ask(self.world.admit())
            await self._ask(self.world.attach())
            await self._ask(self.world.status())
        await self._ask(self.world.create_inbox())
        assert INBOX in self.world.floor.inboxes

    async def _move(self) -> None:
        self.world.floor = await self.desk.floor()
        self._pass_time()
        await self._read_the_past()
        commands = [self.world.next_command() for _ in range(self.random.randint(1, AT_ONCE_MAX))]
        move = self.random.choice([self._ask] * 8 + [self._lose_write, self._lose_answer, self._crash, self._restart])
        await move(*commands)
        if move != self._ask:
            await self.judge()

    def _pass_time(self) -> None:
        due = next_due(self.world.floor)
        now = self.desk.clock.now()
        if due is not None and due > now and self.random.randrange(6) == 0:
            self.desk.clock.advance(due - now)
        else:
            self.desk.clock.advance(self.random.choice(PAUSES_MS))

    async def _read_the_past(self) -> None:
        """What clients can know of: the streams, as the ledger has them."""
        known = len(self.log)
        new = await self.desk.database.read(lambda connection: read_after(connection, SHOP, known, 100_000))
        self.log += new
        for _, at, event in new:
            for stream in streams_of(event):
                entries = self.world.streams.setdefault(stream, [])
                entries.append((len(entries) + 1, at, event))

    # ── moves ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _ask(self, *commands: AnyCommand) -> None:
        """All at once. Nobody dies of it."""
        self.world.asked += [(self.desk.clock.now(), command) for command in commands]
        outcomes = await asyncio.gather(*[self.desk.ask(command) for command in commands], return_exceptions=True)
        for command, outcome in zip(commands, outcomes, strict=True):
            if isinstance(outcome, SequencerDied) and self.faults:
                continue
            assert not isinstance(outcome, BaseException), f"{command} ended in {outcome!r}"
            self._remember(command, outcome)
        assert len(self.desk.deaths) <= self.faults, "it died of something that nobody planted"

    async def _lose_write(self, *commands: AnyCommand) -> None:
        """The disk is gone for one write."""
        self.faults += 1
        self.desk.storage.lose_writes = 1
        await self._ask(*commands)
        self.desk.storage.lose_writes = 0

    async def _lose_answer(self, *commands: AnyCommand) -> None:
        """The line is cut during COMMIT."""
        self.faults += 1
        self.desk.storage.lose_answers = 1
        await self._ask(*commands)
        self.desk.storage.lose_answers = 0

    async def _crash(self, *commands: AnyCommand) -> None:
        """The process is killed at any moment while it works on the commands."""
        self.faults += 1
        if self.random.randrange(2):
            self.desk.storage.gate.clear()
        asking = asyncio.ensure_future(self._ask(*commands))
        for _ in range(self.random.randrange(40)):
            await asyncio.sleep(0)
        await self.desk.crash()
        await asyncio.gather(asking, return_exceptions=True)

    async def _restart(self, *commands: AnyCommand) -> None:
        """Stop in peace, after what was asked."""
        await self._ask(*commands)
        await self.desk.restart()

    # ── judgement ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _remember(self, command: AnyCommand, outcome: Outcome) -> None:
        question = question_of(SHOP, command)
        if question is None or not question.cid:
            return
        request = (question.conversation, question.by.id, question.cid)
        if isinstance(outcome, Repeated):
            assert self.acknowledged.setdefault(request, outcome.seq) == outcome.seq, "told two different numbers"
        if isinstance(outcome, Done):
            assert request not in self.acknowledged, "done twice"
            done = [one.seq for one in outcome.stored if _request_of(one.event) == request]
            assert len(done) == 1, f"{command} was done without a receipt"
            self.acknowledged[request] = done[0]

    async def judge(self) -> None:
        """The laws; D1 and D2; and that everybody was told what is in the ledger, in its order."""
        await self.desk.check()
        await self._read_the_past()
        log = self.log
        kept = Counter(request for entry in log if (request := _request_of(entry.event)))
        assert not [request for request, count in kept.items() if count > 1], "law 8: posted twice"
        numbers = {_request_of(entry.event): entry.seq for entry in log}
        lost = {request for request, seq in self.acknowledged.items() if numbers.get(request) != seq}
        assert not lost, f"acknowledged and lost: {lost}"
        events = {entry.seq: entry.event for entry in log}
        told = [one.seq for one in self.desk.told]
        assert told == sorted(set(told)), "told twice, or in another order"
        assert all(events.get(one.seq) == one.event for one in self.desk.told), "told what is not in the ledger"
        assert [entry.at for entry in log] == sorted(entry.at for entry in log)

    async def judge_streams(self) -> None:
        """Law 7: every stream counts its events without a hole, and nothing of it has ever changed."""
        assert self.log == await self.desk.log(), "what happened has changed"

        def read(connection):
            for stream, entries in self.world.streams.items():
                assert read_stream(connection, SHOP, stream, 0, 100_000) == entries, stream
                assert head_of(connection, SHOP, stream) == len(entries), stream

        await self.desk.database.read(read)
        sequencer = await self.desk.sequencer()
        streams = self.world.streams
        heads = await sequencer.look(lambda _, heads: {stream: heads(stream) for stream in streams})
        assert heads == {stream: len(entries) for stream, entries in streams.items()}


def _request_of(event: object) -> Request | None:
    if not isinstance(event, ChatEvent) or not event.cid:
        return None
    return (event.conversation, event.cid_author, event.cid)
