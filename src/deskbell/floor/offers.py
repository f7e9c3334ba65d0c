"""Offers: making one, accepting, declining, claiming, assigning, and every way an offer ends (routing, "States").

Owns: the decisions about offers and the places they take.
Never: whom the system chooses: `choose.py`; what a deadline does when it comes: `deadlines.py` calls back here.
Holds: an offer has a number; accept and decline name it, so a late click can never hit another offer.
"""

from deskbell.floor.authority import find_member, may_supervise, not_allowed, serves
from deskbell.floor.choose import capacity_in, explain, has_room_in
from deskbell.floor.commands import AcceptOffer, AssignChat, ClaimChat, DeclineOffer
from deskbell.floor.events import AnyEvent, ChatAccepted, ChatClaimed, ChatOffered, OfferEnded
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor, Inbox, Member, Offer
from deskbell.floor.vocabulary import Actor, OfferEnding, RescindCause

Decision = list[AnyEvent] | Refusal


def make_offer(
    floor: Floor, inbox: Inbox, chat: Chat, member: Member, by: Actor, cid: str = "", digest: str = ""
) -> ChatOffered:
    """The event that offers the chat to the member, with the inbox's timing and his lowest free place."""
    return ChatOffered(
        conversation=chat.id,
        inbox=inbox.id,
        offer=chat.offers_made + 1,
        agent=member.id,
        agent_name=member.name,
        expires_at=floor.now + inbox.rules.offer_seconds * 1000,
        place=floor.index.lowest_free_place(member.id),
        capacity=member.capacity,
        by=by,
        considered=explain(floor, inbox, chat, member, assigned=by.kind == "member"),
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        beyond=is_beyond(floor, inbox, member),
        cid=cid,
        cid_author=by.id if cid else "",
        digest=digest,
    )


def end_offer(
    floor: Floor,
    chat: Chat,
    ending: OfferEnding,
    *,
    cause: RescindCause | None = None,
    reason: str = "",
    cid: str = "",
    cid_author: str = "",
    digest: str = "",
) -> OfferEnded:
    """The event that ends the chat's open offer. Only an expiry counts as a miss."""
    offer = chat.offer
    assert offer is not None, "only an open offer can end (law 2)"
    member = floor.members[offer.agent]
    back_off_ms = floor.inboxes[chat.inbox].rules.offer_seconds * 1000
    misses = {"expired": member.misses + 1, "declined": 0}.get(ending, member.misses)
    return OfferEnded(
        conversation=chat.id,
        inbox=chat.inbox,
        offer=offer.number,
        agent=member.id,
        agent_name=member.name,
        ending=ending,
        cause=cause,
        reason=reason,
        misses=misses,
        assigned_by=offer.by,
        retry_at=floor.now + back_off_ms,
        cid=cid,
        cid_author=cid_author,
        digest=digest,
    )


def decide_accept(floor: Floor, command: AcceptOffer, chat: Chat) -> Decision:
    """Accept wins if this offer is still the open one; too late gets a definite answer (routing, "Accepting")."""
    offer = chat.offer
    if offer is None or offer.number != command.offer or offer.agent != command.by.id:
        return _too_late(floor, command, chat)
    member = find_member(floor, command.by)
    if member is None:
        return not_allowed()
    return [
        ChatAccepted(
            conversation=chat.id,
            inbox=chat.inbox,
            offer=offer.number,
            agent=member.id,
            agent_name=member.name,
            place=offer.place,
            capacity=member.capacity,
            waiting_since=chat.waiting_since,
            visitor_name=chat.visitor_name,
            opening=chat.opening,
            cid=command.cid,
            cid_author=command.by.id,
            digest=command.digest,
        )
    ]


def _too_late(floor: Floor, command: AcceptOffer | DeclineOffer, chat: Chat) -> Refusal:
    if chat.owner and chat.owner == command.by.id:
        return refuse("you_elsewhere", "You accepted this chat on another device.", agent=chat.owner)
    if chat.owner:
        return refuse("offer_taken", f"{floor.members[chat.owner].name} has it.", agent=chat.owner)
    return refuse("offer_ended", "This offer has ended. The chat went on to somebody else or back to the queue.")


def decide_decline(floor: Floor, command: DeclineOffer, chat: Chat) -> Decision:
    """Decline ends this offer; the agent stands aside in this round."""
    offer = chat.offer
    if offer is None or offer.number != command.offer or offer.agent != command.by.id:
        return _too_late(floor, command, chat)
    return [
        end_offer(
            floor,
            chat,
            "declined",
            reason=command.reason,
            cid=command.cid,
            cid_author=command.by.id,
            digest=command.digest,
        )
    ]


