"""Codes that change with the time, against the test values of the standard."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.people import totp
from deskbell.people.qr import QUIET_MODULES, draw_qr

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ],
)
def test_the_values_of_rfc_6238(seconds: int, code: str):
    assert totp.code_at(SECRET, seconds * 1_000 // totp.STEP_MS) == code[-totp.DIGITS :]


@given(st.integers(10 * totp.STEP_MS, 2**42), st.integers(-3, 3))
def test_a_code_is_taken_one_step_early_or_late_and_no_more(now: int, off: int):
    current = now // totp.STEP_MS
    code = totp.code_at(SECRET, current + off)
    # Two steps may have the same code, once in a million.
    is_near = code in {totp.code_at(SECRET, current + slack) for slack in (-1, 0, 1)}

    assert (totp.find_step(SECRET, code, now, after=0) is not None) == is_near
    assert is_near or abs(off) > 1


@pytest.mark.attack(46)
def test_a_code_and_those_before_it_are_not_taken_again():
    now = 1_000_000 * totp.STEP_MS
    earlier, present, later = (totp.code_at(SECRET, 1_000_000 + slack) for slack in (-1, 0, 1))

    assert totp.find_step(SECRET, present, now, after=999_999) == 1_000_000
    assert totp.find_step(SECRET, present, now, after=1_000_000) is None
    assert totp.find_step(SECRET, earlier, now, after=1_000_000) is None
    assert totp.find_step(SECRET, later, now, after=1_000_000) == 1_000_001


def test_what_the_app_is_told():
    uri = totp.as_uri(SECRET, issuer="Ben & Jerry: Ltd", account="olga+desk@shop.example")

    assert uri == (
        "otpauth://totp/Ben%20%26%20Jerry%20%20Ltd:olga%2Bdesk@shop.example"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ben%20%26%20Jerry%20%20Ltd&algorithm=SHA1&digits=6&period=30"
    )


def test_the_picture_is_one_path_within_its_white_border():
    code = draw_qr("otpauth://totp/x")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code.path)

    assert "".join(f"M{x} {y}h{n}v1h-{m}z" for x, y, n, m in runs) == code.path
    for x, y, wide, back in runs:
        assert wide == back
        assert QUIET_MODULES <= int(x) <= int(x) + int(wide) <= code.size - QUIET_MODULES
        assert QUIET_MODULES <= int(y) < code.size - QUIET_MODULES
    assert runs[0] == ("4", "4", "7", "7"), "the upper edge of the first corner"
