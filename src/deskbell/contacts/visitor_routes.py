"""`/widget/{channel}`: what the widget asks for before and beside its socket.

Owns: parse → limits → access → command or store.
Never: an identity from the request but the token; a word about notes, members or other visitors.
Holds: an unknown channel and one of another token get the same answer. One that is deactivated answers 410 to every
    request but the one that asks for its state.
"""

from typing import Annotated, Any

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy import Connection

from deskbell import ledger
from deskbell.audience.access import Viewer
from deskbell.audience.frames import body_of
from deskbell.audience.streams import visitor_stream
from deskbell.contacts import store
from deskbell.contacts.entrance import Entrance, FindEntrance, check_takes_chats
from deskbell.contacts.limits import VisitorLimits
from deskbell.contacts.model import LatestChat, NewChat, NewVisitor, OpenedChat, VisitorEntries, Widget
from deskbell.contacts.opening import Opener, name_chat
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import not_found
from deskbell.wire.views import ENTRIES_PER_PAGE, VisitorEntry

AnyRequest = Request[Any, Any, Any]
ConversationId = Annotated[str, QueryParameter(min_length=26, max_length=26)]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**53, description="Entries before this number")]
Limit = Annotated[int, QueryParameter(ge=1, le=ENTRIES_PER_PAGE)]


class WidgetController(Controller):
    """The visitor's side."""

    path = "/widget/{channel:str}"
    tags = ("Widget",)

    @get("/", operation_id="getWidget", summary="Whether the widget is on")
    async def get_widget(
        self,
        channel: FromPath[str],
        request: AnyRequest,
        database: NamedDependency[Database],
        visitor_limits: NamedDependency[VisitorLimits],
        find_entrance: NamedDependency[FindEntrance],
    ) -> Widget:
        """Asked by a widget that has been open for long: a refusal would stand in the console of the host page."""
        visitor_limits.check_look(address=_address(request))
        entrance = await database.read(lambda connection: find_entrance(connection, channel))
        return Widget(entrance.state if entrance else "deactivated")

    @post("/visitor", operation_id="newVisitor", summary="Become a visitor")
    async def new_visitor(
        self,
        channel: FromPath[str],
        request: AnyRequest,
        database: NamedDependency[Database],
        clock: NamedDependency[Clock],
        visitor_limits: NamedDependency[VisitorLimits],
        find_entrance: NamedDependency[FindEntrance],
    ) -> NewVisitor:
        """Called at the first interaction, never before. The token is the server's own; none is taken from outside.

        404 `channel_disabled` while the widget is off, 410 `channel_deactivated` after its inbox was deleted.
        """
        visitor_limits.check_new_visitor(channel=channel, address=_address(request))
        entrance = await database.read(lambda connection: find_entrance(connection, channel))
        if entrance is None:
            raise not_found()
        check_takes_chats(entrance)
        return await database.write(
            lambda connection: store.add_visitor(
                connection, organisation=entrance.organisation, channel=channel, now=clock.now()
            )
        )

    @get("/chat", operation_id="getLatestChat", summary="The visitor's latest chat")
    async def get_latest_chat(
        self,
        channel: FromPath[str],
        visitor: NamedDependency[Viewer],
        database: NamedDependency[Database],
        visitor_limits: NamedDependency[VisitorLimits],
    ) -> LatestChat:
        """Which chat a reloaded page goes on with."""
        visitor_limits.check_read(session=visitor.session)
        found = await database.read(lambda connection: store.find_latest_chat(connection, visitor.id, channel))
        return LatestChat(*found) if found else LatestChat(None, ended=False)

    @post("/chats", operation_id="openChat", summary="Begin a chat")
    async def open_chat(
        self,
        channel: FromPath[str],
        data: JSONBody[NewChat],
        request: AnyRequest,
        visitor: NamedDependency[Viewer],
        database: NamedDependency[Database],
        visitor_limits: NamedDependency[VisitorLimits],
        find_entrance: NamedDependency[FindEntrance],
        opener: NamedDependency[Opener],
    ) -> OpenedChat:
        """Repeating it with the same `cid` has one effect. 409 `already_open` names the chat that is open."""
        visitor_limits.check_new_chat(session=visitor.session, address=_address(request))

        def read(connection: Connection) -> tuple[Entrance | None, bool]:
            has_begun = store.has_chat(connection, visitor.id, name_chat(visitor, data))
            return find_entrance(connection, channel), has_begun

        entrance, has_begun = await database.read(read)
        if entrance is None or entrance.organisation != visitor.organisation:
            raise not_found()
        # Whoever asks again because no answer reached him has his chat, though the widget was switched off meanwhile.
        if not has_begun:
            check_takes_chats(entrance)
        return OpenedChat(await opener.open(visitor, entrance, data))

    @get("/entries", operation_id="listVisitorEntries", summary="Earlier entries of the visitor's chat")
    async def list_entries(
        self,
        conversation: ConversationId,
        visitor: NamedDependency[Viewer],
        database: NamedDependency[Database],
        visitor_limits: NamedDependency[VisitorLimits],
        before: Before = None,
        limit: Limit = ENTRIES_PER_PAGE,
    ) -> VisitorEntries:
        """A page of entries in the visitor's own numbering, oldest first."""
        visitor_limits.check_read(session=visitor.session)
        stream = visitor_stream(conversation)

        def read(connection: Connection) -> list[VisitorEntry]:
            if not store.has_chat(connection, visitor.id, conversation):
                raise not_found()
            page = ledger.read_page(connection, visitor.organisation, stream, before, limit)
            return [VisitorEntry(entry.seq, entry.at, body_of(entry.event, stream)) for entry in page]  # type: ignore[arg-type]

        entries = await database.read(read)
        return VisitorEntries(entries, entries[0].seq if entries else 0)


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""
