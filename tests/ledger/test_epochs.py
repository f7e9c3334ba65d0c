"""Epochs: 128 random bits for each lineage of data."""

import re

import pytest
from sqlalchemy.exc import OperationalError

from deskbell.ledger import epoch_of, find_epoch, renew_epoch
from tests.ledger.book import OTHER, SHOP


def test_an_epoch_stays_until_it_is_renewed(book):
    assert book.ask(find_epoch, SHOP) is None
    epoch = book.do(epoch_of, SHOP)
    assert re.fullmatch("[0-9a-f]{32}", epoch)
    assert book.ask(epoch_of, SHOP) == book.do(epoch_of, SHOP) == book.ask(find_epoch, SHOP) == epoch
    assert book.do(renew_epoch, SHOP) != epoch


def test_every_organisation_has_its_own(book):
    assert book.do(epoch_of, SHOP) != book.do(epoch_of, OTHER)


def test_reading_makes_none(book):
    with pytest.raises(OperationalError):
        book.ask(epoch_of, SHOP)
