"""The commands that wait for their turn.

Owns: their order, their bound, and who waits for which answer.
Never: a second look at a command; a turn out of order.
Holds: a caller who goes away takes nothing with him: his command has been made and takes its turn.
"""

import asyncio
from collections import deque
from typing import Protocol

from deskbell.floor.commands import AnyCommand
from deskbell.floor.refusals import Refusal, Repeat
from deskbell.sequencer.outcomes import Done

# More than a second of work: beyond it an early "busy" is kinder than a late answer.
QUEUE_COMMANDS_MAX = 10_000

Other = Refusal | Repeat
"""What the floor says where nothing has happened."""

Answer = Done | Other
"""What the floor says, once it is committed."""


class Waiting(Protocol):
    """A future, or whoever is to be told."""

    def done(self) -> bool:
        """Whether nobody wants to know any more."""

    def set_result(self, answer: Answer, /) -> None:
        """This is the answer."""

    def set_exception(self, error: Exception, /) -> None:
        """There will be no answer."""


class Request:
    """A command, and who waits for its answer. None: nobody."""

    __slots__ = ("command", "future")

    def __init__(self, command: AnyCommand, future: Waiting | None) -> None:
        self.command = command
        self.future = future

    def answer(self, answer: Answer) -> None:
        """Tell the caller, if he is still there."""
        if self.future is not None and not self.future.done():
            self.future.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Tell the caller that there will be no answer."""
        if self.future is not None and not self.future.done():
            self.future.set_exception(error)


class Queue:
    """First come, first served."""

    def __init__(self) -> None:
        self._requests: deque[Request] = deque()

    def __len__(self) -> int:
        return len(self._requests)

    @property
    def is_full(self) -> bool:
        """Whether nobody else may wait."""
        return len(self._requests) >= QUEUE_COMMANDS_MAX

    def put(self, command: AnyCommand) -> asyncio.Future[Answer]:
        """Wait for a turn. The future is the answer."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._requests.append(Request(command, future))
        return future

    def put_for(self, command: AnyCommand, waiting: Waiting) -> None:
        """Wait for a turn on behalf of somebody who is told."""
        self._requests.append(Request(command, waiting))

    def put_unasked(self, command: AnyCommand) -> None:
        """A command that the sequencer itself gives; nobody waits for its answer."""
        self._requests.append(Request(command, None))

    def take(self, commands_max: int) -> list[Request]:
        """The next requests, at most so many."""
        count = min(commands_max, len(self._requests))
        return [self._requests.popleft() for _ in range(count)]
