"""The words of the floor: names, kinds and bounds that every other file uses.

Owns: type names, closed sets of values, and the bounds the product gives them.
Never: behaviour.
Holds: one word has one meaning; every duration that crosses a boundary names its unit.
"""

from typing import Literal, get_args

from msgspec import Struct

Id = str
"""26 lower-case base32 characters; made by the caller, never by the floor."""

Instant = int
"""Milliseconds since the Unix epoch, UTC, by the server's steady clock."""

Milliseconds = int

ActorKind = Literal["member", "visitor", "system"]
Role = Literal["owner", "admin", "member"]
Permission = Literal["phone_system", "conversations", "reports", "canned_responses", "members"]
"""What a permission group may hold (product, section 2).

phone_system: Inbox Management. conversations: see all chats, assign, force a transfer, change another's status.
reports: performance and export of all. canned_responses: manage the organisation's. members: invite and manage Members.
"""

Licence = Literal["contact_center", "live_chat"]
Status = Literal["available", "busy", "away", "offline"]
"""What a member chose. It never changes by itself (product, section 6)."""

Connection = Literal["attached", "leased", "gone"]
"""attached: a console is open. leased: none is, but the lease still runs. gone: unreachable."""

InboxType = Literal["live_chat"]
AssignmentMode = Literal["auto", "manual"]
ChatState = Literal["opened", "waiting", "offered", "active"]
"""The states a chat can have on the floor (`transitions.py`); a closed chat has left it."""

InactivityAction = Literal["close", "message", "message_and_close"]
InactivityBasis = Literal["agent_reply", "customer_message"]
"""What the customer's silence is measured from: our latest answer to him, or his own latest message."""

CloseReason = Literal[
    "agent", "visitor", "abandoned", "message_left", "inactivity", "inbox_deleted", "blocked", "merged", "system"
]
OfferEnding = Literal["declined", "expired", "lost", "rescinded"]
"""How an offer ends when it is not accepted (routing, "States")."""

TransferEnding = Literal["declined", "expired", "lost", "cancelled", "withdrawn"]
"""How a transfer ends when the agent asked does not take the chat: it stays with its owner (product, section 7)."""

QueueCause = Literal["opened", "moved", "agent_lost", "agent_deactivated"]
"""Why a chat began to wait."""

RescindCause = Literal[
    "chat_closed",
    "reassigned",
    "taken_over",
    "moved",
    "owner_gone",
    "inbox_changed",
    "member_changed",
    "status_changed",
]
"""Why an offer was rescinded, or a transfer withdrawn."""

PassedOver = Literal[
    "offline",
    "away",
    "busy",
    "unreachable",
    "on_hold",
    "at_capacity",
    "no_licence",
    "deactivated",
    "just_declined",
    "more_loaded",
    "offered_more_recently",
    "ready_later",
    "known_to_another",
    "free",
    "chosen",
]
"""Why an agent was passed over for an offer, or "chosen"; "free" where nothing was decided (routing, "Why")."""

# Bounds of product, section 3 and section 5.
NAME_CHARACTERS_MAX = 100
OFFER_SECONDS_MIN = 5
OFFER_SECONDS_MAX = 3600
OFFER_SECONDS_DEFAULT = 30
CAPACITY_MIN = 1
CAPACITY_MAX = 50
CAPACITY_DEFAULT = 3
SEATS_MAX = 1_000_000
GROUPS_MAX = 50
MESSAGE_CHARACTERS_MAX = 4000
REASON_CHARACTERS_MAX = 200
EMAIL_CHARACTERS_MAX = 254
AGENTS_PER_INBOX_MAX = 1000
PRIORITY_MIN = 0
PRIORITY_MAX = 9
PRIORITY_DEFAULT = 0
GRACE_SECONDS_MIN = 1
GRACE_SECONDS_MAX = 3600
GRACE_SECONDS_DEFAULT = 60
"""How long an accepted chat stays with an agent who cannot be reached any more (product, section 6)."""

ABANDON_MINUTES_MIN = 1
ABANDON_MINUTES_MAX = 1440
ABANDON_MINUTES_DEFAULT = 30
"""How long a chat waits on after its visitor has left the page."""

INACTIVITY_MINUTES_MIN = 1
INACTIVITY_MINUTES_MAX = 432_000
INACTIVITY_CHARACTERS_MAX = 200

PERMISSIONS: tuple[Permission, ...] = get_args(Permission)
ADMIN_PERMISSIONS: tuple[Permission, ...] = tuple(one for one in PERMISSIONS if one != "phone_system")
"""Of an Admin without a permission group: the column "Admin without" of product, section 2."""

LICENCES: tuple[Licence, ...] = get_args(Licence)
LICENCE_NAMES: dict[Licence, str] = {"contact_center": "Contact Center", "live_chat": "Live Chat"}

MEMBERS_MAX: dict[Role, int] = {"owner": 1, "admin": 100, "member": 10_000}
"""How many of each role an organisation has at most, deactivated members counted (product, section 2)."""

MISSES_BEFORE_HOLD = 5
"""Offers in a row that may expire before an agent is set on hold (product, section 6)."""

LEASE_MS: Milliseconds = 30_000
"""How long an agent stays reachable after the last console closed (product, section 6)."""


class Actor(Struct, frozen=True):
    """Who asks. Taken from the session, never from the request.

    `id` is a member id for "member", a contact id for "visitor", empty for "system".
    """

    kind: ActorKind
    id: Id = ""


SYSTEM = Actor("system")


def by_member(member: Id) -> Actor:
    """The actor for a signed-in member."""
    return Actor("member", member)


def by_visitor(contact: Id) -> Actor:
    """The actor for a visitor known by his contact."""
    return Actor("visitor", contact)


class Author(Struct, frozen=True):
    """Who wrote an entry, with the name as it was then. A visitor's name is empty: it is a text that can be erased."""

    kind: ActorKind
    id: Id
    name: str = ""


class Inactivity(Struct, frozen=True):
    """What an inbox does when the customer stays silent (product, section 8). `message` is empty for "close"."""

    minutes: int
    action: InactivityAction
    message: str = ""
    basis: InactivityBasis = "agent_reply"


class Considered(Struct, frozen=True):
    """One agent looked at for an offer, and the fact that decided about him.

    `load` and `capacity` are his figures at that moment, for "at_capacity 3/3".
    """

    agent: Id
    why: PassedOver
    load: int
    capacity: int


CONSIDERED_MAX = 20
"""How many agents an offer names with their reasons: the chosen one and those nearest to being chosen."""

WAITS_REMEMBERED_MS: Milliseconds = 3_600_000
WAITS_REMEMBERED_MAX = 200
"""Of how many chats taken in the last hour an inbox remembers how long they waited, for the visitors' estimate."""

CLOSED_REMEMBERED_MS: Milliseconds = 600_000
"""How long the floor knows that a chat was closed, so that a late retry of its opening cannot open it again."""
