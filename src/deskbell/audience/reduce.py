"""The reference reducer: how a view follows the bodies of its stream.

Owns: `apply`, one function for each kind of view. clients/protocol has its twin, held to it by shared test vectors.
Never: anything that is not in the view, the number, the instant and the body.
Holds: view at n + bodies n+1 … m = view at m (law 9).
"""

from typing import Any, Final

from deskbell.floor.vocabulary import Instant
from deskbell.wire import bodies as said
from deskbell.wire.bodies import Body
from deskbell.wire.views import (
    AnyView,
    BoardChat,
    BoardView,
    ConversationView,
    MemberView,
    PendingTransfer,
    StaffEntry,
    TeamGroupState,
    TeamInboxState,
    TeamMemberState,
    TeamView,
    VisitorEntry,
    VisitorView,
)


def apply(view: AnyView, seq: int, at: Instant, body: Body) -> None:
    """Bring the view from number `seq` - 1 of its stream to number `seq`. Changes the view in place."""
    _APPLY[type(view)](view, seq, at, body)


def _apply_to_conversation(view: ConversationView, seq: int, at: Instant, body: said.StaffBody) -> None:
    if not view.entries:
        view.first_seq = seq
    view.entries.append(StaffEntry(seq, at, body))
    match body:
        case said.Opened():
            view.inbox = body.inbox
            view.contact = body.contact
            view.visitor_name = body.visitor_name
            view.opened_at = at
        case said.Queued():
            view.inbox = body.inbox
            view.waiting_since = body.since
            view.visitor_left = body.visitor_left
            _wait(view)
        case said.Offered():
            view.state = "offered"
            view.agent, view.agent_name = body.agent, body.agent_name
            view.offer, view.offer_expires_at = body.offer, body.expires_at
        case said.Ended():
            _wait(view)
        case said.Taken():
            view.state = "active"
            view.agent, view.agent_name = body.agent, body.agent_name
            view.offer, view.offer_expires_at = 0, 0
        case said.TransferAsked():
            view.transfer = _pending(body)
        case said.TransferEnded():
            view.transfer = None
        case said.Transferred():
            view.agent, view.agent_name, view.transfer = body.agent, body.agent_name, None
        case said.VisitorPresence():
            view.visitor_left = 0 if body.here else at
        case said.Closed():
            view.state = "closed"


def _pending(body: said.TransferAsked) -> PendingTransfer:
    return PendingTransfer(
        transfer=body.transfer,
        agent=body.agent,
        agent_name=body.agent_name,
        by=body.by,
        by_name=body.by_name,
        note=body.note,
        expires_at=body.expires_at,
    )


def _wait(view: ConversationView) -> None:
    view.state = "waiting"
    view.agent, view.agent_name = "", ""
    view.offer, view.offer_expires_at = 0, 0


def _apply_to_visitor(view: VisitorView, seq: int, at: Instant, body: said.VisitorBody) -> None:
    if not view.entries:
        view.first_seq = seq
    view.entries.append(VisitorEntry(seq, at, body))
    match body:
        case said.AgentJoined():
            view.state = "active"
            view.agent_name = body.name
        case said.AgentLeft():
            view.state = "waiting"
            view.agent_name = ""
        case said.ChatEnded():
            view.state = "ended"


def _apply_to_board(view: BoardView, _seq: int, at: Instant, body: said.BoardBody) -> None:
    match body:
        case said.BoardWaiting():
            view.chats[body.conversation] = BoardChat(
                conversation=body.conversation,
                state="waiting",
                visitor_name=body.visitor_name,
                opening=body.opening,
                opened_at=body.opened_at,
                since=body.since,
                priority=body.priority,
                number=body.number,
                visitor_left=body.visitor_left,
            )
        case said.BoardVisitor():
            view.chats[body.conversation].visitor_left = 0 if body.here else at
        case said.BoardPriority():
            view.chats[body.conversation].priority = body.priority
        case said.BoardRound():
            view.chats[body.conversation].round = body.round
        case said.BoardTransfer():
            chat = view.chats[body.conversation]
            chat.transfer_to, chat.transfer_expires_at = body.agent, body.expires_at
        case said.BoardTransferEnded():
            chat = view.chats[body.conversation]
            chat.transfer_to, chat.transfer_expires_at = "", 0
        case said.BoardOffered():
            chat = view.chats[body.conversation]
            chat.state, chat.agent = "offered", body.agent
            chat.offer, chat.expires_at = body.offer, body.expires_at
        case said.BoardOfferEnded():
            chat = view.chats[body.conversation]
            chat.state, chat.agent = "waiting", ""
            chat.offer, chat.expires_at = 0, 0
        case said.BoardTaken():
            chat = view.chats[body.conversation]
            chat.state, chat.agent = "active", body.agent
            chat.offer, chat.expires_at = 0, 0
            chat.transfer_to, chat.transfer_expires_at = "", 0
        case said.BoardClosed() | said.BoardMoved():
            del view.chats[body.conversation]


