"""What an event does to the state. The only file that changes it.

Owns: one function per event.
Never: a decision: everything needed is written in the event (law 12).
Holds: live run and replay go through here alike, so they cannot differ.
"""

from collections.abc import Callable
from typing import Any, Final

from deskbell.floor import events as happened
from deskbell.floor.absence import remind_of_absence
from deskbell.floor.events import AnyEvent, ChatEvent, Event
from deskbell.floor.grace import remind_of_grace
from deskbell.floor.idleness import remind_of_silence
from deskbell.floor.index import Index, QueueKey
from deskbell.floor.state import Chat, Floor, Group, Inbox, Member, Offer, Transfer, Wait
from deskbell.floor.transitions import next_state
from deskbell.floor.vocabulary import (
    CLOSED_REMEMBERED_MS,
    WAITS_REMEMBERED_MAX,
    WAITS_REMEMBERED_MS,
    Id,
    Instant,
)


def evolve(floor: Floor, event: AnyEvent, at: Instant) -> None:
    """Fold one event into the floor. `at` is the instant it was decided at."""
    floor.now = max(floor.now, at)
    if isinstance(event, ChatEvent) and not isinstance(event, happened.ChatOpened):
        chat = floor.chats[event.conversation]
        chat.state = next_state(chat.state, event)
        if event.cid:
            chat.receipts[receipt_key(event.cid_author, event.cid)] = event.digest
    EVOLVE[type(event)](floor, event, at)


def receipt_key(author: Id, cid: str) -> str:
    """The key of a client's request id within its chat (law 8)."""
    return f"{author} {cid}"


def queue_key(chat: Chat) -> QueueKey:
    """Where the chat stands in its queue (routing, "Auto", 3)."""
    return (-chat.priority, chat.waiting_since, chat.number, chat.id)


def refresh_ready(floor: Floor, member: Member) -> None:
    """Write down in which inboxes the member may get an offer now, and mark those as unsettled."""
    index = floor.index
    ready = is_ready(floor, member)
    for inbox in index.served.get(member.id, ()):
        agents = index.ready.setdefault(inbox, {})
        if ready:
            agents.setdefault(member.id)
            index.unsettled[inbox] = None
        else:
            agents.pop(member.id, None)


def is_ready(floor: Floor, member: Member) -> bool:
    """Willing and with room (routing, "Auto", 1); the inbox's own limit is looked at by `choose.py`."""
    return (
        member.active
        and member.licensed
        and member.status == "available"
        and member.connection != "gone"
        and not member.on_hold
        and floor.index.load(member.id) < member.capacity
    )


def rebuild_index(floor: Floor) -> None:
    """Derive the index anew, after loading a snapshot."""
    floor.index = index = Index()
    index.closings.extend((at, chat) for chat, at in floor.closed.items())
    for inbox in floor.inboxes.values():
        _serve(floor, inbox)
    for chat in floor.chats.values():
        index.chats_in.setdefault(chat.inbox, {})[chat.id] = None
        index.chats_of.setdefault(chat.contact, {})[chat.id] = None
        if chat.state == "waiting":
            index.enqueue(chat.inbox, queue_key(chat))
            if chat.retry_at is not None:
                index.remind(chat.retry_at, "round", chat.id)
        if chat.state in ("waiting", "offered"):
            index.line_up(chat.inbox, queue_key(chat))
            remind_of_absence(floor, chat)
        if chat.transfer:
            index.take_place(chat.transfer.agent, chat.transfer.place, chat.id)
            index.remind(chat.transfer.expires_at, "transfer", chat.id, chat.transfer.number)
        if chat.offer:
            index.take_place(chat.offer.agent, chat.offer.place, chat.id)
            index.remind(chat.offer.expires_at, "offer", chat.id, chat.offer.number)
        if chat.owner:
            index.take_place(chat.owner, chat.place, chat.id)
            remind_of_silence(floor, chat)
            remind_of_grace(floor, chat)
    for member in floor.members.values():
        if member.connection == "leased":
            index.remind(member.lease_until, "lease", member.id)
        refresh_ready(floor, member)
    index.unsettled = dict.fromkeys(floor.inboxes)