def decide_claim(floor: Floor, command: ClaimChat, chat: Chat) -> Decision:
    """A claim wins or loses exactly like an accept (routing, "Manual")."""
    inbox = floor.inboxes[chat.inbox]
    member = find_member(floor, command.by)
    if member is None:
        return not_allowed()
    if member.connection == "gone":
        return refuse("unavailable", "You are not connected.", agent=member.id)
    refusal = why_not_hold(floor, inbox, member)
    if refusal:
        return refusal
    if not inbox.rules.claiming:
        return refuse("claiming_off", "In this inbox chats are assigned; they cannot be taken from the list.")
    if chat.state != "waiting":
        return somebody_has_it(floor, chat)
    return [claim(floor, chat, member, command.cid, command.digest)]


def claim(floor: Floor, chat: Chat, member: Member, cid: str, digest: str) -> ChatClaimed:
    """The event by which the member takes a chat out of the queue himself."""
    return ChatClaimed(
        conversation=chat.id,
        inbox=chat.inbox,
        agent=member.id,
        agent_name=member.name,
        place=floor.index.lowest_free_place(member.id),
        capacity=member.capacity,
        waiting_since=chat.waiting_since,
        visitor_name=chat.visitor_name,
        opening=chat.opening,
        beyond=is_beyond(floor, floor.inboxes[chat.inbox], member),
        cid=cid,
        cid_author=member.id,
        digest=digest,
    )


def decide_assign(floor: Floor, command: AssignChat, chat: Chat) -> Decision:
    """A supervisor's choice makes the same kind of offer; a running offer is rescinded (routing, "Manual")."""
    if not may_supervise(floor, command.by):
        return not_allowed()
    inbox = floor.inboxes[chat.inbox]
    member = floor.members.get(command.agent)
    if member is None:
        return refuse("unknown_member", "No such member.", field="agent")
    if chat.holder == member.id or chat.state == "active":
        return somebody_has_it(floor, chat)
    if member.active and (member.connection == "gone" or member.status == "offline"):
        return refuse("unavailable", f"{member.name} is offline. Choose another agent.", field="agent", agent=member.id)
    refusal = why_not_hold(floor, inbox, member, beyond=command.beyond)
    if refusal:
        return refusal
    events: list[AnyEvent] = [end_offer(floor, chat, "rescinded", cause="reassigned")] if chat.offer else []
    return [*events, make_offer(floor, inbox, chat, member, command.by, command.cid, command.digest)]


def somebody_has_it(floor: Floor, chat: Chat) -> Refusal:
    """Who has the chat, or is asked for it."""
    name = floor.members[chat.holder].name
    if chat.state == "active":
        return refuse("chat_taken", f"{name} has it.", agent=chat.holder)
    return refuse("chat_not_waiting", f"It is being offered to {name} at the moment.", agent=chat.holder)


def why_not_hold(floor: Floor, inbox: Inbox, member: Member, *, beyond: bool = False) -> Refusal | None:
    """May this member get a chat of this inbox at all? Capacity holds in both modes, precisely (product, section 5).

    `beyond`: a supervisor asks for it all the same, which the organisation must have switched on.
    """
    if not member.active:
        return refuse("deactivated", f"{member.name} is deactivated.", agent=member.id)
    if not serves(floor, member.id, inbox.id):
        return refuse("not_agent_of_inbox", f"{member.name} is not an agent of {inbox.rules.name}.", agent=member.id)
    if not member.licensed:
        return refuse(
            "not_licensed", f"{member.name} needs the Contact Center and Live Chat licences.", agent=member.id
        )
    full = _find_full(floor, inbox, member)
    if full and beyond:
        return None if floor.overriding else _override_off()
    return full


def _find_full(floor: Floor, inbox: Inbox, member: Member) -> Refusal | None:
    load = floor.index.load(member.id)
    if load >= member.capacity:
        return _at_capacity(member, load, member.capacity)
    if not has_room_in(floor, inbox, member.id):
        limit = capacity_in(inbox, member)
        return _at_capacity(member, limit, limit)
    return None


def is_beyond(floor: Floor, inbox: Inbox, member: Member) -> bool:
    """Would one more chat be over his capacity? Then it is a supervisor's override, which is logged and counted."""
    return _find_full(floor, inbox, member) is not None


def _override_off() -> Refusal:
    detail = "Assigning beyond capacity is switched off in this organisation. The Owner can switch it on."
    return refuse("override_off", detail, field="beyond", allowed="false")


def _at_capacity(member: Member, load: int, capacity: int) -> Refusal:
    warning = f"{member.name} is at capacity ({load} of {capacity} chats). Free a place or choose another agent."
    return refuse("at_capacity", warning, agent=member.id)


def open_offers_of(floor: Floor, member: Member) -> list[tuple[Chat, Offer]]:
    """The chats on offer to the member, oldest offer first."""
    chats = (floor.chats[chat] for chat in floor.index.held.get(member.id, ()))
    return [(chat, chat.offer) for chat in chats if chat.offer]


def end_offers_of(floor: Floor, member: Member, ending: OfferEnding, cause: RescindCause | None) -> list[AnyEvent]:
    """The events that end every open offer to the member."""
    return [end_offer(floor, chat, ending, cause=cause) for chat, _ in open_offers_of(floor, member)]
