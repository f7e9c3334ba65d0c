"""`/members`: who works here, and as what.

Owns: parse → access → command or store.
Never: a decision about members: the floor makes it.
"""

import msgspec
from litestar import Controller, get, patch
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from deskbell.audience.access import Viewer
from deskbell.floor.commands import ChangeMember
from deskbell.floor.vocabulary import by_member
from deskbell.kit.database import Database
from deskbell.kit.fields import as_line
from deskbell.kit.problem import not_found
from deskbell.people import store
from deskbell.people.authority import may_supervise, role_of
from deskbell.people.model import Member, MemberChanges, Members
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import ask


class MemberController(Controller):
    """The organisation's members."""

    path = "/members"
    tags = ("Members",)

    @get("/", operation_id="listMembers", summary="Everybody in the organisation")
    async def list_members(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
    ) -> Members:
        """Supervisors see addresses; others see their own only."""
        sees_all = may_supervise(await role_of(sequencers, member))
        rows = await database.read(lambda connection: store.list_members(connection, member.organisation))
        return Members([row if sees_all or row.id == member.id else _without_email(row) for row in rows])

    @patch("/{member_id:str}", operation_id="changeMember", summary="Change a member's settings")
    async def change_member(
        self,
        member_id: FromPath[str],
        data: JSONBody[MemberChanges],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
    ) -> Member:
        """The Owner changes everybody, an Admin the name, capacity and activity of Members."""
        sequencer = await sequencers.of(member.organisation)
        changes = msgspec.structs.asdict(data)
        if data.name is not msgspec.UNSET:
            changes["name"] = as_line("name", data.name, characters_max=100)
        await ask(sequencer, ChangeMember(member=member_id, by=by_member(member.id), **changes))
        changed = await database.read(lambda connection: store.find_member(connection, member.organisation, member_id))
        if changed is None:
            raise not_found()
        return changed


def _without_email(row: Member) -> Member:
    return msgspec.structs.replace(row, email="")
