"""What there is to see of a floor, in the reference's plain words: its state, its events, its tables.

Owns: the translation, one line for each fact.
Never: a judgement.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, select

from deskbell.floor import events as happened
from deskbell.floor.deadlines import next_due
from deskbell.floor.events import AnyEvent
from deskbell.floor.state import Chat, Floor, Inbox, Member
from deskbell.history.tables import CONVERSATIONS
from deskbell.ledger.places import places_of
from tests.sequencer.reference.words import INBOX_RULES, Fact


def picture_of(floor: Floor) -> dict[str, Any]:
    """The live floor."""
    return {
        "queues": {name: [key[-1] for key in floor.index.waiting.get(name, ())] for name in floor.inboxes},
        "chats": {name: _picture_of_chat(chat) for name, chat in floor.chats.items()},
        "inboxes": {name: _picture_of_rules(inbox) for name, inbox in floor.inboxes.items()},
        "agents": {name: _picture_of_agent(floor, member) for name, member in floor.members.items()},
        "overriding": floor.overriding,
        "next deadline": next_due(floor),
    }


def _picture_of_chat(chat: Chat) -> Fact:
    place, until = (chat.offer.place, chat.offer.expires_at) if chat.offer else (chat.place, 0)
    aside = tuple(sorted(chat.stood_aside))
    given = chat.transfer
    transfer = (given.number, given.agent, given.by, given.expires_at, given.place) if given else None
    made = (chat.offers_made, until, chat.round, chat.retry_at, aside, chat.transfers_made, transfer, chat.visitor_left)
    return (chat.state, chat.inbox, chat.holder, place, *made)


def _picture_of_rules(inbox: Inbox) -> Fact:
    return tuple(getattr(inbox.rules, rule) for rule in INBOX_RULES)


def _picture_of_agent(floor: Floor, member: Member) -> Fact:
    figures = (floor.index.load(member.id), member.capacity, member.misses, member.last_offer)
    account = (member.active, member.contact_center, member.live_chat)
    return (*account, member.status, member.connection, member.lease_until, member.on_hold, *figures)


def tables_of(connection: Connection, organisation: str) -> dict[str, Any]:
    """What people read, and who holds which place."""
    of = CONVERSATIONS.c
    columns = (of.conversation, of.state, of.agent, of.inbox, of.waiting_since, of.close_reason)
    rows = connection.execute(select(*columns).where(of.organisation == organisation))
    return {"rows": {name: tuple(facts) for name, *facts in rows}, "places": places_of(connection, organisation)}


def as_fact(event: AnyEvent) -> Fact | None:
    """What the reference would call it; None for what is seen in the picture alone."""
    as_words = _WORDS.get(type(event))
    return as_words(event) if as_words else None


def _why(event: happened.ChatOffered) -> tuple[tuple[str, str], ...]:
    """What was said of each agent."""
    return tuple(sorted((one.agent, one.why) for one in event.considered))


_WORDS: Final[dict[type[happened.Event], Callable[[Any], Fact]]] = {
    happened.ChatOpened: lambda e: ("opened", e.conversation, e.inbox),
    happened.ChatQueued: lambda e: ("queued", e.conversation, e.inbox, e.since, e.number, e.released, e.cause),
    happened.ChatOffered: lambda e: (
        *("offered", e.conversation, e.offer, e.agent, e.expires_at, e.place, e.by.id, e.waiting_since, _why(e)),
    ),
    happened.ChatAccepted: lambda e: ("accepted", e.conversation, e.offer, e.agent, e.place),
    happened.ChatClaimed: lambda e: ("claimed", e.conversation, e.agent, e.place),
    happened.OfferEnded: lambda e: (
        *("ended", e.conversation, e.offer, e.agent, e.ending, e.cause, e.misses, e.assigned_by),
    ),
    happened.RoundBegan: lambda e: ("round", e.conversation, e.round),
    happened.TransferAsked: lambda e: (
        *("asked", e.conversation, e.transfer, e.agent, e.owner, e.expires_at, e.place),
    ),
    happened.TransferEnded: lambda e: ("kept", e.conversation, e.transfer, e.agent, e.ending, e.cause),
    happened.ChatTransferred: lambda e: ("transferred", e.conversation, e.transfer, e.released, e.agent, e.place),
    happened.VisitorReturned: lambda e: ("visitor came", e.conversation),
    happened.VisitorLeft: lambda e: ("visitor went", e.conversation),
    happened.ChatClosed: lambda e: ("closed", e.conversation, e.reason, e.agent),
    happened.MemberLost: lambda e: ("lost", e.member),
    happened.MemberHeld: lambda e: ("held", e.member, e.misses),
    happened.MemberReleased: lambda e: ("released", e.member),
    happened.MemberStatusChanged: lambda e: ("status", e.member, e.status),
    happened.MemberAttached: lambda e: ("attached", e.member),
    happened.MemberDetached: lambda e: ("detached", e.member, e.lease_until),
    happened.InboxDeleted: lambda e: ("deleted", e.inbox),
}
