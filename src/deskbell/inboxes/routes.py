"""`/inboxes`: Inbox Management (product, section 3).

Owns: parse → access → command.
Never: a rule of an inbox; the floor refuses what is not allowed.
Holds: what a channel says of itself is handed in by a function of its room.
"""

from collections.abc import Callable
from typing import Annotated

from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import UNSET
from msgspec.structs import asdict, replace
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.floor.authority import not_allowed
from deskbell.floor.commands import ChangeInbox, CreateInbox, DeleteInbox
from deskbell.floor.vocabulary import Inactivity, InboxType, by_member
from deskbell.inboxes import listing
from deskbell.inboxes.model import (
    AtStake,
    ChannelSummary,
    InactivityRule,
    Inbox,
    InboxChanges,
    InboxDeletion,
    Inboxes,
    NewInbox,
    WidgetAtStake,
)
from deskbell.kit.database import Database
from deskbell.kit.fields import as_line
from deskbell.kit.ids import new_id
from deskbell.kit.problem import not_found, wrong_field
from deskbell.sequencer import Sequencer, Sequencers
from deskbell.sequencer.ask import RefusedByFloor, ask

FindChannels = Callable[[Connection, str], dict[str, ChannelSummary]]
"""An organisation's channels by their inbox."""

CountPastChats = Callable[[Connection, str, str], int]
"""How many chats of an organisation's inbox have ended."""

SearchText = Annotated[str, QueryParameter(max_length=100, description="Part of the name")]


class InboxController(Controller):
    """The organisation's inboxes."""

    path = "/inboxes"
    tags = ("Inboxes",)

    @get("/", operation_id="listInboxes", summary="The inboxes you may see")
    async def list_inboxes(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_channels: NamedDependency[FindChannels],
        type: FromQuery[InboxType | None] = None,
        search: SearchText = "",
    ) -> Inboxes:
        """Supervisors see all, agents those they serve; with the chats that wait and are open now."""
        sequencer = await sequencers.of(member.organisation)
        found = await sequencer.look(lambda floor, _: listing.list_inboxes(floor, member, type=type, search=search))
        channels = await database.read(lambda connection: find_channels(connection, member.organisation))
        return Inboxes([replace(inbox, channel=channels.get(inbox.id)) for inbox in found])

    @post("/", operation_id="createInbox", summary="Create an inbox")
    async def create_inbox(
        self,
        data: JSONBody[NewInbox],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_channels: NamedDependency[FindChannels],
    ) -> Inbox:
        """It has a channel of its own from the start. 409 `licence_missing` names the licence."""
        sequencer = await sequencers.of(member.organisation)
        await _check_manager(sequencer, member)
        command = CreateInbox(
            inbox=new_id(),
            by=by_member(member.id),
            name=as_line("name", data.name, characters_max=100),
            type=data.type,
            mode=data.mode,
            offer_seconds=data.offer_seconds,
            claiming=data.claiming,
            priority=data.priority,
            capacity=data.capacity,
            agents=data.agents,
            inactivity=_as_inactivity(data.inactivity),
            grace_seconds=data.grace_seconds,
            prefers_last_agent=data.prefers_last_agent,
            abandon_minutes=data.abandon_minutes,
        )
        await ask(sequencer, command)
        return await _show(sequencer, database, find_channels, member, command.inbox)

    @get("/{inbox:str}", operation_id="getInbox", summary="One inbox")
    async def get_inbox(
        self,
        inbox: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_channels: NamedDependency[FindChannels],
    ) -> Inbox:
        """As the floor has it at this moment."""
        sequencer = await sequencers.of(member.organisation)
        return await _show(sequencer, database, find_channels, member, inbox)

    @patch("/{inbox:str}", operation_id="changeInbox", summary="Change an inbox")
    async def change_inbox(
        self,
        inbox: FromPath[str],
        data: JSONBody[InboxChanges],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_channels: NamedDependency[FindChannels],
    ) -> Inbox:
        """Offers under way keep the deadline they were made with."""
        sequencer = await sequencers.of(member.organisation)
        changes = asdict(data)
        if data.name is not UNSET:
            changes["name"] = as_line("name", data.name, characters_max=100)
        if data.inactivity is not UNSET:
            changes["inactivity"] = _as_inactivity(data.inactivity)
        await ask(sequencer, ChangeInbox(inbox=inbox, by=by_member(member.id), **changes))
        return await _show(sequencer, database, find_channels, member, inbox)

    @get("/{inbox:str}/deletion", operation_id="lookAtDeletion", summary="What deleting the inbox would do")
    async def look_at_deletion(
        self,
        inbox: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_channels: NamedDependency[FindChannels],
        count_past_chats: NamedDependency[CountPastChats],
    ) -> AtStake:
        """For the confirmation: how many chats would be closed, how many are kept, and which widgets stop."""
        sequencer = await sequencers.of(member.organisation)
        await _check_manager(sequencer, member)
        found = await _show(sequencer, database, find_channels, member, inbox)
        past = await database.read(lambda connection: count_past_chats(connection, member.organisation, inbox))
        widgets = [found.channel] if found.channel else []
        return AtStake(
            name=found.name,
            waiting=found.waiting,
            open=found.active,
            past=past,
            widgets=[WidgetAtStake(widget.id, widget.state, widget.last_seen_on) for widget in widgets],
        )

    @delete("/{inbox:str}", operation_id="deleteInbox", summary="Delete an inbox for good", status_code=204)
    async def delete_inbox(
        self,
        inbox: FromPath[str],
        data: JSONBody[InboxDeletion],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
    ) -> None:
        """Its chats are closed, its widget stops and never comes back; what was said is kept."""
        sequencer = await sequencers.of(member.organisation)
        await _check_manager(sequencer, member)
        found = await sequencer.look(lambda floor, _: listing.find_inbox(floor, member, inbox))
        if found is None:
            raise not_found()
        if data.name.strip() != found.name:
            raise wrong_field("name", "is not the inbox's name", "the name of the inbox, typed exactly")
        await ask(sequencer, DeleteInbox(inbox=inbox, by=by_member(member.id)))


def _as_inactivity(rule: InactivityRule | None) -> Inactivity | None:
    return Inactivity(**asdict(rule)) if rule else None


async def _check_manager(sequencer: Sequencer, viewer: Viewer) -> None:
    if not await sequencer.look(lambda floor, _: listing.manages(floor, viewer)):
        raise RefusedByFloor(not_allowed())


async def _show(
    sequencer: Sequencer, database: Database, find_channels: FindChannels, viewer: Viewer, inbox: str
) -> Inbox:
    found = await sequencer.look(lambda floor, _: listing.find_inbox(floor, viewer, inbox))
    if found is None:
        raise not_found()
    channels = await database.read(lambda connection: find_channels(connection, viewer.organisation))
    return replace(found, channel=channels.get(inbox))
