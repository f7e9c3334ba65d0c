"""The outbox: mail that waits, and mail that could not be sent.

Owns: the SQL of `mailer_outbox`; how long a mail is tried, and how soon again.
Never: sends.
Holds: what is parked has no words left.
"""

from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from deskbell.kit.clock import Clock
from deskbell.kit.ids import new_id
from deskbell.kit.mail import Mail
from deskbell.mailer.tables import OUTBOX

Trouble = Literal["unreachable", "sender_refused", "recipient_refused", "mail_refused", "too_late"]
"""Why a mail was not sent: the server was not reached, did not take us, the recipient, or the mail; or time was up."""

_MINUTE_MS = 60_000
LIFE_MS = 24 * 60 * _MINUTE_MS
"""How long a mail is tried at most."""

WAITS_MS = tuple(minutes * _MINUTE_MS for minutes in (1, 2, 5, 10, 30, 60, 120, 240))
"""How long is waited after the first failure, the second, and so on; the last counts for all that follow."""

PARKED_MS = 30 * 24 * 60 * _MINUTE_MS
"""How long it can be seen that a mail was not sent."""

BATCH_MAX = 20


class Waiting(msgspec.Struct, frozen=True):
    """A mail that waits."""

    id: str
    mail: Mail
    created_at: int
    tries: int


class Outbox:
    """Takes mail, where mail is configured."""

    def __init__(self, clock: Clock, *, configured: bool) -> None:
        self._clock = clock
        self._configured = configured

    def put(self, connection: Connection, mail: Mail) -> bool:
        """The mail goes out once this transaction is committed. False where no mail is configured."""
        if self._configured:
            now = self._clock.now()
            ends_at = min(mail.ends_at or now + LIFE_MS, now + LIFE_MS)
            connection.execute(
                insert(OUTBOX).values(
                    mail=new_id(),
                    organisation=mail.organisation,
                    recipient=mail.recipient,
                    content=msgspec.json.encode(mail).decode(),
                    created_at=now,
                    ends_at=ends_at,
                    due_at=now,
                    tries=0,
                    trouble="",
                )
            )
        return self._configured


def find_due(connection: Connection, now: int) -> list[Waiting]:
    """What is to be sent now, the longest due first."""
    rows = connection.execute(
        select(OUTBOX).where(_waits(), OUTBOX.c.due_at <= now).order_by(OUTBOX.c.due_at, OUTBOX.c.mail).limit(BATCH_MAX)
    )
    return [_as_waiting(row) for row in rows]


def delete_mail(connection: Connection, mail: str) -> None:
    """It was sent: nothing of it is kept."""
    connection.execute(delete(OUTBOX).where(OUTBOX.c.mail == mail))


def postpone(connection: Connection, mail: str, trouble: Trouble, now: int) -> None:
    """It was not sent, and will be tried again while there is time."""
    row = connection.execute(select(OUTBOX.c.tries, OUTBOX.c.ends_at).where(OUTBOX.c.mail == mail)).one_or_none()
    if row is None:
        return
    due_at = now + WAITS_MS[min(row.tries, len(WAITS_MS) - 1)]
    if due_at >= row.ends_at:
        park(connection, mail, trouble, now)
        return
    connection.execute(
        update(OUTBOX).where(OUTBOX.c.mail == mail).values(tries=row.tries + 1, due_at=due_at, trouble=trouble)
    )


def park(connection: Connection, mail: str, trouble: Trouble, now: int) -> None:
    """It will not be sent. That it was not can be seen; what it said cannot."""
    connection.execute(update(OUTBOX).where(OUTBOX.c.mail == mail).values(parked_at=now, content="", trouble=trouble))


def park_late(connection: Connection, now: int) -> int:
    """Park everything whose time is up, and forget what was parked long ago; answers how much was parked."""
    connection.execute(delete(OUTBOX).where(OUTBOX.c.parked_at < now - PARKED_MS))
    late = and_(_waits(), OUTBOX.c.ends_at <= now)
    return connection.execute(update(OUTBOX).where(late).values(parked_at=now, content="", trouble="too_late")).rowcount


def has_late(connection: Connection, now: int) -> bool:
    """Is there anything for `park_late`?"""
    late = (_waits() & (OUTBOX.c.ends_at <= now)) | (OUTBOX.c.parked_at < now - PARKED_MS)
    return connection.execute(select(OUTBOX.c.mail).where(late).limit(1)).first() is not None


def count_undelivered(connection: Connection, organisation: str) -> tuple[int, int, str]:
    """How many mails of an organisation wait for another try, how many are parked, and the newest trouble."""
    ours = OUTBOX.c.organisation == organisation
    waiting = select(func.count()).where(ours, _waits(), OUTBOX.c.tries > 0)
    parked = select(func.count()).where(ours, OUTBOX.c.parked_at.is_not(None))
    newest = select(OUTBOX.c.trouble).where(ours, OUTBOX.c.trouble != "").order_by(OUTBOX.c.mail.desc()).limit(1)
    return (
        connection.execute(waiting).scalar_one(),
        connection.execute(parked).scalar_one(),
        connection.execute(newest).scalar_one_or_none() or "",
    )


def _waits() -> ColumnElement[bool]:
    return OUTBOX.c.parked_at.is_(None)


def _as_waiting(row: Row[Any]) -> Waiting:
    return Waiting(row.mail, msgspec.json.decode(row.content, type=Mail), row.created_at, row.tries)
