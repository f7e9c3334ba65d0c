"""Token buckets let through what they promise, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.kit.token_bucket import Buckets, TokenBucket

rates = st.floats(min_value=0.001, max_value=1_000)
bursts = st.integers(min_value=1, max_value=100)
pauses = st.lists(st.integers(min_value=0, max_value=5_000), max_size=60)


@given(rates, bursts, pauses)
def test_never_more_than_the_burst_and_the_rate(rate, burst, pauses_ms):
    bucket = TokenBucket(rate, burst)
    now, taken_at = 1_000_000, []
    for pause in pauses_ms:
        now += pause
        if bucket.take(now) == 0:
            taken_at.append(now)
    for first, since in enumerate(taken_at):
        for last in range(first, len(taken_at)):
            seconds = (taken_at[last] - since) / 1_000
            assert last - first + 1 <= burst + rate * seconds + 1e-6


@given(rates, bursts, pauses, st.data())
def test_who_waits_as_told_is_let_through_and_not_a_millisecond_sooner(rate, burst, pauses_ms, data):
    bucket = TokenBucket(rate, burst)
    now = 1_000_000
    for pause in pauses_ms:
        now += pause
        n = data.draw(st.integers(min_value=1, max_value=burst))
        wait = bucket.take(now, n)
        if wait:
            if wait > 1:
                assert bucket.take(now + wait - 1, n) == 1
            now += wait
            assert bucket.take(now, n) == 0


def test_a_clock_that_stands_still_or_goes_back_gives_nothing():
    bucket = TokenBucket(1, burst=2)
    assert [bucket.take(5_000), bucket.take(5_000)] == [0, 0]
    assert bucket.take(5_000) == 1_000
    assert bucket.take(1_000) == 1_000
    assert bucket.take(5_999) == 1
    assert bucket.take(6_000) == 0


def test_a_bucket_that_has_filled_up_is_as_good_as_new():
    bucket = TokenBucket(1, burst=2)
    bucket.take(0)
    assert not bucket.is_full(999)
    assert bucket.is_full(1_000)


@pytest.mark.parametrize("n", [0, -1, 3])
def test_more_than_the_burst_or_less_than_one_can_never_be_had(n):
    with pytest.raises(ValueError, match="cannot give"):
        TokenBucket(1, burst=2).take(0, n)


@pytest.mark.parametrize(("rate", "burst", "keys"), [(0, 1, 1), (-1, 1, 1), (1e-9, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_senseless_buckets_are_refused(rate, burst, keys):
    with pytest.raises(ValueError, match="not"):
        Buckets(rate, burst, keys_max=keys).take("key", 0)


def test_keys_do_not_share_a_bucket():
    buckets = Buckets(1, burst=1)
    assert buckets.take("one", 0) == 0
    assert buckets.take("one", 0) == 1_000
    assert buckets.take("other", 0) == 0


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=200), st.integers(min_value=1, max_value=10))
def test_never_more_keys_than_agreed_and_the_quietest_is_forgotten_first(keys, keys_max):
    buckets = Buckets(0.001, burst=1, keys_max=keys_max)
    recent: list[int] = []
    for key in keys:
        is_remembered = key in recent
        assert (buckets.take(key, 0) > 0) == is_remembered
        recent = [*(other for other in recent if other != key), key][-keys_max:]
        assert len(buckets) == len(recent)
