"""What somebody sees who comes now."""

import pytest

from deskbell.audience.views import Entry, view_board, view_conversation, view_member, view_visitor
from deskbell.floor.events import AnyEvent
from deskbell.floor.state import Floor
from deskbell.wire.bodies import Message, YourMessage
from deskbell.wire.views import ENTRIES_PER_PAGE, BoardView, ConversationView, MemberView, VisitorView
from tests.audience.samples import (
    ACCEPTED,
    ANA,
    ANSWERED,
    ASKED,
    AT,
    CHAT,
    INBOX,
    NOTED,
    OFFERED,
    OPENED,
    QUEUED,
    VISITOR,
    closed,
    offer_ended,
)

EVENTS: tuple[AnyEvent, ...] = (OPENED, ASKED, QUEUED, OFFERED, ACCEPTED, ANSWERED, NOTED, closed())
LOG: list[Entry] = [(number, AT + number, event) for number, event in enumerate(EVENTS, start=1)]


def test_where_nothing_has_happened_there_is_an_empty_view() -> None:
    assert view_conversation(CHAT, []) == ConversationView(conversation=CHAT, entries=[])
    assert view_visitor(CHAT, []) == VisitorView(conversation=CHAT, entries=[])
    assert view_board(Floor(), INBOX) == BoardView(inbox=INBOX, chats={})
    assert view_member(Floor(), ANA) == MemberView(member=ANA, offers={}, chats={}, transfers={}, passing={})


@pytest.mark.parametrize(
    ("upto", "state", "agent", "offer"),
    [(3, "waiting", "", 0), (4, "offered", ANA, 1), (5, "active", ANA, 0), (8, "closed", ANA, 0)],
)
def test_the_log_tells_where_a_chat_stands(upto: int, state: str, agent: str, offer: int) -> None:
    view = view_conversation(CHAT, LOG[:upto])
    assert (view.state, view.agent, view.offer, len(view.entries)) == (state, agent, offer, upto)
    assert (view.visitor_name, view.opened_at, view.contact) == ("Iris", AT + 1, VISITOR)


def test_a_chat_whose_offer_ended_waits_with_nobody() -> None:
    view = view_conversation(CHAT, [*LOG[:4], (5, AT, offer_ended())])
    assert (view.state, view.agent, view.agent_name, view.offer, view.offer_expires_at) == ("waiting", "", "", 0, 0)


def test_a_visitor_sees_the_talk_and_who_it_is_with() -> None:
    seen = [entry for entry in LOG if entry[2] in (OPENED, ASKED, ACCEPTED, ANSWERED)]
    renumbered = [(number, at, event) for number, (_, at, event) in enumerate(seen, start=1)]
    view = view_visitor(CHAT, renumbered, agent_read=2)
    assert (view.state, view.agent_name, view.agent_read) == ("active", "Ana", 2)
    texts = [entry.body.text for entry in view.entries if isinstance(entry.body, YourMessage)]
    assert texts == ["Where is it?", "On its way."]
    ended = view_visitor(CHAT, [*renumbered, (5, AT, closed())])
    assert ended.state == "ended"


def test_a_view_carries_the_latest_page_and_says_where_it_begins() -> None:
    many: list[Entry] = [(number, AT, ASKED) for number in range(9, 9 + 3 * ENTRIES_PER_PAGE)]
    view = view_conversation(CHAT, [*LOG, *many], visitor_read=3, agent_read=4)
    assert [entry.seq for entry in view.entries] == [seq for seq, _, _ in many[-ENTRIES_PER_PAGE:]]
    assert view.first_seq == view.entries[0].seq
    assert all(isinstance(entry.body, Message) for entry in view.entries)
    assert (view.state, view.visitor_read, view.agent_read) == ("closed", 3, 4)
