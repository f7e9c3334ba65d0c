"""board:team: everybody and every inbox, in the words for all staff.

Owns: a body for every event about a member, an inbox, a permission group or seats.
Never: credentials or e-mail addresses: the floor does not know them.
Holds: settings are told whole; presence is told apart from settings.
"""

from typing import Final

from deskbell.audience.words.table import Words
from deskbell.floor import events as happened
from deskbell.wire import bodies as say


def _admitted(event: happened.MemberAdmitted) -> say.TeamMember:
    return _member(event, active=True)


def _changed(event: happened.MemberChanged) -> say.TeamMember:
    return _member(event, active=event.active)


def _member(event: happened.MemberAdmitted | happened.MemberChanged, *, active: bool) -> say.TeamMember:
    return say.TeamMember(
        member=event.member,
        name=event.name,
        role=event.role,
        active=active,
        group=event.group,
        contact_center=event.contact_center,
        live_chat=event.live_chat,
        capacity=event.capacity,
    )


def _status(event: happened.MemberStatusChanged) -> say.TeamStatus:
    return say.TeamStatus(member=event.member, status=event.status, reason=event.reason)


def _attached(event: happened.MemberAttached) -> say.TeamConnection:
    return say.TeamConnection(member=event.member, connection="attached", lease_until=0)


def _detached(event: happened.MemberDetached) -> say.TeamConnection:
    return say.TeamConnection(member=event.member, connection="leased", lease_until=event.lease_until)


def _lost(event: happened.MemberLost) -> say.TeamConnection:
    return say.TeamConnection(member=event.member, connection="gone", lease_until=0)


def _held(event: happened.MemberHeld) -> say.TeamHold:
    return say.TeamHold(member=event.member, on_hold=True)


def _released(event: happened.MemberReleased) -> say.TeamHold:
    return say.TeamHold(member=event.member, on_hold=False)


def _inbox(event: happened.InboxCreated | happened.InboxChanged) -> say.TeamInbox:
    rules = event.rules
    return say.TeamInbox(
        inbox=event.inbox,
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


def _inbox_gone(event: happened.InboxDeleted) -> say.TeamInboxGone:
    return say.TeamInboxGone(inbox=event.inbox)


def _group(event: happened.GroupCreated | happened.GroupChanged) -> say.TeamGroup:
    return say.TeamGroup(group=event.group, name=event.name, permissions=event.permissions)


def _group_gone(event: happened.GroupDeleted) -> say.TeamGroupGone:
    return say.TeamGroupGone(group=event.group)


def _seats(event: happened.SeatsSet) -> say.TeamSeats:
    return say.TeamSeats(licence=event.licence, seats=event.seats)


def _overriding(event: happened.OverridingSet) -> say.TeamOverriding:
    return say.TeamOverriding(allowed=event.allowed)


WORDS: Final[Words] = {
    happened.MemberAdmitted: _admitted,
    happened.MemberChanged: _changed,
    happened.MemberStatusChanged: _status,
    happened.MemberAttached: _attached,
    happened.MemberDetached: _detached,
    happened.MemberLost: _lost,
    happened.MemberHeld: _held,
    happened.MemberReleased: _released,
    happened.InboxCreated: _inbox,
    happened.InboxChanged: _inbox,
    happened.InboxDeleted: _inbox_gone,
    happened.GroupCreated: _group,
    happened.GroupChanged: _group,
    happened.GroupDeleted: _group_gone,
    happened.SeatsSet: _seats,
    happened.OverridingSet: _overriding,
}
