"""Inboxes: their rules, with bounds and defaults of product, section 3.

Owns: the decisions about creating, changing and deleting an inbox.
Never: widgets and hours: those are rows of `channels` and rules of `hours`.
Holds: running offers keep their deadline, a changed timeout counts from its change;
    who leaves an inbox loses his offers there; names are unique while they live.
"""

from msgspec import UNSET

from deskbell.floor.authority import may_manage_inboxes, not_allowed
from deskbell.floor.chats import close_chat
from deskbell.floor.commands import ChangeInbox, CreateInbox, DeleteInbox
from deskbell.floor.events import AnyEvent, InboxChanged, InboxCreated, InboxDeleted, InboxRules
from deskbell.floor.inactivity import as_rule, invalid_rule
from deskbell.floor.licences import find_missing
from deskbell.floor.offers import end_offer, open_offers_of
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Floor
from deskbell.floor.transfers import withdraw
from deskbell.floor.vocabulary import (
    ABANDON_MINUTES_MAX,
    ABANDON_MINUTES_MIN,
    AGENTS_PER_INBOX_MAX,
    CAPACITY_MAX,
    CAPACITY_MIN,
    GRACE_SECONDS_MAX,
    GRACE_SECONDS_MIN,
    LICENCE_NAMES,
    NAME_CHARACTERS_MAX,
    OFFER_SECONDS_MAX,
    OFFER_SECONDS_MIN,
    PRIORITY_MAX,
    PRIORITY_MIN,
    Id,
    Licence,
)

Decision = list[AnyEvent] | Refusal


def decide_create(floor: Floor, command: CreateInbox) -> Decision:
    """A new inbox. Repeating it with the same id changes nothing."""
    if not may_manage_inboxes(floor, command.by):
        return not_allowed()
    if command.inbox in floor.inboxes:
        return []
    rules = InboxRules(
        name=command.name.strip(),
        mode=command.mode,
        offer_seconds=command.offer_seconds,
        claiming=command.claiming,
        priority=command.priority,
        capacity=command.capacity,
        agents=tuple(dict.fromkeys(command.agents)),
        inactivity=as_rule(command.inactivity),
        grace_seconds=command.grace_seconds,
        prefers_last_agent=command.prefers_last_agent,
        abandon_minutes=command.abandon_minutes,
    )
    refusal = _lack_of_licence(floor) or _invalid(floor, command.inbox, rules, newcomers=rules.agents)
    if refusal:
        return refusal
    return [InboxCreated(inbox=command.inbox, type=command.type, rules=rules, by=command.by)]


def _lack_of_licence(floor: Floor) -> Refusal | None:
    """An inbox needs a seat of each licence in the organisation (product, section 2)."""
    missing = find_missing(floor)
    if missing is None:
        return None
    name = LICENCE_NAMES[missing]
    detail = f"A live-chat inbox needs the {name} licence, and your organisation holds none. The Owner can add seats."
    return refuse(
        "licence_missing", detail, field="type", allowed=f"an organisation with a {name} seat", licence=missing
    )


def decide_change(floor: Floor, command: ChangeInbox) -> Decision:
    """The rules as they are after the change. Agents who leave lose their open offers of this inbox."""
    if not may_manage_inboxes(floor, command.by):
        return not_allowed()
    inbox = floor.inboxes.get(command.inbox)
    if inbox is None:
        return refuse("unknown_inbox", "No such inbox.", field="inbox")
    rules = _as_changed(inbox.rules, command)
    newcomers = tuple(agent for agent in rules.agents if agent not in inbox.rules.agents)
    refusal = _invalid(floor, inbox.id, rules, newcomers)
    if refusal:
        return refusal
    if rules == inbox.rules:
        return []
    left = tuple(agent for agent in inbox.rules.agents if agent not in rules.agents)
    return [
        InboxChanged(inbox=inbox.id, rules=rules, left=left, by=command.by),
        *_end_offers_of_leavers(floor, inbox.id, left),
        *_end_transfers_to_leavers(floor, inbox.id, left),
    ]


def _as_changed(rules: InboxRules, command: ChangeInbox) -> InboxRules:
    return InboxRules(
        name=rules.name if command.name is UNSET else command.name.strip(),
        mode=rules.mode if command.mode is UNSET else command.mode,
        offer_seconds=rules.offer_seconds if command.offer_seconds is UNSET else command.offer_seconds,
        claiming=rules.claiming if command.claiming is UNSET else command.claiming,
        priority=rules.priority if command.priority is UNSET else command.priority,
        capacity=rules.capacity if command.capacity is UNSET else command.capacity,
        agents=rules.agents if command.agents is UNSET else tuple(dict.fromkeys(command.agents)),
        inactivity=rules.inactivity if command.inactivity is UNSET else as_rule(command.inactivity),
        grace_seconds=rules.grace_seconds if command.grace_seconds is UNSET else command.grace_seconds,
        prefers_last_agent=(
            rules.prefers_last_agent if command.prefers_last_agent is UNSET else command.prefers_last_agent
        ),
        abandon_minutes=rules.abandon_minutes if command.abandon_minutes is UNSET else command.abandon_minutes,
    )


