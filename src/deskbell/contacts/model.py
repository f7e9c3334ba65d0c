"""What the contacts room says and takes over HTTP.

Owns: the request and answer bodies of visitors, and a contact as staff sees him.
Holds: whatever a page or a visitor sends is bounded here (security, 3).
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from deskbell.contacts.entrance import WidgetState
from deskbell.floor.vocabulary import MESSAGE_CHARACTERS_MAX, NAME_CHARACTERS_MAX
from deskbell.kit.fields import Email
from deskbell.wire.client_frames import RequestId
from deskbell.wire.views import VisitorEntry

URL_CHARACTERS_MAX = 2_000
TITLE_CHARACTERS_MAX = 300

FirstMessage = Annotated[str, Meta(min_length=1, max_length=MESSAGE_CHARACTERS_MAX)]
VisitorName = Annotated[str, Meta(max_length=NAME_CHARACTERS_MAX)]


class Request(Struct, forbid_unknown_fields=True, frozen=True):
    """The base of what is asked."""


class Page(Request, frozen=True):
    """The page of the host site that the visitor was on."""

    url: Annotated[str, Meta(max_length=URL_CHARACTERS_MAX)] = ""
    title: Annotated[str, Meta(max_length=TITLE_CHARACTERS_MAX)] = ""


class NewChat(Request, frozen=True):
    """A visitor's first message. The same `cid` and text again have one effect."""

    cid: RequestId
    text: FirstMessage
    name: VisitorName = ""
    email: Email | Literal[""] = ""
    page: Page | None = None


class Widget(Struct, frozen=True):
    """Whether a widget is on. One that nobody knows has stopped for good, like one whose inbox was deleted."""

    state: WidgetState


class NewVisitor(Struct, frozen=True):
    """The token by which this browser is known from now on; it is told this once."""

    token: str
    contact: str


class OpenedChat(Struct, frozen=True):
    """The chat that was opened."""

    conversation: str


class LatestChat(Struct, frozen=True):
    """The visitor's latest chat on this channel, if there is one, and whether it has ended."""

    conversation: str | None
    ended: bool


class VisitorEntries(Struct, frozen=True):
    """Entries of a chat as the visitor sees them, oldest first; `first_seq` is the number of the first, or 0."""

    entries: list[VisitorEntry]
    first_seq: int


class ContactChat(Struct, frozen=True):
    """One chat of a contact; `opening` is how it began."""

    conversation: str
    channel: str
    inbox: str
    agent: str
    opened_at: int
    closed_at: int | None
    close_reason: str
    page_url: str
    page_title: str
    opening: str = ""


class Contact(Struct, frozen=True):
    """A contact as staff sees him, with those of his chats that the reader may see, newest first."""

    id: str
    name: str
    email: str
    verified: bool
    created_at: int
    conversations: list[ContactChat]
