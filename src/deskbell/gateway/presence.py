"""Presence: whether a member has a console open, told to the floor.

Owns: how many sessions each member has on this node.
Never: the lease: what follows from the last console being gone is the floor's affair.
Holds: while a member has a session here the floor knows him attached, also after the sequencer recovered.
"""

from collections.abc import Callable

from deskbell.audience.access import Viewer
from deskbell.floor.commands import AnyCommand, AttachMember, DetachMember
from deskbell.floor.events import MemberChanged, MemberDetached, MemberLost
from deskbell.floor.refusals import Refusal
from deskbell.floor.vocabulary import Id
from deskbell.gateway.surroundings import Outcome
from deskbell.ledger import Stored
from deskbell.sequencer import Refused

Submit = Callable[[Id, AnyCommand, Callable[[Outcome], None]], None]
Later = Callable[[float, Callable[[], None]], None]

RETRY_SECONDS = 1.0

_ABOUT_PRESENCE = (MemberDetached, MemberLost, MemberChanged)


class Presence:
    """Which members have consoles open on this node. `later` runs a job after some seconds."""

    def __init__(self, submit: Submit, later: Later) -> None:
        self._submit = submit
        self._later = later
        self._present: dict[tuple[Id, Id], int] = {}

    def came(self, viewer: Viewer) -> None:
        """One more session of a member."""
        key = (viewer.organisation, viewer.id)
        self._present[key] = self._present.get(key, 0) + 1
        if self._present[key] == 1:
            self._tell(key)

    def went(self, viewer: Viewer) -> None:
        """One session less."""
        key = (viewer.organisation, viewer.id)
        self._present[key] -= 1
        if not self._present[key]:
            del self._present[key]
            self._tell(key)

    def heard_otherwise(self, entry: Stored) -> None:
        """The floor may believe that a member is gone: it recovered, his last console has just been replaced, or he was
        deactivated when this one came, and is not any more."""
        event = entry.event
        if isinstance(event, _ABOUT_PRESENCE) and (entry.organisation, event.member) in self._present:
            self._tell((entry.organisation, event.member))

    def _tell(self, key: tuple[Id, Id]) -> None:
        """Tell the floor how it is now; again, until it has been taken."""
        organisation, member = key
        attached = key in self._present
        command = AttachMember(member=member) if attached else DetachMember(member=member)

        def taken(outcome: Outcome) -> None:
            if outcome is None or _may_succeed_later(outcome):
                self._later(RETRY_SECONDS, again)

        def again() -> None:
            if (key in self._present) == attached:
                self._tell(key)

        self._submit(organisation, command, taken)


def _may_succeed_later(outcome: Outcome) -> bool:
    refusal: Refusal | None = outcome.refusal if isinstance(outcome, Refused) else None
    return refusal is not None and refusal.retry