def _end_offers_of_leavers(floor: Floor, inbox: Id, left: tuple[Id, ...]) -> list[AnyEvent]:
    return [
        end_offer(floor, chat, "rescinded", cause="inbox_changed")
        for agent in left
        for chat, _ in open_offers_of(floor, floor.members[agent])
        if chat.inbox == inbox
    ]


def _end_transfers_to_leavers(floor: Floor, inbox: Id, left: tuple[Id, ...]) -> list[AnyEvent]:
    chats = (floor.chats[chat] for chat in floor.index.chats_in.get(inbox, ()))
    asked = [chat for chat in chats if chat.transfer and chat.transfer.agent in left]
    return [event for chat in asked for event in withdraw(floor, chat, "inbox_changed")]


def decide_delete(floor: Floor, command: DeleteInbox) -> Decision:
    """Waiting, offered and open chats are closed with reason "inbox_deleted", then the inbox goes for good."""
    if not may_manage_inboxes(floor, command.by):
        return not_allowed()
    inbox = floor.inboxes.get(command.inbox)
    if inbox is None:
        return refuse("unknown_inbox", "No such inbox.", field="inbox")
    closings = [
        event
        for chat in floor.index.chats_in.get(inbox.id, ())
        for event in close_chat(floor, floor.chats[chat], "inbox_deleted", command.by)
    ]
    return [
        *closings,
        InboxDeleted(inbox=inbox.id, name=inbox.rules.name, agents=inbox.rules.agents, by=command.by),
    ]


def _invalid(floor: Floor, inbox: Id, rules: InboxRules, newcomers: tuple[Id, ...]) -> Refusal | None:
    return (
        _invalid_name(floor, inbox, rules.name)
        or _outside(
            "offer_seconds",
            "The reassignment timing",
            rules.offer_seconds,
            OFFER_SECONDS_MIN,
            OFFER_SECONDS_MAX,
        )
        or _outside("priority", "The priority", rules.priority, PRIORITY_MIN, PRIORITY_MAX)
        or (
            _outside("capacity", "The inbox's own limit", rules.capacity, CAPACITY_MIN, CAPACITY_MAX)
            if rules.capacity is not None
            else None
        )
        or (
            _outside("grace_seconds", "The grace time", rules.grace_seconds, GRACE_SECONDS_MIN, GRACE_SECONDS_MAX)
            if rules.grace_seconds is not None
            else None
        )
        or (
            _outside(
                "abandon_minutes",
                "How long a chat waits without its visitor",
                rules.abandon_minutes,
                ABANDON_MINUTES_MIN,
                ABANDON_MINUTES_MAX,
            )
            if rules.abandon_minutes is not None
            else None
        )
        or invalid_rule(rules.inactivity)
        or _invalid_agents(floor, rules.agents, newcomers)
    )


def _invalid_name(floor: Floor, inbox: Id, name: str) -> Refusal | None:
    if not 1 <= len(name) <= NAME_CHARACTERS_MAX:
        allowed = f"1 to {NAME_CHARACTERS_MAX} characters"
        return refuse("invalid", f"The name must have {allowed}.", field="name", allowed=allowed)
    for other in floor.inboxes.values():
        if other.id != inbox and other.rules.name.casefold() == name.casefold():
            return refuse("name_taken", f"There is an inbox named {other.rules.name} already.", field="name")
    return None


def _outside(field: str, what: str, value: int, least: int, most: int) -> Refusal | None:
    if least <= value <= most:
        return None
    allowed = f"{least} to {most}"
    return refuse("invalid", f"{what} must be {allowed}.", field=field, allowed=allowed)


def _invalid_agents(floor: Floor, agents: tuple[Id, ...], newcomers: tuple[Id, ...]) -> Refusal | None:
    """Only holders of both licences can be chosen (product, section 2); who loses one later may stay on the list."""
    if len(agents) > AGENTS_PER_INBOX_MAX:
        allowed = f"up to {AGENTS_PER_INBOX_MAX} agents"
        return refuse("invalid", f"An inbox has {allowed}.", field="agents", allowed=allowed)
    for agent in newcomers:
        member = floor.members.get(agent)
        if member is None:
            return refuse("unknown_member", "No such member.", field="agents")
        if not member.active:
            return refuse("deactivated", f"{member.name} is deactivated.", field="agents", agent=agent)
        if not member.licensed:
            missing: Licence = "live_chat" if member.contact_center else "contact_center"
            return refuse(
                "not_licensed",
                f"{member.name} does not hold the {LICENCE_NAMES[missing]} licence. The Owner can assign it.",
                field="agents",
                allowed="members who hold Contact Center and Live Chat",
                agent=agent,
                licence=missing,
            )
    return None
