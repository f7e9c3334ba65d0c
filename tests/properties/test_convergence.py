"""Law 9: what a viewer had + what he was sent = what the server would give him now, for every kind of viewer."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from deskbell.audience.views import view_conversation, view_visitor
from deskbell.floor.events import MessagePosted, NotePosted
from deskbell.wire.views import ENTRIES_PER_PAGE, AnyView, ConversationView
from sim.client.views import empty_view
from tests.floor_world import Entry, World
from tests.properties.viewers import (
    follow,
    frame_of,
    fresh_view,
    latest_page,
    over_the_wire,
)

chance = st.randoms(use_true_random=False)


class Audience:
    """One viewer of every stream there has been."""

    def __init__(self) -> None:
        self.views: dict[str, AnyView] = {}
        self.seen: dict[str, int] = {}

    def catch_up(self, world: World) -> set[str]:
        """Read all frames that are new; returns the streams that had any."""
        touched = set()
        for stream, entries in world.streams.items():
            view = self.views.setdefault(stream, empty_view(stream))
            for entry in entries[self.seen.get(stream, 0) :]:
                follow(view, frame_of(stream, entry))
                touched.add(stream)
            self.seen[stream] = len(entries)
        return touched

    def compare(self, world: World, streams: set[str]) -> None:
        for stream in streams:
            assert latest_page(self.views[stream]) == fresh_view(world, stream), stream


@given(chance, st.integers(1, 60))
def test_every_view_follows_its_frames(random: Random, steps: int) -> None:
    world, audience = World(random), Audience()
    world.settle_in()
    for _ in range(steps):
        touched = audience.catch_up(world)
        audience.compare(world, touched)
        world.live_once()
    audience.catch_up(world)
    # Streams in which nothing happened must not have changed either.
    audience.compare(world, set(world.streams))


@given(chance, st.integers(0, 40), st.integers(1, 40))
def test_a_view_fetched_at_any_time_is_as_good_as_having_been_there(random: Random, before: int, after: int) -> None:
    world = World(random)
    world.settle_in()
    world.live(before)
    fetched = {stream: over_the_wire(fresh_view(world, stream)) for stream in world.streams}
    heads = {stream: len(entries) for stream, entries in world.streams.items()}
    world.live(after)
    for stream, entries in world.streams.items():
        view = fetched.get(stream) or empty_view(stream)
        for entry in entries[heads.get(stream, 0) :]:
            follow(view, frame_of(stream, entry))
        assert over_the_wire(latest_page(view)) == over_the_wire(fresh_view(world, stream)), stream


@given(chance, st.integers(0, 2 * ENTRIES_PER_PAGE))
def test_a_long_chat_needs_only_its_milestones_and_its_latest_page(random: Random, messages: int) -> None:
    world = World(random)
    world.settle_in(members=3, inboxes=1)
    world.submit(world.open_chat())
    for number in range(messages):
        world.submit(world.message() or world.open_chat())
        if number % 20 == 0:
            world.live_once()
    for stream, entries in world.streams.items():
        view, subject = (fresh_view(world, stream), stream.partition(":")[2])
        if stream.startswith("conversation:"):
            assert view == view_conversation(subject, milestones_and_page(entries))
        if stream.startswith("visitor:"):
            assert view == view_visitor(subject, milestones_and_page(entries))


def milestones_and_page(entries: list[Entry]) -> list[Entry]:
    """What the ledger gives: of the earlier entries only those that are neither messages nor notes."""
    earlier, page = entries[:-ENTRIES_PER_PAGE], entries[-ENTRIES_PER_PAGE:]
    return [entry for entry in earlier if not isinstance(entry[2], MessagePosted | NotePosted)] + page


@given(chance, st.integers(1, 60))
def test_the_log_of_a_chat_says_what_the_floor_says(random: Random, steps: int) -> None:
    world = World(random)
    world.settle_in()
    world.live(steps)
    for stream in world.streams:
        if not stream.startswith("conversation:"):
            continue
        view = fresh_view(world, stream)
        assert isinstance(view, ConversationView)
        chat = world.floor.chats.get(view.conversation)
        if chat is None:
            assert view.state == "closed"
            continue
        offer = (chat.offer.number, chat.offer.expires_at) if chat.offer else (0, 0)
        assert (view.state, view.inbox, view.contact, view.visitor_name) == (
            chat.state,
            chat.inbox,
            chat.contact,
            chat.visitor_name,
        )
        assert (view.agent, view.offer, view.offer_expires_at) == (chat.holder, *offer)
        assert (view.opened_at, view.waiting_since) == (chat.opened_at, chat.waiting_since)
