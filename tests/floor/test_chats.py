"""What is said in a chat, its end, and inboxes that go (delivery D2 and D4; product, section 3)."""

import pytest

from deskbell.floor import invariants, snapshot
from deskbell.floor.commands import (
    ChangeMember,
    CloseChat,
    CreateInbox,
    DeleteInbox,
    OpenChat,
    PostMessage,
    PostNote,
)
from deskbell.floor.events import ChatClosed, ChatQueued, InboxDeleted, MessagePosted, OfferEnded
from deskbell.floor.evolve import evolve
from deskbell.floor.refusals import Repeat
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import SYSTEM, Author, by_member, by_visitor
from tests.floor.world import OWNER, World, only


def message(chat: str, cid: str, *, digest: str = "d", prev: str = "") -> PostMessage:
    """A message of the chat's own visitor."""
    by = by_visitor(f"contact-{chat}")
    return PostMessage(conversation=chat, by=by, cid=cid, digest=digest, text="Hi", prev=prev)


def active_chat() -> World:
    """Ana has the chat "chat"."""
    world = World()
    world.agent("ana")
    world.visitor("chat")
    world.accept("chat")
    return world


def test_a_message_is_posted_once_however_often_it_is_sent() -> None:
    world = active_chat()
    only(world.do(message("chat", "m1")), MessagePosted)
    assert world.ask(message("chat", "m1")) == Repeat("chat", "contact-chat", "m1")
    assert world.refused(message("chat", "m1", digest="other")).code == "cid_conflict"


def test_a_later_message_never_overtakes_an_earlier_one() -> None:
    world = active_chat()
    refusal = world.refused(message("chat", "m2", prev="m1"))
    assert (refusal.code, refusal.retry) == ("order", True)
    world.do(message("chat", "m1"))
    world.do(message("chat", "m2", prev="m1"))


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_message_has_1_to_4000_characters_and_the_answer_names_field_and_bound(text: str) -> None:
    world = active_chat()
    visitor = PostMessage(conversation="chat", by=by_visitor("contact-chat"), cid="m", digest="d", text=text)
    note = PostNote(conversation="chat", by=by_member("ana"), cid="n", digest="d", text=text)
    for command in (visitor, note):
        refusal = world.refused(command)
        assert (refusal.code, refusal.field, refusal.allowed) == ("invalid", "body", "1 to 4000 characters")


def test_only_the_owner_answers_and_everyone_else_learns_nothing() -> None:
    world = active_chat()
    world.agent("ben")
    world.agent("stranger", inboxes=())
    by_owner = PostMessage(conversation="chat", by=by_member("ana"), cid="a", digest="d", text="Hello")
    assert only(world.do(by_owner), MessagePosted).author == Author("member", "ana", "Ana")
    colleague = PostMessage(conversation="chat", by=by_member("ben"), cid="b", digest="d", text="Me too")
    assert world.refused(colleague).code == "not_your_chat"
    for foreign in (by_member("stranger"), by_visitor("somebody-else")):
        refusal = world.refused(PostMessage(conversation="chat", by=foreign, cid="c", digest="d", text="?"))
        absent = world.refused(PostMessage(conversation="absent", by=foreign, cid="c", digest="d", text="?"))
        assert refusal == absent, "a foreign chat and an absent one look the same"


def test_notes_are_for_staff_who_may_see_the_chat() -> None:
    world = active_chat()
    world.agent("stranger", inboxes=())
    world.do(PostNote(conversation="chat", by=by_member(OWNER), cid="n", digest="d", text="VIP"))
    for nobody in (by_member("stranger"), by_visitor("contact-chat")):
        note = PostNote(conversation="chat", by=nobody, cid="n2", digest="d", text="?")
        assert world.refused(note).code == "unknown_conversation"


def test_a_visitor_who_leaves_while_waiting_has_abandoned() -> None:
    world = World()
    world.agent("ana")
    world.visitor("chat")
    events = world.do(CloseChat(conversation="chat", by=by_visitor("contact-chat")))
    assert only(events, OfferEnded).cause == "chat_closed"
    assert only(events, ChatClosed).reason == "abandoned"
    assert "chat" not in world.floor.chats


