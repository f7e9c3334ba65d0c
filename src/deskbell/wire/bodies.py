"""Bodies: what an `ev` frame says happened, in the words of the kind of viewer it is for.

Owns: one struct per (kind of stream, kind of change); the tag is the `type` of the frame.
Never: a field that its viewer may not see: a visitor's body has no note, no member id, no offer.
Holds: a body is complete: old view + body = new view, without asking anybody (law 9).
"""

from typing import Literal

from msgspec import Struct

from deskbell.floor.vocabulary import (
    ActorKind,
    AssignmentMode,
    CloseReason,
    Connection,
    Considered,
    Id,
    Inactivity,
    InactivityAction,
    Instant,
    Licence,
    OfferEnding,
    Permission,
    QueueCause,
    RescindCause,
    Role,
    Status,
    TransferEnding,
)


class Body(Struct, frozen=True, tag_field="type", kw_only=True):
    """The base of all bodies."""


class Writer(Struct, frozen=True):
    """Who wrote an entry, as staff sees him: a member with his id, the visitor, or the system."""

    kind: ActorKind
    id: Id
    name: str


# ── conversation:<id>, for staff ──────────────────────────────────────────────────────────────────


class Opened(Body, frozen=True, tag="opened", kw_only=True):
    """The visitor began the chat."""

    inbox: Id
    contact: Id
    visitor_name: str


class Queued(Body, frozen=True, tag="queued", kw_only=True):
    """It began to wait. Where it was moved: from which inbox, by whom, and his words."""

    inbox: Id
    since: Instant
    cause: QueueCause
    visitor_left: Instant
    moved_from: Id
    by: Id
    by_name: str
    note: str


class Message(Body, frozen=True, tag="message", kw_only=True):
    """A message both sides see. `cid` lets the sender find its own pending message."""

    author: Writer
    text: str
    cid: str


class Note(Body, frozen=True, tag="note", kw_only=True):
    """An internal note."""

    author: Writer
    text: str
    cid: str


class Offered(Body, frozen=True, tag="offered", kw_only=True):
    """It was offered to `agent`; `considered` answers "why him?". `beyond`: over his capacity, by a supervisor."""

    offer: int
    agent: Id
    agent_name: str
    expires_at: Instant
    by: Id
    beyond: bool
    considered: tuple[Considered, ...]


class Ended(Body, frozen=True, tag="offer_ended", kw_only=True):
    """The offer ended without being accepted; the chat waits again."""

    offer: int
    agent: Id
    agent_name: str
    ending: OfferEnding
    cause: RescindCause | None
    reason: str


class RoundBegan(Body, frozen=True, tag="round_began", kw_only=True):
    """All agents may be offered this chat again."""

    round: int


class Taken(Body, frozen=True, tag="taken", kw_only=True):
    """`agent` owns it now: accepted or claimed."""

    agent: Id
    agent_name: str
    claimed: bool
    beyond: bool


class TransferAsked(Body, frozen=True, tag="transfer_asked", kw_only=True):
    """`agent` is asked to take the chat over until `expires_at`; its owner goes on meanwhile."""

    transfer: int
    agent: Id
    agent_name: str
    by: Id
    by_name: str
    note: str
    expires_at: Instant
    beyond: bool


class TransferEnded(Body, frozen=True, tag="transfer_ended", kw_only=True):
    """The agent asked does not take it; it stays with its owner."""

    transfer: int
    agent: Id
    agent_name: str
    ending: TransferEnding
    cause: RescindCause | None
    reason: str


class Transferred(Body, frozen=True, tag="transferred", kw_only=True):
    """`agent` has it now instead of `released`: he accepted transfer number `transfer`, or took it over (0)."""

    transfer: int
    agent: Id
    agent_name: str
    released: Id
    released_name: str
    beyond: bool


class Prioritised(Body, frozen=True, tag="prioritised", kw_only=True):
    """A supervisor gave the chat another priority in the queue; higher goes first."""

    priority: int
    by: Id
    by_name: str


class VisitorPresence(Body, frozen=True, tag="visitor_presence", kw_only=True):
    """The visitor left the page, or is back."""

    here: bool


class MessageLeft(Body, frozen=True, tag="message_left", kw_only=True):
    """The visitor waits no longer and is to be answered at this address."""

    email: str


class Idled(Body, frozen=True, tag="idled", kw_only=True):
    """The customer stayed silent for `minutes`; the inbox does this about it."""

    minutes: int
    action: InactivityAction