def _apply_to_team(view: TeamView, _seq: int, at: Instant, body: said.TeamBody) -> None:
    match body:
        case said.TeamMember():
            _apply_settings(view, at, body)
        case said.TeamStatus():
            member = view.members[body.member]
            member.status, member.reason, member.status_since = body.status, body.reason, at
        case said.TeamConnection():
            member = view.members[body.member]
            member.connection, member.lease_until = body.connection, body.lease_until
        case said.TeamHold():
            view.members[body.member].on_hold = body.on_hold
        case said.TeamInbox():
            view.inboxes[body.inbox] = TeamInboxState(
                inbox=body.inbox,
                name=body.name,
                mode=body.mode,
                offer_seconds=body.offer_seconds,
                claiming=body.claiming,
                priority=body.priority,
                capacity=body.capacity,
                agents=body.agents,
                inactivity=body.inactivity,
                grace_seconds=body.grace_seconds,
                prefers_last_agent=body.prefers_last_agent,
                abandon_minutes=body.abandon_minutes,
            )
        case said.TeamInboxGone():
            del view.inboxes[body.inbox]
        case said.TeamGroup():
            view.groups[body.group] = TeamGroupState(group=body.group, name=body.name, permissions=body.permissions)
        case said.TeamGroupGone():
            del view.groups[body.group]
        case said.TeamSeats():
            view.seats[body.licence] = body.seats
        case said.TeamOverriding():
            view.overriding = body.allowed


def _apply_settings(view: TeamView, at: Instant, body: said.TeamMember) -> None:
    """Settings replace settings; presence stays. Who is new has never been here."""
    known = view.members.get(body.member)
    view.members[body.member] = TeamMemberState(
        member=body.member,
        name=body.name,
        role=body.role,
        active=body.active,
        group=body.group,
        contact_center=body.contact_center,
        live_chat=body.live_chat,
        capacity=body.capacity,
        status=known.status if known else "offline",
        reason=known.reason if known else "",
        status_since=known.status_since if known else at,
        connection=known.connection if known else "gone",
        lease_until=known.lease_until if known else 0,
        on_hold=known.on_hold if known else False,
    )


def _apply_to_member(view: MemberView, _seq: int, _at: Instant, body: said.MemberBody) -> None:
    match body:
        case said.YourOffer():
            view.offers[body.conversation] = body
        case said.YourOfferEnded():
            del view.offers[body.conversation]
        case said.YourChat():
            view.offers.pop(body.conversation, None)
            view.transfers.pop(body.conversation, None)
            view.chats[body.conversation] = body
        case said.YourChatGone():
            view.passing.pop(body.conversation, None)
            del view.chats[body.conversation]
        case said.YourTransfer():
            view.transfers[body.conversation] = body
        case said.YourPassing():
            view.passing[body.conversation] = body
        case said.YourTransferEnded():
            view.transfers.pop(body.conversation, None)
            view.passing.pop(body.conversation, None)
        case said.YourTransferDone():
            pass  # news, nothing that stays
        case said.YourAssignmentFailed():
            pass  # news, nothing that stays


_APPLY: Final[dict[type[AnyView], Any]] = {
    ConversationView: _apply_to_conversation,
    VisitorView: _apply_to_visitor,
    BoardView: _apply_to_board,
    TeamView: _apply_to_team,
    MemberView: _apply_to_member,
}
