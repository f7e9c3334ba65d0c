"""Why a chat is with somebody, or still with nobody: recorded facts, in words (routing, "Why").

Owns: the sentence for each fact, and for all of them together.
Never: a ranking: the floor made it, and the facts of an offer are those of the moment in which it was made.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from deskbell.floor.choose import explain_waiting
from deskbell.floor.events import ChatClaimed, ChatOffered, ChatTransferred
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import AssignmentMode, Considered, Id, Instant, PassedOver

Giving = ChatOffered | ChatClaimed | ChatTransferred
"""What brings a chat to somebody."""

NAMED_MAX = 3
"""How many agents the one sentence names."""

_WORDS: Final[dict[PassedOver, str]] = {
    "offline": "is offline",
    "away": "is away",
    "busy": "is busy",
    "unreachable": "cannot be reached",
    "on_hold": "is on hold after missed offers",
    "at_capacity": "has {load} of {capacity} chats",
    "no_licence": "does not hold both licences",
    "deactivated": "is deactivated",
    "just_declined": "declined or missed this chat a moment ago",
    "more_loaded": "had more chats",
    "offered_more_recently": "had an offer more recently",
    "ready_later": "became available later",
    "known_to_another": "had not had this contact last",
    "chosen": "was chosen",
    "free": "is free",
}


class Fact(Struct, frozen=True):
    """One agent who was looked at, and the fact that decided about him, as a code and in words."""

    agent: Id
    name: str
    why: PassedOver
    words: str
    load: int
    capacity: int


class Waiting(Struct, frozen=True):
    """Of a chat that waits: the facts of this moment. `retry_at`: then everybody may be offered it again."""

    mode: AssignmentMode
    retry_at: Instant | None
    facts: tuple[Fact, ...]


class Why(Struct, frozen=True):
    """`is_waiting`: with nobody yet, and the facts are those of now; else those of the offer it came by, if it did."""

    conversation: Id
    is_waiting: bool
    sentence: str
    retry_at: Instant | None
    facts: tuple[Fact, ...]


def find_waiting(floor: Floor, conversation: Id) -> Waiting | None:
    """Why the chat waits at this moment; None where it does not."""
    chat = floor.chats.get(conversation)
    if chat is None or chat.state != "waiting":
        return None
    facts = _named(floor, explain_waiting(floor, chat))
    return Waiting(floor.inboxes[chat.inbox].rules.mode, chat.retry_at, facts)


def name_facts(floor: Floor, given: Giving) -> tuple[Fact, ...]:
    """Why the latest offer went to whom it went; nothing where somebody simply took the chat or passed it on."""
    return _named(floor, given.considered) if isinstance(given, ChatOffered) else ()


def say_waiting(conversation: Id, waiting: Waiting) -> Why:
    """The answer for a chat that waits."""
    return Why(conversation, is_waiting=True, sentence=_say(waiting), retry_at=waiting.retry_at, facts=waiting.facts)


def say_given(conversation: Id, given: Giving, facts: tuple[Fact, ...]) -> Why:
    """The answer for one that is on offer, or with somebody, or was."""
    beyond = f" That was beyond the capacity of {given.capacity}." if given.beyond else ""
    return Why(conversation, is_waiting=False, sentence=_say_given(given) + beyond, retry_at=None, facts=facts)


def _say_given(given: Giving) -> str:
    match given:
        case ChatClaimed():
            return f"{given.agent_name} took it from the queue."
        case ChatTransferred(transfer=0):
            return f"{given.agent_name} took it over from {given.released_name}."
        case ChatTransferred():
            return f"{given.released_name} had it before. {given.agent_name} was asked to take it over, and did."
    by = "A supervisor assigned it to" if given.by.kind == "member" else "It was offered to"
    return f"{by} {given.agent_name}."


def say_unoffered(conversation: Id) -> Why:
    """The answer for one that nobody was ever offered."""
    return Why(conversation, is_waiting=False, sentence="It was never offered to anybody.", retry_at=None, facts=())


def _say(waiting: Waiting) -> str:
    if not waiting.facts:
        return "It waits because its inbox has no agents."
    if waiting.mode == "manual":
        return "It waits for a supervisor to assign it, or for an agent to take it."
    told = [f"{fact.name} {fact.words}" for fact in waiting.facts[:NAMED_MAX]]
    more = len(waiting.facts) - len(told)
    return f"It waits because nobody is free: {_list(told, more)}."


def _list(told: Sequence[str], more: int) -> str:
    if more:
        return f"{', '.join(told)}, and {more} more cannot take it either"
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]


def _named(floor: Floor, considered: Sequence[Considered]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            agent=one.agent,
            name=floor.members[one.agent].name if one.agent in floor.members else "somebody who has left",
            why=one.why,
            words=_WORDS[one.why].format(load=one.load, capacity=one.capacity),
            load=one.load,
            capacity=one.capacity,
        )
        for one in considered
    )
