"""Snapshots: one for each organisation, the latest."""

from deskbell.ledger.entries import Snapshot
from deskbell.ledger.snapshots import find_snapshot, forget_snapshot, save_snapshot
from tests.ledger.book import OTHER, SHOP


def test_the_latest_takes_the_place_of_the_one_before(book):
    assert book.ask(find_snapshot, SHOP) is None
    book.do(save_snapshot, SHOP, Snapshot(5, 100, b"\x00\xff"))
    book.do(save_snapshot, SHOP, Snapshot(9, 200, b"later"))
    book.do(save_snapshot, OTHER, Snapshot(1, 50, b"other"))
    assert book.ask(find_snapshot, SHOP) == Snapshot(9, 200, b"later")
    assert book.ask(find_snapshot, OTHER) == Snapshot(1, 50, b"other")


def test_a_snapshot_can_be_forgotten(book):
    book.do(save_snapshot, SHOP, Snapshot(5, 100, b""))
    book.do(forget_snapshot, SHOP)
    assert book.ask(find_snapshot, SHOP) is None
