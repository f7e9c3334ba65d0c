"""The past of a stream, for those who come to it or come back: from the ledger, or off the floor.

Owns: reading places, entries and views, and putting the read marks into the views.
Never: a decision about access; whoever asks has been let in.
Holds: a view comes with the number that it is at: what was committed meanwhile is in it, and not sent again.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.audience.streams import kind_of, subject_of
from deskbell.audience.views import view_board, view_conversation, view_member, view_team, view_visitor
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Id
from deskbell.gateway.marks import NOTHING_READ, Read, load_read
from deskbell.kit.database import Database
from deskbell.ledger import Entry, conversation_facts, find_epoch, milestones, read_stream
from deskbell.ledger.read import Side
from deskbell.wire.views import AnyView, ConversationView, VisitorView

OF_A_CONVERSATION: Final = ("conversation", "visitor")


class Place(Struct, frozen=True):
    """What the ledger knows of a conversation of this organisation, and how far both sides have read.

    `agent` held it when it ended; empty while it is open.
    """

    conversation: Id
    inbox: Id
    contact: Id
    agent: Id
    read: Read


class Past:
    """Reads for one node."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def look_up(self, organisation: Id, streams: Sequence[str]) -> tuple[str, dict[str, Place]]:
        """The organisation's epoch, and the places of those streams that are of a conversation it has."""
        conversations = {stream: subject_of(stream) for stream in streams if kind_of(stream) in OF_A_CONVERSATION}

        def read(connection: Connection) -> tuple[str, dict[str, Place]]:
            found = find_epoch(connection, organisation)
            assert found is not None, "an organisation has an epoch from its first day"
            return found, _places(connection, organisation, conversations)

        return await self._database.read(read)

    async def entries(self, organisation: Id, stream: str, after: int, head: int) -> list[Entry]:
        """The entries of a stream after a number, up to the head."""
        entries = await self._database.read(
            lambda connection: read_stream(connection, organisation, stream, after, head - after)
        )
        return [entry for entry in entries if entry.seq <= head]

    async def view(
        self, organisation: Id, stream: str, place: Place | None
    ) -> tuple[int, ConversationView | VisitorView]:
        """One side of a conversation as it is now, and the number of its latest entry.

        There is no place where the conversation began a moment ago: then nobody has read anything of it.
        """
        conversation, read = subject_of(stream), place.read if place else NOTHING_READ
        side: Side = "visitor" if kind_of(stream) == "visitor" else "staff"
        entries = await self._database.read(
            lambda connection: milestones(connection, organisation, conversation, side=side)
        )
        head = entries[-1].seq if entries else 0
        if side == "visitor":
            return head, view_visitor(conversation, entries, agent_read=read.agent_read_as_visitor)
        return head, view_conversation(
            conversation, entries, visitor_read=read.visitor_read, agent_read=read.agent_read
        )


def view_of_floor(floor: Floor, stream: str) -> AnyView | None:
    """The view of a board, the team or a member; None for a conversation, whose words the floor does not keep."""
    match kind_of(stream):
        case "team":
            return view_team(floor)
        case "board":
            return view_board(floor, subject_of(stream))
        case "member":
            return view_member(floor, subject_of(stream))
    return None


def _places(connection: Connection, organisation: Id, conversations: dict[str, Id]) -> dict[str, Place]:
    read = load_read(connection, sorted(set(conversations.values())))
    places = {}
    for stream, conversation in conversations.items():
        facts = conversation_facts(connection, conversation)
        if facts is not None and facts.organisation == organisation:
            places[stream] = Place(
                conversation, facts.inbox, facts.contact, facts.agent, read.get(conversation, NOTHING_READ)
            )
    return places
