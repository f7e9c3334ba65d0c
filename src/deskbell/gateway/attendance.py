"""Attendance: which members have a console open, and which visitors their chat.

Owns: whom the floor is told about, and when it is told again.
Never: counting sessions: `presence.py`.
Holds: a visitor who reloads his page or changes the network is not gone: he has some seconds to come back.
"""

from collections.abc import Callable
from functools import partial

from deskbell.audience.access import Viewer
from deskbell.floor.commands import AttachMember, AttachVisitor, DetachMember, DetachVisitor
from deskbell.floor.events import ChatOpened, MemberChanged, MemberDetached, MemberLost, VisitorLeft
from deskbell.floor.vocabulary import Id
from deskbell.gateway.hub import Hub
from deskbell.gateway.limits import Limits
from deskbell.gateway.presence import Later, Presence, Submit
from deskbell.gateway.subscription import Subscription
from deskbell.ledger import Stored


class Attendance:
    """Members by their sessions, visitors by the chats they follow. `later` runs a job after some seconds."""

    def __init__(self, hub: Hub, submit: Submit, later: Later, limits: Limits) -> None:
        self._members = Presence(submit, later, _attach_member, _detach_member)
        self._visitors = Presence(submit, later, _attach_visitor, _detach_visitor, limits.visitor_away_ms / 1000)
        for kind in (MemberDetached, MemberLost, MemberChanged):
            hub.listen(kind, self._about_member)
        hub.listen(ChatOpened, self._about_chat)
        hub.listen(VisitorLeft, self._about_visitor)
        hub.listen_to_visitors(partial(_of_chat, self._visitors.came), partial(_of_chat, self._visitors.went))

    def came(self, viewer: Viewer) -> None:
        """A session has a viewer now."""
        if viewer.kind == "member":
            self._members.came(viewer.organisation, viewer.id)

    def went(self, viewer: Viewer) -> None:
        """The viewer's session is over."""
        if viewer.kind == "member":
            self._members.went(viewer.organisation, viewer.id)

    def _about_member(self, entry: Stored) -> None:
        if isinstance(entry.event, MemberDetached | MemberLost | MemberChanged):
            self._members.heard_otherwise(entry.organisation, entry.event.member)

    def _about_chat(self, entry: Stored) -> None:
        """Who opens a chat is here; unless he never looks at it."""
        if isinstance(entry.event, ChatOpened):
            self._visitors.expect(entry.organisation, entry.event.conversation)

    def _about_visitor(self, entry: Stored) -> None:
        if isinstance(entry.event, VisitorLeft):
            self._visitors.heard_otherwise(entry.organisation, entry.event.conversation)


def _of_chat(tell: Callable[[Id, Id], None], organisation: Id, subscription: Subscription) -> None:
    assert subscription.facts is not None, "who was let into a chat, knows which"
    tell(organisation, subscription.facts.conversation)


def _attach_member(member: Id) -> AttachMember:
    return AttachMember(member=member)


def _detach_member(member: Id) -> DetachMember:
    return DetachMember(member=member)


def _attach_visitor(conversation: Id) -> AttachVisitor:
    return AttachVisitor(conversation=conversation)


def _detach_visitor(conversation: Id) -> DetachVisitor:
    return DetachVisitor(conversation=conversation)
