"""Opening a chat: what a visitor sends becomes a command, once.

Owns: the id of a chat, made of the contact and the request id, so that a repeated request names the same chat.
Never: decides whether the chat may open; the floor does.
Holds: name and e-mail are kept as the visitor's own words; nothing is looked up by them (security, 37).
"""

from urllib.parse import urlsplit

from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.contacts import store
from deskbell.contacts.entrance import Entrance
from deskbell.contacts.model import NewChat, Page
from deskbell.floor.commands import OpenChat
from deskbell.floor.vocabulary import MESSAGE_CHARACTERS_MAX, NAME_CHARACTERS_MAX
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.fields import as_email, as_line
from deskbell.kit.ids import digest, stable_id
from deskbell.kit.problem import wrong_field
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import ask


class Opener:
    """Opens chats."""

    def __init__(self, database: Database, sequencers: Sequencers, clock: Clock) -> None:
        self._database = database
        self._sequencers = sequencers
        self._clock = clock

    async def open(self, visitor: Viewer, entrance: Entrance, asked: NewChat) -> str:
        """The conversation's id. Raises `Problem` 422, `RefusedByFloor` already_open."""
        if not asked.text.strip():
            raise wrong_field("text", "is blank", f"1 to {MESSAGE_CHARACTERS_MAX} characters")
        name = as_line("name", asked.name, characters_max=NAME_CHARACTERS_MAX, required=False)
        conversation = name_chat(visitor, asked)

        def keep(connection: Connection) -> tuple[str, str]:
            if asked.page is not None:
                self._keep_page(connection, visitor, conversation, asked.page)
            known = store.put_profile(connection, visitor.id, name=name, email=as_email(asked.email))
            return known, store.find_last_agent(connection, visitor.id)

        visitor_name, last_agent = await self._database.write(keep)
        command = OpenChat(
            conversation=conversation,
            inbox=entrance.inbox,
            channel=entrance.channel,
            contact=visitor.id,
            visitor_name=visitor_name,
            cid=asked.cid,
            digest=digest(asked.text),
            text=asked.text,
            last_agent=last_agent,
        )
        await ask(await self._sequencers.of(visitor.organisation), command)
        return conversation

    def _keep_page(self, connection: Connection, visitor: Viewer, conversation: str, page: Page) -> None:
        url = as_page_address(page.url)
        if url:
            store.put_page(
                connection,
                organisation=visitor.organisation,
                conversation=conversation,
                url=url,
                title=" ".join(page.title.split()),
                now=self._clock.now(),
            )


def name_chat(visitor: Viewer, asked: NewChat) -> str:
    """The id of the chat that this request begins, or has begun."""
    return stable_id(visitor.id, asked.cid)


def as_page_address(url: str) -> str:
    """The address of a web page, or empty: a link that runs a script is no page (security, 3)."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    # What stands before the host or after the # can be a secret of the visitor's.
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, fragment="").geturl()
