"""A random life on a real sequencer and on the reference, move by move the same.

Owns: the moves, the crashes, and the comparison of answers, events and everything there is to see.
Never: a rule: what must happen says `rules.py`; what is asked, `draw.py`.
Holds: a move that was cut short by a crash has happened as a whole or not at all.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any, Final, NamedTuple

from deskbell.floor.commands import AnyCommand, OpenChat, Tick
from deskbell.history import projection as history
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.ledger import read_after
from deskbell.sequencer import Done, Refused, SequencerDied, Sequencers
from tests.sequencer.desk import START, FaultyStorage
from tests.sequencer.reference.draw import Draw
from tests.sequencer.reference.model import Reference
from tests.sequencer.reference.seen import as_fact, picture_of, tables_of
from tests.sequencer.reference.words import Fact

AT_ONCE_MAX: Final = 3
LOOPS_BEFORE_CRASH_MAX: Final = 12
QUIET_MOVES: Final = 16
"""So many moves without a fault for each kind of fault."""

OF_THE_PAST: Final = {"chat_closed", "unknown_conversation"}


class Story(NamedTuple):
    """What may have happened: these commands, with these answers where they are known, and then a new process."""

    asked: Sequence[AnyCommand]
    answers: Sequence[str] | None = None
    recovers: bool = False


class ReferenceLife:
    """One organisation of its own, in a database that others use as well."""

    def __init__(self, random: Random, database: Database, organisation: str) -> None:
        self.random = random
        self.database = database
        self.organisation = organisation
        self.clock = ManualClock(START)
        self.steps = 0
        self.commands = 0
        self.reference = Reference(self._as_the_floor_chose)
        self.draw = Draw(random, self.reference, organisation)
        self._seq = 0
        self._chosen: dict[tuple[str, int], str] = {}
        self._begin()

    def _begin(self) -> None:
        self.storage = FaultyStorage(self.database)
        self.sequencers = Sequencers(self.storage, self.clock, [history.project])

    async def live(self, steps: int) -> None:
        """So many moves, each of them compared."""
        try:
            await self._ask(self.draw.settle_in())
            for _ in range(steps):
                await self._move()
        finally:
            await self._kill()

    async def _move(self) -> None:
        self.clock.advance(self.draw.pause())
        asked = [self.draw.command() for _ in range(self.random.randrange(AT_ONCE_MAX) + 1)]
        if any(isinstance(one, OpenChat) for one in asked):
            # It asks the ledger before its turn, so nobody could say which of them was first.
            asked = asked[:1]
        fault = self.random.randrange(len(FAULTS) * (QUIET_MOVES + 1))
        move = FAULTS[fault] if fault < len(FAULTS) else ReferenceLife._ask
        await move(self, asked)
        self.steps += 1
        self.commands += len(asked)

    # ── moves ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _ask(self, asked: Sequence[AnyCommand]) -> None:
        """All in one batch."""
        answers = await asyncio.gather(*[self._submit(command) for command in asked])
        # A chat that was opened long ago is answered from the ledger, and the floor does not hear of the hour.
        await self._submit(Tick())
        await self._judge(Story(asked, answers))

    async def _restart(self, asked: Sequence[AnyCommand]) -> None:
        """Stop in peace, which keeps a snapshot, and begin again."""
        await self._ask(asked)
        await self.sequencers.close()
        self._begin()
        await self._recover(Story([]))

    async def _lose_write(self, asked: Sequence[AnyCommand]) -> None:
        """The disk is gone for one write: nothing of it has happened."""
        await self._die_of("lose_writes", asked, Story([]))

    async def _lose_answer(self, asked: Sequence[AnyCommand]) -> None:
        """The line is cut during COMMIT: all of it has happened, and nobody was told."""
        await self._die_of("lose_answers", asked, Story(asked))

    async def _die_of(self, fault: str, asked: Sequence[AnyCommand], story: Story) -> None:
        # What time alone has done is written before, so that the fault meets what is asked and nothing else.
        await self._submit(Tick())
        setattr(self.storage, fault, 1)
        answers = await asyncio.gather(*[self._submit(command) for command in asked], return_exceptions=True)
        was_met = not getattr(self.storage, fault)
        setattr(self.storage, fault, 0)
        if was_met:
            assert all(isinstance(answer, SequencerDied) for answer in answers), answers
            await self._recover(story)
        else:
            await self._judge(Story(asked, [str(answer) for answer in answers]))

    async def _crash(self, asked: Sequence[AnyCommand]) -> None:
        """The process is killed at some await of its work."""
        if self.random.randrange(2):
            self.storage.gate.clear()
        asking = asyncio.gather(*[self._submit(command) for command in asked], return_exceptions=True)
        for _ in range(self.random.randrange(LOOPS_BEFORE_CRASH_MAX)):
            await asyncio.sleep(0)
        await self._kill()
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking
        self._begin()
        await self._recover(Story([]), Story(asked))

    async def _kill(self) -> None:
        """Nobody is told anything. What the database was given already, it keeps."""
        mine = [task for task in asyncio.all_tasks() if task.get_name().startswith(("sequencer of", "recovery of"))]
        self.sequencers._is_closing = True
        for task in mine:
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)
        await self.database.write(lambda _: None)

    async def _recover(self, *stories: Story) -> None:
        await self._submit(Tick())
        await self._judge(*[story._replace(recovers=True) for story in stories])

    async def _submit(self, command: AnyCommand) -> str:
        outcome = await (await self.sequencers.of(self.organisation)).submit(command)
        if isinstance(outcome, Refused):
            return outcome.refusal.code
        return "done" if isinstance(outcome, Done) else "repeated"

    # ── comparing ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def _judge(self, *stories: Story) -> None:
        """One of the stories is what happened, in every respect."""
        seen = await self._look()
        contradictions = []
        for story in stories:
            told = deepcopy(self.reference, {id(self): self}) if len(stories) > 1 else self.reference
            contradiction = _find_contradiction(seen, *self._tell(told, story))
            if contradiction is None:
                self.reference = self.draw.reference = told
                return
            contradictions.append(f"reference: {contradiction} after {story}")
        raise AssertionError("\n".join(contradictions))

    async def _look(self) -> dict[str, Any]:
        sequencer = await self.sequencers.of(self.organisation)
        assert sequencer.swept == 0, "reference: something was forgotten, and found by the sweep"
        seen = await sequencer.look(lambda floor, _: picture_of(floor))
        organisation, known = self.organisation, self._seq
        new = await self.database.read(lambda connection: read_after(connection, organisation, known, 100_000))
        self._seq += len(new)
        facts = [fact for _, _, event in new if (fact := as_fact(event))]
        self._chosen |= {(fact[1], fact[2]): fact[3] for fact in facts if fact[0] == "offered"}
        tables = await self.database.read(lambda connection: tables_of(connection, organisation))
        return {"events": _sorted(facts), **seen, **tables}

    def _tell(self, reference: Reference, story: Story) -> tuple[dict[str, Any], Sequence[str], Sequence[str] | None]:
        """What the reference makes of the story."""
        reference.facts = []
        answers = [reference.ask(command, self.clock.now()) for command in story.asked]
        if story.recovers:
            reference.recover(self.clock.now())
        return {"events": _sorted(reference.facts), **reference.picture()}, answers, story.answers

    def _as_the_floor_chose(self, chat: str, offer: int, names: list[str]) -> str:
        """Where no rule decides between these, any of them is right."""
        chosen = self._chosen.get((chat, offer), "")
        return chosen if chosen in names else names[0]


def _sorted(facts: list[Fact]) -> list[Fact]:
    """As a bag: of what happens at one instant the order is seen in the offers' numbers, and nowhere else."""
    return sorted(facts, key=repr)


