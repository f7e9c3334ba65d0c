"""Licences: how many seats there are, and who holds one (product, section 2).

Owns: the decisions about seats, and about licences of many members at once.
Never: what becomes of a chat: that follows from the member (`agents.py`).
Holds: the organisation never has more active members with a licence than seats of it. A licence never stops a visitor.
"""

from collections.abc import Mapping

from deskbell.floor.authority import is_owner, not_allowed
from deskbell.floor.commands import SetSeats
from deskbell.floor.events import AnyEvent, MemberChanged, SeatsSet
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor, Member
from deskbell.floor.vocabulary import LICENCE_NAMES, LICENCES, SEATS_MAX, Id, Licence

Decision = list[AnyEvent] | Refusal


def decide_seats(floor: Floor, command: SetSeats) -> Decision:
    """So many seats from now on; never fewer than are assigned."""
    if not is_owner(floor, command.by):
        return not_allowed()
    name = LICENCE_NAMES[command.licence]
    seats = command.seats
    if seats is not None and not 0 <= seats <= SEATS_MAX:
        allowed = f"0 to {SEATS_MAX}, or no limit"
        return refuse("invalid", f"The number of seats must be {allowed}.", field="seats", allowed=allowed)
    assigned = count_assigned(floor, command.licence)
    if seats is not None and seats < assigned:
        detail = f"{assigned} {name} seats are assigned. Take the licence from {assigned - seats} of them first."
        return refuse("seats_in_use", detail, field="seats", allowed=f"{assigned} or more, or no limit")
    if floor.seats.get(command.licence) == seats:
        return []
    return [SeatsSet(licence=command.licence, seats=seats, by=command.by)]


def count_assigned(floor: Floor, licence: Licence) -> int:
    """How many seats are taken. A deactivated member takes none."""
    return sum(member.active and getattr(member, licence) for member in floor.members.values())


def has_seat(floor: Floor, licence: Licence) -> bool:
    """Is a seat free?"""
    seats = floor.seats.get(licence)
    return seats is None or count_assigned(floor, licence) < seats


def find_missing(floor: Floor) -> Licence | None:
    """A licence that a live-chat inbox needs and the organisation holds no seat of."""
    return next((licence for licence in LICENCES if floor.seats.get(licence) == 0), None)


def lack_of_seats(floor: Floor, changes: Mapping[Id, MemberChanged]) -> Refusal | None:
    """Why these changes, taken together, cannot be: a licence of which too few seats are left."""
    for licence in LICENCES:
        seats = floor.seats.get(licence)
        gains = [change for change in changes.values() if _gains(floor.members[change.member], change, licence)]
        losses = sum(_loses(floor.members[change.member], change, licence) for change in changes.values())
        if seats is None or not gains or count_assigned(floor, licence) + len(gains) - losses <= seats:
            continue
        reactivated = not floor.members[gains[0].member].active
        return _no_seat(licence, seats, "active" if reactivated else licence)
    return None


def _gains(member: Member, change: MemberChanged, licence: Licence) -> bool:
    return change.active and getattr(change, licence) and not (member.active and getattr(member, licence))


def _loses(member: Member, change: MemberChanged, licence: Licence) -> bool:
    return member.active and getattr(member, licence) and not (change.active and getattr(change, licence))


def _no_seat(licence: Licence, seats: int, field: str) -> Refusal:
    name = LICENCE_NAMES[licence]
    held = f"All {seats} {name} seats are assigned." if seats else f"The organisation holds no {name} seat."
    detail = f"{held} The Owner can take the licence from somebody or add seats."
    return refuse("no_seat", detail, field=field, allowed="a licence with a free seat", licence=licence)
