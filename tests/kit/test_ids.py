"""Ids, secrets and digests."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.kit.ids import compose_id, digest, hash_secret, is_id, new_id, new_secret

instants = st.integers(min_value=0, max_value=2**48 - 1)
randomness = st.integers(min_value=0, max_value=2**80 - 1)


@given(st.tuples(instants, randomness), st.tuples(instants, randomness))
def test_ids_sort_as_their_bits_do_and_differ_when_they_do(one, other):
    assert (compose_id(*one) < compose_id(*other)) == (one < other)
    assert (compose_id(*one) == compose_id(*other)) == (one == other)


@given(instants, randomness)
def test_every_id_is_one(instant, bits):
    text = compose_id(instant, bits)
    assert len(text) == 26
    assert is_id(text)


@pytest.mark.parametrize(("instant", "bits"), [(-1, 0), (2**48, 0), (0, -1), (0, 2**80)])
def test_what_does_not_fit_is_refused(instant, bits):
    with pytest.raises(ValueError, match="48 bits"):
        compose_id(instant, bits)


def test_new_ids_are_unique_and_later_ones_sort_after_earlier_ones():
    before = compose_id(time.time_ns() // 1_000_000, 0)
    ids = [new_id() for _ in range(10_000)]
    after = compose_id(time.time_ns() // 1_000_000 + 1, 0)
    assert len(set(ids)) == len(ids)
    assert all(before <= text < after for text in ids)
    # The first ten characters hold the millisecond's bits (and two more).
    assert [text[:9] for text in ids] == sorted(text[:9] for text in ids)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 25,
        "0" * 27,
        "8" + "0" * 25,
        "0" * 25 + "A",
        "0" * 25 + "i",
        "0" * 25 + "l",
        "0" * 25 + "o",
        "0" * 25 + "u",
        "0" * 25 + " ",
        "0" * 26 + "\n",
        "0" * 25 + "\0",
        "0" * 25 + "٣",
    ],
)
def test_what_is_no_id_is_told_apart(text):
    assert not is_id(text)


def test_secrets_are_long_different_and_stored_as_a_hash_only():
    secrets = {new_secret() for _ in range(1_000)}
    assert len(secrets) == 1_000
    assert all(len(secret) == 43 for secret in secrets)
    secret = secrets.pop()
    assert hash_secret(secret) == hash_secret(secret)
    assert len(hash_secret(secret)) == 64
    assert secret not in hash_secret(secret)
    assert hash_secret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.text(), st.text())
def test_a_digest_is_sixteen_characters_and_tells_texts_apart(one, other):
    assert len(digest(one)) == 16
    assert (digest(one) == digest(other)) == (one == other)
