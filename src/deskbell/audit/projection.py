"""Acts that follow from the floor's events: members, groups, seats, inboxes and overrides.

Owns: which events are acts, and what each of them is called.
Never: what a member does as an agent: that stands in the log of the chat; only a chat beyond somebody's capacity stands
    in both.
Holds: runs inside the sequencer's transaction, so nothing changes without its line in the log; ten thousand members
    changed at once are a few statements, not some for each.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from deskbell.audit.facts import differences, facts_of, ids_in
from deskbell.audit.record import Log
from deskbell.audit.subjects import Facts
from deskbell.floor.events import (
    ChatClaimed,
    ChatOffered,
    ChatTransferred,
    Event,
    GroupChanged,
    GroupCreated,
    GroupDeleted,
    InboxChanged,
    InboxCreated,
    InboxDeleted,
    MemberAdmitted,
    MemberChanged,
    MemberReleased,
    MemberStatusChanged,
    OverridingSet,
    SeatsSet,
    TransferAsked,
)
from deskbell.floor.vocabulary import LICENCE_NAMES, Actor, by_member
from deskbell.kit.acts import Act, Detail, What
from deskbell.ledger import Stored

Telling = Callable[[Log, Stored, Any], None]


def project(connection: Connection, batch: Sequence[Stored]) -> None:
    """The acts among these events."""
    acts = [stored for stored in batch if _is_act(stored.event)]
    for organisation in dict.fromkeys(stored.organisation for stored in acts):
        ours = [stored for stored in acts if stored.organisation == organisation]
        log = Log(connection, organisation)
        log.subjects.meet(one for stored in ours for one in _ids_of(stored.event))
        for stored in ours:
            _TELLINGS[type(stored.event)](log, stored, stored.event)
        log.write()


def _is_act(event: Event) -> bool:
    return type(event) in _TELLINGS and getattr(event, "beyond", True)


def _ids_of(event: Any) -> list[str]:
    """Whom an event is about, and who did it."""
    return [
        _actor_of(event).id,
        *(getattr(event, name, "") for name in ("member", "agent", "inbox", "group", "licence")),
    ]


def _actor_of(event: Any) -> Actor:
    """Who takes a chat beyond his own capacity does it himself."""
    return by_member(event.agent) if isinstance(event, ChatClaimed | ChatTransferred) else event.by


def _tell_admitted(log: Log, stored: Stored, event: MemberAdmitted) -> None:
    facts = facts_of(event) | {"active": "yes"}
    details = _compare(log, event.member, {}, facts)
    log.subjects.put(event.member, event.name, facts)
    _note(log, stored, event.by, "member.admitted", event.member, details)


def _tell_changed(log: Log, stored: Stored, event: MemberChanged) -> None:
    facts = facts_of(event)
    before = log.subjects.find(event.member).facts
    details = _compare(log, event.member, before, facts)
    log.subjects.put(event.member, event.name, facts)
    _note(log, stored, event.by, _name_change(before, facts), event.member, details)


def _name_change(before: Facts, after: Facts) -> What:
    """A change may touch several fields: it is called after the gravest."""
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    if "active" in changed:
        return "member.reactivated" if after["active"] == "yes" else "member.deactivated"
    if "role" in changed:
        return "organisation.handed_over" if after["role"] == "owner" else "member.role_changed"
    if "group" in changed:
        return "member.group_changed"
    return "member.licences_changed" if changed & {"contact_center", "live_chat"} else "member.changed"


def _tell_status(log: Log, stored: Stored, event: MemberStatusChanged) -> None:
    """Only where somebody else chose it: one's own status is nobody's act."""
    if event.by.id == event.member:
        return
    details = [Detail("status", "", event.status)] + ([Detail("reason", "", event.reason)] if event.reason else [])
    _note(log, stored, event.by, "member.status_set", event.member, tuple(details))


def _tell_released(log: Log, stored: Stored, event: MemberReleased) -> None:
    if event.by.id != event.member:
        _note(log, stored, event.by, "member.hold_released", event.member, ())


def _tell_overriding(log: Log, stored: Stored, event: OverridingSet) -> None:
    details = (Detail("overriding", "no" if event.allowed else "yes", "yes" if event.allowed else "no"),)
    _note(log, stored, event.by, "organisation.overriding_set", stored.organisation, details)


def _tell_override(
    log: Log, stored: Stored, event: ChatOffered | ChatClaimed | TransferAsked | ChatTransferred
) -> None:
    """Each use of the override, with the chat and what the capacity was (product, section 5)."""
    details = (Detail("conversation", "", event.conversation), Detail("capacity", str(event.capacity), ""))
    _note(log, stored, _actor_of(event), "member.capacity_overridden", event.agent, details)


def _tell_seats(log: Log, stored: Stored, event: SeatsSet) -> None:
    """A licence is a subject of its own, named as people know it."""
    after = "" if event.seats is None else str(event.seats)
    before = log.subjects.find(event.licence).facts.get("seats", "")
    log.subjects.put(event.licence, LICENCE_NAMES[event.licence], {"seats": after})
    details = (Detail("seats", before or "no limit", after or "no limit"),)
    _note(log, stored, event.by, "licence.seats_set", event.licence, details)


def _tell_group(log: Log, stored: Stored, event: GroupCreated | GroupChanged) -> None:
    facts = {"name": event.name, "permissions": ", ".join(event.permissions)}
    is_new = isinstance(event, GroupCreated)
    before = {} if is_new else log.subjects.find(event.group).facts
    log.subjects.put(event.group, event.name, facts)
    what: What = "group.created" if is_new else "group.changed"
    _note(log, stored, event.by, what, event.group, differences(before, facts, {}))


def _tell_group_deleted(log: Log, stored: Stored, event: GroupDeleted) -> None:
    _note(log, stored, event.by, "group.deleted", event.group, ())


def _tell_inbox(log: Log, stored: Stored, event: InboxCreated | InboxChanged) -> None:
    facts = facts_of(event.rules)
    is_new = isinstance(event, InboxCreated)
    before = {} if is_new else log.subjects.find(event.inbox).facts
    details = _compare(log, event.inbox, before, facts)
    log.subjects.put(event.inbox, event.rules.name, facts)
    _note(log, stored, event.by, "inbox.created" if is_new else "inbox.changed", event.inbox, details)


def _tell_inbox_deleted(log: Log, stored: Stored, event: InboxDeleted) -> None:
    log.subjects.put(event.inbox, event.name, {})
    _note(log, stored, event.by, "inbox.deleted", event.inbox, ())


def _compare(log: Log, subject: str, before: Facts, after: Facts) -> tuple[Detail, ...]:
    return differences(before, after, log.subjects.names_of(ids_in(before, after) - {subject}))


def _note(log: Log, stored: Stored, by: Actor, what: What, subject: str, details: tuple[Detail, ...]) -> None:
    log.note(
        Act(
            organisation=stored.organisation,
            by=by.id if by.kind == "member" else "",
            what=what,
            subject=subject,
            details=details,
            at=stored.at,
        )
    )


_TELLINGS: Final[dict[type[Event], Telling]] = {
    MemberAdmitted: _tell_admitted,
    MemberChanged: _tell_changed,
    MemberStatusChanged: _tell_status,
    MemberReleased: _tell_released,
    SeatsSet: _tell_seats,
    OverridingSet: _tell_overriding,
    ChatOffered: _tell_override,
    ChatClaimed: _tell_override,
    TransferAsked: _tell_override,
    ChatTransferred: _tell_override,
    GroupCreated: _tell_group,
    GroupChanged: _tell_group,
    GroupDeleted: _tell_group_deleted,
    InboxCreated: _tell_inbox,
    InboxChanged: _tell_inbox,
    InboxDeleted: _tell_inbox_deleted,
}
