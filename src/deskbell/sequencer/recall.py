"""What the ledger remembers of a request, where the floor does not: chats that have ended, requests made twice.

Owns: the answer to a repeated request, and to one for a chat that is over.
Never: a word about a chat to somebody who may not know of it.
Holds: a request id has one answer for ever (law 8), also when the chat has long left the floor.
"""

from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.floor.authority import find_member, may, serves
from deskbell.floor.commands import (
    AcceptOffer,
    AcceptTransfer,
    AnyCommand,
    AssignChat,
    CancelTransfer,
    ClaimChat,
    CloseChat,
    DeclineOffer,
    DeclineTransfer,
    LeaveMessage,
    MoveChat,
    OpenChat,
    PostMessage,
    PostNote,
    PrioritiseChat,
    TakeOver,
    TransferChat,
)
from deskbell.floor.refusals import Refusal, Repeat, refuse
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import Actor, Id, by_visitor
from deskbell.ledger import ConversationFacts, conversation_facts, find_receipt
from deskbell.sequencer.outcomes import Outcome, Refused, Repeated
from deskbell.sequencer.outside import Storage

ASKED_IN_A_CHAT: Final = (
    PostMessage,
    PostNote,
    CloseChat,
    LeaveMessage,
    AcceptOffer,
    DeclineOffer,
    ClaimChat,
    AssignChat,
    PrioritiseChat,
    TransferChat,
    AcceptTransfer,
    DeclineTransfer,
    CancelTransfer,
    MoveChat,
    TakeOver,
)
"""What somebody asks in a chat that is open, under a request id of his own."""

_UNKNOWN: Final = refuse("unknown_conversation", "No such conversation.")
# What the floor says of chats that have left it.
_OF_UNKNOWN_CHATS: Final = frozenset({"unknown_conversation", "chat_closed"})


class Question(Struct, frozen=True):
    """What identifies a request in a chat."""

    organisation: Id
    conversation: Id
    by: Actor
    cid: str
    digest: str


def question_of(organisation: Id, command: AnyCommand) -> Question | None:
    """The question to ask the ledger about a command, None for one that is not about a chat."""
    if isinstance(command, OpenChat):
        by = by_visitor(command.contact)
    elif isinstance(command, ASKED_IN_A_CHAT):
        by = command.by
    else:
        return None
    return Question(organisation, command.conversation, by, command.cid, command.digest)


async def find_earlier(storage: Storage, floor: Floor, question: Question) -> Outcome | None:
    """The answer to the opening of a chat that the floor has forgotten, because it ended long ago; None: a new one."""
    if question.conversation in floor.chats:
        return None
    remembered = await storage.read(lambda connection: _recall(connection, question))
    if isinstance(remembered, Repeated | Refused):
        return remembered
    if remembered is None or _is_open(question, remembered):
        return None
    return Refused(_refusal_after_the_end(floor, question, remembered, _UNKNOWN))


async def recall_after(storage: Storage, floor: Floor, question: Question, answer: Refusal | Repeat) -> Outcome:
    """The floor's answer, or what the ledger knows better about a request made twice or a chat that has ended."""
    if isinstance(answer, Refusal) and answer.code not in _OF_UNKNOWN_CHATS:
        return Refused(answer)
    remembered = await storage.read(lambda connection: _recall(connection, question))
    if isinstance(remembered, Repeated | Refused):
        return remembered
    assert isinstance(answer, Refusal), f"law 8: {question.conversation} has a receipt that the ledger does not know"
    if remembered is None:
        return Refused(answer)
    return Refused(_refusal_after_the_end(floor, question, remembered, answer))


def _recall(connection: Connection, question: Question) -> Repeated | Refused | ConversationFacts | None:
    """The answer given before, or the conflict with it; else what is known of the chat, whosever it is."""
    facts = conversation_facts(connection, question.conversation)
    if facts is None or facts.organisation != question.organisation or not question.cid:
        return facts
    receipt = find_receipt(connection, question.conversation, question.by.id, question.cid)
    if receipt is None:
        return facts
    if receipt.digest != question.digest:
        return Refused(refuse("cid_conflict", "This request id was used for something else.", field="cid"))
    return Repeated(question.conversation, receipt.seq, receipt.at, receipt.positions)


def _is_open(question: Question, facts: ConversationFacts) -> bool:
    """Opened by the same request a moment ago: the floor will say so."""
    return facts.organisation == question.organisation and not facts.closed


def _refusal_after_the_end(floor: Floor, question: Question, facts: ConversationFacts, otherwise: Refusal) -> Refusal:
    """ "It has ended", to somebody who may know that it was."""
    is_ours = facts.organisation == question.organisation
    if is_ours and facts.closed and _may_know(floor, question.by, facts):
        return refuse("chat_closed", "This chat has ended.")
    return otherwise


def _may_know(floor: Floor, by: Actor, facts: ConversationFacts) -> bool:
    if by.kind == "visitor":
        return by.id == facts.contact
    member = find_member(floor, by)
    return member is not None and (
        facts.agent == member.id or may(floor, member, "conversations") or serves(floor, member.id, facts.inbox)
    )
