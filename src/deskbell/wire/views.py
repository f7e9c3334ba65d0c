"""Views: the whole of what a viewer sees of one stream at one position.

Owns: one struct per kind of stream.
Never: how a view is made (audience) or kept up to date (audience, and clients/protocol).
Holds: view at n + bodies n+1 … m = view at m, for every kind of stream (law 9).
"""

from typing import Literal

from msgspec import Struct

from deskbell.floor.vocabulary import (
    AssignmentMode,
    ChatState,
    Connection,
    Id,
    Inactivity,
    Instant,
    Licence,
    Permission,
    Role,
    Status,
)
from deskbell.wire.bodies import StaffBody, VisitorBody, YourChat, YourOffer, YourPassing, YourTransfer

ENTRIES_PER_PAGE = 100
"""How many of the latest entries a view carries; earlier ones are paged (delivery, "The server", 6)."""

ConversationState = Literal["waiting", "offered", "active", "closed"]
VisitorState = Literal["waiting", "active", "ended"]


class StaffEntry(Struct, frozen=True):
    """One entry of a conversation's log."""

    seq: int
    at: Instant
    body: StaffBody


class PendingTransfer(Struct, frozen=True, kw_only=True):
    """Who is asked to take the chat over, by whom, and until when."""

    transfer: int
    agent: Id
    agent_name: str
    by: Id
    by_name: str
    note: str
    expires_at: Instant


class ConversationView(Struct, kw_only=True):
    """conversation:<id>: where the chat stands, and its latest entries.

    `agent` owns it, has it on offer, or held it when it was closed. `visitor_left` is since when the visitor has been
    away, 0 while he is here.
    """

    conversation: Id
    inbox: Id = ""
    contact: Id = ""
    visitor_name: str = ""
    state: ConversationState = "waiting"
    waiting_since: Instant = 0
    agent: Id = ""
    agent_name: str = ""
    offer: int = 0
    offer_expires_at: Instant = 0
    transfer: PendingTransfer | None = None
    visitor_left: Instant = 0
    opened_at: Instant = 0
    visitor_read: int = 0
    agent_read: int = 0
    first_seq: int = 1
    entries: list[StaffEntry]


class VisitorEntry(Struct, frozen=True):
    """One entry of a chat as the visitor sees it."""

    seq: int
    at: Instant
    body: VisitorBody


class VisitorView(Struct, kw_only=True):
    """visitor:<conversation>: what the visitor sees. `state` is waiting, active or ended."""

    conversation: Id
    state: VisitorState = "waiting"
    agent_name: str = ""
    agent_read: int = 0
    first_seq: int = 1
    entries: list[VisitorEntry]


class BoardChat(Struct, kw_only=True):
    """One open chat of an inbox.

    `agent` owns it or has it on offer; `transfer_to` is asked to take it over. `visitor_left` is since when the visitor
    has been away, 0 while he is here. `round` counts how often everybody has been asked, from 1.
    """

    conversation: Id
    state: ChatState
    visitor_name: str
    opening: str
    opened_at: Instant
    since: Instant
    priority: int
    number: int
    visitor_left: Instant = 0
    round: int = 1
    agent: Id = ""
    offer: int = 0
    expires_at: Instant = 0
    transfer_to: Id = ""
    transfer_expires_at: Instant = 0


class BoardView(Struct, kw_only=True):
    """board:<inbox>: every open chat of the inbox."""

    inbox: Id
    chats: dict[Id, BoardChat]


class TeamMemberState(Struct, kw_only=True):
    """A colleague: settings and presence."""

    member: Id
    name: str
    role: Role
    active: bool
    group: Id
    contact_center: bool
    live_chat: bool
    capacity: int
    status: Status
    reason: str
    status_since: Instant
    connection: Connection
    lease_until: Instant
    on_hold: bool


class TeamInboxState(Struct, kw_only=True):
    """An inbox and its rules."""

    inbox: Id
    name: str
    mode: AssignmentMode
    offer_seconds: int
    claiming: bool
    priority: int
    capacity: int | None
    agents: tuple[Id, ...]
    inactivity: Inactivity | None
    grace_seconds: int | None
    prefers_last_agent: bool
    abandon_minutes: int | None


class TeamGroupState(Struct, frozen=True):
    """A permission group: what its Admins may do."""

    group: Id
    name: str
    permissions: tuple[Permission, ...]


class TeamView(Struct, kw_only=True):
    """board:team: everybody, every inbox and permission group of the organisation, and its seats; null is no limit.

    `overriding`: supervisors may assign beyond capacity.
    """

    members: dict[Id, TeamMemberState]
    inboxes: dict[Id, TeamInboxState]
    groups: dict[Id, TeamGroupState]
    seats: dict[Licence, int | None]
    overriding: bool


class MemberView(Struct, kw_only=True):
    """member:<id>: what is on this member's plate. `transfers` come to him, `passing` are chats of his on their way."""

    member: Id
    offers: dict[Id, YourOffer]
    chats: dict[Id, YourChat]
    transfers: dict[Id, YourTransfer]
    passing: dict[Id, YourPassing]


AnyView = ConversationView | VisitorView | BoardView | TeamView | MemberView
