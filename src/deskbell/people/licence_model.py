"""What licences and permission groups say and take over HTTP.

Owns: the request and answer bodies.
Holds: like every request of this room, these refuse fields they do not know.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from deskbell.floor.vocabulary import PERMISSIONS, SEATS_MAX, Licence, Permission
from deskbell.kit.fields import Name
from deskbell.people.model import Request

CSV_CHARACTERS_MAX = 1_000_000

Seats = Annotated[int, Meta(ge=0, le=SEATS_MAX)]


class Holder(Struct, frozen=True):
    """A member who holds a licence."""

    id: str
    name: str


class LicenceRow(Struct, frozen=True):
    """A licence: its seats (null is no limit), how many are assigned to active members, and to whom.

    `members` is empty where the reader may see the counts only.
    """

    licence: Licence
    name: str
    seats: int | None
    assigned: int
    members: list[Holder]


class Licences(Struct, frozen=True):
    """Every licence there is."""

    licences: list[LicenceRow]


class SeatsChange(Request, frozen=True):
    """How many seats the organisation holds from now on; null is no limit."""

    seats: Seats | None


class Assignments(Request, frozen=True):
    """Licences of many members at once, as CSV with the columns email, contact_center and live_chat (yes or no)."""

    csv: Annotated[str, Meta(max_length=CSV_CHARACTERS_MAX)]
    dry_run: bool


class AssignmentLine(Struct, frozen=True):
    """What a line of the file means, or what is wrong with it."""

    line: int
    email: str
    name: str
    contact_center: bool | None
    live_chat: bool | None
    change: Literal["none", "changes"]
    problem: str | None


class AssignmentReport(Struct, frozen=True):
    """Every line, how many change something, how many are wrong, and whether it was done: all of it or nothing."""

    lines: list[AssignmentLine]
    changed: int
    faults: int
    applied: bool


Permissions = Annotated[list[Permission], Meta(max_length=len(PERMISSIONS))]


class PermissionGroup(Struct, frozen=True):
    """What the Admins of a group may do; `members` are their ids."""

    id: str
    name: str
    permissions: list[Permission]
    members: list[str]


class PermissionGroups(Struct, frozen=True):
    """All groups, by name."""

    groups: list[PermissionGroup]


class NewPermissionGroup(Request, frozen=True):
    """A group to be made."""

    name: Name
    permissions: Permissions


class PermissionGroupChanges(Request, frozen=True):
    """What is to be different about a group; fields left out stay as they are."""

    name: Name | UnsetType = UNSET
    permissions: Permissions | UnsetType = UNSET
