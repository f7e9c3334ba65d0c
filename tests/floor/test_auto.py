"""Automatic assignment, rule by rule (routing, "Auto")."""

from deskbell.floor.commands import (
    AttachMember,
    ChangeInbox,
    ChangeMember,
    CloseChat,
    CreateInbox,
    DeclineOffer,
    DetachMember,
    ReleaseHold,
    SetStatus,
)
from deskbell.floor.events import ChatOffered, MemberHeld, OfferEnded, RoundBegan
from deskbell.floor.vocabulary import LEASE_MS, SYSTEM, by_member, by_visitor
from tests.floor.world import OWNER, World, only


def test_the_longest_waiting_chat_is_offered_when_a_place_frees() -> None:
    """R8. Also peers CW 10583, 10376: the waiting one is not overtaken by a later chat."""
    world = World()
    world.agent("ana", capacity=1)
    for chat in ("first", "second", "third"):
        world.visitor(chat)
        world.wait(1)
    world.accept("first")
    assert (world.offered_to("second"), world.offered_to("third")) == ("", "")
    world.do(CloseChat(conversation="first", by=by_member("ana")))
    assert world.offered_to("second") == "ana"
    assert world.chat("third").state == "waiting"


def test_a_chat_is_offered_in_the_same_step_in_which_it_arrives() -> None:
    """R16."""
    world = World()
    world.agent("ana")
    offer = only(world.visitor("chat"), ChatOffered)
    assert (offer.agent, offer.offer, offer.expires_at) == ("ana", 1, world.now + 30_000)


