"""What the inboxes room says and takes over HTTP.

Owns: the request and answer bodies.
Holds: bounds and defaults are those of product, section 3; the floor checks them again when it decides.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from deskbell.floor.vocabulary import (
    ABANDON_MINUTES_DEFAULT,
    ABANDON_MINUTES_MAX,
    ABANDON_MINUTES_MIN,
    AGENTS_PER_INBOX_MAX,
    CAPACITY_MAX,
    CAPACITY_MIN,
    GRACE_SECONDS_DEFAULT,
    GRACE_SECONDS_MAX,
    GRACE_SECONDS_MIN,
    INACTIVITY_CHARACTERS_MAX,
    INACTIVITY_MINUTES_MAX,
    INACTIVITY_MINUTES_MIN,
    OFFER_SECONDS_DEFAULT,
    OFFER_SECONDS_MAX,
    OFFER_SECONDS_MIN,
    PRIORITY_DEFAULT,
    PRIORITY_MAX,
    PRIORITY_MIN,
    AssignmentMode,
    Inactivity,
    InactivityAction,
    InactivityBasis,
    InboxType,
)
from deskbell.kit.fields import Name

OfferSeconds = Annotated[
    int,
    Meta(
        ge=OFFER_SECONDS_MIN,
        le=OFFER_SECONDS_MAX,
        description="The assigned agent must accept the chat within this time frame",
    ),
]
Priority = Annotated[int, Meta(ge=PRIORITY_MIN, le=PRIORITY_MAX)]
Capacity = Annotated[int, Meta(ge=CAPACITY_MIN, le=CAPACITY_MAX)]
AbandonMinutes = Annotated[int, Meta(ge=ABANDON_MINUTES_MIN, le=ABANDON_MINUTES_MAX)]
GraceSeconds = Annotated[int, Meta(ge=GRACE_SECONDS_MIN, le=GRACE_SECONDS_MAX)]
MemberId = Annotated[str, Meta(min_length=26, max_length=26)]
Agents = Annotated[tuple[MemberId, ...], Meta(max_length=AGENTS_PER_INBOX_MAX)]


class Request(Struct, forbid_unknown_fields=True, frozen=True):
    """The base of what is asked."""


class InactivityRule(Request, frozen=True):
    """What happens when a customer stays silent for so long. Both actions that send a message need one."""

    minutes: Annotated[int, Meta(ge=INACTIVITY_MINUTES_MIN, le=INACTIVITY_MINUTES_MAX)]
    action: InactivityAction
    message: Annotated[str, Meta(max_length=INACTIVITY_CHARACTERS_MAX)] = ""
    basis: InactivityBasis = "agent_reply"


class NewInbox(Request, frozen=True):
    """An inbox to create; what is left out takes its default."""

    name: Name
    type: InboxType
    mode: AssignmentMode = "auto"
    offer_seconds: OfferSeconds = OFFER_SECONDS_DEFAULT
    claiming: bool = True
    priority: Priority = PRIORITY_DEFAULT
    capacity: Capacity | None = None
    agents: Agents = ()
    inactivity: InactivityRule | None = None
    grace_seconds: GraceSeconds | None = GRACE_SECONDS_DEFAULT
    prefers_last_agent: bool = False
    abandon_minutes: AbandonMinutes | None = ABANDON_MINUTES_DEFAULT


class InboxChanges(Request, frozen=True):
    """What is to be different about an inbox; fields left out stay as they are."""

    name: Name | UnsetType = UNSET
    mode: AssignmentMode | UnsetType = UNSET
    offer_seconds: OfferSeconds | UnsetType = UNSET
    claiming: bool | UnsetType = UNSET
    priority: Priority | UnsetType = UNSET
    capacity: Capacity | UnsetType | None = UNSET
    agents: Agents | UnsetType = UNSET
    inactivity: InactivityRule | UnsetType | None = UNSET
    grace_seconds: GraceSeconds | UnsetType | None = UNSET
    prefers_last_agent: bool | UnsetType = UNSET
    abandon_minutes: AbandonMinutes | UnsetType | None = UNSET


class InboxDeletion(Request, frozen=True):
    """The inbox's name, typed by whoever deletes it (product, section 3)."""

    name: Annotated[str, Meta(max_length=200)]


class ChannelSummary(Struct, frozen=True):
    """The widget of an inbox, as its list shows it. `last_seen_on` is the site that showed it last."""

    id: str
    state: Literal["active", "disabled", "deactivated"]
    allowed_domains: list[str]
    last_seen_at: int | None
    last_seen_on: str


class Inbox(Struct, frozen=True):
    """An inbox with its rules. `waiting` counts chats nobody has accepted yet, `active` those somebody has.

    `inactivity` is null where nothing happens when a customer stays silent; `grace_seconds` where an accepted chat
    stays with an agent who cannot be reached, however long; `abandon_minutes` where a chat waits on without its
    visitor.
    """

    id: str
    type: InboxType
    name: str
    mode: AssignmentMode
    offer_seconds: int
    claiming: bool
    priority: int
    capacity: int | None
    agents: list[str]
    inactivity: Inactivity | None
    grace_seconds: int | None
    prefers_last_agent: bool
    abandon_minutes: int | None
    waiting: int
    active: int
    created_at: int
    channel: ChannelSummary | None


class WidgetAtStake(Struct, frozen=True):
    """A widget that stops for good with the inbox, and the site that showed it last."""

    id: str
    state: Literal["active", "disabled", "deactivated"]
    last_seen_on: str


class AtStake(Struct, frozen=True):
    """What deleting an inbox would do now: `waiting` (those on offer among them) and `open` chats would be closed.

    `past` chats are kept.
    """

    name: str
    waiting: int
    open: int
    past: int
    widgets: list[WidgetAtStake]


class Inboxes(Struct, frozen=True):
    """Inboxes by name."""

    inboxes: list[Inbox]
