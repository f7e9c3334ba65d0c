"""conversation:<id>: the whole log of a chat, in the words for staff.

Owns: a body for every event of a chat.
Never: an event left out: the log is complete.
Holds: numbers here are the positions of entries in the log.
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
from deskbell.floor.vocabulary import Author
from deskbell.wire import bodies as say


def _opened(event: happened.ChatOpened) -> say.Opened:
    return say.Opened(inbox=event.inbox, contact=event.contact, visitor_name=event.visitor_name)


def _queued(event: happened.ChatQueued) -> say.Queued:
    return say.Queued(
        inbox=event.inbox,
        since=event.since,
        cause=event.cause,
        visitor_left=event.visitor_left,
        moved_from=event.moved_from,
        by=event.by.id,
        by_name=event.by_name,
        note=event.note,
    )


def _message(event: happened.MessagePosted) -> say.Message:
    return say.Message(author=_writer(event.author), text=event.text, cid=event.cid)


def _note(event: happened.NotePosted) -> say.Note:
    return say.Note(author=_writer(event.author), text=event.text, cid=event.cid)


def _writer(author: Author) -> say.Writer:
    return say.Writer(author.kind, author.id, author.name)


def _offered(event: happened.ChatOffered) -> say.Offered:
    return say.Offered(
        offer=event.offer,
        agent=event.agent,
        agent_name=event.agent_name,
        expires_at=event.expires_at,
        by=event.by.id,
        beyond=event.beyond,
        considered=event.considered,
    )


def _offer_ended(event: happened.OfferEnded) -> say.Ended:
    return say.Ended(
        offer=event.offer,
        agent=event.agent,
        agent_name=event.agent_name,
        ending=event.ending,
        cause=event.cause,
        reason=event.reason,
    )


def _round_began(event: happened.RoundBegan) -> say.RoundBegan:
    return say.RoundBegan(round=event.round)


def _accepted(event: happened.ChatAccepted) -> say.Taken:
    return say.Taken(agent=event.agent, agent_name=event.agent_name, claimed=False, beyond=False)


def _claimed(event: happened.ChatClaimed) -> say.Taken:
    return say.Taken(agent=event.agent, agent_name=event.agent_name, claimed=True, beyond=event.beyond)


def _transfer_asked(event: happened.TransferAsked) -> say.TransferAsked:
    return say.TransferAsked(
        transfer=event.transfer,
        agent=event.agent,
        agent_name=event.agent_name,
        by=event.by.id,
        by_name=event.by_name,
        note=event.note,
        expires_at=event.expires_at,
        beyond=event.beyond,
    )


def _transfer_ended(event: happened.TransferEnded) -> say.TransferEnded:
    return say.TransferEnded(
        transfer=event.transfer,
        agent=event.agent,
        agent_name=event.agent_name,
        ending=event.ending,
        cause=event.cause,
        reason=event.reason,
    )


def _transferred(event: happened.ChatTransferred) -> say.Transferred:
    return say.Transferred(
        transfer=event.transfer,
        agent=event.agent,
        agent_name=event.agent_name,
        released=event.released,
        released_name=event.released_name,
        beyond=event.beyond,
    )


def _prioritised(event: happened.ChatPrioritised) -> say.Prioritised:
    return say.Prioritised(priority=event.priority, by=event.by.id, by_name=event.by_name)


def _visitor_left(_event: happened.VisitorLeft) -> say.VisitorPresence:
    return say.VisitorPresence(here=False)


def _visitor_returned(_event: happened.VisitorReturned) -> say.VisitorPresence:
    return say.VisitorPresence(here=True)


def _message_left(event: happened.MessageLeft) -> say.MessageLeft:
    return say.MessageLeft(email=event.email)


def _idled(event: happened.ChatIdled) -> say.Idled:
    return say.Idled(minutes=event.minutes, action=event.action)


def _closed(event: happened.ChatClosed) -> say.Closed:
    return say.Closed(reason=event.reason, by=event.by.id, by_name=event.by_name)


WORDS: Final[Words] = {
    happened.ChatOpened: _opened,
    happened.ChatQueued: _queued,
    happened.MessagePosted: _message,
    happened.NotePosted: _note,
    happened.ChatOffered: _offered,
    happened.OfferEnded: _offer_ended,
    happened.RoundBegan: _round_began,
    happened.ChatPrioritised: _prioritised,
    happened.ChatAccepted: _accepted,
    happened.ChatClaimed: _claimed,
    happened.TransferAsked: _transfer_asked,
    happened.TransferEnded: _transfer_ended,
    happened.ChatTransferred: _transferred,
    happened.VisitorLeft: _visitor_left,
    happened.VisitorReturned: _visitor_returned,
    happened.MessageLeft: _message_left,
    happened.ChatIdled: _idled,
    happened.ChatClosed: _closed,
}