class Closed(Body, frozen=True, tag="closed", kw_only=True):
    """The chat ended."""

    reason: CloseReason
    by: Id
    by_name: str


EndCause = Literal["visitor", "agent", "inactivity", "inbox_closed", "absence", "message_left"]

# ── visitor:<conversation>, for the visitor ───────────────────────────────────────────────────────


class YourMessage(Body, frozen=True, tag="message", kw_only=True):
    """A message as the visitor sees it: `mine`, or from a person with a name."""

    mine: bool
    name: str
    text: str
    cid: str


class AgentJoined(Body, frozen=True, tag="agent_joined", kw_only=True):
    """A person answers now."""

    name: str


class AgentLeft(Body, frozen=True, tag="agent_left", kw_only=True):
    """Whoever answered is gone; the chat waits again, with its old place."""


class ChatEnded(Body, frozen=True, tag="ended", kw_only=True):
    """The chat is over, and why as far as the visitor sees it: he ended it, or our side did (`agent`)."""

    cause: EndCause


class ChatStarted(Body, frozen=True, tag="started", kw_only=True):
    """The chat exists."""


# ── board:<inbox>, for staff who may see the inbox ────────────────────────────────────────────────


class BoardWaiting(Body, frozen=True, tag="chat_waiting", kw_only=True):
    """A chat waits in this inbox."""

    conversation: Id
    visitor_name: str
    opening: str
    opened_at: Instant
    since: Instant
    priority: int
    number: int
    visitor_left: Instant


class BoardMoved(Body, frozen=True, tag="chat_moved", kw_only=True):
    """It left this board for that of another inbox."""

    conversation: Id


class BoardVisitor(Body, frozen=True, tag="chat_visitor", kw_only=True):
    """Its visitor left the page, or is back."""

    conversation: Id
    here: bool


class BoardPriority(Body, frozen=True, tag="chat_priority", kw_only=True):
    """It has another priority now, and so another place in the queue."""

    conversation: Id
    priority: int


class BoardRound(Body, frozen=True, tag="chat_round", kw_only=True):
    """Everyone willing has declined or missed it; all are asked again."""

    conversation: Id
    round: int


class BoardTransfer(Body, frozen=True, tag="chat_transfer", kw_only=True):
    """`agent` is asked to take it over; this takes a place of his."""

    conversation: Id
    agent: Id
    expires_at: Instant


class BoardTransferEnded(Body, frozen=True, tag="chat_transfer_ended", kw_only=True):
    """It stays with its owner."""

    conversation: Id


class BoardOffered(Body, frozen=True, tag="chat_offered", kw_only=True):
    """It is on offer."""

    conversation: Id
    offer: int
    agent: Id
    expires_at: Instant


class BoardOfferEnded(Body, frozen=True, tag="chat_offer_ended", kw_only=True):
    """The offer ended; the chat waits again with its old place."""

    conversation: Id
    offer: int
    agent: Id
    agent_name: str
    ending: OfferEnding
    assigned_by: Id


class BoardTaken(Body, frozen=True, tag="chat_taken", kw_only=True):
    """An agent has it."""

    conversation: Id
    agent: Id


class BoardClosed(Body, frozen=True, tag="chat_closed", kw_only=True):
    """It left the board."""

    conversation: Id
    reason: CloseReason


# ── board:team, for all staff ─────────────────────────────────────────────────────────────────────


class TeamMember(Body, frozen=True, tag="member", kw_only=True):
    """A member's settings, all of them as they are now; his presence is told apart."""

    member: Id
    name: str
    role: Role
    active: bool
    group: Id
    contact_center: bool
    live_chat: bool
    capacity: int


class TeamStatus(Body, frozen=True, tag="status", kw_only=True):
    """A member chose a status."""

    member: Id
    status: Status
    reason: str


class TeamConnection(Body, frozen=True, tag="connection", kw_only=True):
    """A member became reachable or unreachable, or his lease started to run out."""

    member: Id
    connection: Connection
    lease_until: Instant


class TeamHold(Body, frozen=True, tag="hold", kw_only=True):
    """A member was set on hold, or released."""

    member: Id
    on_hold: bool


class TeamInbox(Body, frozen=True, tag="inbox", kw_only=True):
    """An inbox as it is now."""

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


class TeamInboxGone(Body, frozen=True, tag="inbox_gone", kw_only=True):
    """The inbox is gone."""

    inbox: Id


