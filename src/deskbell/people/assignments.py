"""Licences of many members from one file: what each line means, before anything is done.

Owns: the columns, the meaning of their values, and the sentence for each line that is wrong.
Never: a change; the floor makes it, and counts the seats again.
Holds: a file with one fault changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from deskbell.floor.commands import LicenceChange
from deskbell.floor.vocabulary import LICENCE_NAMES, Licence
from deskbell.kit.fields import as_email
from deskbell.kit.sheets import Line, read_lines
from deskbell.people.licence_model import AssignmentLine
from deskbell.people.model import Member

COLUMNS: Final = ("email", "contact_center", "live_chat")
LINES_MAX: Final = 10_000
_VALUES: Final = {"yes": True, "no": False}


class Plan(Struct, frozen=True):
    """What a file asks for. `changes` is empty where any line is wrong."""

    lines: list[AssignmentLine]
    changes: tuple[LicenceChange, ...]

    @property
    def faults(self) -> int:
        """How many lines are wrong."""
        return sum(line.problem is not None for line in self.lines)


def plan(text: str, members: Sequence[Member], seats: Mapping[Licence, int]) -> Plan:
    """Read a file. Raises `Problem` 422 where it is none of ours as a whole."""
    known = {member.email: member for member in members if member.email}
    lines: list[AssignmentLine] = []
    seen: dict[str, int] = {}
    for line in read_lines("csv", text, COLUMNS, lines_max=LINES_MAX):
        read = _read(line, known, seen)
        seen.setdefault(read.email, read.line)
        lines.append(read)
    lines = _within_seats(lines, known, seats)
    if any(line.problem for line in lines):
        return Plan(lines, ())
    return Plan(lines, tuple(_as_change(line, known[line.email]) for line in lines if line.change == "changes"))


def _read(line: Line, known: Mapping[str, Member], seen: Mapping[str, int]) -> AssignmentLine:
    email = as_email(line.values["email"])
    member = known.get(email)
    contact_center, live_chat = (_VALUES.get(line.values[name].casefold()) for name in COLUMNS[1:])
    problem = _find_problem(line, member, seen.get(email))
    is_change = member is not None and (contact_center, live_chat) != (member.contact_center, member.live_chat)
    return AssignmentLine(
        line=line.number,
        email=email,
        name=member.name if member else "",
        contact_center=contact_center,
        live_chat=live_chat,
        change="changes" if is_change and problem is None else "none",
        problem=problem,
    )


def _find_problem(line: Line, member: Member | None, earlier: int | None) -> str | None:
    if not line.values["email"]:
        return "email is empty; allowed: the address of a member"
    if earlier is not None:
        return f"this address stands in line {earlier} already; allowed: each member once"
    if member is None:
        return "no member has this address; allowed: the address of a member"
    for name in COLUMNS[1:]:
        if line.values[name].casefold() not in _VALUES:
            return f"{name} is {line.values[name][:40]!r}; allowed: yes or no"
    return None


def _within_seats(
    lines: list[AssignmentLine], known: Mapping[str, Member], seats: Mapping[Licence, int]
) -> list[AssignmentLine]:
    """Seats that the file gives back can be given to others, wherever the lines stand. Only active members take one."""
    for licence, name in LICENCE_NAMES.items():
        held = {member.id for member in known.values() if member.active and getattr(member, licence)}
        asked = {known[line.email].id: line for line in lines if line.problem is None and known[line.email].active}
        kept = held - {member for member, line in asked.items() if not getattr(line, licence)}
        free = seats[licence] - len(kept) if licence in seats else len(lines)
        new = [line.line for member, line in asked.items() if getattr(line, licence) and member not in held]
        short = set(new[max(0, free) :])
        lines = [_without_seat(line, name, seats[licence]) if line.line in short else line for line in lines]
    return lines


def _without_seat(line: AssignmentLine, licence: str, seats: int) -> AssignmentLine:
    problem = f"all {seats} {licence} seats are assigned; allowed: as many as there are seats"
    return AssignmentLine(
        line.line, line.email, line.name, line.contact_center, line.live_chat, change="none", problem=problem
    )


def _as_change(line: AssignmentLine, member: Member) -> LicenceChange:
    return LicenceChange(member=member.id, contact_center=bool(line.contact_center), live_chat=bool(line.live_chat))
