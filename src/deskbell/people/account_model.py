"""What is said and taken over HTTP about an account's own safety: passwords, sessions, second factors.

Owns: the request and answer bodies, valid by construction.
"""

from msgspec import Struct

from deskbell.kit.fields import Email, Secret
from deskbell.people.codes import GivenCode
from deskbell.people.model import Request
from deskbell.people.passwords import GivenPassword, Password
from deskbell.people.qr import QrCode
from deskbell.people.sessions import ListedSession


class PasswordChange(Request, frozen=True):
    """The password there is, and the one that shall be; a code where there is a second factor."""

    current: GivenPassword
    password: Password
    code: GivenCode = ""


class Sessions(Struct, frozen=True):
    """Where somebody is signed in, the last used first."""

    sessions: list[ListedSession]


class SecondFactorBegin(Request, frozen=True):
    """Shows that it is really him who wants one."""

    password: GivenPassword


class SecondFactorSecret(Struct, frozen=True):
    """What the app has to learn: to type, as an address, and as a picture."""

    secret: str
    uri: str
    qr: QrCode


class SecondFactorCode(Request, frozen=True):
    """The app has learnt it."""

    code: GivenCode


class SecondFactorProof(Request, frozen=True):
    """For what changes or removes a second factor."""

    password: GivenPassword
    code: GivenCode


class RecoveryCodes(Struct, frozen=True):
    """Ten codes to keep on paper; each works once. They are shown this once."""

    recovery_codes: list[str]


class ResetAsked(Request, frozen=True):
    """The address of whoever has forgotten his password."""

    email: Email


class ResetAnswer(Struct, frozen=True):
    """The same for every address. `mail` is whether this server sends mail at all; otherwise an Owner makes a link."""

    mail: bool


class IssuedReset(Struct, frozen=True):
    """The link to hand over; it is shown this once. `sent` where it goes out by mail as well."""

    link: str
    expires_at: int
    sent: bool


class ResetToken(Request, frozen=True):
    """The token of a link."""

    token: Secret


class ResetLook(Struct, frozen=True):
    """Whose password the link changes."""

    name: str
    email: str
    organisation: str


class ResetAcceptance(Request, frozen=True):
    """The new password."""

    token: Secret
    password: Password
