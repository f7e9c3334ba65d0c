"""`/channels`: the widget's sites, look and switch.

Owns: parse → access → store.
Never: the widget's own requests: those are the visitor's.
"""

from typing import Any

from litestar import Controller, Request, get, patch
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.channels import changes, store
from deskbell.channels.acts import as_act
from deskbell.channels.embed import as_snippet
from deskbell.channels.model import Channel, ChannelAnswer, ChannelChanges
from deskbell.floor.authority import find_member, may_look_at_inbox, may_manage_inboxes, not_allowed
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import by_member
from deskbell.kit.acts import RecordAct
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import Problem, not_found
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor


class ChannelController(Controller):
    """Widgets."""

    path = "/channels"
    tags = ("Channels",)

    @get("/{channel:str}", operation_id="getChannel", summary="One channel")
    async def get_channel(
        self,
        channel: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        public_url: NamedDependency[str],
    ) -> ChannelAnswer:
        """For supervisors, and for agents of its inbox."""
        found = await database.read(lambda connection: _find_own(connection, member, channel))
        sequencer = await sequencers.of(member.organisation)
        if not await sequencer.look(lambda floor, _: _may_see(floor, member, found)):
            raise not_found()
        return _as_answer(found, public_url)

    @patch("/{channel:str}", operation_id="changeChannel", summary="Change a channel")
    async def change_channel(
        self,
        channel: FromPath[str],
        data: JSONBody[ChannelChanges],
        request: Request[Any, Any, Any],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        public_url: NamedDependency[str],
        clock: NamedDependency[Clock],
        record_act: NamedDependency[RecordAct],
    ) -> ChannelAnswer:
        """A channel can be disabled and enabled; one whose inbox was deleted stays deactivated: 409."""
        sequencer = await sequencers.of(member.organisation)
        if not await sequencer.look(lambda floor, _: may_manage_inboxes(floor, by_member(member.id))):
            raise RefusedByFloor(not_allowed())

        address = request.client.host if request.client else ""

        def change(connection: Connection) -> Channel:
            found = _find_own(connection, member, channel)
            changed = changes.apply(found, data)
            if not store.put_channel(connection, changed):
                raise _deactivated()
            act = as_act(found, changed, by=member.id, address=address, at=clock.now())
            if act is not None:
                record_act(connection, act)
            return changed

        return _as_answer(await database.write(change), public_url)


def _find_own(connection: Connection, viewer: Viewer, channel: str) -> Channel:
    found = store.find_channel(connection, channel)
    if found is None or found.organisation != viewer.organisation:
        raise not_found()
    return found


def _may_see(floor: Floor, viewer: Viewer, channel: Channel) -> bool:
    member = find_member(floor, by_member(viewer.id))
    return member is not None and may_look_at_inbox(floor, member, channel.inbox)


def _as_answer(channel: Channel, public_url: str) -> ChannelAnswer:
    return ChannelAnswer(
        id=channel.id,
        inbox=channel.inbox,
        state=channel.state,
        allowed_domains=channel.allowed_domains,
        look=channel.look,
        last_seen_at=channel.seen_at,
        last_seen_on=channel.seen_on,
        snippet=as_snippet(channel.id, public_url),
        try_url=f"{public_url}/try/{channel.id}",
    )


def _deactivated() -> Problem:
    return Problem(409, "channel_deactivated", "The inbox of this widget was deleted, and the widget stopped for good.")