def test_an_offer_that_is_not_accepted_in_time_goes_to_the_next_and_never_early() -> None:
    """R32."""
    world = World(offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    world.agent("ben")
    assert world.wait(4.999) == []
    events = world.wait(0.001)
    assert only(events, OfferEnded).ending == "expired"
    assert only(events, ChatOffered).agent == "ben"


def test_with_one_agent_a_new_round_begins_after_the_back_off() -> None:
    """R14. Not rung for ever (peers RC 12579), not forgotten either (LHC 1073)."""
    world = World(offer_seconds=10)
    world.agent("ana")
    world.visitor("chat")
    world.wait(10)
    assert world.offered_to("chat") == ""
    assert world.wait(9.999) == []
    events = world.wait(0.001)
    assert only(events, RoundBegan).round == 2
    assert only(events, ChatOffered).offer == 2


def test_who_declined_stands_aside_while_another_is_willing() -> None:
    """R13."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.agent("ben")
    world.do(DeclineOffer(conversation="chat", offer=1, by=by_member("ana"), reason="lunch"))
    assert world.offered_to("chat") == "ben"
    events = world.do(DeclineOffer(conversation="chat", offer=2, by=by_member("ben")))
    assert only(events, OfferEnded).retry_at == world.now + 30_000
    assert world.offered_to("chat") == ""


def test_expiry_decline_and_loss_keep_the_place_in_the_queue() -> None:
    """R5, R8."""
    world = World(offer_seconds=5)
    world.agent("ana", capacity=1)
    world.visitor("old")
    world.wait(1)
    world.visitor("young")
    world.wait(4)
    assert world.chat("old").waiting_since < world.chat("young").waiting_since
    world.wait(10)
    queue = [chat for *_, chat in world.floor.index.waiting["shop"]]
    assert queue == sorted(queue, key=lambda chat: world.chat(chat).waiting_since)


def test_a_chat_that_nobody_can_take_does_not_block_those_behind_it() -> None:
    """R15."""
    world = World()
    world.agent("ana", capacity=2)
    world.visitor("refused")
    world.do(DeclineOffer(conversation="refused", offer=1, by=by_member("ana")))
    world.visitor("behind")
    assert world.offered_to("behind") == "ana"


def test_fewest_chats_first_then_the_longest_since_the_last_offer() -> None:
    """R10. Peers CW 11034: chats must not pile on one agent while others idle."""
    world = World()
    for name in ("ana", "ben", "eva"):
        world.agent(name)
    for chat in range(6):
        world.visitor(str(chat))
    assert [world.offered_to(str(chat)) for chat in range(6)] == ["ana", "ben", "eva", "ana", "ben", "eva"]


def test_offers_count_against_capacity() -> None:
    """R7."""
    world = World()
    world.agent("ana", capacity=2)
    for chat in ("a", "b", "c"):
        world.visitor(chat)
    assert [world.offered_to(chat) for chat in "abc"] == ["ana", "ana", ""]


def test_the_inboxes_own_limit_holds_under_the_members_capacity() -> None:
    """R7."""
    world = World(capacity=1)
    world.do(CreateInbox(inbox="desk", by=SYSTEM, name="Desk"))
    world.agent("ana", capacity=3, inboxes=("shop", "desk"))
    for chat in ("a", "b"):
        world.visitor(chat)
    world.visitor("c", inbox="desk")
    assert [world.offered_to(chat) for chat in "abc"] == ["ana", "", "ana"]


def test_one_agent_of_several_inboxes_gets_the_more_important_inbox_first() -> None:
    """R9."""
    world = World()
    world.do(CreateInbox(inbox="vip", by=SYSTEM, name="VIP", priority=5))
    world.visitor("older")
    world.wait(1)
    world.visitor("important", inbox="vip")
    world.agent("ana", capacity=1, inboxes=("shop", "vip"))
    assert (world.offered_to("important"), world.offered_to("older")) == ("ana", "")


def test_nothing_is_offered_to_people_who_cannot_answer() -> None:
    """R6. Peers CW 7204, 4158, 5672; L 44, 561, 634."""
    world = World()
    for name in ("off", "away", "gone", "unlicensed", "elsewhere"):
        world.agent(name, inboxes=() if name == "elsewhere" else ("shop",))
    world.do(SetStatus(member="off", status="offline", by=by_member("off")))
    world.do(SetStatus(member="away", status="away", reason="lunch", by=by_member("away")))
    world.do(DetachMember(member="gone"))
    world.wait(LEASE_MS / 1000)
    world.do(ChangeMember(member="unlicensed", by=by_member(OWNER), live_chat=False))
    world.visitor("chat")
    assert world.chat("chat").state == "waiting"


def test_after_five_misses_in_a_row_an_agent_is_on_hold_until_he_returns() -> None:
    """R35."""
    world = World(offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    held = [event for _ in range(50) for event in world.wait(5) if isinstance(event, MemberHeld)]
    assert [event.misses for event in held] == [5]
    assert world.chat("chat").state == "waiting"
    world.do(ReleaseHold(member="ana", by=by_member("ana")))
    assert world.offered_to("chat") == "ana"


def test_an_unreachable_agent_loses_his_offers_after_the_lease_and_it_is_no_miss() -> None:
    """R33."""
    world = World(offer_seconds=60)
    world.agent("ana")
    world.visitor("chat")
    world.do(DetachMember(member="ana"))
    assert world.wait(29.999) == []
    ended = only(world.wait(0.001), OfferEnded)
    assert (ended.ending, ended.misses) == ("lost", 0)
    world.do(AttachMember(member="ana"))
    assert world.offered_to("chat") == "ana"


def test_a_reload_within_the_lease_costs_nothing() -> None:
    """R33."""
    world = World(offer_seconds=60)
    world.agent("ana")
    world.visitor("chat")
    world.do(DetachMember(member="ana"))
    world.wait(20)
    world.do(AttachMember(member="ana"))
    assert world.wait(20) == []
    assert world.offered_to("chat") == "ana"


def test_whoever_cannot_serve_any_more_loses_his_offers_at_once() -> None:
    """R17."""
    for change in ("licence", "status", "membership", "deactivated"):
        world = World()
        world.agent("ana")
        world.visitor("chat")
        if change == "licence":
            events = world.do(ChangeMember(member="ana", by=by_member(OWNER), contact_center=False))
        elif change == "deactivated":
            events = world.do(ChangeMember(member="ana", by=by_member(OWNER), active=False))
        elif change == "status":
            events = world.do(SetStatus(member="ana", status="busy", by=by_member("ana")))
        else:
            events = world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), agents=()))
        ended = only(events, OfferEnded)
        assert (ended.ending, ended.misses) == ("rescinded", 0), change
        assert world.chat("chat").state == "waiting", change


def test_running_offers_keep_their_deadline_when_the_timing_changes() -> None:
    """R19."""
    world = World(offer_seconds=30)
    world.agent("ana")
    world.visitor("chat")
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), offer_seconds=5))
    assert world.wait(29.999) == []
    assert only(world.wait(0.001), OfferEnded).ending == "expired"


def test_switching_to_auto_offers_what_waits() -> None:
    """R16, R19."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    assert world.chat("chat").state == "waiting"
    events = world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), mode="auto"))
    assert only(events, ChatOffered).agent == "ana"


def test_lower_capacity_takes_no_chat_away_but_gives_none() -> None:
    """R18."""
    world = World()
    world.agent("ana", capacity=3)
    for chat in ("a", "b", "c"):
        world.visitor(chat)
        world.accept(chat)
    world.do(ChangeMember(member="ana", by=by_member(OWNER), capacity=1))
    world.visitor("d")
    world.do(CloseChat(conversation="a", by=by_visitor("contact-a")))
    assert world.chat("d").state == "waiting"
    for chat in ("b", "c"):
        world.do(CloseChat(conversation=chat, by=by_member("ana")))
    assert world.offered_to("d") == "ana"


def test_the_offer_says_why_him_and_why_not_the_others() -> None:
    """R38."""
    world = World()
    world.agent("ana", capacity=1)
    world.agent("ben")
    world.agent("eva")
    world.do(SetStatus(member="eva", status="busy", by=by_member("eva")))
    world.visitor("one")
    world.visitor("two")
    two = only(world.do(DeclineOffer(conversation="two", offer=1, by=by_member("ben"))), OfferEnded)
    assert two.ending == "declined"
    considered = {fact.agent: fact.why for fact in only(world.visitor("three"), ChatOffered).considered}
    assert considered == {"ben": "chosen", "ana": "at_capacity", "eva": "busy"}
