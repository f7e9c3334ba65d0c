"""The sequencer of one organisation: takes commands in turn, commits what they mean, then tells.

Owns: the floor in memory and the numbers of its streams; the loop that changes them.
Never: two commits at once; an answer, an announcement or a look at something that is not committed.
Holds: when anything at all goes wrong inside, it dies: callers are told, the floor is thrown away, and a new one is
    recovered from the ledger.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from deskbell.floor import snapshot
from deskbell.floor.commands import AnyCommand, DetachMember, DetachVisitor, OpenChat
from deskbell.floor.deadlines import next_due
from deskbell.floor.refusals import Refusal
from deskbell.floor.sweep import SWEEP_MS, sweep
from deskbell.floor.vocabulary import Id, Instant
from deskbell.kit.logging import get_logger
from deskbell.kit.trouble import Trouble
from deskbell.ledger import Stored
from deskbell.ledger.entries import Snapshot
from deskbell.ledger.heads import Heads
from deskbell.ledger.snapshots import save_snapshot
from deskbell.sequencer.alarm import Alarm
from deskbell.sequencer.batch import BATCH_COMMANDS_MAX, Batch, step_batch
from deskbell.sequencer.commit import commit
from deskbell.sequencer.door import refuse_busy, refuse_unwritable
from deskbell.sequencer.looks import Look, Query, answer_looks
from deskbell.sequencer.outcomes import Done, Outcome, Refused
from deskbell.sequencer.outside import Outside
from deskbell.sequencer.queue import Answer, Other, Queue, Request
from deskbell.sequencer.recall import Question, find_earlier, question_of, recall_after
from deskbell.sequencer.recover import Recovered
from deskbell.sequencer.told import Tell, Told, tell_safely
from deskbell.sequencer.trouble import SequencerDied

T = TypeVar("T")

_log = get_logger(__name__)

# A replay of so many events takes some 100 ms; a snapshot of a busy floor, made on the loop, some 10 ms.
SNAPSHOT_EVENTS = 5_000

Ended = Callable[["Sequencer", Exception | None], None]


class Sequencer:
    """Runs from the moment it is made. `ended` is called once when it has stopped, with the error if it died of one."""

    def __init__(self, organisation: Id, recovered: Recovered, outside: Outside, ended: Ended) -> None:
        self.organisation = organisation
        self._floor = recovered.floor
        self._heads = Heads(organisation, recovered.seq)
        self._events_since_snapshot = recovered.replayed
        self._outside = outside
        self._ended = ended
        self._queue = Queue()
        self._in_hand: list[Request] = []
        self._looks: list[Look] = []
        self._recalls: set[asyncio.Task[None]] = set()
        self._bell = asyncio.Event()
        self._alarm = Alarm(outside.clock, self._bell.set)
        self._sweep_at = outside.clock.now() + SWEEP_MS
        self.swept = 0
        """How much the sweep has found that was forgotten: meant to stay 0."""
        self._is_committed = True
        self._is_closing = False
        self._has_ended = False
        self._detach_all()
        self._task = asyncio.create_task(self._run(), name=f"sequencer of {organisation}")

    # ── for callers ───────────────────────────────────────────────────────────────────────────────────────────────

    async def submit(self, command: AnyCommand) -> Outcome:
        """Ask the floor; returns when the answer is committed. Cancelling does not take the command back.

        Raises `SequencerDied` where it is not known what became of it, or another `Trouble` where the ledger could not
        be asked about the past.
        """
        question = question_of(self.organisation, command)
        if question is not None and isinstance(command, OpenChat):
            earlier = await find_earlier(self._outside.storage, self._floor, question)
            if earlier is not None:
                return earlier
        answer = await self._put(command)
        return answer if isinstance(answer, Done) else await self._recall(question, answer)

    def submit_soon(self, command: AnyCommand, tell: Tell) -> None:
        """Like `submit`, without waiting: `tell` is called with the outcome, with None where `submit` would raise.

        For everything but `OpenChat`, which may have to ask the ledger before its turn.
        """
        assert not isinstance(command, OpenChat), "the opening of a chat is waited for"
        refusal = refuse_busy() if self._is_closing or self._queue.is_full else refuse_unwritable(command)
        if self._has_ended:
            tell(None)
        elif refusal is not None:
            tell(Refused(refusal))
        else:
            self._bell.set()
            self._queue.put_for(command, Told(tell, partial(self._recall_soon, command)))

    async def look(self, query: Query[T]) -> T:
        """What `query` sees of the floor and of the heads of streams, both as of the latest commit."""
        self._check_alive()
        look = Look(query)
        if not self._is_committed or look.answer(self._floor, self._heads):
            self._looks.append(look)
            self._bell.set()
        result: T = await look.future
        return result

    async def close(self) -> None:
        """Answer who waits, keep a snapshot, and stop. Whoever asks from now on is told "busy"."""
        self._is_closing = True
        self._bell.set()
        await asyncio.wait([self._task])

    async def _recall(self, question: Question | None, answer: Other) -> Outcome:
        if question is None:
            assert isinstance(answer, Refusal), "only what is asked in a chat can be a repetition"
            return Refused(answer)
        return await recall_after(self._outside.storage, self._floor, question, answer)

    def _recall_soon(self, command: AnyCommand, answer: Other, tell: Tell) -> None:
        async def look_up() -> None:
            outcome: Outcome | None = None
            try:
                with suppress(Trouble):
                    outcome = await self._recall(question_of(self.organisation, command), answer)
            finally:
                tell_safely(tell, outcome)

        task = asyncio.create_task(look_up(), name="recall")
        self._recalls.add(task)
        task.add_done_callback(self._recalls.discard)

    async def _put(self, command: AnyCommand) -> Answer:
        self._check_alive()
        if self._is_closing or self._queue.is_full:
            return refuse_busy()
        refusal = refuse_unwritable(command)
        if refusal is not None:
            return refusal
        self._bell.set()
        return await self._queue.put(command)

    def _check_alive(self) -> None:
        if self._has_ended:
            raise SequencerDied

    # ── the loop ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _detach_all(self) -> None:
        """Whoever had a page open when the sequencer before this one ended has none that this one knows of."""
        for member in self._floor.members.values():
            if member.connection == "attached":
                self._queue.put_unasked(DetachMember(member=member.id))
        for chat in self._floor.chats.values():
            if not chat.visitor_left:
                self._queue.put_unasked(DetachVisitor(conversation=chat.id))

    async def _run(self) -> None:
        error: Exception | None = None
        try:
            await self._work()
        except Exception as caught:  # noqa: BLE001 - an edge: everybody who waits is told
            error = caught
        finally:
            self._end(error)

    async def _work(self) -> None:
        while self._queue or not self._is_closing:
            await self._sleep()
            self._in_hand = self._queue.take(BATCH_COMMANDS_MAX)
            if self._in_hand or self._is_due():
                await self._take_batch()
            await self._answer_looks()
        await self._leave_snapshot()

    async def _sleep(self) -> None:
        """Until somebody asks or a deadline comes. Gives way to others in any case."""
        self._bell.clear()
        if self._queue or self._looks or self._is_closing or self._is_due():
            await asyncio.sleep(0)
            return
        self._alarm.set(self._next_wake())
        await self._bell.wait()

    def _is_due(self) -> bool:
        wake = self._next_wake()
        return wake is not None and wake <= self._outside.clock.now()

    def _next_wake(self) -> Instant | None:
        """The next deadline, or the next sweep where there is anything that could be forgotten."""
        due = next_due(self._floor)
        if not self._floor.chats:
            return due
        return self._sweep_at if due is None else min(due, self._sweep_at)

    def _sweep(self, now: Instant) -> None:
        """A net under the rules: what it finds is a bug, and is made up for by the Tick that comes now."""
        if now < self._sweep_at:
            return
        self._sweep_at = now + SWEEP_MS
        for found in sweep(self._floor):
            self.swept += 1
            _log.error("sweep_found", org=self.organisation, found=found)

    async def _take_batch(self) -> None:
        """Time first, then the commands; commit; then tell everybody, then those who asked."""
        self._is_committed = False
        now = self._outside.clock.now()
        self._sweep(now)
        batch = step_batch(self._floor, self._in_hand, now)
        stored = await self._commit(batch)
        self._is_committed = True
        if stored:
            self._outside.announce(stored)
        batch.answer(stored)
        self._in_hand = []
        due = next_due(self._floor)
        assert due is None or due > self._floor.now, "law 6: a deadline lies in the past after a step"

    async def _commit(self, batch: Batch) -> list[Stored]:
        if not batch.happened:
            return []
        self._events_since_snapshot += len(batch.happened)
        kept = None
        if self._events_since_snapshot >= SNAPSHOT_EVENTS:
            kept = self._take_snapshot(self._heads.log + len(batch.happened))
        stored = await commit(self._outside.storage, self._heads, batch, self._outside.projections, kept)
        self._heads.trim()
        return stored

    async def _answer_looks(self) -> None:
        looks = self._looks[:]
        await answer_looks(looks, self._floor, self._heads, self._outside.storage)
        del self._looks[: len(looks)]

    # ── the end ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _take_snapshot(self, seq: int) -> Snapshot:
        self._events_since_snapshot = 0
        return Snapshot(seq, self._floor.now, snapshot.encode(self._floor))

    async def _leave_snapshot(self) -> None:
        if self._events_since_snapshot:
            kept = self._take_snapshot(self._heads.log)
            await self._outside.storage.write(lambda connection: save_snapshot(connection, self.organisation, kept))

    def _end(self, error: Exception | None) -> None:
        self._has_ended = True
        self._alarm.cancel()
        for request in [*self._in_hand, *self._queue.take(len(self._queue))]:
            request.fail(SequencerDied())
        for look in self._looks:
            look.fail(SequencerDied())
        self._ended(self, error)
