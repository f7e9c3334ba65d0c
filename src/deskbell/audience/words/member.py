"""member:<id>: what is on a member's own plate, in the words for himself.

Owns: a body for every event that brings him a chat or an offer, or takes it away.
Never: another member's offers and transfers, but for those he asked for himself and what became of them.
Holds: what he holds and what is on offer to him can be told from this stream alone.
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
from deskbell.floor.events import AnyEvent
from deskbell.floor.vocabulary import Id
from deskbell.wire import bodies as say


def _offer(event: happened.ChatOffered) -> say.YourOffer:
    return say.YourOffer(
        conversation=event.conversation,
        inbox=event.inbox,
        offer=event.offer,
        expires_at=event.expires_at,
        waiting_since=event.waiting_since,
        visitor_name=event.visitor_name,
        opening=event.opening,
        assigned=event.by.kind == "member",
    )


def _offer_ended(event: happened.OfferEnded) -> say.YourOfferEnded:
    return say.YourOfferEnded(
        conversation=event.conversation, offer=event.offer, ending=event.ending, cause=event.cause
    )


def _assignment_failed(event: happened.OfferEnded) -> say.YourAssignmentFailed:
    return say.YourAssignmentFailed(
        conversation=event.conversation,
        agent=event.agent,
        agent_name=event.agent_name,
        ending=event.ending,
        reason=event.reason,
    )


def _chat(event: happened.ChatAccepted | happened.ChatClaimed | happened.ChatTransferred) -> say.YourChat:
    return say.YourChat(
        conversation=event.conversation,
        inbox=event.inbox,
        waiting_since=event.waiting_since,
        visitor_name=event.visitor_name,
        opening=event.opening,
    )


def _chat_returned(event: happened.ChatQueued) -> say.YourChatGone:
    return say.YourChatGone(conversation=event.conversation, reason="moved" if event.moved_from else "returned")


def _passed_on(event: happened.ChatTransferred) -> say.YourChatGone:
    return say.YourChatGone(
        conversation=event.conversation,
        reason="transferred" if event.transfer else "taken_over",
        agent=event.agent,
        agent_name=event.agent_name,
    )


def _transfer(event: happened.TransferAsked) -> say.YourTransfer:
    return say.YourTransfer(
        conversation=event.conversation,
        inbox=event.inbox,
        transfer=event.transfer,
        expires_at=event.expires_at,
        owner=event.owner,
        owner_name=event.owner_name,
        by=event.by.id,
        by_name=event.by_name,
        note=event.note,
        waiting_since=event.waiting_since,
        visitor_name=event.visitor_name,
        opening=event.opening,
    )


def _passing(event: happened.TransferAsked) -> say.YourPassing:
    return say.YourPassing(
        conversation=event.conversation,
        transfer=event.transfer,
        agent=event.agent,
        agent_name=event.agent_name,
        by=event.by.id,
        by_name=event.by_name,
        expires_at=event.expires_at,
    )


def _transfer_ended(event: happened.TransferEnded) -> say.YourTransferEnded:
    return say.YourTransferEnded(
        conversation=event.conversation,
        transfer=event.transfer,
        agent=event.agent,
        agent_name=event.agent_name,
        ending=event.ending,
        cause=event.cause,
        reason=event.reason,
    )


def _transfer_done(event: happened.ChatTransferred) -> say.YourTransferDone:
    return say.YourTransferDone(conversation=event.conversation, agent=event.agent, agent_name=event.agent_name)


def _chat_closed(event: happened.ChatClosed) -> say.YourChatGone:
    return say.YourChatGone(conversation=event.conversation, reason=event.reason)


WORDS: Final[Words] = {
    happened.ChatOffered: _offer,
    happened.OfferEnded: _offer_ended,
    happened.ChatAccepted: _chat,
    happened.ChatClaimed: _chat,
    happened.ChatTransferred: _chat,
    happened.TransferAsked: _transfer,
    happened.TransferEnded: _transfer_ended,
    happened.ChatQueued: _chat_returned,
    happened.ChatClosed: _chat_closed,
}


def body_for(event: AnyEvent, member: Id) -> say.Body:
    """What the event says to this member: the agent it names, or the other one it concerns."""
    match event:
        case happened.OfferEnded() if member != event.agent:
            return _assignment_failed(event)
        case happened.TransferAsked() if member != event.agent:
            return _passing(event)
        case happened.ChatTransferred() if member == event.released:
            return _passed_on(event)
        case happened.ChatTransferred() if member != event.agent:
            return _transfer_done(event)
    return WORDS[type(event)](event)
