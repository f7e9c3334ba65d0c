"""Presence: whether somebody has a page open, told to the floor: a member his console, a visitor his chat.

Owns: how many sessions each subject has on this node; a subject is a member, or a visitor's conversation.
Never: what follows from the last page being gone: the lease, and giving a chat up, are the floor's affair.
Holds: while a subject has a session here the floor knows it attached, also after the sequencer recovered.
"""

from collections.abc import Callable

from deskbell.floor.commands import AnyCommand
from deskbell.floor.refusals import Refusal
from deskbell.floor.vocabulary import Id
from deskbell.gateway.surroundings import Outcome
from deskbell.sequencer import Refused

Submit = Callable[[Id, AnyCommand, Callable[[Outcome], None]], None]
Later = Callable[[float, Callable[[], None]], None]
Say = Callable[[Id], AnyCommand]

RETRY_SECONDS = 1.0


class Presence:
    """Who is here on this node. `later` runs a job after some seconds.

    `attach` and `detach` make the commands; that the last page is gone is told after `patience_seconds`, if it is
    still so then.
    """

    def __init__(self, submit: Submit, later: Later, attach: Say, detach: Say, patience_seconds: float = 0) -> None:
        self._submit = submit
        self._later = later
        self._attach = attach
        self._detach = detach
        self._patience_seconds = patience_seconds
        self._present: dict[tuple[Id, Id], int] = {}

    def came(self, organisation: Id, subject: Id) -> None:
        """One more session."""
        key = (organisation, subject)
        self._present[key] = self._present.get(key, 0) + 1
        if self._present[key] == 1:
            self._tell(key)

    def went(self, organisation: Id, subject: Id) -> None:
        """One session less."""
        key = (organisation, subject)
        self._present[key] -= 1
        if self._present[key]:
            return
        del self._present[key]
        if self._patience_seconds:
            self._later(self._patience_seconds, lambda: self._tell_if(key, attached=False))
        else:
            self._tell(key)

    def expect(self, organisation: Id, subject: Id) -> None:
        """The floor believes that the subject is here, and will be told if it does not come soon."""
        self._later(self._patience_seconds, lambda: self._tell_if((organisation, subject), attached=False))

    def heard_otherwise(self, organisation: Id, subject: Id) -> None:
        """The floor may believe that the subject is gone: it recovered, the last page has just been replaced, or a
        member was deactivated when this page came, and is not any more."""
        if (organisation, subject) in self._present:
            self._tell((organisation, subject))

    def _tell(self, key: tuple[Id, Id]) -> None:
        """Tell the floor how it is now; again, until it has been taken."""
        organisation, subject = key
        attached = key in self._present
        command = self._attach(subject) if attached else self._detach(subject)

        def taken(outcome: Outcome) -> None:
            if outcome is None or _may_succeed_later(outcome):
                self._later(RETRY_SECONDS, lambda: self._tell_if(key, attached=attached))

        self._submit(organisation, command, taken)

    def _tell_if(self, key: tuple[Id, Id], *, attached: bool) -> None:
        if (key in self._present) == attached:
            self._tell(key)


def _may_succeed_later(outcome: Outcome) -> bool:
    refusal: Refusal | None = outcome.refusal if isinstance(outcome, Refused) else None
    return refusal is not None and refusal.retry