# ── chats ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chat_opened(floor: Floor, event: happened.ChatOpened, at: Instant) -> None:
    assert event.conversation not in floor.chats, "a chat opens once"
    floor.chats[event.conversation] = Chat(
        id=event.conversation,
        inbox=event.inbox,
        channel=event.channel,
        contact=event.contact,
        visitor_name=event.visitor_name,
        opening=event.opening,
        opened_at=at,
        last_agent=event.last_agent,
    )
    floor.totals.opened += 1
    floor.index.chats_in.setdefault(event.inbox, {})[event.conversation] = None
    floor.index.chats_of.setdefault(event.contact, {})[event.conversation] = None


def _chat_queued(floor: Floor, event: happened.ChatQueued, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    if chat.owner:
        _release_owner(floor, chat)
    if event.moved_from:
        _leave_inbox(floor, chat, event)
    chat.priority = event.priority
    chat.waiting_since = event.since
    chat.number = event.number
    chat.queued_at = at
    chat.round = 1
    chat.visitor_left = event.visitor_left
    floor.totals.arrivals = max(floor.totals.arrivals, event.number)
    floor.index.line_up(chat.inbox, queue_key(chat))
    chat.joined_place = floor.index.place_in_line(chat.inbox, queue_key(chat)) if event.cause == "opened" else 0
    remind_of_absence(floor, chat)
    _wait(floor, chat)


def _leave_inbox(floor: Floor, chat: Chat, event: happened.ChatQueued) -> None:
    """The rounds of the old inbox are over; in the new one whoever gave the chat away may stand aside for a while."""
    if floor.index.is_in_line(chat.inbox, queue_key(chat)):
        floor.index.dequeue(chat.inbox, queue_key(chat))
        floor.index.leave_line(chat.inbox, queue_key(chat))
    del floor.index.chats_in[chat.inbox][chat.id]
    chat.inbox = event.inbox
    floor.index.chats_in.setdefault(chat.inbox, {})[chat.id] = None
    _end_round(chat)
    if event.retry_at is not None:
        chat.stood_aside = {event.released: "moved"}
        chat.retry_at = event.retry_at
        floor.index.remind(event.retry_at, "round", chat.id)


def _visitor_left(floor: Floor, event: happened.VisitorLeft, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    chat.visitor_left = at
    remind_of_absence(floor, chat)


def _visitor_returned(floor: Floor, event: happened.VisitorReturned, at: Instant) -> None:
    floor.chats[event.conversation].visitor_left = 0


def _message_left(floor: Floor, event: happened.MessageLeft, at: Instant) -> None:
    """His address is kept in the ledger; the end of the chat follows."""


def _message_posted(floor: Floor, event: happened.MessagePosted, at: Instant) -> None:
    """Texts are not kept on the floor, only who is waiting for whom."""
    chat = floor.chats[event.conversation]
    if not chat.owner or event.author.kind == "system":
        return
    chat.awaits_agent = event.author.kind == "visitor"
    if chat.awaits_agent:
        chat.visitor_at = at
        chat.idled = False
    else:
        chat.agent_at = at
    remind_of_silence(floor, chat)


def _note_posted(floor: Floor, event: happened.NotePosted, at: Instant) -> None:
    """The receipt is taken for every event alike; nothing else comes of a note."""


def _chat_idled(floor: Floor, event: happened.ChatIdled, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    chat.idled = True
    remind_of_silence(floor, chat)


def _begin(floor: Floor, chat: Chat, agent: Id, place: int, at: Instant) -> None:
    """The agent owns the chat, and the customer's silence begins to count."""
    _remember_wait(floor, chat, at)
    floor.index.leave_line(chat.inbox, queue_key(chat))
    chat.owner = agent
    chat.place = place
    chat.accepted_at = chat.agent_at = at
    chat.visitor_at = 0
    chat.awaits_agent = chat.idled = False
    _end_round(chat)
    remind_of_silence(floor, chat)


def _remember_wait(floor: Floor, chat: Chat, at: Instant) -> None:
    if not chat.joined_place:
        return
    waits = floor.inboxes[chat.inbox].waits
    waits.append(Wait(at, at - chat.waiting_since, chat.joined_place))
    chat.joined_place = 0
    while waits[0].at <= at - WAITS_REMEMBERED_MS or len(waits) > WAITS_REMEMBERED_MAX:
        del waits[0]


def _chat_closed(floor: Floor, event: happened.ChatClosed, at: Instant) -> None:
    chat = floor.chats.pop(event.conversation)
    if chat.state == "waiting":
        floor.index.dequeue(chat.inbox, queue_key(chat))
        floor.index.leave_line(chat.inbox, queue_key(chat))
    if chat.owner:
        _release_owner(floor, chat)
    floor.index.idle.pop(chat.id, None)
    del floor.index.chats_in[chat.inbox][chat.id]
    of_contact = floor.index.chats_of[chat.contact]
    del of_contact[chat.id]
    if not of_contact:
        del floor.index.chats_of[chat.contact]
    floor.totals.closed += 1
    _remember_closed(floor, chat.id, at)


def _remember_closed(floor: Floor, chat: Id, at: Instant) -> None:
    floor.closed[chat] = at
    closings = floor.index.closings
    closings.append((at, chat))
    while closings[0][0] <= at - CLOSED_REMEMBERED_MS:
        del floor.closed[closings.popleft()[1]]


def _wait(floor: Floor, chat: Chat) -> None:
    floor.index.enqueue(chat.inbox, queue_key(chat))
    floor.index.unsettled[chat.inbox] = None


def _release_owner(floor: Floor, chat: Chat) -> None:
    member = floor.members[chat.owner]
    floor.index.free_place(member.id, chat.place, chat.id)
    chat.owner = ""
    chat.place = 0
    refresh_ready(floor, member)


# ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chat_offered(floor: Floor, event: happened.ChatOffered, at: Instant) -> None:
    assert event.place <= event.capacity or event.beyond, "no place beyond the capacity in force (law 1)"
    chat = floor.chats[event.conversation]
    assert event.offer == chat.offers_made + 1, "offer numbers rise by one (law 2)"
    member = floor.members[event.agent]
    floor.index.dequeue(chat.inbox, queue_key(chat))
    chat.offer = Offer(event.offer, event.agent, at, event.expires_at, event.place, event.by.id)
    chat.offers_made = event.offer
    chat.retry_at = None
    floor.totals.offers += 1
    member.last_offer = floor.totals.offers
    floor.index.take_place(member.id, event.place, chat.id)
    floor.index.remind(event.expires_at, "offer", chat.id, event.offer)
    refresh_ready(floor, member)


def _chat_accepted(floor: Floor, event: happened.ChatAccepted, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    assert chat.offer is not None and chat.offer.number == event.offer, "only the open offer can be accepted (law 2)"
    _begin(floor, chat, event.agent, event.place, at)
    floor.members[event.agent].misses = 0


def _chat_claimed(floor: Floor, event: happened.ChatClaimed, at: Instant) -> None:
    assert event.place <= event.capacity or event.beyond, "no place beyond the capacity in force (law 1)"
    chat = floor.chats[event.conversation]
    floor.index.dequeue(chat.inbox, queue_key(chat))
    _begin(floor, chat, event.agent, event.place, at)
    floor.index.take_place(event.agent, event.place, chat.id)
    refresh_ready(floor, floor.members[event.agent])


def _offer_ended(floor: Floor, event: happened.OfferEnded, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    assert chat.offer is not None and chat.offer.number == event.offer, "an offer ends once (law 2)"
    member = floor.members[event.agent]
    floor.index.free_place(member.id, chat.offer.place, chat.id)
    chat.offer = None
    member.misses = event.misses
    if event.ending in ("declined", "expired"):
        chat.stood_aside[member.id] = event.ending
    if chat.stood_aside:
        chat.retry_at = event.retry_at
    if chat.retry_at is not None:
        floor.index.remind(chat.retry_at, "round", chat.id)
    _wait(floor, chat)
    refresh_ready(floor, member)


def _round_began(floor: Floor, event: happened.RoundBegan, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    _end_round(chat)
    chat.round = event.round
    floor.index.unsettled[chat.inbox] = None


def _end_round(chat: Chat) -> None:
    chat.offer = None
    chat.stood_aside = {}
    chat.retry_at = None


def _chat_prioritised(floor: Floor, event: happened.ChatPrioritised, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    floor.index.leave_line(chat.inbox, queue_key(chat))
    if chat.state == "waiting":
        floor.index.dequeue(chat.inbox, queue_key(chat))
    chat.priority = event.priority
    floor.index.line_up(chat.inbox, queue_key(chat))
    if chat.state == "waiting":
        _wait(floor, chat)


# ── transfers ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _transfer_asked(floor: Floor, event: happened.TransferAsked, at: Instant) -> None:
    assert event.place <= event.capacity or event.beyond, "no place beyond the capacity in force (law 1)"
    chat = floor.chats[event.conversation]
    assert chat.transfer is None and event.transfer == chat.transfers_made + 1, "one transfer at a time (law 2)"
    chat.transfer = Transfer(
        event.transfer, event.agent, event.by.id, event.by_name, event.note, event.expires_at, event.place
    )
    chat.transfers_made = event.transfer
    floor.index.take_place(event.agent, event.place, chat.id)
    floor.index.remind(event.expires_at, "transfer", chat.id, event.transfer)
    refresh_ready(floor, floor.members[event.agent])


def _transfer_ended(floor: Floor, event: happened.TransferEnded, at: Instant) -> None:
    chat = floor.chats[event.conversation]
    assert chat.transfer is not None and chat.transfer.number == event.transfer, "a transfer ends once (law 2)"
    floor.index.free_place(event.agent, chat.transfer.place, chat.id)
    chat.transfer = None
    refresh_ready(floor, floor.members[event.agent])


def _chat_transferred(floor: Floor, event: happened.ChatTransferred, at: Instant) -> None:
    """Another owner. Whether the customer waits for an answer stays as it is; if not, his silence counts from now."""
    assert event.place <= event.capacity or event.beyond or event.transfer, "no place beyond the capacity (law 1)"
    chat = floor.chats[event.conversation]
    assert event.transfer == (chat.transfer.number if chat.transfer else 0), "only the open transfer is taken (law 2)"
    _release_owner(floor, chat)
    if chat.transfer is None:
        floor.index.take_place(event.agent, event.place, chat.id)
    chat.transfer = None
    chat.owner = event.agent
    chat.place = event.place
    chat.accepted_at = chat.agent_at = at
    member = floor.members[event.agent]
    if event.transfer:
        member.misses = 0
    refresh_ready(floor, member)
    remind_of_silence(floor, chat)
    remind_of_grace(floor, chat)


# ── members ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _member_admitted(floor: Floor, event: happened.MemberAdmitted, at: Instant) -> None:
    floor.members[event.member] = Member(
        id=event.member,
        name=event.name,
        role=event.role,
        group=event.group,
        contact_center=event.contact_center,
        live_chat=event.live_chat,
        capacity=event.capacity,
        status_since=at,
    )


def _member_changed(floor: Floor, event: happened.MemberChanged, at: Instant) -> None:
    member = floor.members[event.member]
    member.name = event.name
    member.role = event.role
    member.group = event.group
    member.active = event.active
    member.contact_center = event.contact_center
    member.live_chat = event.live_chat
    member.capacity = event.capacity
    refresh_ready(floor, member)


def _member_status_changed(floor: Floor, event: happened.MemberStatusChanged, at: Instant) -> None:
    member = floor.members[event.member]
    member.status = event.status
    member.status_reason = event.reason
    member.status_since = at
    refresh_ready(floor, member)


def _member_attached(floor: Floor, event: happened.MemberAttached, at: Instant) -> None:
    member = floor.members[event.member]
    member.connection = "attached"
    member.lease_until = 0
    refresh_ready(floor, member)


def _member_detached(floor: Floor, event: happened.MemberDetached, at: Instant) -> None:
    member = floor.members[event.member]
    member.connection = "leased"
    member.lease_until = event.lease_until
    floor.index.remind(event.lease_until, "lease", member.id)
    refresh_ready(floor, member)


def _member_lost(floor: Floor, event: happened.MemberLost, at: Instant) -> None:
    member = floor.members[event.member]
    member.connection = "gone"
    member.lease_until = 0
    member.gone_at = at
    for chat in floor.index.held.get(member.id, ()):
        remind_of_grace(floor, floor.chats[chat])
    refresh_ready(floor, member)


def _member_held(floor: Floor, event: happened.MemberHeld, at: Instant) -> None:
    member = floor.members[event.member]
    member.on_hold = True
    refresh_ready(floor, member)


def _member_released(floor: Floor, event: happened.MemberReleased, at: Instant) -> None:
    member = floor.members[event.member]
    member.on_hold = False
    member.misses = 0
    refresh_ready(floor, member)


# ── the organisation ──────────────────────────────────────────────────────────────────────────────────────────────


def _seats_set(floor: Floor, event: happened.SeatsSet, at: Instant) -> None:
    if event.seats is None:
        floor.seats.pop(event.licence, None)
    else:
        floor.seats[event.licence] = event.seats


def _overriding_set(floor: Floor, event: happened.OverridingSet, at: Instant) -> None:
    floor.overriding = event.allowed


def _group_put(floor: Floor, event: happened.GroupCreated | happened.GroupChanged, at: Instant) -> None:
    floor.groups[event.group] = Group(event.group, event.name, event.permissions)


def _group_deleted(floor: Floor, event: happened.GroupDeleted, at: Instant) -> None:
    del floor.groups[event.group]


# ── inboxes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _inbox_created(floor: Floor, event: happened.InboxCreated, at: Instant) -> None:
    inbox = Inbox(
        event.inbox, event.type, event.rules, created_at=at, inactivity_since=at, grace_since=at, abandon_since=at
    )
    floor.inboxes[inbox.id] = inbox
    _serve(floor, inbox)
    _refresh_agents(floor, event.rules.agents)


def _inbox_changed(floor: Floor, event: happened.InboxChanged, at: Instant) -> None:
    inbox = floor.inboxes[event.inbox]
    is_timeout_changed = inbox.rules.inactivity != event.rules.inactivity
    is_grace_changed = inbox.rules.grace_seconds != event.rules.grace_seconds
    is_abandoning_changed = inbox.rules.abandon_minutes != event.rules.abandon_minutes
    inbox.rules = event.rules
    if is_abandoning_changed:
        inbox.abandon_since = at
        for chat in floor.index.chats_in.get(inbox.id, ()):
            remind_of_absence(floor, floor.chats[chat])
    if is_grace_changed:
        inbox.grace_since = at
        for chat in floor.index.chats_in.get(inbox.id, ()):
            remind_of_grace(floor, floor.chats[chat])
    if is_timeout_changed:
        inbox.inactivity_since = at
        for chat in floor.index.chats_in.get(inbox.id, ()):
            remind_of_silence(floor, floor.chats[chat])
    for member in event.left:
        del floor.index.served[member][inbox.id]
        floor.index.ready.get(inbox.id, {}).pop(member, None)
    _serve(floor, inbox)
    _refresh_agents(floor, event.rules.agents)
    floor.index.unsettled[inbox.id] = None


def _inbox_deleted(floor: Floor, event: happened.InboxDeleted, at: Instant) -> None:
    del floor.inboxes[event.inbox]
    for member in event.agents:
        del floor.index.served[member][event.inbox]
    for by_inbox in (
        floor.index.ready,
        floor.index.waiting,
        floor.index.line,
        floor.index.chats_in,
        floor.index.unsettled,
    ):
        by_inbox.pop(event.inbox, None)


def _serve(floor: Floor, inbox: Inbox) -> None:
    for member in inbox.rules.agents:
        floor.index.served.setdefault(member, {})[inbox.id] = None


def _refresh_agents(floor: Floor, agents: tuple[Id, ...]) -> None:
    for agent in agents:
        refresh_ready(floor, floor.members[agent])


EVOLVE: Final[dict[type[Event], Callable[[Floor, Any, Instant], None]]] = {
    happened.ChatOpened: _chat_opened,
    happened.ChatQueued: _chat_queued,
    happened.VisitorLeft: _visitor_left,
    happened.VisitorReturned: _visitor_returned,
    happened.MessageLeft: _message_left,
    happened.MessagePosted: _message_posted,
    happened.NotePosted: _note_posted,
    happened.ChatIdled: _chat_idled,
    happened.ChatClosed: _chat_closed,
    happened.ChatOffered: _chat_offered,
    happened.ChatAccepted: _chat_accepted,
    happened.ChatClaimed: _chat_claimed,
    happened.OfferEnded: _offer_ended,
    happened.RoundBegan: _round_began,
    happened.ChatPrioritised: _chat_prioritised,
    happened.TransferAsked: _transfer_asked,
    happened.TransferEnded: _transfer_ended,
    happened.ChatTransferred: _chat_transferred,
    happened.MemberAdmitted: _member_admitted,
    happened.MemberChanged: _member_changed,
    happened.MemberStatusChanged: _member_status_changed,
    happened.MemberAttached: _member_attached,
    happened.MemberDetached: _member_detached,
    happened.MemberLost: _member_lost,
    happened.MemberHeld: _member_held,
    happened.MemberReleased: _member_released,
    happened.SeatsSet: _seats_set,
    happened.OverridingSet: _overriding_set,
    happened.GroupCreated: _group_put,
    happened.GroupChanged: _group_put,
    happened.GroupDeleted: _group_deleted,
    happened.InboxCreated: _inbox_created,
    happened.InboxChanged: _inbox_changed,
    happened.InboxDeleted: _inbox_deleted,
}
