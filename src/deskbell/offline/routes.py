"""`/offline-messages`: what visitors left, and what becomes of it.

Owns: parse → access → store or desk; the names beside the ids.
Holds: a message of an inbox that is none of the reader's business answers like one that never was.
"""

from collections.abc import Callable, Sequence
from typing import Annotated

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.floor.authority import find_member, may
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id, by_member
from deskbell.kit.database import Database
from deskbell.kit.problem import Problem, not_found, wrong_field
from deskbell.offline import store
from deskbell.offline.desk import AlreadyDone, Asker, Desk
from deskbell.offline.model import Answer, OfflineMessage, OfflineMessages, OpenMessages, State
from deskbell.offline.store import Filter, Sight
from deskbell.sequencer import Sequencers

FindInboxNames = Callable[[Connection, str], dict[str, str]]
"""An organisation's inboxes by id, with their names; those that are gone too."""

ROWS_MAX = 100

InboxId = Annotated[str, QueryParameter(max_length=26)]
Cursor = Annotated[str, QueryParameter(max_length=60, description="`next` of the page before")]
StateParameter = Annotated[State | None, QueryParameter(name="state")]
RowLimit = Annotated[int, QueryParameter(ge=1, le=ROWS_MAX)]


class Names(Struct, frozen=True):
    """Who and what the ids stand for."""

    database: Database
    sequencers: Sequencers
    find_inbox_names: FindInboxNames

    async def put_in(self, organisation: Id, messages: Sequence[OfflineMessage]) -> list[OfflineMessage]:
        """The messages, with names."""
        members = {one for message in messages for one in (message.done_by, message.answered_by) if one}
        sequencer = await self.sequencers.of(organisation)
        people = await sequencer.look(lambda floor, _: _names_of(floor, members))
        inboxes = await self.database.read(lambda connection: self.find_inbox_names(connection, organisation))
        return [
            replace(
                message,
                inbox_name=inboxes.get(message.inbox, ""),
                done_by_name=people.get(message.done_by, ""),
                answered_by_name=people.get(message.answered_by, ""),
            )
            for message in messages
        ]


class OfflineController(Controller):
    """Messages that visitors left."""

    path = "/offline-messages"
    tags = ("Offline messages",)

    @get("/", operation_id="listOfflineMessages", summary="Messages that visitors left, newest first")
    async def list_messages(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        offline_names: NamedDependency[Names],
        mail_sender: NamedDependency[str],
        wanted_state: StateParameter = None,
        inbox: InboxId = "",
        before: Cursor = "",
        limit: RowLimit = 50,
    ) -> OfflineMessages:
        """Those you may see, narrowed by state and inbox."""
        wanted = Filter(wanted_state, inbox, store.read_cursor(before))
        if before and wanted.before is None:
            raise wrong_field("before", "is not a place in this list", "the `next` of an earlier page")
        sight = (await _find_asker(sequencers, member)).sight
        rows = await database.read(lambda connection: store.list_messages(connection, sight, wanted, limit + 1))
        page, more = rows[:limit], len(rows) > limit
        told = await offline_names.put_in(member.organisation, page)
        return OfflineMessages(told, store.as_cursor(page[-1]) if more else None, bool(mail_sender))

    @get("/count", operation_id="countOfflineMessages", summary="How many messages wait to be dealt with")
    async def count_messages(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        mail_sender: NamedDependency[str],
    ) -> OpenMessages:
        """Of those you may see."""
        sight = (await _find_asker(sequencers, member)).sight
        count = await database.read(lambda connection: store.count_open(connection, sight))
        return OpenMessages(count, bool(mail_sender))

    @get("/{conversation:str}", operation_id="getOfflineMessage", summary="One message that a visitor left")
    async def get_message(
        self,
        conversation: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        offline_names: NamedDependency[Names],
    ) -> OfflineMessage:
        """By the chat that ended with it."""
        sight = (await _find_asker(sequencers, member)).sight
        found = await database.read(lambda connection: store.find_message(connection, sight, conversation))
        if found is None:
            raise not_found()
        return (await offline_names.put_in(member.organisation, [found]))[0]

    @post("/{conversation:str}/done", operation_id="finishOfflineMessage", summary="It is dealt with", status_code=200)
    async def finish(
        self,
        conversation: FromPath[str],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        offline_desk: NamedDependency[Desk],
        offline_names: NamedDependency[Names],
    ) -> OfflineMessage:
        """Without an e-mail from here. 409 `already_done` where somebody else was first."""
        asker = await _find_asker(sequencers, member)
        try:
            done = await offline_desk.finish(asker, conversation)
        except AlreadyDone as other:
            raise await _say_who(offline_names, asker, other.message) from None
        return (await offline_names.put_in(member.organisation, [done]))[0]

    @post("/{conversation:str}/reopen", operation_id="reopenOfflineMessage", summary="It waits again", status_code=200)
    async def reopen(
        self,
        conversation: FromPath[str],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        offline_desk: NamedDependency[Desk],
        offline_names: NamedDependency[Names],
    ) -> OfflineMessage:
        """Whoever had dealt with it."""
        opened = await offline_desk.reopen(await _find_asker(sequencers, member), conversation)
        return (await offline_names.put_in(member.organisation, [opened]))[0]

    @post("/{conversation:str}/reply", operation_id="answerOfflineMessage", summary="Answer by e-mail", status_code=200)
    async def answer(
        self,
        conversation: FromPath[str],
        data: JSONBody[Answer],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        offline_desk: NamedDependency[Desk],
        offline_names: NamedDependency[Names],
    ) -> OfflineMessage:
        """Then it is done. 409 `mail_off` where no mail is configured, `already_done` where somebody was first."""
        asker = await _find_asker(sequencers, member)
        try:
            answered = await offline_desk.answer(asker, conversation, data.text)
        except AlreadyDone as other:
            raise await _say_who(offline_names, asker, other.message) from None
        return (await offline_names.put_in(member.organisation, [answered]))[0]


async def _find_asker(sequencers: Sequencers, viewer: Viewer) -> Asker:
    sequencer = await sequencers.of(viewer.organisation)
    return await sequencer.look(lambda floor, _: _asker_of(floor, viewer))


def _asker_of(floor: Floor, viewer: Viewer) -> Asker:
    member = find_member(floor, by_member(viewer.id))
    if member is None:
        return Asker(viewer.id, "", Sight(viewer.organisation, everything=False))
    served = tuple(floor.index.served.get(member.id, ()))
    sight = Sight(viewer.organisation, may(floor, member, "conversations"), served)
    return Asker(member.id, member.name, sight)


def _names_of(floor: Floor, members: set[Id]) -> dict[Id, str]:
    return {one: floor.members[one].name for one in members if one in floor.members}


async def _say_who(names: Names, asker: Asker, message: OfflineMessage) -> Problem:
    """What the one who came second reads."""
    named = (await names.put_in(asker.sight.organisation, [message]))[0]
    who = "You have" if named.done_by == asker.id else f"{named.done_by_name or 'Somebody who has left'} has"
    did = "answered it" if named.answered_at == named.done_at else "dealt with it"
    return Problem(409, "already_done", f"{who} {did}.", more={"done_by": named.done_by})