def test_an_agent_ends_only_his_own_chat_a_supervisor_any() -> None:
    world = active_chat()
    world.agent("ben")
    assert world.refused(CloseChat(conversation="chat", by=by_member("ben"))).code == "not_your_chat"
    assert only(world.do(CloseChat(conversation="chat", by=by_member(OWNER))), ChatClosed).agent == "ana"


def test_a_closed_chat_is_not_opened_again_by_a_late_retry() -> None:
    world = World()
    world.visitor("chat")
    world.do(CloseChat(conversation="chat", by=by_visitor("contact-chat")))
    again = OpenChat(
        conversation="chat",
        inbox="shop",
        channel="shop",
        contact="contact-chat",
        cid="open-chat",
        digest="d",
        text="Hello",
    )
    assert world.refused(again).code == "chat_closed"


def test_one_open_chat_per_contact_and_channel() -> None:
    world = World()
    world.visitor("chat")
    second = OpenChat(
        conversation="second",
        inbox="shop",
        channel="shop",
        contact="contact-chat",
        cid="other",
        digest="d",
        text="Hello",
    )
    refusal = world.refused(second)
    assert (refusal.code, refusal.conversation) == ("already_open", "chat")


def test_deleting_an_inbox_closes_its_chats_with_their_reason_and_frees_its_name() -> None:
    world = active_chat()
    world.visitor("offered")
    events = world.do(DeleteInbox(inbox="shop", by=by_member(OWNER)))
    assert [event.reason for event in events if isinstance(event, ChatClosed)] == ["inbox_deleted"] * 2
    assert isinstance(events[-1], InboxDeleted)
    assert world.floor.index.load("ana") == 0
    world.do(CreateInbox(inbox="new", by=SYSTEM, name="shop"))


def test_names_of_inboxes_are_unique_and_bounded() -> None:
    world = World()
    assert world.refused(CreateInbox(inbox="two", by=SYSTEM, name=" SHOP ")).code == "name_taken"
    for name in ("", "   ", "x" * 101):
        refusal = world.refused(CreateInbox(inbox="two", by=SYSTEM, name=name))
        assert (refusal.code, refusal.field, refusal.allowed) == ("invalid", "name", "1 to 100 characters")


def test_timing_is_5_to_3600_seconds() -> None:
    world = World()
    for seconds in (4, 3601):
        refusal = world.refused(CreateInbox(inbox="two", by=SYSTEM, name="Two", offer_seconds=seconds))
        assert (refusal.field, refusal.allowed) == ("offer_seconds", "5 to 3600")
    world.do(CreateInbox(inbox="two", by=SYSTEM, name="Two", offer_seconds=5))
    world.do(CreateInbox(inbox="three", by=SYSTEM, name="Three", offer_seconds=3600))


def test_only_holders_of_both_licences_become_agents() -> None:
    world = World()
    world.agent("ana", inboxes=())
    world.do(ChangeMember(member="ana", by=by_member(OWNER), live_chat=False))
    refusal = world.refused(CreateInbox(inbox="two", by=SYSTEM, name="Two", agents=("ana",)))
    assert (refusal.code, refusal.detail) == (
        "not_licensed",
        "Ana does not hold the Live Chat licence. The Owner can assign it.",
    )


def test_a_deactivated_agent_gives_his_chats_back_with_their_place() -> None:
    world = active_chat()
    since = world.chat("chat").waiting_since
    world.wait(60)
    events = world.do(ChangeMember(member="ana", by=by_member(OWNER), active=False))
    queued = only(events, ChatQueued)
    assert (queued.since, queued.released) == (since, "ana")
    assert world.chat("chat").state == "waiting"


def test_who_loses_a_licence_keeps_the_chats_he_has() -> None:
    world = active_chat()
    world.do(ChangeMember(member="ana", by=by_member(OWNER), contact_center=False))
    assert world.chat("chat").owner == "ana"
    world.do(PostMessage(conversation="chat", by=by_member("ana"), cid="a", digest="d", text="Still here"))


def test_replay_and_snapshot_give_the_same_floor() -> None:
    world = active_chat()
    world.visitor("offered")
    world.wait(31)
    replayed = Floor()
    for at, event in world.log:
        evolve(replayed, event, at)
    restored = snapshot.decode(snapshot.encode(world.floor))
    for other in (replayed, restored):
        assert invariants.state_of(other) == invariants.state_of(world.floor)
