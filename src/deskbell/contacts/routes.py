"""`/contacts`: who writes, as staff sees him.

Owns: parse → access → store.
Holds: a contact of whom the reader may see no chat does not exist for him.
"""

from collections.abc import Callable, Sequence

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec.structs import replace
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.contacts import store
from deskbell.contacts.model import Contact, ContactChat
from deskbell.floor.authority import find_member, may, serves
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import by_member
from deskbell.kit.database import Database
from deskbell.kit.problem import not_found
from deskbell.sequencer import Sequencers

FindOpenings = Callable[[Connection, str, Sequence[str]], dict[str, str]]
"""The first words of an organisation's chats, by chat."""


class ContactController(Controller):
    """The people who write."""

    path = "/contacts"
    tags = ("Contacts",)

    @get("/{contact:str}", operation_id="getContact", summary="One contact and his chats")
    async def get_contact(
        self,
        contact: FromPath[str],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
        find_openings: NamedDependency[FindOpenings],
    ) -> Contact:
        """Supervisors see all of his chats, agents those of their inboxes and their own."""

        def read(connection: Connection) -> Contact:
            row = store.find_contact(connection, member.organisation, contact)
            if row is None:
                raise not_found()
            chats = store.list_chats(connection, member.organisation, contact)
            openings = find_openings(connection, member.organisation, [chat.conversation for chat in chats])
            chats = [replace(chat, opening=openings.get(chat.conversation, "")) for chat in chats]
            return Contact(row.contact, row.name, row.email, row.verified, row.created_at, chats)

        found = await database.read(read)
        sequencer = await sequencers.of(member.organisation)
        seen = await sequencer.look(lambda floor, _: _list_seen(floor, member, found.conversations))
        if seen is None:
            raise not_found()
        return Contact(found.id, found.name, found.email, found.verified, found.created_at, seen)


def _list_seen(floor: Floor, viewer: Viewer, chats: list[ContactChat]) -> list[ContactChat] | None:
    """The chats the viewer may see; None where the contact is none of his business."""
    member = find_member(floor, by_member(viewer.id))
    if member is None:
        return None
    if may(floor, member, "conversations"):
        return chats
    held = floor.index.held.get(member.id, {})
    seen = [
        chat
        for chat in chats
        if serves(floor, member.id, chat.inbox) or chat.agent == member.id or chat.conversation in held
    ]
    return seen or None
