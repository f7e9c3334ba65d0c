"""The words of the reference: people, inboxes, chats, and what is told about them.

Owns: plain structs, and the figures of the rules.
Never: a rule.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

LEASE_MS: Final = 30_000
MISSES_BEFORE_HOLD: Final = 5
MINUTE_MS: Final = 60_000

Fact = tuple[Any, ...]
"""Something that happened: a word, and of whom."""

Tie = Callable[[str, int, list[str]], str]
"""Chat, number of the offer, agents between whom no rule decides → one of them."""


class No(Exception):
    """A refusal, with its code; nothing has changed."""


@dataclass
class Agent:
    """A member. `last_offer` numbers the offers of all, so that "the longest since his last" is the smallest."""

    name: str
    role: str
    capacity: int
    contact_center: bool
    live_chat: bool
    active: bool = True
    status: str = "offline"
    connection: str = "gone"
    lease_until: int = 0
    gone_at: int = 0
    on_hold: bool = False
    misses: int = 0
    last_offer: int = 0

    @property
    def can_serve(self) -> bool:
        """An account that is active, with both licences."""
        return self.active and self.contact_center and self.live_chat


@dataclass
class Inbox:
    """A queue and its rules; `…_since` is when that rule took its present form."""

    name: str
    agents: tuple[str, ...]
    mode: str
    offer_seconds: int
    claiming: bool
    priority: int
    capacity: int | None
    grace_seconds: int | None
    prefers_last_agent: bool
    abandon_minutes: int | None
    grace_since: int
    abandon_since: int


INBOX_RULES: Final = (
    "agents",
    "mode",
    "offer_seconds",
    "claiming",
    "priority",
    "capacity",
    "grace_seconds",
    "prefers_last_agent",
    "abandon_minutes",
)


@dataclass
class Transfer:
    """A colleague is asked to take the chat over."""

    number: int
    agent: str
    by: str
    until: int
    place: int


@dataclass
class Chat:
    """A chat. `agent` has it, or has it on offer. `visitor_left` is since when its visitor is away, or 0."""

    name: str
    inbox: str
    contact: str
    channel: str
    last_agent: str
    since: int
    number: int
    queued_at: int
    visitor_left: int
    priority: int = 0
    state: str = "waiting"
    agent: str = ""
    place: int = 0
    offers: int = 0
    until: int = 0
    assigned_by: str = ""
    aside: set[str] = field(default_factory=set)
    retry_at: int | None = None
    round: int = 1
    transfers: int = 0
    transfer: Transfer | None = None
    reason: str = ""
