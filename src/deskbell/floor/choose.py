"""Whom a waiting chat is offered to, and why (routing, "Auto", 5, and "Why").

Owns: the ranking of willing agents, and the facts told about those who were passed over.
Never: making the offer: that is `offers.py`.
Holds: where the inbox says so, whoever had this contact last; then fewest chats first, then the longest since his last
    offer. A tie goes to whoever has been available longest, never to a name or an id.
"""

from deskbell.floor.state import Chat, Floor, Inbox, Member
from deskbell.floor.vocabulary import CONSIDERED_MAX, Considered, Id, PassedOver


def find_agent(floor: Floor, inbox: Inbox, chat: Chat) -> Member | None:
    """The best willing agent for the chat, or None while nobody is."""
    known = _find_known(floor, inbox, chat)
    if known:
        return known
    best: Member | None = None
    best_rank = (0, 0, 0)
    for agent in floor.index.ready.get(inbox.id, ()):
        if agent in chat.stood_aside or not has_room_in(floor, inbox, agent):
            continue
        member = floor.members[agent]
        rank = (floor.index.load(agent), member.last_offer, member.status_since)
        if best is None or rank < best_rank:
            best, best_rank = member, rank
    return best


def _find_known(floor: Floor, inbox: Inbox, chat: Chat) -> Member | None:
    """Who had this contact last, where the inbox prefers that and he is willing."""
    agent = chat.last_agent
    if not inbox.rules.prefers_last_agent or agent not in floor.index.ready.get(inbox.id, ()):
        return None
    is_free = agent not in chat.stood_aside and has_room_in(floor, inbox, agent)
    return floor.members[agent] if is_free else None


def has_room_in(floor: Floor, inbox: Inbox, agent: Id) -> bool:
    """Is the agent below the inbox's own limit? The member's own capacity is part of being ready."""
    limit = inbox.rules.capacity
    if limit is None:
        return True
    held = floor.index.held.get(agent, ())
    return sum(floor.chats[chat].inbox == inbox.id for chat in held) < limit


def capacity_in(inbox: Inbox, member: Member) -> int:
    """The tightest of the member's capacity and the inbox's own limit (routing, "Auto", 2), for telling people."""
    return member.capacity if inbox.rules.capacity is None else min(member.capacity, inbox.rules.capacity)


def explain(
    floor: Floor, inbox: Inbox, chat: Chat, chosen: Member, *, assigned: bool = False
) -> tuple[Considered, ...]:
    """The chosen agent first, then why others were passed over, at most CONSIDERED_MAX in all.

    `assigned`: a supervisor chose him; then nothing but what would have kept another from it is a reason.
    """
    rival = None if assigned else chosen
    facts = [_fact(floor, inbox, chosen, "chosen")]
    for agent in inbox.rules.agents:
        if len(facts) == CONSIDERED_MAX:
            break
        if agent != chosen.id:
            member = floor.members[agent]
            facts.append(_fact(floor, inbox, member, why_not(floor, inbox, chat, member, rival)))
    return tuple(facts)


def why_not(floor: Floor, inbox: Inbox, chat: Chat, member: Member, chosen: Member | None) -> PassedOver:
    """The first fact that kept this agent from being chosen, in the order in which a person would ask."""
    if not member.active:
        return "deactivated"
    if not member.licensed:
        return "no_licence"
    if member.status != "available":
        return member.status
    if member.connection == "gone":
        return "unreachable"
    if member.on_hold:
        return "on_hold"
    if floor.index.load(member.id) >= member.capacity or not has_room_in(floor, inbox, member.id):
        return "at_capacity"
    if member.id in chat.stood_aside:
        return "just_declined"
    if chosen and inbox.rules.prefers_last_agent and chosen.id == chat.last_agent:
        return "known_to_another"
    return "free" if chosen is None else _why_not_first(floor, member, chosen)


def _why_not_first(floor: Floor, member: Member, chosen: Member) -> PassedOver:
    """Both could have had it: what put the other one first."""
    if floor.index.load(member.id) > floor.index.load(chosen.id):
        return "more_loaded"
    return "offered_more_recently" if member.last_offer > chosen.last_offer else "ready_later"


def explain_waiting(floor: Floor, chat: Chat) -> tuple[Considered, ...]:
    """Why a waiting chat is with nobody yet: each agent of its inbox, and what keeps him from it (routing, "Why").

    In manual mode, or while one is just being chosen, somebody may be "free".
    """
    inbox = floor.inboxes[chat.inbox]
    members = [floor.members[agent] for agent in inbox.rules.agents]
    return tuple(_fact(floor, inbox, member, why_not(floor, inbox, chat, member, None)) for member in members)


def _fact(floor: Floor, inbox: Inbox, member: Member, why: PassedOver) -> Considered:
    """With his figures; where the inbox's own limit is what counts, those within this inbox."""
    load = floor.index.load(member.id)
    if why == "at_capacity" and load < member.capacity:
        limit = capacity_in(inbox, member)
        return Considered(member.id, why, limit, limit)
    return Considered(member.id, why, load, member.capacity)
