"""Refusals: why not. Data with a stable code, never an exception.

Owns: every code the floor can answer with, and its sentence in English.
Never: HTTP or socket details.
Holds: a code never changes its meaning; a refused command changes nothing.
"""

from typing import Literal

from msgspec import Struct

from deskbell.floor.vocabulary import Id, Licence

RefusalCode = Literal[
    "unknown_conversation",
    "already_open",
    "unknown_inbox",
    "unknown_member",
    "unknown_group",
    "group_in_use",
    "too_many_groups",
    "too_many_members",
    "no_seat",
    "seats_in_use",
    "licence_missing",
    "not_allowed",
    "not_agent_of_inbox",
    "chat_closed",
    "chat_not_waiting",
    "chat_taken",
    "not_your_chat",
    "offer_expired",
    "offer_ended",
    "offer_taken",
    "you_elsewhere",
    "at_capacity",
    "override_off",
    "transfer_pending",
    "transfer_ended",
    "chat_not_active",
    "claiming_off",
    "not_licensed",
    "deactivated",
    "unavailable",
    "name_taken",
    "invalid",
    "cid_conflict",
    "order",
    "busy",
]


class Refusal(Struct, frozen=True):
    """A definite no.

    `detail` is a sentence for people; `field` and `allowed` are set where one field of the request was at fault.
    `agent` names whoever has the thing now ("Ana has it"), `conversation` the chat that is open already,
    `licence` the one that is missing.
    `retry` says whether the same request may succeed later.
    """

    code: RefusalCode
    detail: str
    field: str = ""
    allowed: str = ""
    agent: Id = ""
    conversation: Id = ""
    licence: Licence | Literal[""] = ""
    retry: bool = False


class Repeat(Struct, frozen=True):
    """The request was answered before: same conversation, author, cid and digest. The first answer stands."""

    conversation: Id
    cid_author: Id
    cid: str


def refuse(
    code: RefusalCode,
    detail: str,
    *,
    field: str = "",
    allowed: str = "",
    agent: Id = "",
    conversation: Id = "",
    licence: Licence | Literal[""] = "",
    retry: bool = False,
) -> Refusal:
    """A refusal, in one line at the place of the rule."""
    return Refusal(code, detail, field, allowed, agent, conversation, licence, retry)
