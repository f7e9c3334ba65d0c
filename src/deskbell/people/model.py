"""What the people room says and takes over HTTP.

Owns: the request and answer bodies, valid by construction.
Holds: requests refuse fields they do not know, so nobody sets what no form offers (security, 58).
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from deskbell.floor.vocabulary import CAPACITY_MAX, CAPACITY_MIN, Permission, Role
from deskbell.kit.fields import Email, Name, Secret
from deskbell.people.codes import GivenCode
from deskbell.people.passwords import GivenPassword, Password

Capacity = Annotated[int, Meta(ge=CAPACITY_MIN, le=CAPACITY_MAX)]
GroupId = Annotated[str, Meta(max_length=26)]
TimeZone = Annotated[str, Meta(min_length=1, max_length=64, extra={"words": "a zone such as Europe/Madrid"})]
Language = Annotated[str, Meta(max_length=35, pattern=r"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$(?!\n)")]


class Request(Struct, forbid_unknown_fields=True, frozen=True):
    """The base of what is asked."""


class SetUp(Request, frozen=True):
    """The first run: an organisation and its Owner."""

    token: Secret
    organisation: Name
    time_zone: TimeZone
    name: Name
    email: Email
    password: Password
    language: Language = ""


class SetUpState(Struct, frozen=True):
    """Whether the first run is still to come."""

    needed: bool


class SignIn(Request, frozen=True):
    """An address and a password, and a code where the account has a second factor."""

    email: Email
    password: GivenPassword
    code: GivenCode = ""


class Member(Struct, frozen=True):
    """A member of the organisation. `email` is empty where the reader may not see it, `group` for who is in none."""

    id: str
    name: str
    email: str
    role: Role
    active: bool
    group: str
    contact_center: bool
    live_chat: bool
    capacity: int


class Organisation(Struct, frozen=True):
    """The tenant."""

    id: str
    name: str
    time_zone: str


class SignedIn(Struct, frozen=True):
    """Who is signed in, and the value that each change must carry in `X-Deskbell-CSRF`."""

    member: Member
    organisation: Organisation
    language: str
    csrf: str
    permissions: list[Permission]
    second_factor: bool


class Members(Struct, frozen=True):
    """Everybody in the organisation, by name."""

    members: list[Member]


class MemberChanges(Request, frozen=True):
    """What is to be different about a member; fields left out stay as they are."""

    name: Name | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    group: GroupId | UnsetType = UNSET
    contact_center: bool | UnsetType = UNSET
    live_chat: bool | UnsetType = UNSET
    capacity: Capacity | UnsetType = UNSET


class NewInvitation(Request, frozen=True):
    """Whom to invite, and as what."""

    name: Name
    email: Email
    role: Literal["admin", "member"]
    group: GroupId = ""
    contact_center: bool = False
    live_chat: bool = False


class IssuedInvitation(Struct, frozen=True):
    """The link to hand over; it is shown this once. `sent` where it goes out by mail as well."""

    id: str
    link: str
    expires_at: int
    sent: bool


class Invitation(Struct, frozen=True):
    """An invitation that can still be accepted."""

    id: str
    name: str
    email: str
    role: Role
    group: str
    contact_center: bool
    live_chat: bool
    created_at: int
    expires_at: int


class Invitations(Struct, frozen=True):
    """The open invitations, newest first."""

    invitations: list[Invitation]


class InvitationToken(Request, frozen=True):
    """The token of an invitation's link."""

    token: Secret


class InvitationLook(Struct, frozen=True):
    """What an invitation says to whom it was sent."""

    organisation: str
    name: str
    email: str


class Acceptance(Request, frozen=True):
    """The person accepts, under this name and with this password."""

    token: Secret
    name: Name
    password: Password
