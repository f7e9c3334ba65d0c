"""Random lives of an organisation, and what the floor itself said of its members at every instant.

Owns: a world that notes down events with their instants, and where each member stood after each of them.
Never: an interval: those are what is tested.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

from sqlalchemy import Connection

from deskbell.audience.streams import streams_of
from deskbell.floor.commands import AnyCommand, ReleaseHold
from deskbell.floor.events import AnyEvent, MemberEvent
from deskbell.floor.state import Member
from deskbell.floor.step import Outcome
from deskbell.floor.vocabulary import Id, Instant, by_member
from deskbell.kit.ids import new_id
from deskbell.ledger import Stored
from deskbell.ledger.append import append
from deskbell.ledger.heads import Heads
from deskbell.reports.projection import project
from deskbell.reports.standing import Standing
from tests.floor_world import World

Seen = dict[Instant, Standing]
"""Where a member stood from each instant on."""


class WatchedWorld(World):
    """A world whose members are looked at after each step."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.steps: list[tuple[Instant, list[AnyEvent]]] = []
        self.seen: dict[Id, Seen] = {}

    def submit(self, command: AnyCommand) -> Outcome:
        """Ask, and look at everybody."""
        outcome = super().submit(command)
        if isinstance(outcome, list):
            self.steps.append((self.now, outcome))
            for member in self.floor.members.values():
                self.seen.setdefault(member.id, {})[self.now] = standing_of(member)
        return outcome

    def next_command(self) -> AnyCommand:
        """What is asked in any world; more often than there somebody comes back from hold."""
        held = [member.id for member in self.floor.members.values() if member.on_hold]
        if held and self.random.randrange(4) == 0:
            return ReleaseHold(member=held[0], by=by_member(held[0]))
        return super().next_command()


def standing_of(member: Member) -> Standing:
    """What the floor has of him."""
    return Standing(member.active, member.status, member.status_reason, member.connection, member.on_hold)


def a_life(random: Random, steps: int) -> WatchedWorld:
    """Everything that can be asked, at random, for a while."""
    world = WatchedWorld(random)
    world.settle_in()
    world.live(steps)
    return world


def write_down(world: WatchedWorld) -> tuple[Id, Callable[[Connection], None]]:
    """An organisation that lived so, and the job that writes it: step by step, or those of one instant together.

    The ledger gets what happened to members: chats of several worlds have the same ids, which it would not take.
    """
    organisation = new_id()

    def job(connection: Connection) -> None:
        heads = Heads(organisation, 0)
        for at, events in _in_batches(world):
            members = [(event, streams_of(event)) for event in events if isinstance(event, MemberEvent)]
            append(connection, heads, at, members)
            project(connection, [Stored(organisation, 0, at, event, ()) for event in events])

    return organisation, job


def _in_batches(world: WatchedWorld) -> Iterator[tuple[Instant, list[AnyEvent]]]:
    batch: list[AnyEvent] = []
    for (at, events), (following, _) in pairwise([*world.steps, (0, [])]):
        batch += events
        if following != at or world.random.randrange(2):
            yield at, batch
            batch = []
