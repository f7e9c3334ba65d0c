"""Reading what happened: whole, in order, of one organisation, and quickly."""

import msgspec
import pytest
from sqlalchemy import event as alchemy

from deskbell.kit.trouble import DatabaseDamaged, DatabaseTooNew
from deskbell.ledger import (
    ConversationFacts,
    Entry,
    conversation_facts,
    epoch_of,
    head_of,
    milestones,
    organisations,
    read_after,
    read_page,
    read_stream,
)
from tests.audience.samples import ABOUT_A_CHAT as CHAT_SAMPLES
from tests.audience.samples import ANA, CHAT, INBOX, OFFERED, OPENED, QUEUED, SAMPLES, VISITOR
from tests.ledger.book import AT, OTHER, SHOP, message, note, opened

ELSEWHERE = "0c" + "2" * 24
STAFF, TO_VISITOR = f"conversation:{CHAT}", f"visitor:{CHAT}"


def seqs(entries):
    return [entry.seq for entry in entries]


def test_the_log_is_read_in_order_and_in_pieces(book):
    book.write(*SAMPLES)
    everything = book.ask(read_after, SHOP, 0, 1000)
    assert [entry.event for entry in everything] == list(SAMPLES)
    assert everything[0] == Entry(1, AT, SAMPLES[0])
    assert seqs(book.ask(read_after, SHOP, 3, 2)) == [4, 5]
    assert book.ask(read_after, SHOP, len(SAMPLES), 5) == []
    assert book.ask(read_after, OTHER, 0, 5) == []


def test_a_stream_is_read_after_a_number(book):
    book.write(OPENED, QUEUED, message(1), note(1), message(2))
    assert [entry.event for entry in book.ask(read_stream, SHOP, STAFF, 2, 10)] == [message(1), note(1), message(2)]
    assert seqs(book.ask(read_stream, SHOP, STAFF, 2, 2)) == [3, 4]
    assert [entry.event for entry in book.ask(read_stream, SHOP, TO_VISITOR, 0, 10)] == [
        OPENED,
        message(1),
        message(2),
    ]
    assert seqs(book.ask(read_stream, SHOP, TO_VISITOR, 1, 10)) == [2, 3]


def test_boards_and_members_have_streams_too(book):
    book.write(OPENED, QUEUED, message(1), OFFERED)
    assert [entry.event for entry in book.ask(read_stream, SHOP, f"board:{INBOX}", 0, 10)] == [QUEUED, OFFERED]
    assert book.ask(read_stream, SHOP, f"member:{ANA}", 0, 10) == [Entry(1, AT, OFFERED)]
    assert book.ask(read_stream, SHOP, "member:nobody", 0, 10) == []


def test_a_stream_is_of_one_organisation(book):
    book.write(OPENED, QUEUED)
    for stream in (STAFF, TO_VISITOR, f"board:{INBOX}"):
        assert book.ask(read_stream, OTHER, stream, 0, 10) == []
        assert book.ask(read_page, OTHER, stream, None, 10) == []
        assert book.ask(head_of, OTHER, stream) == 0


def test_pages_go_back_from_the_latest(book):
    book.write(OPENED, *[message(number) for number in range(2, 8)])
    assert seqs(book.ask(read_page, SHOP, STAFF, None, 3)) == [5, 6, 7]
    assert seqs(book.ask(read_page, SHOP, STAFF, 5, 3)) == [2, 3, 4]
    assert seqs(book.ask(read_page, SHOP, STAFF, 2, 3)) == [1]
    assert book.ask(read_page, SHOP, STAFF, 1, 3) == []


def test_milestones_are_what_shaped_the_chat_and_its_latest_entries(book):
    book.write(OPENED, message(0), QUEUED, note(0), OFFERED, *[message(number) for number in range(1, 121)])
    for_staff = book.ask(milestones, SHOP, CHAT)
    assert seqs(for_staff) == [1, 3, 5, *range(26, 126)]
    assert [entry.event for entry in for_staff[:3]] == [OPENED, QUEUED, OFFERED]
    for_visitor = book.ask(milestones, SHOP, CHAT, side="visitor")
    assert seqs(for_visitor) == [1, *range(23, 123)]
    assert book.ask(milestones, OTHER, CHAT) == []