def _find_contradiction(
    seen: dict[str, Any], expected: dict[str, Any], answers: Sequence[str], answered: Sequence[str] | None
) -> str | None:
    if answered is not None and not _agree(answers, answered):
        return f"answers: {list(answered)}, expected {list(answers)}"
    for what, found in seen.items():
        if found != expected[what]:
            return f"{what}: {_differ(found, expected[what])}"
    return None


def _agree(answers: Sequence[str], answered: Sequence[str]) -> bool:
    """Who may know that a chat is over is judged after the batch, when the ledger has been asked."""
    if len(answers) == 1:
        return list(answers) == list(answered)
    return all(one == other or {one, other} == OF_THE_PAST for one, other in zip(answers, answered, strict=True))


def _differ(found: Any, expected: Any) -> str:
    if isinstance(found, dict):
        names = [name for name in {**found, **expected} if found.get(name) != expected.get(name)]
        return "; ".join(f"{name} {found.get(name)}, expected {expected.get(name)}" for name in names)
    if isinstance(found, list):
        surplus = [one for one in found if one not in expected]
        missing = [one for one in expected if one not in found]
        return f"{surplus}, expected {missing}"
    return f"{found}, expected {expected}"


FAULTS: Final[list[Callable[[ReferenceLife, Sequence[AnyCommand]], Awaitable[None]]]] = [
    ReferenceLife._restart,
    ReferenceLife._lose_write,
    ReferenceLife._lose_answer,
    ReferenceLife._crash,
]

Live = Callable[[Random, int], ReferenceLife]
"""Live one life of so many moves; a fixture of conftest.py."""
