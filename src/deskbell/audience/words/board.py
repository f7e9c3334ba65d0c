"""board:<inbox>: the open chats of an inbox, in the words for staff who may see it.

Owns: a body for every event that moves a chat on the board.
Never: texts beyond the opening of a chat.
Holds: a chat is on the board from when it first waits until it is closed or moved to another inbox.
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
from deskbell.floor.events import AnyEvent
from deskbell.floor.vocabulary import Id
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
        visitor_left=event.visitor_left,
    )


def _round_began(event: happened.RoundBegan) -> say.BoardRound:
    return say.BoardRound(conversation=event.conversation, round=event.round)


def _prioritised(event: happened.ChatPrioritised) -> say.BoardPriority:
    return say.BoardPriority(conversation=event.conversation, priority=event.priority)


def _visitor_left(event: happened.VisitorLeft) -> say.BoardVisitor:
    return say.BoardVisitor(conversation=event.conversation, here=False)


def _visitor_returned(event: happened.VisitorReturned) -> say.BoardVisitor:
    return say.BoardVisitor(conversation=event.conversation, here=True)


def _transfer_asked(event: happened.TransferAsked) -> say.BoardTransfer:
    return say.BoardTransfer(conversation=event.conversation, agent=event.agent, expires_at=event.expires_at)


def _transfer_ended(event: happened.TransferEnded) -> say.BoardTransferEnded:
    return say.BoardTransferEnded(conversation=event.conversation)


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


def _taken(event: happened.ChatAccepted | happened.ChatClaimed | happened.ChatTransferred) -> say.BoardTaken:
    return say.BoardTaken(conversation=event.conversation, agent=event.agent)


def _closed(event: happened.ChatClosed) -> say.BoardClosed:
    return say.BoardClosed(conversation=event.conversation, reason=event.reason)


WORDS: Final[Words] = {
    happened.ChatQueued: _waiting,
    happened.ChatOffered: _offered,
    happened.OfferEnded: _offer_ended,
    happened.ChatAccepted: _taken,
    happened.ChatClaimed: _taken,
    happened.ChatTransferred: _taken,
    happened.TransferAsked: _transfer_asked,
    happened.TransferEnded: _transfer_ended,
    happened.RoundBegan: _round_began,
    happened.ChatPrioritised: _prioritised,
    happened.VisitorLeft: _visitor_left,
    happened.VisitorReturned: _visitor_returned,
    happened.ChatClosed: _closed,
}


def body_for(event: AnyEvent, inbox: Id) -> say.Body:
    """What the event says on the board of this inbox: a chat that was moved leaves one and comes to another."""
    if isinstance(event, happened.ChatQueued) and event.moved_from == inbox:
        return say.BoardMoved(conversation=event.conversation)
    return WORDS[type(event)](event)
