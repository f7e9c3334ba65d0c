"""The laws of the floor hold after every step, whatever is asked and however time passes."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from deskbell.floor import invariants, snapshot
from deskbell.floor.commands import AnyCommand, PostMessage
from deskbell.floor.events import AnyEvent, ChatOffered, MessagePosted, OfferEnded
from deskbell.floor.evolve import evolve
from deskbell.floor.refusals import Refusal
from deskbell.floor.state import Floor
from deskbell.floor.step import Outcome, step
from deskbell.floor.vocabulary import Id, Instant
from tests.floor_world import World

chance = st.randoms(use_true_random=False)


class LawfulWorld(World):
    """A world that checks every law after every step and keeps the log."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.log: list[tuple[Instant, AnyEvent]] = []

    def submit(self, command: AnyCommand) -> Outcome:
        """Ask; the laws hold afterwards, and a refusal has changed nothing."""
        before = snapshot.encode(self.floor)
        outcome = super().submit(command)
        if isinstance(outcome, list):
            self.log += [(self.floor.now, event) for event in outcome]
        else:
            assert snapshot.encode(self.floor) == before, "a command that was not carried out changes nothing"
        invariants.check(self.floor)
        return outcome


def a_life(random: Random, steps: int) -> LawfulWorld:
    """Everything that can be asked, at random, for a while."""
    world = LawfulWorld(random)
    world.settle_in()
    world.live(steps)
    return world


@given(chance, st.integers(1, 80))
def test_every_law_holds_after_every_step(random: Random, steps: int) -> None:
    """Laws 1 to 6: checked inside."""
    a_life(random, steps)


@given(chance, st.integers(1, 80))
def test_replay_from_zero_and_from_a_snapshot_give_the_live_floor(random: Random, steps: int) -> None:
    """Law 7, and law 12: the replay decides nothing."""
    world = a_life(random, steps)
    replayed = Floor()
    for at, event in world.log:
        evolve(replayed, event, at)
    restored = snapshot.decode(snapshot.encode(world.floor))
    for other in (replayed, restored):
        other.now = world.floor.now
        invariants.check(other)
        assert invariants.state_of(other) == invariants.state_of(world.floor)


@given(chance, st.integers(1, 80))
def test_a_message_id_is_posted_once_per_chat_and_author(random: Random, steps: int) -> None:
    """Law 8."""
    world = a_life(random, steps)
    check_posted_once(world)


def check_posted_once(world: LawfulWorld) -> None:
    """Law 8, on a whole log."""
    posted = [
        (event.conversation, event.cid_author, event.cid)
        for _, event in world.log
        if isinstance(event, MessagePosted) and event.author.kind != "system"
    ]
    assert len(posted) == len(set(posted)), "law 8: a message id was posted twice"


@given(chance, st.integers(1, 80))
def test_offers_are_numbered_and_each_ends_once_and_never_early(random: Random, steps: int) -> None:
    """Law 2, and "an offer never ends early" (routing)."""
    world = a_life(random, steps)
    check_offers(world)


def check_offers(world: LawfulWorld) -> None:
    """Law 2 and the deadlines of offers, on a whole log."""
    made: dict[Id, int] = {}
    deadlines: dict[tuple[Id, int], Instant] = {}
    ended: set[tuple[Id, int]] = set()
    for at, event in world.log:
        if isinstance(event, ChatOffered):
            assert event.offer == made.get(event.conversation, 0) + 1, "law 2: an offer without its number"
            made[event.conversation] = event.offer
            deadlines[event.conversation, event.offer] = event.expires_at
        if isinstance(event, OfferEnded):
            key = (event.conversation, event.offer)
            assert key not in ended, "law 2: an offer ended twice"
            ended.add(key)
            assert event.ending != "expired" or at >= deadlines[key], "an offer ended before its deadline"


@given(chance, st.integers(1, 60))
def test_the_same_story_told_twice_is_the_same(random: Random, steps: int) -> None:
    """Deterministic: no clock, no chance, no order of a hash."""
    world = a_life(random, steps)
    again = Floor()
    for now, command in world.asked:
        step(again, command, now)
    assert invariants.state_of(again) == invariants.state_of(world.floor)


@given(chance, st.integers(1, 60))
def test_a_retry_never_posts_again(random: Random, steps: int) -> None:
    """D2: whatever was posted and is still open, sending it again is a repeat."""
    world = a_life(random, steps)
    for now, command in list(world.asked):
        chat = world.floor.chats.get(command.conversation) if isinstance(command, PostMessage) else None
        if isinstance(command, PostMessage) and chat and f"{command.by.id} {command.cid}" in chat.receipts:
            assert now <= world.now
            again = world.submit(command)
            assert not isinstance(again, list), "posted twice"
            assert not isinstance(again, Refusal) or again.code == "cid_conflict"
