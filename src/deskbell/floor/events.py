"""Events: everything that can have happened on the floor. Past tense; never changed.

Owns: one struct per kind of event, with the outcome and the names of everyone it touches.
Never: a reason to decide again: numbers, places and deadlines are written down as they were decided.
Holds: `ERASABLE` names the fields that are somebody's words or name; the ledger keeps them apart so that they can be
erased, after which they read as empty strings (law 12, law 13 of `invariants.py`).
"""

from typing import ClassVar

from msgspec import Struct

from deskbell.floor.vocabulary import (
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

    `released` is the agent who held it and does no longer, or empty.
    """

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    since: Instant
    priority: int
    number: int
    released: Id
    contact: Id
    visitor_name: str
    opening: str
    opened_at: Instant
    cause: QueueCause = "opened"


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


# ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────────


class ChatOffered(ChatEvent, frozen=True, kw_only=True):
    """Offer number `offer` of the chat was made to `agent`; it takes his place `place` until it ends.

    `by` is the supervisor who assigned it, or the system. `considered` says why him.
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
    """The agent took the waiting chat himself."""

    ERASABLE: ClassVar[tuple[str, ...]] = ("visitor_name", "opening")
    agent: Id
    agent_name: str
    place: int
    capacity: int
    waiting_since: Instant
    visitor_name: str
    opening: str


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
    to who had him last, if that one is willing.
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
    | ChatIdled
    | ChatClosed
    | ChatOffered
    | ChatAccepted
    | ChatClaimed
    | OfferEnded
    | RoundBegan
    | MemberAdmitted
    | MemberChanged
    | MemberStatusChanged
    | MemberAttached
    | MemberDetached
    | MemberLost
    | MemberHeld
    | MemberReleased
    | SeatsSet
    | GroupCreated
    | GroupChanged
    | GroupDeleted
    | InboxCreated
    | InboxChanged
    | InboxDeleted
)
