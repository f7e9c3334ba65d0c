"""What the history room says over HTTP.

Owns: the answer bodies.
"""

from typing import Literal

from msgspec import Struct

from deskbell.wire.views import StaffEntry

State = Literal["waiting", "offered", "active", "closed"]
StateFilter = Literal["waiting", "offered", "active", "closed", "open"]


class ConversationRow(Struct, frozen=True):
    """One conversation in a list. `agent` has it, has it on offer, or had it at the end."""

    id: str
    inbox: str
    inbox_name: str
    channel: str
    contact: str
    visitor_name: str
    opening: str
    state: State
    agent: str
    opened_at: int
    waiting_since: int
    accepted_at: int | None
    closed_at: int | None
    close_reason: str


class Conversations(Struct, frozen=True):
    """A page of conversations, newest first; `next` goes on where it ends, null at the end."""

    conversations: list[ConversationRow]
    next: str | None


class Entries(Struct, frozen=True):
    """A page of a conversation's log, oldest first; `first_seq` is the number of the first, or 0."""

    entries: list[StaffEntry]
    first_seq: int
