"""`/conversations`: lists, one conversation, and the pages of its log.

Owns: parse → access → store and ledger.
Never: a change.
Holds: a foreign conversation and one that never was get the same answer.
"""

from collections.abc import Callable
from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec.structs import replace
from sqlalchemy import Connection

from deskbell import ledger
from deskbell.audience.access import Viewer
from deskbell.audience.frames import body_of
from deskbell.audience.streams import conversation_stream
from deskbell.floor.authority import find_member, may
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import by_member
from deskbell.history import store, why
from deskbell.history.model import ConversationRow, Conversations, Entries, StateFilter
from deskbell.history.store import Filter, Sight
from deskbell.history.why import Giving, Why
from deskbell.kit.database import Database
from deskbell.kit.problem import not_found, wrong_field
from deskbell.sequencer import Sequencers
from deskbell.wire.views import ENTRIES_PER_PAGE, StaffEntry

FindInboxNames = Callable[[Connection, str], dict[str, str]]
"""An organisation's inboxes by id, with their names; those that are gone too."""

ROWS_MAX = 100

InboxId = Annotated[str, QueryParameter(max_length=26)]
AgentId = Annotated[str, QueryParameter(max_length=26)]
Cursor = Annotated[str, QueryParameter(max_length=60, description="`next` of the page before")]
StateParameter = Annotated[StateFilter | None, QueryParameter(name="state")]
RowLimit = Annotated[int, QueryParameter(ge=1, le=ROWS_MAX)]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**53, description="Entries before this number")]
EntryLimit = Annotated[int, QueryParameter(ge=1, le=ENTRIES_PER_PAGE)]


class ConversationController(Controller):
    """Conversations, open and ended."""

    path = "/conversations"
    tags = ("Conversations",)

    @get("/", operation_id="listConversations", summary="Conversations, newest first")
    async def list_conversations(
        self,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_inbox_names: NamedDependency[FindInboxNames],
        inbox: InboxId = "",
        agent: AgentId = "",
        wanted_state: StateParameter = None,
        before: Cursor = "",
        limit: RowLimit = 50,
    ) -> Conversations:
        """Those you may see, narrowed by inbox, agent and state."""
        wanted = Filter(inbox, agent, wanted_state, store.read_cursor(before))
        if before and wanted.before is None:
            raise wrong_field("before", "is not a place in this list", "the `next` of an earlier page")
        sight = await _find_sight(sequencers, member)

        def read(connection: Connection) -> list[ConversationRow]:
            rows = store.list_conversations(connection, member.organisation, sight, wanted, limit + 1)
            return _with_names(rows, find_inbox_names(connection, member.organisation))

        rows = await database.read(read)
        more = len(rows) > limit
        return Conversations(rows[:limit], store.as_cursor(rows[limit - 1]) if more else None)

    @get("/{conversation:str}", operation_id="getConversation", summary="One conversation")
    async def get_conversation(
        self,
        conversation: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_inbox_names: NamedDependency[FindInboxNames],
    ) -> ConversationRow:
        """Where it stands, or how it ended."""
        sight = await _find_sight(sequencers, member)

        def read(connection: Connection) -> ConversationRow:
            row = _find(connection, member, sight, conversation)
            return _with_names([row], find_inbox_names(connection, member.organisation))[0]

        return await database.read(read)

    @get("/{conversation:str}/why", operation_id="explainConversation", summary="Why him, or why still nobody")
    async def explain(
        self,
        conversation: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
    ) -> Why:
        """Of a chat that waits, what keeps each agent of its inbox from it now; of others, how it came to somebody."""
        sight = await _find_sight(sequencers, member)
        given = await database.read(lambda connection: _find_giving(connection, member, sight, conversation))
        sequencer = await sequencers.of(member.organisation)
        waiting = await sequencer.look(lambda floor, _: why.find_waiting(floor, conversation))
        if waiting is not None:
            return why.say_waiting(conversation, waiting)
        if given is None:
            return why.say_unoffered(conversation)
        facts = await sequencer.look(lambda floor, _: why.name_facts(floor, given))
        return why.say_given(conversation, given, facts)

    @get("/{conversation:str}/entries", operation_id="listEntries", summary="Entries of a conversation's log")
    async def list_entries(
        self,
        conversation: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        before: Before = None,
        limit: EntryLimit = ENTRIES_PER_PAGE,
    ) -> Entries:
        """A page of messages, notes and what happened, oldest first."""
        sight = await _find_sight(sequencers, member)
        stream = conversation_stream(conversation)

        def read(connection: Connection) -> list[StaffEntry]:
            _find(connection, member, sight, conversation)
            page = ledger.read_page(connection, member.organisation, stream, before, limit)
            return [StaffEntry(entry.seq, entry.at, body_of(entry.event, stream)) for entry in page]  # type: ignore[arg-type]

        entries = await database.read(read)
        return Entries(entries, entries[0].seq if entries else 0)


def _find_giving(connection: Connection, viewer: Viewer, sight: Sight, conversation: str) -> Giving | None:
    """What brought a conversation that is seen to somebody last."""
    _find(connection, viewer, sight, conversation)
    entries = ledger.milestones(connection, viewer.organisation, conversation)
    return next((entry.event for entry in reversed(entries) if isinstance(entry.event, Giving)), None)


async def _find_sight(sequencers: Sequencers, viewer: Viewer) -> Sight:
    sequencer = await sequencers.of(viewer.organisation)
    return await sequencer.look(lambda floor, _: _sight_of(floor, viewer))


def _sight_of(floor: Floor, viewer: Viewer) -> Sight:
    member = find_member(floor, by_member(viewer.id))
    if member is None:
        return Sight(viewer.id, everything=False)
    return Sight(member.id, may(floor, member, "conversations"), tuple(floor.index.served.get(member.id, ())))


def _find(connection: Connection, viewer: Viewer, sight: Sight, conversation: str) -> ConversationRow:
    row = store.find_conversation(connection, viewer.organisation, sight, conversation)
    if row is None:
        raise not_found()
    return row


def _with_names(rows: list[ConversationRow], names: dict[str, str]) -> list[ConversationRow]:
    return [replace(row, inbox_name=names.get(row.inbox, "")) for row in rows]
