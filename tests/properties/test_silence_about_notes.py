"""Law 10 and D7: nothing a visitor receives, numbering and timing included, depends on a note."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from deskbell.floor.commands import PostNote
from tests.floor_world import World, replay
from tests.properties.viewers import frame_of

chance = st.randoms(use_true_random=False)


def visitor_frames(world: World) -> dict[str, list[bytes]]:
    return {
        stream: [frame_of(stream, entry) for entry in entries]
        for stream, entries in world.streams.items()
        if stream.startswith("visitor:")
    }


@given(chance, st.integers(1, 60))
def test_a_run_without_its_notes_looks_the_same_to_visitors(random: Random, steps: int) -> None:
    world = World(random)
    world.settle_in()
    world.live(steps)
    without_notes = replay([(at, asked) for at, asked in world.asked if not isinstance(asked, PostNote)])
    assert visitor_frames(without_notes) == visitor_frames(world)


@given(chance, st.integers(1, 60))
def test_a_visitor_is_told_no_id_of_anybody(random: Random, steps: int) -> None:
    world = World(random)
    world.settle_in()
    world.live(steps)
    for stream, frames in visitor_frames(world).items():
        for frame in frames:
            told = frame.replace(stream.encode(), b"")
            for kind in (b'"0m', b'"0n', b'"0v', b"a note", b"lunch"):
                assert kind not in told
