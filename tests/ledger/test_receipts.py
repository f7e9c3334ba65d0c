"""Receipts: a request id has one effect and one answer, for ever."""

import msgspec

from deskbell.ledger import Receipt, find_receipt
from tests.audience.samples import CHAT, OPENED, VISITOR
from tests.ledger.book import AT, OTHER, SHOP, message, note, opened

ELSEWHERE = "0c" + "2" * 24


def test_a_receipt_tells_the_numbers_of_the_first_time(book):
    book.write(OPENED, note(1), message(1), at=AT + 3)
    assert book.ask(find_receipt, CHAT, VISITOR, "cid-1") == Receipt(
        SHOP, 3, AT + 3, "d", ((f"conversation:{CHAT}", 3), (f"visitor:{CHAT}", 2))
    )


def test_a_note_has_no_number_for_the_visitor(book):
    book.write(OPENED, msgspec.structs.replace(note(1), cid_author="0m" + "1" * 24))
    receipt = book.ask(find_receipt, CHAT, "0m" + "1" * 24, "note-1")
    assert receipt is not None
    assert receipt.positions == ((f"conversation:{CHAT}", 2),)


def test_a_request_id_belongs_to_its_author_and_its_chat(book):
    book.write(OPENED, message(1))
    assert book.ask(find_receipt, CHAT, "somebody else", "cid-1") is None
    assert book.ask(find_receipt, ELSEWHERE, VISITOR, "cid-1") is None
    assert book.ask(find_receipt, CHAT, VISITOR, "cid-2") is None
    assert book.ask(find_receipt, CHAT, VISITOR, "") is None
    book.write(opened(ELSEWHERE), message(1, chat=ELSEWHERE), organisation=OTHER)
    receipt = book.ask(find_receipt, ELSEWHERE, VISITOR, "cid-1")
    assert receipt is not None
    assert receipt.organisation == OTHER
