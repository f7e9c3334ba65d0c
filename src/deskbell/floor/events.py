"""Events: everything that can have happened on the floor. Past tense; never changed.

Owns: one struct per kind of event, with the outcome and the names of everyone it touches.
Never: a reason to decide again: numbers, places and deadlines are written down as they were decided.
Holds: `ERASABLE` names the fields that are somebody's words or name; the ledger keeps them apart so that they can be
erased, after which they read as empty strings (law 12, law 13 of `invariants.py`).
"""

from typing import ClassVar

from msgspec import Struct

from deskbell.floor.vocabulary import (
    SYSTEM,
    Actor,
    AssignmentMode,
    Author,
    CloseReason,
    Considered,
    Id,
    Inactivity,
    InactivityAction,
    InboxType,
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


class Event(Struct, frozen=True, tag=True, tag_field="kind", kw_only=True):
    """The base of all events."""

    ERASABLE: ClassVar[tuple[str, ...]] = ()


class ChatEvent(Event, frozen=True, kw_only=True):
    """An event in the log of one conversation.

    `cid`, `cid_author` and `digest` are set on the event that answers a client's request id, and kept for ever."""

    conversation: Id
    inbox: Id
    cid: str = ""
    cid_author: Id = ""
    digest: str = ""


# ── chats ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class ChatOpened(ChatEvent, frozen=True, kw_only=True):
    """A visitor began a chat. `opening` is the start of the first message, for lists and the offer card."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    channel: Id
    contact: Id
    visitor_name: str
    opening: str
    last_agent: Id = ""


class ChatQueued(ChatEvent, frozen=True, kw_only=True):
    """The chat began to wait in an inbox. `number` breaks ties of `since` in the order of arrival.

    `released` is the agent who held it and does no longer, or empty. `visitor_left` is since when its visitor is away,
    or 0. Where it was moved from another inbox, `moved_from` names that one, `by` who did it and `note` his words; then
    `retry_at` is set where `released` stands aside for a while in the new one.
    """

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening", "note")
    since: Instant
    priority: int
    number: int
    released: Id
    contact: Id
    visitor_name: str
    opening: str
    opened_at: Instant
    cause: QueueCause = "opened"
    visitor_left: Instant = 0
    moved_from: Id = ""
    by: Actor = SYSTEM
    by_name: str = ""
    note: str = ""
    retry_at: Instant | None = None


class MessagePosted(ChatEvent, frozen=True, kw_only=True):
    """A message that visitor and staff see."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("text",)
    author: Author
    text: str


class NotePosted(ChatEvent, frozen=True, kw_only=True):
    """A note that only staff see."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("text",)
    author: Author
    text: str


class ChatClosed(ChatEvent, frozen=True, kw_only=True):
    """The chat ended. `agent` is who held it, or empty."""

    reason: CloseReason
    by: Actor
    by_name: str
    agent: Id
    contact: Id


class ChatIdled(ChatEvent, frozen=True, kw_only=True):
    """The customer stayed silent for as long as the inbox allows; its message and the end, if any, come after this."""

    minutes: int
    action: InactivityAction
    agent: Id


class VisitorLeft(ChatEvent, frozen=True, kw_only=True):
    """The visitor's last page is gone."""


class VisitorReturned(ChatEvent, frozen=True, kw_only=True):
    """The visitor has the chat before him again."""


class MessageLeft(ChatEvent, frozen=True, kw_only=True):
    """The visitor waits no longer and left an address to be answered at; the end of the chat comes after this."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("email",)
    contact: Id
    email: str


# ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────────


class ChatOffered(ChatEvent, frozen=True, kw_only=True):
    """Offer number `offer` of the chat was made to `agent`; it takes his place `place` until it ends.

    `by` is the supervisor who assigned it, or the system. `considered` says why him. `beyond`: the capacity was
    overridden.
    """

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    offer: int
    agent: Id
    agent_name: str
    expires_at: Instant
    place: int
    capacity: int
    by: Actor
    considered: tuple[Considered, ...]
    waiting_since: Instant
    visitor_name: str
    opening: str
    beyond: bool = False


class ChatAccepted(ChatEvent, frozen=True, kw_only=True):
    """The offer was accepted; the agent owns the chat and keeps the place."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    offer: int
    agent: Id
    agent_name: str
    place: int
    capacity: int
    waiting_since: Instant
    visitor_name: str
    opening: str


class ChatClaimed(ChatEvent, frozen=True, kw_only=True):
    """The agent took the waiting chat himself. `beyond`: a supervisor who overrode his own capacity."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    agent: Id
    agent_name: str
    place: int
    capacity: int
    waiting_since: Instant
    visitor_name: str
    opening: str
    beyond: bool = False


class OfferEnded(ChatEvent, frozen=True, kw_only=True):
    """The offer ended without being accepted; the chat waits again with its old place.

    `cause` belongs to "rescinded", `reason` to "declined". `misses` is the agent's count in a row after this.
    `assigned_by` is the supervisor who must be told, or empty.
    """

    ERASABLE: ClassVar[tuple[str, ...]] = ("reason",)
    offer: int
    agent: Id
    agent_name: str
    ending: OfferEnding
    cause: RescindCause | None
    reason: str
    misses: int
    assigned_by: Id
    retry_at: Instant | None


class RoundBegan(ChatEvent, frozen=True, kw_only=True):
    """Everyone willing had declined or missed this chat; after the back-off all may be offered it again."""

    round: int


class ChatPrioritised(ChatEvent, frozen=True, kw_only=True):
    """A supervisor gave the chat another place in the queue; it waits since when it did before."""

    priority: int
    by: Actor
    by_name: str


# ── transfers ─────────────────────────────────────────────────────────────────────────────────────────────────────


class TransferAsked(ChatEvent, frozen=True, kw_only=True):
    """Transfer number `transfer` of the chat: `agent` is asked to take it over from `owner`, who goes on meanwhile.

    It takes the agent's place `place` until it ends. `by` is the owner or a supervisor; `note` his words.
    """

    ERASABLE: ClassVar[tuple[str, ...]] = ("note", "visitor_name", "opening")
    transfer: int
    owner: Id
    owner_name: str
    agent: Id
    agent_name: str
    by: Actor
    by_name: str
    note: str
    expires_at: Instant
    place: int
    capacity: int
    beyond: bool = False
    waiting_since: Instant
    visitor_name: str
    opening: str


class TransferEnded(ChatEvent, frozen=True, kw_only=True):
    """The agent asked does not take it: the chat stays with its owner.

    `cause` belongs to "withdrawn", `reason` to "declined". `asked_by` is who asked, whether or not he is the owner.
    """

    ERASABLE: ClassVar[tuple[str, ...]] = ("reason",)
    transfer: int
    owner: Id
    agent: Id
    agent_name: str
    asked_by: Id
    ending: TransferEnding
    cause: RescindCause | None
    reason: str


class ChatTransferred(ChatEvent, frozen=True, kw_only=True):
    """The chat went from one agent to another: he accepted transfer number `transfer`, or took it over (0)."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    transfer: int
    released: Id
    released_name: str
    asked_by: Id
    agent: Id
    agent_name: str
    place: int
    capacity: int
    beyond: bool = False
    waiting_since: Instant
    visitor_name: str
    opening: str


# ── members ───────────────────────────────────────────────────────────────────────────────────────────────────────


class MemberEvent(Event, frozen=True, kw_only=True):
    """An event about one member."""

    member: Id


class MemberAdmitted(MemberEvent, frozen=True, kw_only=True):
    """A person joined the organisation, with these settings."""

    name: str
    role: Role
    group: Id = ""
    contact_center: bool
    live_chat: bool
    capacity: int
    by: Actor


class MemberChanged(MemberEvent, frozen=True, kw_only=True):
    """A member's settings, all of them as they are now."""

    name: str
    role: Role
    group: Id = ""
    active: bool
    contact_center: bool
    live_chat: bool
    capacity: int
    by: Actor


class MemberStatusChanged(MemberEvent, frozen=True, kw_only=True):
    """A status was chosen, by the member or a supervisor."""

    status: Status
    reason: str
    by: Actor


class MemberAttached(MemberEvent, frozen=True, kw_only=True):
    """The member has a console open."""


class MemberDetached(MemberEvent, frozen=True, kw_only=True):
    """The last console is gone; unless one returns before `lease_until` he is unreachable."""

    lease_until: Instant


class MemberLost(MemberEvent, frozen=True, kw_only=True):
    """The lease ran out: the member is unreachable."""


class MemberHeld(MemberEvent, frozen=True, kw_only=True):
    """Too many offers in a row expired: on hold, "Not responding"."""

    misses: int


class MemberReleased(MemberEvent, frozen=True, kw_only=True):
    """The hold ended."""

    by: Actor


# ── the organisation ──────────────────────────────────────────────────────────────────────────────────────────────


class SeatsSet(Event, frozen=True, kw_only=True):
    """The organisation holds so many seats of a licence; None is no limit."""

    licence: Licence
    seats: int | None
    by: Actor


class OverridingSet(Event, frozen=True, kw_only=True):
    """Whether supervisors may assign beyond an agent's capacity (product, section 5)."""

    allowed: bool
    by: Actor


class GroupEvent(Event, frozen=True, kw_only=True):
    """An event about one permission group."""

    group: Id
    name: str
    by: Actor


class GroupCreated(GroupEvent, frozen=True, kw_only=True):
    """A permission group exists."""

    permissions: tuple[Permission, ...]


class GroupChanged(GroupEvent, frozen=True, kw_only=True):
    """A permission group as it is now."""

    permissions: tuple[Permission, ...]


class GroupDeleted(GroupEvent, frozen=True, kw_only=True):
    """The group is gone; nobody was in it."""


# ── inboxes ───────────────────────────────────────────────────────────────────────────────────────────────────────


class InboxRules(Struct, frozen=True):
    """What an inbox is set to.

    `capacity` is the inbox's own limit per agent, under the member's, or None. `grace_seconds` is how long an accepted
    chat stays with an agent who is unreachable; None: until he is back. `prefers_last_agent`: a returning contact goes
    to who had him last, if that one is willing. `abandon_minutes` is how long a chat waits on without its visitor;
    None: for good.
    """

    name: str
    mode: AssignmentMode
    offer_seconds: int
    claiming: bool
    priority: int
    capacity: int | None
    agents: tuple[Id, ...]
    inactivity: Inactivity | None = None
    grace_seconds: int | None = None
    prefers_last_agent: bool = False
    abandon_minutes: int | None = None


class InboxEvent(Event, frozen=True, kw_only=True):
    """An event about one inbox."""

    inbox: Id


class InboxCreated(InboxEvent, frozen=True, kw_only=True):
    """An inbox exists, with these rules."""

    type: InboxType
    rules: InboxRules
    by: Actor


class InboxChanged(InboxEvent, frozen=True, kw_only=True):
    """An inbox's rules, all of them as they are now, and the agents who left it by this change."""

    rules: InboxRules
    left: tuple[Id, ...]
    by: Actor


class InboxDeleted(InboxEvent, frozen=True, kw_only=True):
    """The inbox is gone for good; its chats were closed before this."""

    name: str
    agents: tuple[Id, ...]
    by: Actor


AnyEvent = (
    ChatOpened
    | ChatQueued
    | MessagePosted
    | NotePosted
    | VisitorLeft
    | VisitorReturned
    | MessageLeft
    | ChatIdled
    | ChatClosed
    | ChatOffered
    | ChatAccepted
    | ChatClaimed
    | OfferEnded
    | RoundBegan
    | ChatPrioritised
    | TransferAsked
    | TransferEnded
    | ChatTransferred
    | MemberAdmitted
    | MemberChanged
    | MemberStatusChanged
    | MemberAttached
    | MemberDetached
    | MemberLost
    | MemberHeld
    | MemberReleased
    | SeatsSet
    | OverridingSet
    | GroupCreated
    | GroupChanged
    | GroupDeleted
    | InboxCreated
    | InboxChanged
    | InboxDeleted
)
