"""Codes of a second factor: from the app, or one of the ten on paper.

Owns: what a code looks like, and whether it is right.
Never: a limit of rate: that is `limits.py`, and whoever asks here has asked there.
Holds: a code is taken in the transaction of what it is given for, and never again.
"""

import re
import secrets
from typing import Annotated, Literal

from msgspec import Meta, Struct
from sqlalchemy import Connection

from deskbell.kit.acts import Act, RecordAct, What
from deskbell.kit.clock import Clock
from deskbell.kit.problem import Problem
from deskbell.kit.sealing import Seal
from deskbell.people import second_factors, totp
from deskbell.people.passwords import Passwords

GivenCode = Annotated[str, Meta(max_length=32)]
"""A code as somebody typed it: a wrong one is wrong, not malformed."""

RECOVERY_CODES = 10
# No vowels and nothing that looks like something else: 48 bits, read from paper and typed by hand.
_LETTERS = "23456789bcdfghjkmnpqrstvwxyz"
_HALF = 5
_RECOVERY = re.compile(f"[{_LETTERS}]{{{2 * _HALF}}}")
_DIGITS = re.compile(rf"[0-9]{{{totp.DIGITS}}}")

Used = Literal["app", "recovery"]


class ReadCode(Struct, frozen=True):
    """A code that was looked at: its digits, or the hash of a recovery code, or neither."""

    digits: str = ""
    recovery_hash: str = ""


class Codes:
    """Makes and checks codes."""

    def __init__(self, clock: Clock, passwords: Passwords, seal: Seal, record_act: RecordAct) -> None:
        self._clock = clock
        self._passwords = passwords
        self._seal = seal
        self._record_act = record_act

    async def read(self, member: str, code: str) -> ReadCode:
        """Everything about a code that takes long and needs no table."""
        plain = re.sub(r"[\s-]", "", code).lower()
        if _DIGITS.fullmatch(plain):
            return ReadCode(digits=plain)
        if _RECOVERY.fullmatch(plain):
            (hashed,) = await self._passwords.digest_slowly([plain], member)
            return ReadCode(recovery_hash=hashed)
        return ReadCode()

    def use(
        self, connection: Connection, code: ReadCode, *, organisation: str, member: str, address: str
    ) -> Used | None:
        """Take the code of a factor that is in force. None where it is wrong; the audit log is told."""
        used = self._use(connection, member, code)
        if used != "app":
            what: What = "sign_in.recovery_code_used" if used else "sign_in.code_refused"
            now = self._clock.now()
            act = Act(organisation=organisation, by=member, what=what, subject=member, address=address, at=now)
            self._record_act(connection, act)
        return used

    def confirm(self, connection: Connection, member: str, code: ReadCode) -> int | None:
        """The step of a code that proves that the app has learnt the secret which was begun."""
        row = second_factors.find_second_factor(connection, member)
        if row is None or row.confirmed_at is not None:
            return None
        return totp.find_step(self._open(row.sealed_secret, member), code.digits, self._clock.now(), after=0)

    async def make_recovery_codes(self, member: str) -> tuple[list[str], list[str]]:
        """Ten new ones as they are shown, and what is kept of them."""
        plain = ["".join(secrets.choice(_LETTERS) for _ in range(2 * _HALF)) for _ in range(RECOVERY_CODES)]
        hashes = await self._passwords.digest_slowly(plain, member)
        return [f"{one[:_HALF]}-{one[_HALF:]}" for one in plain], hashes

    def new_secret(self, member: str) -> tuple[bytes, bytes]:
        """A new secret as the app learns it, and as it is kept."""
        secret = totp.new_totp_secret()
        return secret, self._seal.close_in(secret, member)

    def _use(self, connection: Connection, member: str, code: ReadCode) -> Used | None:
        if code.recovery_hash:
            return "recovery" if second_factors.use_recovery_code(connection, member, code.recovery_hash) else None
        row = second_factors.find_second_factor(connection, member)
        if row is None or row.confirmed_at is None or not code.digits:
            return None
        secret = self._open(row.sealed_secret, member)
        step = totp.find_step(secret, code.digits, self._clock.now(), after=row.last_step)
        if step is None:
            return None
        second_factors.take_step(connection, member, step)
        return "app"

    def _open(self, sealed: bytes, member: str) -> bytes:
        secret = self._seal.take_out(sealed, member)
        if secret is None:
            raise Problem(
                503,
                "second_factor_unreadable",
                "Your second factor cannot be read. The operator of this server has to bring back deskbell.key.",
            )
        return secret


def code_needed() -> Problem:
    """The password was right."""
    return Problem(401, "second_factor_needed", "Please enter the code of your second factor.")


def wrong_code() -> Problem:
    """It was not right, or not any more."""
    return Problem(401, "wrong_code", "This code is wrong, too old, or was used already.")
