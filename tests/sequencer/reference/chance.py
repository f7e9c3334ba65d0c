"""Chance: how long nothing is asked, and of whom and what something is.

Owns: the team, the pauses, and the choice among what there is in the reference's picture.
Never: a command.
"""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, Final, TypeVar

from deskbell.floor.vocabulary import Actor, by_member
from tests.sequencer.reference.model import Reference
from tests.sequencer.reference.words import Chat

Choice = TypeVar("Choice")

PAUSES_MS: Final = (0, 0, 0, 0, 1, 200, 700, 700, 2_000, 4_000, 4_000, 31_000)

OWNER, ADMIN = "olga", "adam"
TEAM: Final = (OWNER, ADMIN, "ana", "ben", "eva")


class Chance:
    """Chooses from the reference as it is at the moment. `prefix` keeps the chats of two lives apart."""

    def __init__(self, random: Random, reference: Reference, prefix: str) -> None:
        self.random = random
        self.reference = reference
        self.prefix = prefix
        self.asked: list[Any] = []
        self.names_given = 0

    def pause(self) -> int:
        """Until the next deadline, until just before it, or some time."""
        due = min((one[0] for one in self.reference.deadlines()), default=None)
        if due is not None and self.random.randrange(4) == 0:
            return max(0, due - self.reference.now - self.pick((0, 0, 1)))
        return self.pick(PAUSES_MS)

    def pick(self, choices: Iterable[Choice]) -> Choice:
        """One of them."""
        among = choices if isinstance(choices, Sequence) else tuple(choices)
        return among[self.random.randrange(len(among))]

    def often(self) -> bool:
        """True nine times in ten."""
        return self.random.randrange(10) > 0

    def seldom(self) -> bool:
        """True once in five."""
        return self.random.randrange(5) == 0

    def chat(self, *states: str) -> Chat | None:
        """A chat in one of these states; rarely in any, or one that is over."""
        reference = self.reference
        chats = [chat for chat in reference.chats.values() if chat.state in states]
        if not self.often():
            chats = [*reference.chats.values(), *list(reference.closed.values())[-5:]]
        return self.pick(chats) if chats else None

    def agent_of(self, chat: Chat) -> Actor:
        """Who has it, or anybody."""
        return by_member(chat.agent if chat.agent and self.often() else self.pick(TEAM))

    def colleague(self, chat: Chat) -> str:
        """Somebody who might take it: mostly an agent of its inbox, rarely nobody who is known."""
        inbox = self.reference.inboxes.get(chat.inbox)
        serving = [name for name in inbox.agents if name != chat.agent] if inbox else []
        if serving and self.random.randrange(4):
            return self.pick(serving)
        return self.pick(TEAM) if self.often() else "nobody"

    def request(self) -> Any:
        """A new request id."""
        return {"cid": self.new_name("r"), "digest": "d"}

    def new_name(self, kind: str) -> str:
        """Never given before."""
        self.names_given += 1
        return f"{self.prefix}{kind}{self.names_given:03d}"
