"""A new password for who has forgotten his: asked for by himself, or made for him by somebody with the right to.

Owns: the order of the steps, and what the audit log is told.
Never: signs anybody in, or takes a second factor away: whoever has the link alone gets no further (security, 45).
Holds: for an address without an account the same is done and the same is said, and no mail goes out (security, 43);
the link always begins with the configured address, never with one out of a request (security, 41).
"""

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.kit.acts import Act, RecordAct, What
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.fields import as_email
from deskbell.kit.ids import hash_secret
from deskbell.kit.mail import SendMail
from deskbell.people import mails, resets, sessions, store
from deskbell.people.limits import SignInLimits
from deskbell.people.mails import tell_member
from deskbell.people.passwords import Passwords


class AskedFor(Struct, frozen=True):
    """Somebody who is not signed in asks for a link."""

    email: str
    address: str
    device: str


class Issued(Struct, frozen=True):
    """A link that was made, and whether it goes out by mail."""

    token: str
    expires_at: int
    sent: bool


class ResetLinks:
    """Makes links."""

    def __init__(self, clock: Clock, send_mail: SendMail, record_act: RecordAct, url: str) -> None:
        self._clock = clock
        self._send_mail = send_mail
        self._record_act = record_act
        self._url = url

    def issue(self, connection: Connection, organisation: str, member: str, *, by: str, address: str) -> Issued:
        """A link for an active member, made by another; `by` is empty where it is nobody who is signed in."""
        now = self._clock.now()
        token = resets.add_reset(connection, member, now)
        self._record_act(connection, _as_act("sign_in.reset_link_issued", organisation, member, by, address, now))
        person = store.find_member(connection, organisation, member)
        house = store.find_organisation(connection, organisation)
        assert person is not None and house is not None, "the member was found before"
        maker = store.find_member(connection, organisation, by) if by else None
        words = mails.reset(
            house,
            name=person.name,
            email=person.email,
            by=maker.name if maker else "",
            link=link_of(self._url, token),
            now=now,
        )
        return Issued(token, now + resets.LIFE_MS, self._send_mail(connection, words))


class ResetDoor:
    """Takes the questions of who has forgotten his password, and his links."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        passwords: Passwords,
        limits: SignInLimits,
        links: ResetLinks,
        send_mail: SendMail,
        record_act: RecordAct,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._limits = limits
        self._links = links
        self._send_mail = send_mail
        self._record_act = record_act

    async def ask(self, asked: AskedFor) -> None:
        """A mail goes out, if there is somebody to get it. Raises `Problem` 429."""
        email = as_email(asked.email)

        def knows(connection: Connection) -> bool:
            found = store.find_credentials(connection, email)
            member = found.member if found else ""
            return bool(asked.device) and sessions.knows_device(connection, member, asked.device)

        known = await self._database.read(knows)
        self._limits.check_reset(
            account=hash_secret(email), address=asked.address, known_device=hash_secret(asked.device) if known else ""
        )
        await self._database.write(lambda connection: self._ask(connection, email, asked.address))

    async def accept(self, token: str, password: str, address: str) -> None:
        """The password is a new one; everything that was signed in with the old one is out. Raises `Problem` 404."""
        # Before the expensive step, so that a made-up link costs nothing.
        await self._database.read(lambda connection: self._check(connection, token))
        hashed = await self._passwords.hash(password)
        await self._database.write(lambda connection: self._accept(connection, token, hashed, address))

    def _ask(self, connection: Connection, email: str, address: str) -> None:
        found = store.find_credentials(connection, email)
        if found is None or not found.active:
            self._ask_for_nobody(connection, email, address)
            return
        # Nobody has shown that he is the member: the log is told where the question came from, not who asked.
        self._links.issue(connection, found.organisation, found.member, by="", address=address)

    def _ask_for_nobody(self, connection: Connection, email: str, address: str) -> None:
        """Everything is done for somebody else and taken back, so that it takes as long."""
        somebody = store.find_any_owner(connection)
        if somebody is not None:
            member, organisation = somebody
            with connection.begin_nested() as trial:
                self._links.issue(connection, organisation, member, by="", address=address)
                trial.rollback()
        resets.add_reset(connection, resets.nobody_of(email), self._clock.now())

    def _check(self, connection: Connection, token: str) -> None:
        if resets.find_by_token(connection, token, self._clock.now()) is None:
            raise resets.gone()

    def _accept(self, connection: Connection, token: str, password_hash: str, address: str) -> None:
        now = self._clock.now()
        row = resets.find_by_token(connection, token, now)
        if row is None:
            raise resets.gone()
        store.put_password(connection, member=row.member, password_hash=password_hash, now=now)
        resets.forget_resets(connection, row.member)
        sessions.end_sessions_of(connection, row.member)
        act = _as_act("sign_in.password_reset", row.organisation, row.member, row.member, address, now)
        self._record_act(connection, act)
        tell_member(connection, self._send_mail, row.organisation, row.member, "The password was changed by a link")


def _as_act(what: What, organisation: str, member: str, by: str, address: str, now: int) -> Act:
    return Act(organisation=organisation, by=by, what=what, subject=member, address=address, at=now)


def link_of(url: str, token: str) -> str:
    """The token stands after the #, so that no server on the way and no log ever sees it."""
    return f"{url}/reset#{token}"
