"""The state of one organisation's floor.

Owns: who is there, which inboxes exist, which chats are open, and who holds which place.
Never: a rule. Only `evolve.py` changes these structs; only `decide` functions read them to make events.
Holds: everything here follows from the events alone; what can be derived is kept in `index.py`, never in a snapshot.
"""

from msgspec import Struct, field

from deskbell.floor.events import InboxRules
from deskbell.floor.index import Index
from deskbell.floor.vocabulary import (
    ChatState,
    Connection,
    Id,
    InboxType,
    Instant,
    Licence,
    Milliseconds,
    Permission,
    Role,
    Status,
)


class Member(Struct):
    """A person of the organisation as the floor knows him. `last_offer` is the running number of his latest offer."""

    id: Id
    name: str
    role: Role
    contact_center: bool
    live_chat: bool
    capacity: int
    group: Id = ""
    active: bool = True
    status: Status = "offline"
    status_reason: str = ""
    status_since: Instant = 0
    connection: Connection = "gone"
    lease_until: Instant = 0
    gone_at: Instant = 0
    on_hold: bool = False
    misses: int = 0
    last_offer: int = 0

    @property
    def licensed(self) -> bool:
        """Holds both licences that a live-chat agent needs (product, section 2)."""
        return self.contact_center and self.live_chat


class Group(Struct, frozen=True):
    """A permission group: what its Admins may do."""

    id: Id
    name: str
    permissions: tuple[Permission, ...]


class Wait(Struct, frozen=True):
    """A chat that was taken: when, how long it had waited, and from which place."""

    at: Instant
    waited_ms: Milliseconds
    place: int


class Inbox(Struct):
    """A queue of chats with its rules. `inactivity_since`, `grace_since`, `abandon_since`: when these rules took their
    present form. `waits` are those of the last hour, the oldest first.
    """

    id: Id
    type: InboxType
    rules: InboxRules
    created_at: Instant
    inactivity_since: Instant
    grace_since: Instant
    abandon_since: Instant
    waits: list[Wait] = field(default_factory=list)


class Offer(Struct, frozen=True):
    """The open offer of a chat. `by` is the supervisor who assigned it, or empty."""

    number: int
    agent: Id
    made_at: Instant
    expires_at: Instant
    place: int
    by: Id


class Transfer(Struct, frozen=True):
    """The open transfer of a chat: who is asked to take it over, by whom, and the place it takes."""

    number: int
    agent: Id
    by: Id
    by_name: str
    note: str
    expires_at: Instant
    place: int


class Chat(Struct):
    """One open chat.

    `stood_aside` names the agents who declined or missed it in this round; `retry_at` is when the next round begins.
    Since it was accepted: `agent_at` is the agent's latest message (or the acceptance), `visitor_at` the visitor's
    (or 0), `awaits_agent` whether the visitor's came last, `idled` whether his present silence was answered already.
    `queued_at` is when it last began to wait, `waiting_since` what its place counts from; `joined_place` its place on
    arrival, or 0 once it was moved or given back; `visitor_left` since when the visitor has been away, or 0.
    `receipts` maps "author cid" to the digest of what was asked, for ever (law 8).
    """

    id: Id
    inbox: Id
    channel: Id
    contact: Id
    visitor_name: str
    opening: str
    opened_at: Instant
    last_agent: Id = ""
    state: ChatState = "opened"
    priority: int = 0
    waiting_since: Instant = 0
    number: int = 0
    offers_made: int = 0
    offer: Offer | None = None
    owner: Id = ""
    place: int = 0
    round: int = 1
    queued_at: Instant = 0
    joined_place: int = 0
    visitor_left: Instant = 0
    transfers_made: int = 0
    transfer: Transfer | None = None
    stood_aside: dict[Id, str] = field(default_factory=dict)
    retry_at: Instant | None = None
    accepted_at: Instant = 0
    agent_at: Instant = 0
    visitor_at: Instant = 0
    awaits_agent: bool = False
    idled: bool = False
    receipts: dict[str, str] = field(default_factory=dict)

    @property
    def holder(self) -> Id:
        """Who has a place taken by this chat: its owner, or the agent it is offered to, or nobody (empty)."""
        return self.owner or (self.offer.agent if self.offer else "")


class Totals(Struct):
    """Running numbers. opened = waiting + offered + active + closed, at every commit (routing, "Deadlines")."""

    opened: int = 0
    closed: int = 0
    arrivals: int = 0
    offers: int = 0


class Floor(Struct):
    """The whole floor.

    `seats` has no key for a licence without a limit. `overriding`: supervisors may assign beyond capacity. `closed`
    remembers chats closed lately; `index` is derived and rebuilt after loading.
    """

    now: Instant = 0
    members: dict[Id, Member] = field(default_factory=dict)
    groups: dict[Id, Group] = field(default_factory=dict)
    seats: dict[Licence, int] = field(default_factory=dict)
    overriding: bool = False
    inboxes: dict[Id, Inbox] = field(default_factory=dict)
    chats: dict[Id, Chat] = field(default_factory=dict)
    closed: dict[Id, Instant] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    index: Index = field(default_factory=Index)
