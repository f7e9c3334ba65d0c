"""Manual assignment, claims, and answers to those who come too late (routing, "Manual" and "Accepting")."""

import pytest

from deskbell.floor.commands import (
    AcceptOffer,
    AssignChat,
    ChangeInbox,
    ClaimChat,
    CloseChat,
    DeclineOffer,
    SetStatus,
)
from deskbell.floor.events import ChatClaimed, ChatOffered, OfferEnded
from deskbell.floor.refusals import Repeat
from deskbell.floor.vocabulary import by_member, by_visitor
from tests.floor.world import OWNER, World, only


def test_the_supervisors_choice_is_an_offer_with_the_same_deadline() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    offer = only(world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER))), ChatOffered)
    assert (offer.agent, offer.expires_at, offer.by) == ("ana", world.now + 30_000, by_member(OWNER))


def test_what_is_not_accepted_waits_again_and_names_the_supervisor_to_tell() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER)))
    ended = only(world.wait(30), OfferEnded)
    assert (ended.ending, ended.assigned_by) == ("expired", OWNER)
    assert world.chat("chat").state == "waiting"


def test_capacity_holds_for_the_supervisor_too_with_the_products_own_words() -> None:
    """Peers CW 1198."""
    world = World(mode="manual")
    world.agent("ana", capacity=3)
    for chat in ("a", "b", "c", "d"):
        world.visitor(chat)
    for chat in ("a", "b", "c"):
        world.do(AssignChat(conversation=chat, agent="ana", by=by_member(OWNER)))
    refusal = world.refused(AssignChat(conversation="d", agent="ana", by=by_member(OWNER)))
    assert refusal.code == "at_capacity"
    assert refusal.detail == "Ana is at capacity (3 of 3 chats). Free a place or choose another agent."


def test_a_supervisor_may_assign_in_an_automatic_inbox_and_the_running_offer_is_rescinded() -> None:
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.agent("ben")
    events = world.do(AssignChat(conversation="chat", agent="ben", by=by_member(OWNER)))
    assert only(events, OfferEnded).cause == "reassigned"
    assert world.offered_to("chat") == "ben"


def test_only_supervisors_assign() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    refusal = world.refused(AssignChat(conversation="chat", agent="ana", by=by_member("ana")))
    assert refusal.detail == "Insufficient permissions. Please contact your Organization's Owner."


def test_nobody_is_assigned_a_chat_who_is_not_there() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.do(SetStatus(member="ana", status="offline", by=by_member("ana")))
    world.visitor("chat")
    assert world.refused(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER))).code == "unavailable"


def test_an_agent_takes_a_waiting_chat_himself() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    only(world.do(ClaimChat(conversation="chat", by=by_member("ana"))), ChatClaimed)
    assert world.chat("chat").owner == "ana"


def test_two_claims_have_one_winner_and_the_other_is_told_who() -> None:
    """Peers RC 22206."""
    world = World(mode="manual")
    world.agent("ana")
    world.agent("ben")
    world.visitor("chat")
    world.do(ClaimChat(conversation="chat", by=by_member("ana")))
    refusal = world.refused(ClaimChat(conversation="chat", by=by_member("ben")))
    assert (refusal.code, refusal.detail) == ("chat_taken", "Ana has it.")


def test_claiming_can_be_switched_off() -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), claiming=False))
    assert world.refused(ClaimChat(conversation="chat", by=by_member("ana"))).code == "claiming_off"


def test_accept_names_the_offer_so_a_late_click_hits_no_other() -> None:
    world = World(offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    world.wait(5)
    world.wait(5)
    assert world.chat("chat").offers_made == 2
    late = world.refused(AcceptOffer(conversation="chat", offer=1, by=by_member("ana")))
    assert late.code == "offer_ended"


@pytest.mark.parametrize(("accepted_by", "code"), [("ben", "offer_taken"), ("ana", "you_elsewhere")])
def test_too_late_gets_a_definite_answer(accepted_by: str, code: str) -> None:
    world = World(mode="manual")
    world.agent("ana")
    world.agent("ben")
    world.visitor("chat")
    world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER)))
    if accepted_by == "ben":
        world.do(AssignChat(conversation="chat", agent="ben", by=by_member(OWNER)))
    world.accept("chat")
    assert world.refused(AcceptOffer(conversation="chat", offer=1, by=by_member("ana"), cid="other")).code == code


def test_accept_after_the_visitor_left_says_so() -> None:
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.do(CloseChat(conversation="chat", by=by_visitor("contact-chat")))
    refusal = world.refused(AcceptOffer(conversation="chat", offer=1, by=by_member("ana")))
    assert refusal.code == "unknown_conversation", "the sequencer finds the closed chat in the ledger and says so"


def test_the_same_request_has_one_effect_and_one_answer() -> None:
    world = World()
    world.agent("ana")
    world.visitor("chat")
    accept = AcceptOffer(conversation="chat", offer=1, by=by_member("ana"), cid="request", digest="d")
    world.do(accept)
    assert world.ask(accept) == Repeat("chat", "ana", "request")


def test_decline_after_accept_changes_nothing() -> None:
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.accept("chat")
    assert world.refused(DeclineOffer(conversation="chat", offer=1, by=by_member("ana"))).code == "you_elsewhere"
