"""What the offline room says and takes over HTTP.

Owns: the request and answer bodies.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

ANSWER_CHARACTERS_MAX = 4_000

State = Literal["open", "done"]
AnswerText = Annotated[str, Meta(min_length=1, max_length=ANSWER_CHARACTERS_MAX)]


class OfflineMessage(Struct, frozen=True):
    """A message that a visitor left, by the id of the chat that ended with it.

    `opening` are his first words, `excerpt` the beginning of his last. Whoever was the last to mark it done is
    `done_by`, and empty while it is open. `answered_*` tell of the latest e-mail that went to him from here.
    """

    conversation: str
    inbox: str
    inbox_name: str
    contact: str
    visitor_name: str
    email: str
    opening: str
    excerpt: str
    left_at: int
    state: State
    done_by: str
    done_by_name: str
    done_at: int | None
    answered: bool
    answered_by: str
    answered_by_name: str
    answered_at: int | None


class OfflineMessages(Struct, frozen=True):
    """A page of messages, newest first; `next` goes on where it ends, null at the end. `can_reply`: see the count."""

    messages: list[OfflineMessage]
    next: str | None
    can_reply: bool


class OpenMessages(Struct, frozen=True):
    """How many messages wait to be dealt with. `can_reply`: mail is configured, so that they can be answered here."""

    open: int
    can_reply: bool


class Answer(Struct, forbid_unknown_fields=True, frozen=True):
    """What is written to the visitor."""

    text: AnswerText
