"""member:<id>: what is on a member's own plate, in the words for himself.

Owns: a body for every event that brings him a chat or an offer, or takes it away.
Never: another member's offers, but for those he assigned himself and that came back.
Holds: what he holds and what is on offer to him can be told from this stream alone.
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
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


def assignment_failed(event: happened.OfferEnded) -> say.YourAssignmentFailed:
    """To the supervisor who assigned the chat, in his own stream, unless it was he who let the offer go."""
    return say.YourAssignmentFailed(
        conversation=event.conversation,
        agent=event.agent,
        agent_name=event.agent_name,
        ending=event.ending,
        reason=event.reason,
    )


def _chat(event: happened.ChatAccepted | happened.ChatClaimed) -> say.YourChat:
    return say.YourChat(
        conversation=event.conversation,
        inbox=event.inbox,
        waiting_since=event.waiting_since,
        visitor_name=event.visitor_name,
        opening=event.opening,
    )


def _chat_returned(event: happened.ChatQueued) -> say.YourChatGone:
    return say.YourChatGone(conversation=event.conversation, reason="returned")


def _chat_closed(event: happened.ChatClosed) -> say.YourChatGone:
    return say.YourChatGone(conversation=event.conversation, reason=event.reason)


WORDS: Final[Words] = {
    happened.ChatOffered: _offer,
    happened.OfferEnded: _offer_ended,
    happened.ChatAccepted: _chat,
    happened.ChatClaimed: _chat,
    happened.ChatQueued: _chat_returned,
    happened.ChatClosed: _chat_closed,
}
