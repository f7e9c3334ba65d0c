"""The chain: each act carries a hash over itself and over the hash of the act before it.

Owns: what a row is as bytes, and its hash.
Never: a database.
Holds: no row can change, be left out or change places with another without a hash that does not fit.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec

from deskbell.kit.acts import Detail

START: Final = "0" * 64
"""What stands in the place of a hash before the first act."""

_encoder = msgspec.json.Encoder()
_details_decoder = msgspec.json.Decoder(tuple[Detail, ...])


class Link(msgspec.Struct, frozen=True):
    """A row of the log. `details` is text, so that what was hashed and what is read are the same bytes."""

    organisation: str
    number: int
    at: int
    by: str
    by_name: str
    what: str
    subject: str
    subject_name: str
    details: str
    address: str
    words: str


def hash_of(link: Link, before: str) -> str:
    """SHA-256 over the hash before and the row's fields in their order, as one JSON array."""
    told = _encoder.encode([before, *msgspec.structs.astuple(link)])
    return hashlib.sha256(told).hexdigest()


def encode_details(details: Sequence[Detail]) -> str:
    """As they stand in the table."""
    return _encoder.encode(details).decode()


def decode_details(text: str) -> tuple[Detail, ...]:
    """As they were recorded."""
    return _details_decoder.decode(text)
