"""Sessions: who is signed in, from which browser, and for how long.

Owns: `people_sessions` and `people_devices`.
Never: a token in a table, or the same token before and after signing in.
Holds: a session ends after `IDLE_MS` without a request, after `ABSOLUTE_MS` in any case, and with the member's account.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, insert, select, update

from deskbell.kit.ids import hash_secret, new_id, new_secret
from deskbell.people.tables import DEVICES, MEMBERS, SESSIONS

HOUR_MS = 3_600_000
IDLE_MS = 12 * HOUR_MS
ABSOLUTE_MS = 30 * 24 * HOUR_MS
TOUCH_MS = 300_000
"""How stale `seen_at` may get: writing it at each request would cost a commit each."""

SESSIONS_PER_MEMBER_MAX = 20
DEVICES_PER_MEMBER_MAX = 20
FIND_MAX = 500
"""How many sessions one question names at most: SQLite takes a bounded number of parameters."""


class Session(Struct, frozen=True):
    """A session that is alive."""

    session: str
    organisation: str
    member: str
    seen_at: int


class SeenFrom(Struct, frozen=True):
    """Where somebody signed in: what he would call his browser, and his address."""

    device: str = ""
    address: str = ""


class ListedSession(Struct, frozen=True):
    """A session as its member sees it. `current` is the one he looks at this with."""

    id: str
    current: bool
    created_at: int
    seen_at: int
    device: str
    address: str


class NewSession(Struct, frozen=True):
    """A session that was just opened, with the tokens that only the browser will have."""

    token: str
    session: Session
    device: str = ""
    """By this one the browser is known from now on; empty where nothing is said of it."""


NOWHERE = SeenFrom()


def csrf_of(token: str) -> str:
    """The value a page must send with each change: made from the session's token, which no page can read."""
    return hash_secret(f"csrf {token}")


def open_session(
    connection: Connection, *, organisation: str, member: str, now: int, seen_from: SeenFrom = NOWHERE
) -> NewSession:
    """A new session with a new token; the member's oldest ones end when he has too many."""
    _forget_old(connection, member, now)
    token, session = new_secret(), new_id()
    connection.execute(
        insert(SESSIONS).values(
            session=session,
            token_hash=hash_secret(token),
            organisation=organisation,
            member=member,
            created_at=now,
            seen_at=now,
            device=seen_from.device,
            address=seen_from.address,
        )
    )
    return NewSession(token, Session(session, organisation, member, now))


def open_first_session(
    connection: Connection, *, organisation: str, member: str, now: int, seen_from: SeenFrom
) -> NewSession:
    """The session of somebody who has just joined: the browser he did it in is known from now on."""
    device = new_secret()
    remember_device(connection, member, device, now)
    opened = open_session(connection, organisation=organisation, member=member, now=now, seen_from=seen_from)
    return NewSession(opened.token, opened.session, device)


def _forget_old(connection: Connection, member: str, now: int) -> None:
    newest = (
        select(SESSIONS.c.session)
        .where(SESSIONS.c.member == member, _is_alive(now))
        .order_by(SESSIONS.c.seen_at.desc(), SESSIONS.c.session.desc())
        .limit(SESSIONS_PER_MEMBER_MAX - 1)
    )
    connection.execute(delete(SESSIONS).where(SESSIONS.c.member == member, SESSIONS.c.session.not_in(newest)))


def find_session(connection: Connection, token: str, now: int) -> Session | None:
    """The session that this token opens, if it is alive and its member active."""
    row = connection.execute(_active_sessions(now).where(SESSIONS.c.token_hash == hash_secret(token))).one_or_none()
    return Session(row.session, row.organisation, row.member, row.seen_at) if row else None


def find_live_sessions(connection: Connection, sessions: Iterable[str], now: int) -> set[str]:
    """Which of these sessions are still alive: the others' sockets are to be closed."""
    asked = list(sessions)
    live: set[str] = set()
    for start in range(0, len(asked), FIND_MAX):
        some = asked[start : start + FIND_MAX]
        live.update(
            row.session for row in connection.execute(_active_sessions(now).where(SESSIONS.c.session.in_(some)))
        )
    return live


def list_sessions(connection: Connection, member: str, current: str, now: int) -> list[ListedSession]:
    """A member's sessions, the last used first."""
    mine = select(SESSIONS).where(SESSIONS.c.member == member, _is_alive(now))
    return [
        ListedSession(row.session, row.session == current, row.created_at, row.seen_at, row.device, row.address)
        for row in connection.execute(mine.order_by(SESSIONS.c.seen_at.desc(), SESSIONS.c.session.desc()))
    ]


def touch_session(connection: Connection, session: str, now: int) -> None:
    """The session was used: its idle time starts again."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.session == session).values(seen_at=now))


def end_session(connection: Connection, session: str) -> None:
    """The session is over."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.session == session))


def end_session_by_token(connection: Connection, token: str) -> None:
    """Whatever session this token opens is over."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == hash_secret(token)))


def end_own_session(connection: Connection, member: str, session: str) -> bool:
    """One of a member's sessions is over. False where it was none of his."""
    mine = delete(SESSIONS).where(SESSIONS.c.member == member, SESSIONS.c.session == session)
    return connection.execute(mine).rowcount == 1


def end_other_sessions(connection: Connection, member: str, kept: str) -> int:
    """All of a member's sessions but one are over; answers how many were."""
    others = delete(SESSIONS).where(SESSIONS.c.member == member, SESSIONS.c.session != kept)
    return connection.execute(others).rowcount


def forget_other_devices(connection: Connection, member: str, kept: str) -> None:
    """Every browser but the one that holds this token is a stranger again."""
    others = delete(DEVICES).where(DEVICES.c.member == member, DEVICES.c.token_hash != hash_secret(kept))
    connection.execute(others)


def end_sessions_of(connection: Connection, member: str) -> None:
    """Every session of a member ends, and his browsers are strangers again."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.member == member))
    connection.execute(delete(DEVICES).where(DEVICES.c.member == member))


def remember_device(connection: Connection, member: str, token: str, now: int) -> None:
    """The member has signed in from the browser that holds this token."""
    hashed = hash_secret(token)
    connection.execute(delete(DEVICES).where(DEVICES.c.token_hash == hashed))
    newest = (
        select(DEVICES.c.token_hash)
        .where(DEVICES.c.member == member)
        .order_by(DEVICES.c.seen_at.desc())
        .limit(DEVICES_PER_MEMBER_MAX - 1)
    )
    connection.execute(delete(DEVICES).where(DEVICES.c.member == member).where(DEVICES.c.token_hash.not_in(newest)))
    connection.execute(insert(DEVICES).values(token_hash=hashed, member=member, seen_at=now))


def knows_device(connection: Connection, member: str, token: str) -> bool:
    """Has the member signed in from the browser that holds this token?"""
    found = select(DEVICES.c.member).where(DEVICES.c.token_hash == hash_secret(token)).where(DEVICES.c.member == member)
    return connection.execute(found).one_or_none() is not None


def _active_sessions(now: int) -> Select[Any]:
    return (
        select(SESSIONS)
        .join(MEMBERS, MEMBERS.c.member == SESSIONS.c.member)
        .where(MEMBERS.c.active.is_(True), _is_alive(now))
    )


def _is_alive(now: int) -> ColumnElement[bool]:
    return and_(SESSIONS.c.seen_at > now - IDLE_MS, SESSIONS.c.created_at > now - ABSOLUTE_MS)
