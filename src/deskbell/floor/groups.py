"""Permission groups: what Admins may do; the Owner decides (product, section 2).

Owns: the decisions about groups.
Never: what a permission opens: `authority.py` is asked for that at each decision, so a change works at once.
Holds: a group somebody is in is not deleted: nobody's rights grow or shrink by accident.
"""

from msgspec import UNSET

from deskbell.floor.authority import is_owner, not_allowed
from deskbell.floor.commands import ChangeGroup, CreateGroup, DeleteGroup
from deskbell.floor.events import AnyEvent, GroupChanged, GroupCreated, GroupDeleted
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import GROUPS_MAX, NAME_CHARACTERS_MAX, PERMISSIONS, Id, Permission

Decision = list[AnyEvent] | Refusal

_UNKNOWN = "There is no such permission group."


def decide_create(floor: Floor, command: CreateGroup) -> Decision:
    """A new group. Repeating it with the same id changes nothing."""
    if not is_owner(floor, command.by):
        return not_allowed()
    if command.group in floor.groups:
        return []
    if len(floor.groups) >= GROUPS_MAX:
        return refuse("too_many_groups", f"There are {GROUPS_MAX} permission groups already, which is the limit.")
    name = command.name.strip()
    refusal = _invalid_name(floor, command.group, name)
    if refusal:
        return refusal
    permissions = _in_order(command.permissions)
    return [GroupCreated(group=command.group, name=name, permissions=permissions, by=command.by)]


def decide_change(floor: Floor, command: ChangeGroup) -> Decision:
    """The group as it is after the change; what its Admins may do changes with it."""
    if not is_owner(floor, command.by):
        return not_allowed()
    group = floor.groups.get(command.group)
    if group is None:
        return _unknown()
    name = group.name if command.name is UNSET else command.name.strip()
    permissions = group.permissions if command.permissions is UNSET else _in_order(command.permissions)
    refusal = _invalid_name(floor, group.id, name)
    if refusal:
        return refusal
    if (name, permissions) == (group.name, group.permissions):
        return []
    return [GroupChanged(group=group.id, name=name, permissions=permissions, by=command.by)]


def decide_delete(floor: Floor, command: DeleteGroup) -> Decision:
    """A group goes when nobody is in it."""
    if not is_owner(floor, command.by):
        return not_allowed()
    group = floor.groups.get(command.group)
    if group is None:
        return _unknown()
    inside = [member.name for member in floor.members.values() if member.group == group.id]
    if inside:
        others = f" and {len(inside) - 1} more are" if len(inside) > 1 else " is"
        return refuse("group_in_use", f"{inside[0]}{others} in this group. Move them to another first.")
    return [GroupDeleted(group=group.id, name=group.name, by=command.by)]


def unknown_group(floor: Floor, group: Id) -> Refusal | None:
    """For settings that name a group: does it exist?"""
    if not group or group in floor.groups:
        return None
    return refuse("unknown_group", _UNKNOWN, field="group", allowed="a permission group, or none")


def _unknown() -> Refusal:
    return refuse("unknown_group", _UNKNOWN)


def _in_order(permissions: tuple[Permission, ...]) -> tuple[Permission, ...]:
    return tuple(permission for permission in PERMISSIONS if permission in permissions)


def _invalid_name(floor: Floor, group: Id, name: str) -> Refusal | None:
    if not 1 <= len(name) <= NAME_CHARACTERS_MAX:
        allowed = f"1 to {NAME_CHARACTERS_MAX} characters"
        return refuse("invalid", f"The name must have {allowed}.", field="name", allowed=allowed)
    for other in floor.groups.values():
        if other.id != group and other.name.casefold() == name.casefold():
            return refuse("name_taken", f"There is a group named {other.name} already.", field="name")
    return None
