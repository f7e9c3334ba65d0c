"""`deskbell licence`: seats, from the command line.

Owns: how seats are written there, and the lines that show them.
"""

from sqlalchemy import Connection, select

from deskbell.floor.vocabulary import LICENCE_NAMES, LICENCES, SEATS_MAX, Licence
from deskbell.kit.trouble import Trouble
from deskbell.people.tables import LICENCES as LICENCES_TABLE

UNLIMITED = "unlimited"


def read_licence(text: str) -> Licence:
    """A licence by its name. Raises `Trouble`."""
    for licence in LICENCES:
        if text == licence:
            return licence
    raise Trouble(f"there is no licence {text!r}: allowed are {' and '.join(LICENCES)}")


def read_seats(text: str) -> int | None:
    """A number of seats, None for no limit. Raises `Trouble`."""
    if text == UNLIMITED:
        return None
    if text.isascii() and text.isdigit() and int(text[:10]) <= SEATS_MAX:
        return int(text)
    raise Trouble(f"{text[:40]!r} is no number of seats: allowed are 0 to {SEATS_MAX:,}, or {UNLIMITED}")


def show_licences(connection: Connection, organisation: str) -> list[str]:
    """One line for each licence."""
    rows = connection.execute(select(LICENCES_TABLE).where(LICENCES_TABLE.c.organisation == organisation))
    held = {row.licence: (row.seats, row.assigned) for row in rows}
    return [as_line(licence, *held.get(licence, (None, 0))) for licence in LICENCES]


def as_line(licence: Licence, seats: int | None, assigned: int) -> str:
    """As a person reads it."""
    limit = "no limit" if seats is None else f"{seats} seats"
    return f"{LICENCE_NAMES[licence]} ({licence}): {limit}, {assigned} assigned"
