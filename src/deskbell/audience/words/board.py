"""board:<inbox>: the open chats of an inbox, in the words for staff who may see it.

Owns: a body for every event that moves a chat on the board.
Never: texts beyond the opening of a chat.
Holds: a chat is on the board from when it first waits until it is closed.
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
from deskbell.wire import bodies as say


def _waiting(event: happened.ChatQueued) -> say.BoardWaiting:
    return say.BoardWaiting(
        conversation=event.conversation,
        visitor_name=event.visitor_name,
        opening=event.opening,
        opened_at=event.opened_at,
        since=event.since,
        priority=event.priority,
        number=event.number,
    )


def _offered(event: happened.ChatOffered) -> say.BoardOffered:
    return say.BoardOffered(
        conversation=event.conversation,
        offer=event.offer,
        agent=event.agent,
        expires_at=event.expires_at,
    )


def _offer_ended(event: happened.OfferEnded) -> say.BoardOfferEnded:
    return say.BoardOfferEnded(
        conversation=event.conversation,
        offer=event.offer,
        agent=event.agent,
        agent_name=event.agent_name,
        ending=event.ending,
        assigned_by=event.assigned_by,
    )


def _taken(event: happened.ChatAccepted | happened.ChatClaimed) -> say.BoardTaken:
    return say.BoardTaken(conversation=event.conversation, agent=event.agent)


def _closed(event: happened.ChatClosed) -> say.BoardClosed:
    return say.BoardClosed(conversation=event.conversation, reason=event.reason)


WORDS: Final[Words] = {
    happened.ChatQueued: _waiting,
    happened.ChatOffered: _offered,
    happened.OfferEnded: _offer_ended,
    happened.ChatAccepted: _taken,
    happened.ChatClaimed: _taken,
    happened.ChatClosed: _closed,
}
