"""Invitations: a link that makes one account, once, within 30 days.

Owns: `people_invitations`; the limits of how many Admins and Members there are.
Never: who may invite whom (`authority.py`).
Holds: the account's id follows from the invitation's, so accepting that was interrupted is simply repeated; an
invitation is used once the member exists.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from deskbell.floor.vocabulary import MEMBERS_MAX, Role
from deskbell.kit.fields import as_email, as_line
from deskbell.kit.ids import hash_secret, new_id, new_secret
from deskbell.kit.problem import Problem, wrong_field
from deskbell.people import store
from deskbell.people.model import Invitation, NewInvitation
from deskbell.people.tables import CREDENTIALS, INVITATIONS, MEMBERS

LIFE_MS = 30 * 24 * 3_600_000
"""How long an invitation may be accepted (product, section 2)."""

TAKING_MS = 10_000
"""How long somebody who began to accept keeps others from it; he may have been interrupted."""


def add_invitation(
    connection: Connection, *, organisation: str, by: str, asked: NewInvitation, now: int
) -> tuple[Invitation, str]:
    """A new invitation and the token of its link, which is kept nowhere. Raises `Problem` 409."""
    email = as_email(asked.email)
    name = as_line("name", asked.name, characters_max=100)
    _check_address(connection, email, now)
    _check_room(connection, organisation, asked.role, now)
    token = new_secret()
    row = {
        "invitation": new_id(),
        "organisation": organisation,
        "token_hash": hash_secret(token),
        "email": email,
        "name": name,
        "role": asked.role,
        "group": asked.group if asked.role == "admin" else "",
        "contact_center": asked.contact_center,
        "live_chat": asked.live_chat,
        "invited_by": by,
        "created_at": now,
        "expires_at": now + LIFE_MS,
    }
    connection.execute(insert(INVITATIONS).values(**row))
    found = find_invitation(connection, organisation, str(row["invitation"]), now)
    assert found is not None, "an invitation is open when it is made"
    return found, token


def _check_address(connection: Connection, email: str, now: int) -> None:
    account = select(CREDENTIALS.c.member).where(CREDENTIALS.c.email == email)
    invited = select(INVITATIONS.c.invitation).where(INVITATIONS.c.email == email, _is_open(now))
    if connection.execute(account).first() or connection.execute(invited).first():
        raise wrong_field(
            "email", "is taken", "an address without an account or an open invitation", code="email_taken", status=409
        )


def _check_room(connection: Connection, organisation: str, role: Role, now: int) -> None:
    invited = select(func.count()).where(
        INVITATIONS.c.organisation == organisation, INVITATIONS.c.role == role, _is_open(now)
    )
    taken = store.count_members(connection, organisation, role) + connection.execute(invited).scalar_one()
    if taken >= MEMBERS_MAX[role]:
        raise wrong_field(
            "role", "is full", f"up to {MEMBERS_MAX[role]:,} of this role", code="too_many_members", status=409
        )


def list_invitations(connection: Connection, organisation: str, now: int) -> list[Invitation]:
    """Those that can still be accepted, newest first."""
    rows = connection.execute(
        select(INVITATIONS)
        .where(INVITATIONS.c.organisation == organisation, _is_open(now))
        .order_by(INVITATIONS.c.created_at.desc(), INVITATIONS.c.invitation.desc())
    )
    return [_as_invitation(row) for row in rows]


def find_invitation(connection: Connection, organisation: str, invitation: str, now: int) -> Invitation | None:
    """One that can still be accepted."""
    row = connection.execute(
        select(INVITATIONS).where(
            INVITATIONS.c.organisation == organisation, INVITATIONS.c.invitation == invitation, _is_open(now)
        )
    ).one_or_none()
    return _as_invitation(row) if row else None


def renew_invitation(connection: Connection, invitation: str, now: int) -> tuple[str, int]:
    """A new token, and until when it lives; the link there was opens nothing any more."""
    token, expires_at = new_secret(), now + LIFE_MS
    connection.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.invitation == invitation)
        .values(token_hash=hash_secret(token), expires_at=expires_at, taken_at=None)
    )
    return token, expires_at


def revoke_invitation(connection: Connection, invitation: str, now: int) -> None:
    """Its link opens nothing any more."""
    connection.execute(update(INVITATIONS).where(INVITATIONS.c.invitation == invitation).values(revoked_at=now))


def find_by_token(connection: Connection, token: str, now: int) -> Row[Any] | None:
    """The open invitation whose link has this token."""
    return connection.execute(
        select(INVITATIONS).where(INVITATIONS.c.token_hash == hash_secret(token), _is_open(now))
    ).one_or_none()


def take_invitation(connection: Connection, token: str, now: int) -> Row[Any]:
    """Somebody begins to accept. Raises `Problem` when the link is used up, or in use at this moment."""
    row = find_by_token(connection, token, now)
    if row is None:
        raise gone()
    if row.taken_at is not None and row.taken_at > now - TAKING_MS:
        raise Problem(409, "busy", "This invitation is being accepted at this moment.", retry_after_seconds=5)
    connection.execute(update(INVITATIONS).where(INVITATIONS.c.invitation == row.invitation).values(taken_at=now))
    return row


def gone() -> Problem:
    """One answer for links that never were, were used, were revoked and have expired."""
    return Problem(404, "invitation_gone", "This invitation is no longer valid. Ask for a new one.")


def _is_open(now: int) -> ColumnElement[bool]:
    """The member's id is the invitation's: where he exists, the invitation is used."""
    used = select(MEMBERS.c.member).where(MEMBERS.c.member == INVITATIONS.c.invitation).exists()
    return and_(INVITATIONS.c.revoked_at.is_(None), INVITATIONS.c.expires_at > now, ~used)


def _as_invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.invitation,
        name=row.name,
        email=row.email,
        role=row.role,
        group=row.group,
        contact_center=row.contact_center,
        live_chat=row.live_chat,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
