"""Manual assignment, claims, and answers to those who come too late (routing, "Manual" and "Accepting")."""

import pytest

from deskbell.audience.frames import body_of
from deskbell.floor.commands import (
    AcceptOffer,
    AssignChat,
    ChangeInbox,
    ChangeMember,
    ClaimChat,
    CloseChat,
    DeclineOffer,
    DetachMember,
    SetStatus,
)
from deskbell.floor.events import ChatClaimed, ChatOffered, OfferEnded
from deskbell.floor.refusals import Repeat
from deskbell.floor.vocabulary import by_member, by_visitor
from deskbell.wire.bodies import YourAssignmentFailed
from tests.floor.world import OWNER, World, only


def test_the_supervisors_choice_is_an_offer_with_the_same_deadline() -> None:
    """R20."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    offer = only(world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER))), ChatOffered)
    assert (offer.agent, offer.expires_at, offer.by) == ("ana", world.now + 30_000, by_member(OWNER))


def test_what_is_not_accepted_waits_again_and_names_the_supervisor_to_tell() -> None:
    """R21."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER)))
    ended = only(world.wait(30), OfferEnded)
    assert (ended.ending, ended.assigned_by) == ("expired", OWNER)
    assert world.chat("chat").state == "waiting"


def test_capacity_holds_for_the_supervisor_too_with_the_products_own_words() -> None:
    """R26. Peers CW 1198."""
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
    """R25."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.agent("ben")
    events = world.do(AssignChat(conversation="chat", agent="ben", by=by_member(OWNER)))
    assert only(events, OfferEnded).cause == "reassigned"
    assert world.offered_to("chat") == "ben"


def test_only_supervisors_assign() -> None:
    """R27."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    refusal = world.refused(AssignChat(conversation="chat", agent="ana", by=by_member("ana")))
    assert refusal.detail == "Insufficient permissions. Please contact your Organization's Owner."


def test_nobody_is_assigned_a_chat_who_is_not_there() -> None:
    """R22."""
    world = World(mode="manual")
    world.agent("ana")
    world.do(SetStatus(member="ana", status="offline", by=by_member("ana")))
    world.visitor("chat")
    assert world.refused(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER))).code == "unavailable"


@pytest.mark.parametrize("state", ["busy", "away", "on hold", "just declined"])
def test_a_supervisor_may_know_better_about_who_is_there(state: str) -> None:
    """R22: being busy, away or on hold keeps the system from choosing somebody, not a supervisor."""
    world = World(mode="manual", offer_seconds=5)
    world.agent("ana")
    world.visitor("chat")
    assign = AssignChat(conversation="chat", agent="ana", by=by_member(OWNER))
    if state in ("busy", "away"):
        world.do(SetStatus(member="ana", status="busy" if state == "busy" else "away", by=by_member("ana")))
    for _ in range(5 if state == "on hold" else 0):
        world.do(assign)
        world.wait(5)
    if state == "just declined":
        world.do(assign)
        world.do(DeclineOffer(conversation="chat", offer=1, by=by_member("ana")))
    world.do(assign)
    assert world.offered_to("chat") == "ana"


@pytest.mark.parametrize(
    ("obstacle", "code"),
    [
        ("gone", "unavailable"),
        ("deactivated", "deactivated"),
        ("without a licence", "not_licensed"),
        ("of another inbox", "not_agent_of_inbox"),
        ("has it on offer", "chat_not_waiting"),
        ("unknown", "unknown_member"),
    ],
)
def test_nobody_is_assigned_a_chat_who_cannot_have_it(obstacle: str, code: str) -> None:
    """R22."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    assign = AssignChat(conversation="chat", agent="nobody" if obstacle == "unknown" else "ana", by=by_member(OWNER))
    if obstacle == "gone":
        world.do(DetachMember(member="ana"))
        world.wait(30)
    elif obstacle == "deactivated":
        world.do(ChangeMember(member="ana", by=by_member(OWNER), active=False))
    elif obstacle == "without a licence":
        world.do(ChangeMember(member="ana", by=by_member(OWNER), live_chat=False))
    elif obstacle == "of another inbox":
        world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), agents=()))
    elif obstacle == "has it on offer":
        world.do(assign)
    assert world.refused(assign).code == code


def test_the_supervisor_is_told_who_did_not_take_it_and_why() -> None:
    """R21."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    since = world.chat("chat").waiting_since
    world.do(AssignChat(conversation="chat", agent="ana", by=by_member(OWNER)))
    ended = only(
        world.do(DeclineOffer(conversation="chat", offer=1, by=by_member("ana"), reason="at lunch")), OfferEnded
    )
    told = body_of(ended, f"member:{OWNER}")
    assert told == YourAssignmentFailed(
        conversation="chat", agent="ana", agent_name="Ana", ending="declined", reason="at lunch"
    )
    assert world.chat("chat").waiting_since == since


