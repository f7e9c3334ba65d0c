"""The facts that decided: why him, and why it still waits (routing, "Why")."""

from deskbell.floor.choose import explain_waiting
from deskbell.floor.commands import AssignChat, ChangeInbox, ChangeMember, DeclineOffer, DetachMember, SetStatus
from deskbell.floor.events import ChatOffered
from deskbell.floor.vocabulary import CONSIDERED_MAX, LEASE_MS, Considered, by_member
from tests.floor.world import OWNER, World, only

BY_OWNER = by_member(OWNER)


def hold(world: World, agent: str) -> None:
    """The agent misses five offers in a row."""
    world.visitor("ringing")
    while not world.floor.members[agent].on_hold:
        world.wait(30)


def test_every_fact_that_keeps_somebody_from_an_offer_has_a_name() -> None:
    """R38, R6."""
    world = World()
    world.agent("hana")
    hold(world, "hana")
    world.agent("finn", capacity=1)
    world.accept("ringing")
    for name in ("otto", "abel", "bea", "gone", "noli", "dora"):
        world.agent(name)
    for name, status in (("otto", "offline"), ("abel", "away"), ("bea", "busy")):
        world.do(SetStatus(member=name, status=status, by=by_member(name)))  # type: ignore[arg-type]
    world.do(ChangeMember(member="noli", by=BY_OWNER, live_chat=False))
    world.do(ChangeMember(member="dora", by=BY_OWNER, active=False))
    world.do(DetachMember(member="gone"))
    world.wait(LEASE_MS / 1000)
    for name in ("more", "recent", "best"):
        world.agent(name)
    for chat in ("a", "b", "c", "d"):
        world.visitor(chat)
        world.accept(chat)
    assert [world.chat(chat).owner for chat in "abcd"] == ["more", "recent", "best", "more"]
    considered = only(world.visitor("chat"), ChatOffered).considered
    assert considered[0] == Considered("recent", "chosen", 1, 3)
    assert {fact.agent: fact.why for fact in considered[1:]} == {
        "hana": "on_hold",
        "finn": "at_capacity",
        "otto": "offline",
        "abel": "away",
        "bea": "busy",
        "gone": "unreachable",
        "noli": "no_licence",
        "dora": "deactivated",
        "more": "more_loaded",
        "best": "offered_more_recently",
    }


def test_who_has_just_declined_is_named_so() -> None:
    """R38, R13."""
    world = World()
    world.agent("ana")
    world.agent("ben")
    world.visitor("chat")
    offered = only(world.do(DeclineOffer(conversation="chat", offer=1, by=by_member("ana"))), ChatOffered)
    assert [(fact.agent, fact.why) for fact in offered.considered] == [("ben", "chosen"), ("ana", "just_declined")]


def test_an_assigned_offer_names_the_supervisor() -> None:
    """R38, R20."""
    world = World(mode="manual")
    world.agent("ana")
    world.agent("ben")
    world.visitor("chat")
    offered = only(world.do(AssignChat(conversation="chat", agent="ben", by=BY_OWNER)), ChatOffered)
    assert offered.by == BY_OWNER
    assert offered.considered[0] == Considered("ben", "chosen", 0, 3)


def test_a_large_team_is_not_listed_in_full() -> None:
    """R38: the chosen one first, and twenty in all."""
    world = World()
    for number in range(CONSIDERED_MAX + 5):
        world.agent(f"agent-{number}")
    considered = only(world.visitor("chat"), ChatOffered).considered
    assert len(considered) == CONSIDERED_MAX
    assert considered[0].why == "chosen"


def test_the_facts_of_an_offer_are_those_of_its_moment() -> None:
    """R38: they are recorded, not made up afterwards."""
    world = World()
    world.agent("ana")
    offered = only(world.visitor("chat"), ChatOffered)
    world.agent("ben")
    world.do(ChangeInbox(inbox="shop", by=BY_OWNER, name="Store"))
    recorded = next(event for _, event in world.log if isinstance(event, ChatOffered))
    assert recorded.considered == offered.considered == (Considered("ana", "chosen", 0, 3),)


def test_a_chat_in_an_inbox_without_agents_waits_for_nobody() -> None:
    """R39."""
    world = World()
    world.visitor("chat")
    assert explain_waiting(world.floor, world.chat("chat")) == ()


def test_after_a_decline_the_only_agent_is_the_reason_that_it_waits() -> None:
    """R39, R13."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.do(DeclineOffer(conversation="chat", offer=1, by=by_member("ana")))
    facts = explain_waiting(world.floor, world.chat("chat"))
    assert [(fact.agent, fact.why) for fact in facts] == [("ana", "just_declined")]
    assert world.chat("chat").retry_at == world.now + 30_000
