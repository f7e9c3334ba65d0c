"""visitor:<conversation>: a chat in the words for its visitor.

Owns: the whole list of what a visitor is ever told. To review what leaks to visitors, review this file.
Never: a note, an offer, a queue, a member's id, e-mail or request id, and of why a chat was closed no more
than he sees himself: by whom, because he was silent, or because there is no such chat service any more.
Holds: an event that is not in `WORDS` does not reach a visitor and takes no number in his stream (law 10).
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
from deskbell.floor.vocabulary import CloseReason
from deskbell.wire import bodies as say


def _started(_event: happened.ChatOpened) -> say.ChatStarted:
    return say.ChatStarted()


def _message(event: happened.MessagePosted) -> say.YourMessage:
    mine = event.author.kind == "visitor"
    # The request ids of others are nothing to him.
    return say.YourMessage(
        mine=mine,
        name="" if mine else event.author.name,
        text=event.text,
        cid=event.cid if mine else "",
    )


def _agent_joined(event: happened.ChatAccepted | happened.ChatClaimed | happened.ChatTransferred) -> say.AgentJoined:
    return say.AgentJoined(name=event.agent_name)


def _agent_left(_event: happened.ChatQueued) -> say.AgentLeft:
    return say.AgentLeft()


def _ended(event: happened.ChatClosed) -> say.ChatEnded:
    otherwise: say.EndCause = "visitor" if event.by.kind == "visitor" else "agent"
    if event.reason == "abandoned" and event.by.kind == "system":
        otherwise = "absence"
    return say.ChatEnded(cause=_CAUSES.get(event.reason, otherwise))


_CAUSES: Final[dict[CloseReason, say.EndCause]] = {
    "inactivity": "inactivity",
    "inbox_deleted": "inbox_closed",
    "message_left": "message_left",
}


WORDS: Final[Words] = {
    happened.ChatOpened: _started,
    happened.MessagePosted: _message,
    happened.ChatAccepted: _agent_joined,
    happened.ChatClaimed: _agent_joined,
    happened.ChatTransferred: _agent_joined,
    happened.ChatQueued: _agent_left,
    happened.ChatClosed: _ended,
}
