"""Views: the whole of what is seen of a stream now, for those who come to it or come back too late.

Owns: one function for each kind of stream. Boards, team and members are read off the floor; the two sides of a chat are
folded from the ledger's entries, because the floor keeps no texts and no closed chats.
Never: SQL: the caller brings the entries.
Holds: what `reduce.apply` makes of an older view and the bodies since is the same (law 9).
"""

from collections.abc import Iterable

from deskbell.audience.frames import body_of
from deskbell.audience.reduce import apply
from deskbell.audience.streams import conversation_stream, visitor_stream
from deskbell.floor.events import AnyEvent
from deskbell.floor.state import Chat, Floor, Inbox, Member
from deskbell.floor.vocabulary import LICENCES, Id, Instant
from deskbell.wire.bodies import YourChat, YourOffer, YourPassing, YourTransfer
from deskbell.wire.views import (
    ENTRIES_PER_PAGE,
    BoardChat,
    BoardView,
    ConversationView,
    MemberView,
    TeamGroupState,
    TeamInboxState,
    TeamMemberState,
    TeamView,
    VisitorView,
)

Entry = tuple[int, Instant, AnyEvent]
"""The number in the stream, when it was decided, and the event."""


def view_conversation(
    conversation: Id, entries: Iterable[Entry], *, visitor_read: int = 0, agent_read: int = 0
) -> ConversationView:
    """A chat as staff sees it: where it stands, and its latest entries.

    `entries` are in the order of their numbers and may leave out messages and notes, but none of the latest
    `ENTRIES_PER_PAGE` of all. How far each side has read is known to the gateway.
    """
    view = ConversationView(conversation=conversation, visitor_read=visitor_read, agent_read=agent_read, entries=[])
    _fold(view, conversation_stream(conversation), entries)
    return view


def view_visitor(conversation: Id, entries: Iterable[Entry], *, agent_read: int = 0) -> VisitorView:
    """A chat as its visitor sees it, from the entries of the visitor's stream; else like `view_conversation`."""
    view = VisitorView(conversation=conversation, agent_read=agent_read, entries=[])
    _fold(view, visitor_stream(conversation), entries)
    return view


def _fold(view: ConversationView | VisitorView, stream: str, entries: Iterable[Entry]) -> None:
    for seq, at, event in entries:
        apply(view, seq, at, body_of(event, stream))
    del view.entries[:-ENTRIES_PER_PAGE]
    view.first_seq = view.entries[0].seq if view.entries else 1


def view_board(floor: Floor, inbox: Id) -> BoardView:
    """Every open chat of the inbox; none where there is no such inbox."""
    chats = floor.index.chats_in.get(inbox, ())
    return BoardView(inbox=inbox, chats={chat: _board_chat(floor.chats[chat]) for chat in chats})


def _board_chat(chat: Chat) -> BoardChat:
    return BoardChat(
        conversation=chat.id,
        state=chat.state,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        opened_at=chat.opened_at,
        since=chat.waiting_since,
        priority=chat.priority,
        number=chat.number,
        visitor_left=chat.visitor_left,
        round=chat.round,
        agent=chat.holder,
        offer=chat.offer.number if chat.offer else 0,
        expires_at=chat.offer.expires_at if chat.offer else 0,
        transfer_to=chat.transfer.agent if chat.transfer else "",
        transfer_expires_at=chat.transfer.expires_at if chat.transfer else 0,
    )


def view_team(floor: Floor) -> TeamView:
    """Everybody, every inbox and permission group, the seats, and whether capacity may be overridden."""
    return TeamView(
        members={member.id: _team_member(member) for member in floor.members.values()},
        inboxes={inbox.id: _team_inbox(inbox) for inbox in floor.inboxes.values()},
        groups={group.id: TeamGroupState(group.id, group.name, group.permissions) for group in floor.groups.values()},
        seats={licence: floor.seats.get(licence) for licence in LICENCES},
        overriding=floor.overriding,
    )


def _team_member(member: Member) -> TeamMemberState:
    return TeamMemberState(
        member=member.id,
        name=member.name,
        role=member.role,
        active=member.active,
        group=member.group,
        contact_center=member.contact_center,
        live_chat=member.live_chat,
        capacity=member.capacity,
        status=member.status,
        reason=member.status_reason,
        status_since=member.status_since,
        connection=member.connection,
        lease_until=member.lease_until,
        on_hold=member.on_hold,
    )


def _team_inbox(inbox: Inbox) -> TeamInboxState:
    rules = inbox.rules
    return TeamInboxState(
        inbox=inbox.id,
        name=rules.name,
        mode=rules.mode,
        offer_seconds=rules.offer_seconds,
        claiming=rules.claiming,
        priority=rules.priority,
        capacity=rules.capacity,
        agents=rules.agents,
        inactivity=rules.inactivity,
        grace_seconds=rules.grace_seconds,
        prefers_last_agent=rules.prefers_last_agent,
        abandon_minutes=rules.abandon_minutes,
    )


def view_member(floor: Floor, member: Id) -> MemberView:
    """What the member holds, what is on offer or coming to him, and what of his is on its way to another."""
    held = [floor.chats[chat] for chat in floor.index.held.get(member, ())]
    owned = [chat for chat in held if chat.owner == member]
    return MemberView(
        member=member,
        offers={chat.id: _your_offer(chat) for chat in held if chat.offer},
        chats={chat.id: _your_chat(chat) for chat in owned},
        transfers={chat.id: _your_transfer(floor, chat) for chat in held if chat.transfer and chat.owner != member},
        passing={chat.id: _your_passing(floor, chat) for chat in owned if chat.transfer},
    )


def _your_offer(chat: Chat) -> YourOffer:
    offer = chat.offer
    assert offer is not None, "only chats on offer are asked for"
    return YourOffer(
        conversation=chat.id,
        inbox=chat.inbox,
        offer=offer.number,
        expires_at=offer.expires_at,
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        assigned=offer.by != "",
    )


def _your_chat(chat: Chat) -> YourChat:
    return YourChat(
        conversation=chat.id,
        inbox=chat.inbox,
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
    )


def _your_transfer(floor: Floor, chat: Chat) -> YourTransfer:
    transfer = chat.transfer
    assert transfer is not None, "only chats on their way are asked for"
    return YourTransfer(
        conversation=chat.id,
        inbox=chat.inbox,
        transfer=transfer.number,
        expires_at=transfer.expires_at,
        owner=chat.owner,
        owner_name=floor.members[chat.owner].name,
        by=transfer.by,
        by_name=transfer.by_name,
        note=transfer.note,
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
    )


def _your_passing(floor: Floor, chat: Chat) -> YourPassing:
    transfer = chat.transfer
    assert transfer is not None, "only chats on their way are asked for"
    return YourPassing(
        conversation=chat.id,
        transfer=transfer.number,
        agent=transfer.agent,
        agent_name=floor.members[transfer.agent].name,
        by=transfer.by,
        by_name=transfer.by_name,
        expires_at=transfer.expires_at,
    )