def test_milestones_of_a_short_chat_are_all_of_it(book):
    book.write(OPENED, message(1), note(1))
    assert seqs(book.ask(milestones, SHOP, CHAT)) == [1, 2, 3]


def test_facts_of_a_conversation(book):
    assert book.ask(conversation_facts, CHAT) is None
    book.write(OPENED, message(1))
    assert book.ask(conversation_facts, CHAT) == ConversationFacts(SHOP, INBOX, VISITOR, closed=False)
    moved = msgspec.structs.replace(message(2), inbox="0n" + "9" * 24)
    book.write(moved)
    facts = book.ask(conversation_facts, CHAT)
    assert facts is not None
    assert (facts.inbox, facts.contact) == ("0n" + "9" * 24, VISITOR)


def test_a_conversation_that_ended_is_known_as_closed(book):
    closed = next(event for event in CHAT_SAMPLES if type(event).__name__ == "ChatClosed")
    book.write(OPENED, closed)
    facts = book.ask(conversation_facts, CHAT)
    assert facts is not None
    assert facts.closed


def test_the_organisations_are_those_that_have_an_epoch(book):
    assert book.ask(organisations) == []
    book.do(epoch_of, OTHER)
    book.do(epoch_of, SHOP)
    assert book.ask(organisations) == [SHOP, OTHER]


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        (read_after, (0, 100)),
        (read_stream, (STAFF, 0, 100)),
        (read_stream, (TO_VISITOR, 0, 100)),
        (read_page, (STAFF, None, 100)),
    ],
)
def test_a_hole_is_told(book, query, arguments):
    book.write(OPENED, message(1), message(2))
    book.meddle("DROP TRIGGER ledger_events_no_delete")
    book.meddle("DELETE FROM ledger_events WHERE seq = 2")
    with pytest.raises(DatabaseDamaged, match="number 2 is missing"):
        book.ask(query, SHOP, *arguments)


def test_a_hole_in_a_board_is_told(book):
    book.write(OPENED, QUEUED, OFFERED)
    book.meddle("DELETE FROM ledger_streams WHERE stream LIKE 'board:%' AND seq = 1")
    with pytest.raises(DatabaseDamaged, match="number 1 is missing in board:"):
        book.ask(read_stream, SHOP, f"board:{INBOX}", 0, 100)


def test_an_event_of_a_newer_version_is_told(book):
    book.write(OPENED)
    book.meddle(
        f"INSERT INTO ledger_events (organisation, seq, at, kind, data) VALUES ('{SHOP}', 2, 0, 'ChatSung', '')"
    )
    with pytest.raises(DatabaseTooNew, match="newer version"):
        book.ask(read_after, SHOP, 0, 100)


READS = [
    (read_after, (SHOP, 5, 10)),
    (read_stream, (SHOP, STAFF, 5, 10)),
    (read_stream, (SHOP, TO_VISITOR, 5, 10)),
    (read_stream, (SHOP, f"board:{INBOX}", 0, 10)),
    (read_page, (SHOP, STAFF, None, 10)),
    (read_page, (SHOP, TO_VISITOR, 8, 10)),
    (head_of, (SHOP, STAFF)),
    (head_of, (SHOP, TO_VISITOR)),
    (head_of, (SHOP, f"board:{INBOX}")),
    (milestones, (SHOP, CHAT)),
    (conversation_facts, (CHAT,)),
]


@pytest.mark.parametrize(("query", "arguments"), READS)
def test_every_read_follows_an_index(book, query, arguments):
    """The cost of a read does not grow with the ledger."""
    book.write(OPENED, QUEUED, *[message(number) for number in range(200)])
    book.write(opened(ELSEWHERE), organisation=OTHER)
    plans = []

    def explain(connection):
        engine = connection.engine

        @alchemy.listens_for(engine, "before_cursor_execute")
        def note_plan(_connection, cursor, statement, parameters, _context, _many):
            driver = cursor.connection.driver_connection if hasattr(cursor.connection, "driver_connection") else None
            plans.extend(
                (driver or cursor.connection).execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            )

        query(connection, *arguments)
        alchemy.remove(engine, "before_cursor_execute", note_plan)

    book.ask(explain)
    steps = [plan[3] for plan in plans]
    assert steps
    assert all(step.startswith("SEARCH") for step in steps if "SCAN" in step or "SEARCH" in step), steps
    assert not any("TEMP B-TREE" in step or "(organisation=?)" in step for step in steps), steps
