"""The net under the rules: it finds what was forgotten, and nothing else."""

from random import Random

import pytest
from msgspec.structs import replace

from deskbell.floor.commands import DetachMember, Tick
from deskbell.floor.events import AnyEvent, ChatOffered, Event, MemberLost, OfferEnded
from deskbell.floor.step import step
from deskbell.floor.sweep import sweep
from tests.floor.world import World
from tests.floor_world import World as RandomWorld


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_ever_forgotten(seed: int) -> None:
    """Routing, "Auto", 8: the target is 0."""
    world = RandomWorld(Random(seed))
    world.settle_in()
    for _ in range(60):
        world.live_once()
        assert sweep(world.floor) == []


def test_a_chat_that_could_go_and_was_forgotten_is_offered() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    # As if a change of the mode had not been noticed.
    inbox = world.floor.inboxes["shop"]
    inbox.rules = replace(inbox.rules, mode="auto")
    assert tick(world, 0) == []
    assert sweep(world.floor) == ["chat chat waits while ana is free"]
    assert [type(event) for event in tick(world, 0)] == [ChatOffered]
    assert sweep(world.floor) == []


@pytest.mark.parametrize(("kind", "expected"), [("offer", OfferEnded), ("lease", MemberLost)])
def test_a_deadline_that_was_lost_is_made_up_for(kind: str, expected: type[Event]) -> None:
    world = World()
    world.agent("ana")
    world.visitor("chat")
    if kind == "lease":
        world.accept("chat")
        world.do(DetachMember(member="ana"))
    world.floor.index.due.clear()
    assert expected not in {type(event) for event in tick(world, 31_000)}
    assert len(sweep(world.floor)) == 1
    assert expected in {type(event) for event in tick(world, 0)}


def tick(world: World, passed_ms: int) -> list[AnyEvent]:
    world.now += passed_ms
    events = step(world.floor, Tick(), world.now)
    assert isinstance(events, list)
    return events
