"""Turning a second factor on and off.

Owns: the order of the steps, and what the audit log and the member are told.
Never: the question whether it is he: that is `proof.py`, and has been asked before.
Holds: what was begun is in force only when a code has shown that the app has learnt the secret; then all other
sessions end: they were opened with less.
"""

from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.kit.acts import Act, RecordAct, What
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.mail import SendMail
from deskbell.kit.problem import Problem
from deskbell.people import second_factors, sessions, store, totp
from deskbell.people.account_model import SecondFactorSecret
from deskbell.people.codes import Codes, wrong_code
from deskbell.people.limits import SignInLimits
from deskbell.people.mails import tell_member
from deskbell.people.qr import draw_qr


class SecondFactorDoor:
    """Turns it on and off."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        codes: Codes,
        limits: SignInLimits,
        send_mail: SendMail,
        record_act: RecordAct,
    ) -> None:
        self._database = database
        self._clock = clock
        self._codes = codes
        self._limits = limits
        self._send_mail = send_mail
        self._record_act = record_act

    async def begin(self, viewer: Viewer) -> SecondFactorSecret:
        """A new secret, not in force yet. Raises `Problem` 409 while another one is."""
        secret, sealed = self._codes.new_secret(viewer.id)

        def begin(connection: Connection) -> tuple[str, str]:
            second_factors.begin_second_factor(connection, viewer.id, sealed, self._clock.now())
            organisation = store.find_organisation(connection, viewer.organisation)
            member = store.find_member(connection, viewer.organisation, viewer.id)
            return organisation.name if organisation else "", member.email if member else ""

        issuer, account = await self._database.write(begin)
        uri = totp.as_uri(secret, issuer=issuer or "Deskbell", account=account)
        return SecondFactorSecret(totp.as_base32(secret), uri, draw_qr(uri))

    async def confirm(self, viewer: Viewer, code: str, *, address: str) -> list[str]:
        """It is in force. Answers the recovery codes. Raises `Problem` 401, 409 or 429."""
        self._limits.check_code_inside(viewer.id)
        read = await self._codes.read(viewer.id, code)
        shown, hashes = await self._codes.make_recovery_codes(viewer.id)

        def confirm(connection: Connection) -> None:
            row = second_factors.find_second_factor(connection, viewer.id)
            if row is None or row.confirmed_at is not None:
                raise Problem(409, "second_factor_not_begun", "Begin anew: there is no secret to confirm.")
            step = self._codes.confirm(connection, viewer.id, read)
            if step is None:
                raise wrong_code()
            second_factors.confirm_second_factor(connection, viewer.id, step, self._clock.now())
            second_factors.put_recovery_codes(connection, viewer.id, hashes)
            sessions.end_other_sessions(connection, viewer.id, viewer.session)
            self._tell(
                connection, viewer, viewer.id, "sign_in.second_factor_on", address, "A second factor was turned on"
            )

        await self._database.write(confirm)
        return shown

    async def renew_recovery_codes(self, viewer: Viewer, *, address: str) -> list[str]:
        """Ten new ones; the old ones work no more. Raises `Problem` 409 where there is no second factor."""
        shown, hashes = await self._codes.make_recovery_codes(viewer.id)

        def renew(connection: Connection) -> None:
            if not second_factors.has_second_factor(connection, viewer.id):
                raise _is_off()
            second_factors.put_recovery_codes(connection, viewer.id, hashes)
            self._tell(connection, viewer, viewer.id, "sign_in.recovery_codes_made", address)

        await self._database.write(renew)
        return shown

    async def turn_off(self, viewer: Viewer, *, address: str) -> None:
        """It is gone, and its recovery codes. Raises `Problem` 409 where there was none."""

        def turn_off(connection: Connection) -> None:
            if not second_factors.remove_second_factor(connection, viewer.id):
                raise _is_off()
            self._tell(
                connection, viewer, viewer.id, "sign_in.second_factor_off", address, "The second factor was turned off"
            )

        await self._database.write(turn_off)

    def turn_off_for(self, connection: Connection, viewer: Viewer, member: str, *, address: str) -> None:
        """For who has lost it: gone, and everything that was opened with it. Raises `Problem` 409."""
        if not take_away(connection, member):
            raise _is_off()
        self._tell(connection, viewer, member, "sign_in.second_factor_off", address, "The second factor was turned off")

    def _tell(
        self, connection: Connection, viewer: Viewer, member: str, what: What, address: str, words: str = ""
    ) -> None:
        act = Act(
            organisation=viewer.organisation,
            by=viewer.id,
            what=what,
            subject=member,
            address=address,
            at=self._clock.now(),
        )
        self._record_act(connection, act)
        if words:
            tell_member(connection, self._send_mail, viewer.organisation, member, words)


def take_away(connection: Connection, member: str) -> bool:
    """A member's second factor is gone, and all his sessions end. False where there was none."""
    was_on = second_factors.remove_second_factor(connection, member)
    if was_on:
        sessions.end_sessions_of(connection, member)
    return was_on


def _is_off() -> Problem:
    return Problem(409, "second_factor_off", "There is no second factor.")
