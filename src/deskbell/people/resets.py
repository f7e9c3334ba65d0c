"""Links to a new password: they live one hour, work once, and end with the next one.

Owns: `people_password_resets`.
Never: a token in a table; who may have one made for whom (`reset_door.py`).
Holds: asking for somebody who does not exist does the same work, and leaves a row that belongs to nobody.
"""

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, or_, select

from deskbell.kit.ids import hash_secret, new_secret, stable_id
from deskbell.kit.problem import Problem
from deskbell.people.tables import CREDENTIALS, MEMBERS, PASSWORD_RESETS

LIFE_MS = 3_600_000


class Forgetful(Struct, frozen=True):
    """Who may choose a new password."""

    member: str
    organisation: str
    name: str
    email: str


def add_reset(connection: Connection, member: str, now: int) -> str:
    """A new link's token, which is kept nowhere; the member's older link opens nothing any more."""
    token = new_secret()
    over = or_(PASSWORD_RESETS.c.member == member, PASSWORD_RESETS.c.expires_at <= now)
    connection.execute(delete(PASSWORD_RESETS).where(over))
    connection.execute(
        insert(PASSWORD_RESETS).values(
            token_hash=hash_secret(token), member=member, created_at=now, expires_at=now + LIFE_MS
        )
    )
    return token


def nobody_of(email: str) -> str:
    """Stands for the member who does not exist under this address."""
    return stable_id("nobody", email)


def find_by_token(connection: Connection, token: str, now: int) -> Forgetful | None:
    """The active member whose link has this token."""
    row = connection.execute(
        select(MEMBERS.c.member, MEMBERS.c.organisation, MEMBERS.c.name, CREDENTIALS.c.email)
        .join(PASSWORD_RESETS, PASSWORD_RESETS.c.member == MEMBERS.c.member)
        .join(CREDENTIALS, CREDENTIALS.c.member == MEMBERS.c.member)
        .where(PASSWORD_RESETS.c.token_hash == hash_secret(token), PASSWORD_RESETS.c.expires_at > now)
        .where(MEMBERS.c.active.is_(True))
    ).one_or_none()
    return Forgetful(*row) if row else None


def forget_resets(connection: Connection, member: str) -> None:
    """No link to a new password of this member works any more."""
    connection.execute(delete(PASSWORD_RESETS).where(PASSWORD_RESETS.c.member == member))


def gone() -> Problem:
    """One answer for links that never were, were used, were replaced and have expired."""
    return Problem(404, "reset_gone", "This link is no longer valid. Ask for a new one.")
