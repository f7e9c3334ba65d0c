"""Signing in: the same answer in the same time for who exists and who does not.

Owns: the step from an address, a password and a code to a session.
Never: says which of address and password was wrong; asks for a code before both were right.
Holds: the account is looked at again in the transaction that opens the session: a password that was changed or a
member who was deactivated meanwhile lets nobody in.
"""

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.fields import as_email
from deskbell.kit.ids import hash_secret, new_secret
from deskbell.kit.problem import Problem
from deskbell.people import second_factors, sessions, store
from deskbell.people.codes import Codes, ReadCode, code_needed, wrong_code
from deskbell.people.limits import SignInLimits
from deskbell.people.passwords import Passwords
from deskbell.people.user_agents import device_of


class Attempt(Struct, frozen=True):
    """An attempt to sign in, and what the browser sent along."""

    email: str
    password: str
    code: str
    address: str
    device: str
    former: str
    """The token of the session it had before: that one ends."""
    user_agent: str = ""


class Success(Struct, frozen=True):
    """Signed in; `device` is the token by which this browser is known from now on."""

    opened: sessions.NewSession
    device: str


class _Account(Struct, frozen=True):
    """What is found under an address, known or not."""

    credentials: store.Credentials | None
    has_factor: bool
    knows_device: bool


class SignInDoor:
    """Lets members in."""

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords, codes: Codes, limits: SignInLimits
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._codes = codes
        self._limits = limits

    async def enter(self, attempt: Attempt) -> Success:
        """A new session for an active member's password and, where he has a second factor, its code.

        Raises `Problem` 401 or 429.
        """
        email = as_email(attempt.email)
        found = await self._database.read(lambda connection: _find(connection, email, attempt.device))
        known_device = hash_secret(attempt.device) if found.knows_device else ""
        self._limits.check(account=hash_secret(email), address=attempt.address, known_device=known_device)
        credentials = found.credentials
        matches = await self._passwords.matches(credentials.password_hash if credentials else None, attempt.password)
        if credentials is None or not credentials.active or not matches:
            raise _wrong_credentials()
        code = await self._read_code(attempt, credentials.member, known_device) if found.has_factor else None
        outcome = await self._database.write(lambda sql: self._open(sql, attempt, email, found, code))
        # Not raised inside: what the audit log was told of a wrong code is to be kept.
        if isinstance(outcome, Problem):
            raise outcome
        return outcome

    async def _read_code(self, attempt: Attempt, member: str, known_device: str) -> ReadCode:
        if not attempt.code:
            raise code_needed()
        self._limits.check_code(member, known_device)
        return await self._codes.read(member, attempt.code)

    def _open(
        self, connection: Connection, attempt: Attempt, email: str, found: _Account, code: ReadCode | None
    ) -> Success | Problem:
        now, account = self._clock.now(), _find(connection, email, attempt.device)
        credentials = account.credentials
        if credentials is None or credentials != found.credentials:
            return _wrong_credentials()
        if account.has_factor and code is None:
            return code_needed()
        if account.has_factor and code and not self._take_code(connection, code, credentials, attempt.address):
            return wrong_code()
        if attempt.former:
            sessions.end_session_by_token(connection, attempt.former)
        device = attempt.device if account.knows_device else new_secret()
        sessions.remember_device(connection, credentials.member, device, now)
        opened = sessions.open_session(
            connection,
            organisation=credentials.organisation,
            member=credentials.member,
            now=now,
            seen_from=sessions.SeenFrom(device_of(attempt.user_agent), attempt.address),
        )
        return Success(opened, device)

    def _take_code(self, connection: Connection, code: ReadCode, credentials: store.Credentials, address: str) -> bool:
        used = self._codes.use(
            connection, code, organisation=credentials.organisation, member=credentials.member, address=address
        )
        return used is not None


def _find(connection: Connection, email: str, device: str) -> _Account:
    found = store.find_credentials(connection, email)
    # The same questions are asked for nobody.
    member = found.member if found else ""
    return _Account(
        credentials=found,
        has_factor=second_factors.has_second_factor(connection, member),
        knows_device=bool(device) and sessions.knows_device(connection, member, device),
    )


def _wrong_credentials() -> Problem:
    return Problem(401, "wrong_credentials", "The e-mail address or the password is wrong.")
