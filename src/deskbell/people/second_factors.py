"""Second factors, as rows.

Owns: the SQL of `people_second_factors` and `people_recovery_codes`.
Never: a secret or a recovery code as it is: the one sealed, the other hashed.
Holds: one that is in force is not written over: it has to be turned off first (security, 46).
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from deskbell.kit.problem import Problem
from deskbell.people.tables import RECOVERY_CODES, SECOND_FACTORS


def has_second_factor(connection: Connection, member: str) -> bool:
    """Is one in force?"""
    row = find_second_factor(connection, member)
    return row is not None and row.confirmed_at is not None


def find_second_factor(connection: Connection, member: str) -> Row[Any] | None:
    """The one that was begun or is in force."""
    return connection.execute(select(SECOND_FACTORS).where(SECOND_FACTORS.c.member == member)).one_or_none()


def begin_second_factor(connection: Connection, member: str, sealed_secret: bytes, now: int) -> None:
    """A new one, not in force yet; another that was only begun is forgotten. Raises `Problem` 409."""
    if has_second_factor(connection, member):
        raise Problem(409, "second_factor_on", "There is a second factor already. Turn it off first.")
    connection.execute(delete(SECOND_FACTORS).where(SECOND_FACTORS.c.member == member))
    connection.execute(
        insert(SECOND_FACTORS).values(member=member, sealed_secret=sealed_secret, last_step=0, begun_at=now)
    )


def confirm_second_factor(connection: Connection, member: str, step: int, now: int) -> None:
    """It is in force; the code that proved it does not work again."""
    connection.execute(
        update(SECOND_FACTORS).where(SECOND_FACTORS.c.member == member).values(confirmed_at=now, last_step=step)
    )


def take_step(connection: Connection, member: str, step: int) -> None:
    """The code of this step was taken: none of it or before it works any more."""
    connection.execute(update(SECOND_FACTORS).where(SECOND_FACTORS.c.member == member).values(last_step=step))


def remove_second_factor(connection: Connection, member: str) -> bool:
    """It and its recovery codes are gone. False where there was none in force."""
    was_on = has_second_factor(connection, member)
    connection.execute(delete(SECOND_FACTORS).where(SECOND_FACTORS.c.member == member))
    connection.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.member == member))
    return was_on


def put_recovery_codes(connection: Connection, member: str, hashes: Iterable[str]) -> None:
    """These recovery codes work from now on, and no others."""
    connection.execute(delete(RECOVERY_CODES).where(RECOVERY_CODES.c.member == member))
    connection.execute(insert(RECOVERY_CODES), [{"member": member, "code_hash": one} for one in hashes])


def use_recovery_code(connection: Connection, member: str, code_hash: str) -> bool:
    """Whether it was one; it is none any more."""
    used = delete(RECOVERY_CODES).where(RECOVERY_CODES.c.member == member, RECOVERY_CODES.c.code_hash == code_hash)
    return connection.execute(used).rowcount == 1
