"""`/permission-groups`: what Admins may do, in groups that the Owner makes.

Owns: parse → command.
Never: what a permission opens; that is the floor's `authority`.
"""

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from deskbell.audience.access import Viewer
from deskbell.floor.commands import ChangeGroup, CreateGroup, DeleteGroup
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import by_member
from deskbell.kit.fields import as_line
from deskbell.kit.ids import new_id
from deskbell.kit.problem import not_found
from deskbell.people.licence_model import (
    NewPermissionGroup,
    PermissionGroup,
    PermissionGroupChanges,
    PermissionGroups,
)
from deskbell.sequencer import Sequencer, Sequencers
from deskbell.sequencer.ask import ask


class GroupController(Controller):
    """Permission groups."""

    path = "/permission-groups"
    tags = ("Permission groups",)

    @get("/", operation_id="listPermissionGroups", summary="All permission groups")
    async def list_groups(
        self, member: NamedDependency[Viewer], sequencers: NamedDependency[Sequencers]
    ) -> PermissionGroups:
        """For supervisors."""
        sequencer = await sequencers.of(member.organisation)
        return PermissionGroups(await sequencer.look(lambda floor, _: _list_groups(floor)))

    @post("/", operation_id="createPermissionGroup", summary="Make a permission group")
    async def create_group(
        self,
        data: JSONBody[NewPermissionGroup],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
    ) -> PermissionGroup:
        """By the Owner."""
        sequencer = await sequencers.of(member.organisation)
        command = CreateGroup(
            group=new_id(),
            name=as_line("name", data.name, characters_max=100),
            permissions=tuple(data.permissions),
            by=by_member(member.id),
        )
        await ask(sequencer, command)
        return await _show(sequencer, command.group)

    @patch("/{group:str}", operation_id="changePermissionGroup", summary="Change a permission group")
    async def change_group(
        self,
        group: FromPath[str],
        data: JSONBody[PermissionGroupChanges],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
    ) -> PermissionGroup:
        """By the Owner. Works for its Admins at once."""
        sequencer = await sequencers.of(member.organisation)
        await _show(sequencer, group)
        changes = msgspec.structs.asdict(data)
        if data.name is not msgspec.UNSET:
            changes["name"] = as_line("name", data.name, characters_max=100)
        if data.permissions is not msgspec.UNSET:
            changes["permissions"] = tuple(data.permissions)
        await ask(sequencer, ChangeGroup(group=group, by=by_member(member.id), **changes))
        return await _show(sequencer, group)

    @delete("/{group:str}", operation_id="deletePermissionGroup", summary="Delete a permission group", status_code=204)
    async def delete_group(
        self,
        group: FromPath[str],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
    ) -> None:
        """By the Owner. 409 `group_in_use` while Admins are in it."""
        sequencer = await sequencers.of(member.organisation)
        await _show(sequencer, group)
        await ask(sequencer, DeleteGroup(group=group, by=by_member(member.id)))


async def _show(sequencer: Sequencer, group: str) -> PermissionGroup:
    groups = await sequencer.look(lambda floor, _: _list_groups(floor))
    for found in groups:
        if found.id == group:
            return found
    raise not_found()


def _list_groups(floor: Floor) -> list[PermissionGroup]:
    members: dict[str, list[str]] = {}
    for member in floor.members.values():
        members.setdefault(member.group, []).append(member.id)
    ordered = sorted(floor.groups.values(), key=lambda group: (group.name.casefold(), group.id))
    return [
        PermissionGroup(group.id, group.name, list(group.permissions), members.get(group.id, [])) for group in ordered
    ]
