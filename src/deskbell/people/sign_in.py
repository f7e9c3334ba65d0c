"""Signing in: the same answer in the same time for who exists and who does not, and not many times a minute.

Owns: the limits of rate on guessing, and the step from an address and a password to a session.
Never: says which of the two was wrong.
Holds: guesses from elsewhere do not lock out a browser in which the member has signed in before (security, 44).
"""

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.fields import as_email
from deskbell.kit.ids import hash_secret, new_secret
from deskbell.kit.networks import network_of
from deskbell.kit.problem import Problem, too_often
from deskbell.kit.token_bucket import Buckets
from deskbell.people import sessions, store
from deskbell.people.passwords import Passwords

# One network tries everything: 30 at once, then one in 5 s.
ADDRESS_RATE, ADDRESS_BURST = 0.2, 30
# One person who has forgotten his password: 8 at once, then one in 30 s.
PERSON_RATE, PERSON_BURST = 1 / 30, 8
# Many networks try one account: 40 at once, then one a minute.
ACCOUNT_RATE, ACCOUNT_BURST = 1 / 60, 40


class Attempt(Struct, frozen=True):
    """An attempt to sign in, and what the browser sent along."""

    email: str
    password: str
    address: str
    device: str
    former: str
    """The token of the session it had before: that one ends."""


class Success(Struct, frozen=True):
    """Signed in; `device` is the token by which this browser is known from now on."""

    opened: sessions.NewSession
    device: str


class SignInLimits:
    """How often who may try."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_address = Buckets(ADDRESS_RATE, ADDRESS_BURST)
        self._by_person = Buckets(PERSON_RATE, PERSON_BURST)
        self._by_account = Buckets(ACCOUNT_RATE, ACCOUNT_BURST)

    def check(self, *, account: str, address: str, known_device: str) -> None:
        """Raises `Problem` 429 when there were too many attempts."""
        now = self._clock.now()
        if known_device:
            self._refuse(self._by_person.take((account, known_device), now))
            return
        network = network_of(address)
        self.check_address(address)
        self._refuse(self._by_person.take((account, network), now))
        self._refuse(self._by_account.take(account, now))

    def check_address(self, address: str) -> None:
        """For doors without an account: set-up and invitations."""
        self._refuse(self._by_address.take(network_of(address), self._clock.now()))

    def _refuse(self, wait_ms: int) -> None:
        if wait_ms:
            raise too_often(wait_ms)


class SignInDoor:
    """Lets members in."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords, limits: SignInLimits) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._limits = limits

    async def enter(self, attempt: Attempt) -> Success:
        """A new session for the right password of an active member. Raises `Problem` 401 or 429."""
        email = as_email(attempt.email)
        found, is_known = await self._database.read(lambda connection: _find(connection, email, attempt.device))
        self._limits.check(
            account=hash_secret(email),
            address=attempt.address,
            known_device=hash_secret(attempt.device) if is_known else "",
        )
        matches = await self._passwords.matches(found.password_hash if found else None, attempt.password)
        if found is None or not found.active or not matches:
            raise Problem(401, "wrong_credentials", "The e-mail address or the password is wrong.")
        device = attempt.device if is_known else new_secret()
        return await self._database.write(lambda connection: self._open(connection, found, device, attempt.former))

    def _open(self, connection: Connection, found: store.Credentials, device: str, former: str) -> Success:
        now = self._clock.now()
        if former:
            sessions.end_session_by_token(connection, former)
        sessions.remember_device(connection, found.member, device, now)
        return Success(
            sessions.open_session(connection, organisation=found.organisation, member=found.member, now=now), device
        )


def _find(connection: Connection, email: str, device: str) -> tuple[store.Credentials | None, bool]:
    found = store.find_credentials(connection, email)
    return found, bool(found and device and sessions.knows_device(connection, found.member, device))