@pytest.mark.parametrize(
    ("obstacle", "code"),
    [("full", "at_capacity"), ("offered to another", "chat_not_waiting"), ("of another inbox", "not_agent_of_inbox")],
)
def test_a_claim_is_refused_for_a_reason(obstacle: str, code: str) -> None:
    """R23, R26: capacity holds for whoever helps himself, too."""
    world = World(mode="manual")
    world.agent("ana", capacity=1, inboxes=() if obstacle == "of another inbox" else ("shop",))
    world.agent("ben")
    for chat in ("first", "chat"):
        world.visitor(chat)
    if obstacle == "full":
        world.do(ClaimChat(conversation="first", by=by_member("ana")))
    if obstacle == "offered to another":
        world.do(AssignChat(conversation="chat", agent="ben", by=by_member(OWNER)))
    assert world.refused(ClaimChat(conversation="chat", by=by_member("ana"))).code == code


def test_in_an_automatic_inbox_a_waiting_chat_can_be_taken_as_well() -> None:
    """R23: by somebody who is busy, say, and whom the system would not choose."""
    world = World()
    world.agent("ana")
    world.do(SetStatus(member="ana", status="busy", by=by_member("ana")))
    world.visitor("chat")
    world.do(ClaimChat(conversation="chat", by=by_member("ana")))
    assert world.chat("chat").owner == "ana"


def test_an_agent_takes_a_waiting_chat_himself() -> None:
    """R23."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    only(world.do(ClaimChat(conversation="chat", by=by_member("ana"))), ChatClaimed)
    assert world.chat("chat").owner == "ana"


def test_two_claims_have_one_winner_and_the_other_is_told_who() -> None:
    """R23. Peers RC 22206."""
    world = World(mode="manual")
    world.agent("ana")
    world.agent("ben")
    world.visitor("chat")
    world.do(ClaimChat(conversation="chat", by=by_member("ana")))
    refusal = world.refused(ClaimChat(conversation="chat", by=by_member("ben")))
    assert (refusal.code, refusal.detail) == ("chat_taken", "Ana has it.")


def test_claiming_can_be_switched_off() -> None:
    """R24."""
    world = World(mode="manual")
    world.agent("ana")
    world.visitor("chat")
    world.do(ChangeInbox(inbox="shop", by=by_member(OWNER), claiming=False))
    assert world.refused(ClaimChat(conversation="chat", by=by_member("ana"))).code == "claiming_off"


def test_accept_names_the_offer_so_a_late_click_hits_no_other() -> None:
    """R29."""
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
    """R30."""
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
    """R30."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.do(CloseChat(conversation="chat", by=by_visitor("contact-chat")))
    refusal = world.refused(AcceptOffer(conversation="chat", offer=1, by=by_member("ana")))
    assert refusal.code == "unknown_conversation", "the sequencer finds the closed chat in the ledger and says so"


def test_the_same_request_has_one_effect_and_one_answer() -> None:
    """R31."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    accept = AcceptOffer(conversation="chat", offer=1, by=by_member("ana"), cid="request", digest="d")
    world.do(accept)
    assert world.ask(accept) == Repeat("chat", "ana", "request")


def test_decline_after_accept_changes_nothing() -> None:
    """R29."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.accept("chat")
    assert world.refused(DeclineOffer(conversation="chat", offer=1, by=by_member("ana"))).code == "you_elsewhere"
