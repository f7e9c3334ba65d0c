"""Codes that change every half minute, made of a secret and the time (RFC 6238, with RFC 4226 beneath).

Owns: the arithmetic, and the address by which an app learns the secret.
Never: a clock, a table.
Holds: a code is of one step; whoever names the last step that was taken is never given it, or an earlier one, again.
"""

import base64
import hmac
import secrets
from urllib.parse import quote

STEP_MS = 30_000
DIGITS = 6
SLACK_STEPS = 1
"""How far the two clocks may be apart: one step to either side."""

SECRET_BYTES = 20
"""What RFC 4226 recommends (section 4), and every app takes."""


def new_totp_secret() -> bytes:
    """A new secret."""
    return secrets.token_bytes(SECRET_BYTES)


def code_at(secret: bytes, step: int) -> str:
    """The code of a step."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def find_step(secret: bytes, code: str, now: int, *, after: int) -> int | None:
    """The step whose code this is, if it is near `now` and later than `after`."""
    current = now // STEP_MS
    found = None
    for step in range(current - SLACK_STEPS, current + SLACK_STEPS + 1):
        # All are compared, each in constant time.
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > after:
            found = step
    return found


def as_base32(secret: bytes) -> str:
    """As it is typed where no camera is at hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def as_uri(secret: bytes, *, issuer: str, account: str) -> str:
    """What the QR code says."""
    # A colon parts the two names; no escape for it is understood everywhere.
    house = quote(issuer.replace(":", " "), safe="")
    return (
        f"otpauth://totp/{house}:{quote(account, safe='@')}"
        f"?secret={as_base32(secret)}&issuer={house}&algorithm=SHA1&digits={DIGITS}&period={STEP_MS // 1_000}"
    )
