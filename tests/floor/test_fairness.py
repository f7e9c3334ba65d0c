"""Whose turn it is: chats in their queues, agents among each other (routing, "Auto", 3 to 5)."""

import pytest

from deskbell.floor.commands import AcceptOffer, CloseChat, CreateInbox
from deskbell.floor.vocabulary import SYSTEM, by_member
from tests.floor.world import World

NAMES = ("ana", "ben", "eva", "zoe")


def serve(world: World, chat: str) -> str:
    """A chat comes, is accepted at once and ends at once. Returns who had it."""
    world.visitor(chat)
    agent = world.offered_to(chat)
    world.do(AcceptOffer(conversation=chat, offer=1, by=by_member(agent)))
    world.do(CloseChat(conversation=chat, by=by_member(agent)))
    return agent


@pytest.mark.parametrize("order", [NAMES, tuple(reversed(NAMES))])
def test_a_tie_goes_to_who_has_been_ready_longest(order: tuple[str, ...]) -> None:
    """R12: never to a name or an id."""
    world = World()
    for name in order:
        world.agent(name)
    assert [serve(world, f"chat-{number}") for number in range(4)] == list(order)


def test_equally_loaded_agents_get_equally_many_of_a_thousand_chats() -> None:
    """R12: at no time do two of them differ by more than one round."""
    world = World()
    for name in NAMES:
        world.agent(name)
    had = dict.fromkeys(NAMES, 0)
    for number in range(1_000):
        had[serve(world, f"chat-{number}")] += 1
        assert max(had.values()) - min(had.values()) <= 1
    assert set(had.values()) == {250}


def test_fewer_chats_count_more_than_a_longer_rest() -> None:
    """R10."""
    world = World()
    world.agent("ana")
    world.agent("ben")
    for chat in ("a", "b", "c"):
        world.visitor(chat)
        world.accept(chat)
    assert [world.chat(chat).owner for chat in "abc"] == ["ana", "ben", "ana"]
    world.do(CloseChat(conversation="c", by=by_member("ana")))
    world.do(CloseChat(conversation="a", by=by_member("ana")))
    world.visitor("d")
    assert world.offered_to("d") == "ana", "though the latest offer was his"


def test_those_who_wait_are_served_in_the_order_in_which_they_came() -> None:
    """R8. Peers LHC 1260."""
    world = World()
    chats = [f"chat-{number}" for number in range(20)]
    for chat in chats:
        world.visitor(chat)
        world.wait(1)
    world.agent("ana", capacity=1)
    served = []
    for _ in chats:
        offered = next(chat.id for chat in world.floor.chats.values() if chat.offer)
        served.append(offered)
        world.accept(offered)
        world.do(CloseChat(conversation=offered, by=by_member("ana")))
    assert served == chats


def test_two_who_came_in_the_same_instant_keep_the_order_of_their_coming() -> None:
    """R8."""
    world = World()
    for chat in ("z", "a"):
        world.visitor(chat)
    world.agent("ana", capacity=1)
    assert (world.offered_to("z"), world.offered_to("a")) == ("ana", "")


def test_among_inboxes_of_equal_priority_the_longest_wait_is_first() -> None:
    """R9."""
    world = World()
    world.do(CreateInbox(inbox="desk", by=SYSTEM, name="Desk"))
    world.visitor("older", inbox="desk")
    world.wait(1)
    world.visitor("younger")
    world.agent("ana", capacity=1, inboxes=("shop", "desk"))
    assert (world.offered_to("older"), world.offered_to("younger")) == ("ana", "")


def test_capacity_counts_over_all_inboxes() -> None:
    """R7."""
    world = World()
    world.do(CreateInbox(inbox="desk", by=SYSTEM, name="Desk"))
    world.agent("ana", capacity=2, inboxes=("shop", "desk"))
    world.visitor("one")
    world.visitor("two", inbox="desk")
    world.visitor("three", inbox="desk")
    assert [world.offered_to(chat) for chat in ("one", "two", "three")] == ["ana", "ana", ""]
