"""Licences as they are at this moment: seats, and who holds them.

Owns: reading them off the floor.
Never: a count of its own: what is counted is what the floor counts, active members only.
"""

from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import LICENCE_NAMES, LICENCES, Licence
from deskbell.people.licence_model import Holder, LicenceRow


def list_licences(floor: Floor, *, with_members: bool) -> list[LicenceRow]:
    """Every licence; with the names of its holders for who may see them."""
    return [find_licence(floor, licence, with_members=with_members) for licence in LICENCES]


def find_licence(floor: Floor, licence: Licence, *, with_members: bool) -> LicenceRow:
    """One of them."""
    holders = [member for member in floor.members.values() if member.active and getattr(member, licence)]
    shown = sorted(holders, key=lambda member: (member.name.casefold(), member.id)) if with_members else []
    return LicenceRow(
        licence=licence,
        name=LICENCE_NAMES[licence],
        seats=floor.seats.get(licence),
        assigned=len(holders),
        members=[Holder(member.id, member.name) for member in shown],
    )
