"""Writing down what happened: numbers without a hole, and nothing that is ever changed."""

import pytest
from sqlalchemy.exc import IntegrityError

from deskbell.audience.streams import streams_of
from deskbell.ledger.append import append
from deskbell.ledger.heads import Heads, head_of, log_head_of
from tests.audience.samples import ANA, CHAT, INBOX, OFFERED, OPENED, QUEUED, SAMPLES
from tests.ledger.book import AT, OTHER, SHOP, message, note, opened

ELSEWHERE = "0c" + "2" * 24
STAFF, VISITOR = f"conversation:{CHAT}", f"visitor:{CHAT}"


def test_numbers_count_from_one_in_the_log_and_in_every_stream(book):
    first = book.write(OPENED, QUEUED, OFFERED)
    second = book.write(message(1))
    assert [one.seq for one in first + second] == [1, 2, 3, 4]
    assert [one.positions for one in first + second] == [
        ((STAFF, 1), (VISITOR, 1)),
        ((STAFF, 2), (f"board:{INBOX}", 1)),
        ((STAFF, 3), (f"board:{INBOX}", 2), (f"member:{ANA}", 1)),
        ((STAFF, 4), (VISITOR, 2)),
    ]


def test_what_is_returned_is_what_was_written(book):
    stored = book.write(OPENED, message(1), at=AT + 7)
    assert [one.event for one in stored] == [OPENED, message(1)]
    assert {(one.organisation, one.at) for one in stored} == {(SHOP, AT + 7)}


def test_a_message_is_one_row_of_events_and_one_of_texts(book):
    book.write(OPENED)
    tables = ("ledger_events", "ledger_texts", "ledger_streams")
    before = [book.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables]
    book.write(message(1))
    after = [book.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables]
    assert [later - earlier for earlier, later in zip(before, after, strict=True)] == [1, 1, 0]


def test_the_visitors_numbers_do_not_count_notes(book):
    book.write(OPENED, note(1), note(2), message(1))
    assert book.ask(head_of, SHOP, VISITOR) == 2
    assert book.ask(head_of, SHOP, STAFF) == 4


def test_every_organisation_counts_for_itself(book):
    book.write(OPENED, message(1))
    book.write(opened(ELSEWHERE), organisation=OTHER)
    assert book.ask(log_head_of, SHOP) == 2
    assert book.ask(log_head_of, OTHER) == 1
    assert book.ask(head_of, OTHER, STAFF) == 0


def test_heads_in_memory_and_in_the_ledger_agree(book):
    heads = Heads(SHOP, 0)
    happened = [(event, streams_of(event)) for event in SAMPLES]
    stored = book.do(append, heads, AT, happened)
    streams = {stream for one in stored for stream, _ in one.positions}
    assert {stream: heads.find(stream) for stream in streams} == {
        stream: book.ask(head_of, SHOP, stream) for stream in streams
    }
    assert heads.log == book.ask(log_head_of, SHOP) == len(SAMPLES)


def test_forgotten_heads_are_read_again(book, monkeypatch):
    monkeypatch.setattr("deskbell.ledger.heads.HEADS_MAX", 1)
    heads = Heads(SHOP, 0)
    book.do(append, heads, AT, [(OPENED, streams_of(OPENED))])
    heads.trim()
    assert heads.find(STAFF) is None
    stored = book.do(append, heads, AT, [(message(1), streams_of(message(1)))])
    assert stored[0].positions == ((STAFF, 2), (VISITOR, 2))


def test_a_request_id_is_written_once(book):
    book.write(OPENED, message(1))
    with pytest.raises(IntegrityError):
        book.write(message(1))
    assert book.ask(log_head_of, SHOP) == 2


def test_a_number_is_given_once(book):
    """Two writers for one organisation, which there must never be: the second fails."""
    heads = Heads(SHOP, 0)
    book.write(OPENED)
    with pytest.raises(IntegrityError):
        book.do(append, heads, AT, [(opened(ELSEWHERE), streams_of(opened(ELSEWHERE)))])
    stale = Heads(SHOP, 1)
    book.do(stale.load, [STAFF, VISITOR])
    book.write(note(1))
    stale.log = 2
    with pytest.raises(IntegrityError):
        book.do(append, stale, AT, [(message(1), streams_of(message(1)))])


@pytest.mark.parametrize("change", ["UPDATE ledger_events SET at = 0", "DELETE FROM ledger_events"])
def test_what_happened_cannot_be_changed(book, change):
    book.write(OPENED)
    with pytest.raises(IntegrityError, match="append-only"):
        book.meddle(change)
    assert book.rows("SELECT at FROM ledger_events") == [(AT,)]
