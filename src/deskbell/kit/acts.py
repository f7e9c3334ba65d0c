"""Acts: what somebody with rights did to the organisation, as one line of the audit log.

Owns: the shape of an act, the closed list of what can have been done, and the type of the function that keeps it.
Never: a table; a password, a token, a code or somebody's message among the details.
Holds: an act is recorded on the connection of the change itself, so that both are kept or neither.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from msgspec import Struct
from sqlalchemy import Connection

What = Literal[
    "audit.exported",
    "channel.changed",
    "channel.disabled",
    "channel.enabled",
    "group.changed",
    "group.created",
    "group.deleted",
    "inbox.changed",
    "inbox.created",
    "inbox.deleted",
    "invitation.issued",
    "invitation.renewed",
    "invitation.revoked",
    "licence.seats_set",
    "member.admitted",
    "member.capacity_overridden",
    "member.changed",
    "member.deactivated",
    "member.group_changed",
    "member.hold_released",
    "member.licences_changed",
    "member.reactivated",
    "member.role_changed",
    "member.status_set",
    "organisation.changed",
    "organisation.handed_over",
    "organisation.overriding_set",
    "sign_in.code_refused",
    "sign_in.password_changed",
    "sign_in.password_reset",
    "sign_in.recovery_code_used",
    "sign_in.recovery_codes_made",
    "sign_in.reset_link_issued",
    "sign_in.second_factor_off",
    "sign_in.second_factor_on",
    "sign_in.sessions_ended",
]
"""Everything that an act can be, subject first. Rooms add to it; a name never changes its meaning."""


class Detail(NamedTuple):
    """One field that was changed, in words as a person would read them; empty is nothing."""

    field: str
    before: str
    after: str


class Act(Struct, frozen=True, kw_only=True):
    """Who did what to whom or what.

    `by` is a member's id, empty for the system itself (the command line, set-up). `subject` is the id of what it was
    done to and `subject_name` its name at that time; left empty, the log fills in the name by which it knows the
    subject. `address` is where the request came from, empty where it came over a socket or from the machine itself.
    """

    organisation: str
    by: str
    what: What
    subject: str = ""
    subject_name: str = ""
    details: tuple[Detail, ...] = ()
    address: str = ""
    at: int


RecordAct = Callable[[Connection, Act], None]
"""Keeps an act, on the connection of the change. Routes take it as the dependency `record_act`."""