class TeamGroup(Body, frozen=True, tag="group", kw_only=True):
    """A permission group as it is now."""

    group: Id
    name: str
    permissions: tuple[Permission, ...]


class TeamGroupGone(Body, frozen=True, tag="group_gone", kw_only=True):
    """The permission group is gone."""

    group: Id


class TeamSeats(Body, frozen=True, tag="seats", kw_only=True):
    """How many seats of a licence there are; null is no limit."""

    licence: Licence
    seats: int | None


class TeamOverriding(Body, frozen=True, tag="overriding", kw_only=True):
    """Whether supervisors may assign beyond capacity."""

    allowed: bool


# ── member:<id>, for the member himself ───────────────────────────────────────────────────────────


class YourOffer(Body, frozen=True, tag="offer", kw_only=True):
    """A chat is offered to you until `expires_at`."""

    conversation: Id
    inbox: Id
    offer: int
    expires_at: Instant
    waiting_since: Instant
    visitor_name: str
    opening: str
    assigned: bool


class YourOfferEnded(Body, frozen=True, tag="offer_ended", kw_only=True):
    """The offer is no longer yours to accept."""

    conversation: Id
    offer: int
    ending: OfferEnding
    cause: RescindCause | None


class YourChat(Body, frozen=True, tag="chat", kw_only=True):
    """You own this chat now."""

    conversation: Id
    inbox: Id
    waiting_since: Instant
    visitor_name: str
    opening: str


class YourChatGone(Body, frozen=True, tag="chat_gone", kw_only=True):
    """A chat you held is no longer yours: it was closed, `returned` to the queue, moved, or `agent` has it now."""

    conversation: Id
    reason: CloseReason | Literal["returned", "moved", "transferred", "taken_over"]
    agent: Id = ""
    agent_name: str = ""


class YourTransfer(Body, frozen=True, tag="transfer", kw_only=True):
    """You are asked to take this chat over from `owner` until `expires_at`."""

    conversation: Id
    inbox: Id
    transfer: int
    expires_at: Instant
    owner: Id
    owner_name: str
    by: Id
    by_name: str
    note: str
    waiting_since: Instant
    visitor_name: str
    opening: str


class YourPassing(Body, frozen=True, tag="passing", kw_only=True):
    """`agent` is asked to take a chat of yours over; until then it stays yours."""

    conversation: Id
    transfer: int
    agent: Id
    agent_name: str
    by: Id
    by_name: str
    expires_at: Instant


class YourTransferEnded(Body, frozen=True, tag="transfer_ended", kw_only=True):
    """A transfer to you, from you, or asked by you came to nothing: `agent` did not take the chat."""

    conversation: Id
    transfer: int
    agent: Id
    agent_name: str
    ending: TransferEnding
    cause: RescindCause | None
    reason: str


class YourTransferDone(Body, frozen=True, tag="transfer_done", kw_only=True):
    """A transfer that you asked for between two others was accepted."""

    conversation: Id
    agent: Id
    agent_name: str


class YourAssignmentFailed(Body, frozen=True, tag="assignment_failed", kw_only=True):
    """A chat you assigned came back: who did not take it, and how it ended."""

    conversation: Id
    agent: Id
    agent_name: str
    ending: OfferEnding
    reason: str


StaffBody = (
    Opened
    | Queued
    | Message
    | Note
    | Offered
    | Ended
    | RoundBegan
    | Taken
    | TransferAsked
    | TransferEnded
    | Transferred
    | Prioritised
    | VisitorPresence
    | MessageLeft
    | Idled
    | Closed
)
VisitorBody = ChatStarted | YourMessage | AgentJoined | AgentLeft | ChatEnded
BoardBody = (
    BoardWaiting
    | BoardMoved
    | BoardVisitor
    | BoardPriority
    | BoardRound
    | BoardOffered
    | BoardOfferEnded
    | BoardTaken
    | BoardTransfer
    | BoardTransferEnded
    | BoardClosed
)
TeamBody = (
    TeamMember
    | TeamStatus
    | TeamConnection
    | TeamHold
    | TeamInbox
    | TeamInboxGone
    | TeamGroup
    | TeamGroupGone
    | TeamSeats
    | TeamOverriding
)
MemberBody = (
    YourOffer
    | YourOfferEnded
    | YourChat
    | YourChatGone
    | YourTransfer
    | YourPassing
    | YourTransferEnded
    | YourTransferDone
    | YourAssignmentFailed
)
