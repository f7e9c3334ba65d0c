"""Erasing words: the events stay, with empty strings in their places."""

import msgspec

from deskbell.ledger import epoch_of, erase_texts, read_after
from deskbell.ledger.entries import Snapshot
from deskbell.ledger.snapshots import find_snapshot, save_snapshot
from tests.audience.samples import CHAT, OPENED, SAMPLES
from tests.ledger.book import OTHER, SHOP, message, opened

ELSEWHERE = "0c" + "2" * 24


def test_erased_words_read_as_empty_strings(book):
    stored = book.write(*SAMPLES)
    book.do(erase_texts, SHOP, CHAT)
    for entry, one in zip(book.ask(read_after, SHOP, 0, 1000), stored, strict=True):
        assert entry.event == msgspec.structs.replace(one.event, **dict.fromkeys(one.event.ERASABLE, ""))


def test_nothing_of_the_words_is_left_in_any_table(book):
    book.write(OPENED, message(1, words="canary-in-a-message"))
    book.do(erase_texts, SHOP, CHAT)
    for (table,) in book.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ledger%'"):
        assert "canary" not in str(book.rows(f"SELECT * FROM {table}")), table


def test_only_this_conversation_is_erased(book):
    book.write(OPENED, message(1), opened(ELSEWHERE), message(1, chat=ELSEWHERE))
    book.do(erase_texts, SHOP, CHAT)
    assert [entry.event for entry in book.ask(read_after, SHOP, 2, 10)] == [
        opened(ELSEWHERE),
        message(1, chat=ELSEWHERE),
    ]


def test_nobody_erases_in_another_organisation(book):
    book.write(OPENED, message(1))
    assert book.do(erase_texts, OTHER, CHAT) == 0
    assert [entry.event for entry in book.ask(read_after, SHOP, 0, 10)] == [OPENED, message(1)]


def test_erasing_begins_an_epoch_and_drops_the_snapshot(book):
    book.write(OPENED, message(1))
    before = book.do(epoch_of, SHOP)
    book.do(save_snapshot, SHOP, Snapshot(2, 0, b"Iris wrote"))
    assert book.do(erase_texts, SHOP, CHAT) == 2
    after = book.ask(epoch_of, SHOP)
    assert after != before
    assert book.ask(find_snapshot, SHOP) is None
    assert book.do(erase_texts, SHOP, CHAT) == 0
    assert book.ask(epoch_of, SHOP) == after
