"""What a member does about his own sessions and his password.

Owns: the order of the steps, and what the audit log is told.
Never: the question whether it is he: that is `proof.py`, and has been asked before.
Holds: a new password ends every other session, and every other browser is a stranger again (security, 26).
"""

from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.kit.acts import Act, Detail, RecordAct, What
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.mail import SendMail
from deskbell.kit.problem import not_found
from deskbell.people import resets, sessions, store
from deskbell.people.mails import tell_member
from deskbell.people.passwords import Passwords


class OwnAccount:
    """Changes a member's own account."""

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords, send_mail: SendMail, record_act: RecordAct
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._send_mail = send_mail
        self._record_act = record_act

    async def change_password(self, viewer: Viewer, password: str, *, address: str, device: str) -> None:
        """The password is a new one; who is signed in with the old one elsewhere is out."""
        hashed = await self._passwords.hash(password)

        def change(connection: Connection) -> None:
            store.put_password(connection, member=viewer.id, password_hash=hashed, now=self._clock.now())
            sessions.end_other_sessions(connection, viewer.id, viewer.session)
            sessions.forget_other_devices(connection, viewer.id, device)
            resets.forget_resets(connection, viewer.id)
            self._tell_log(connection, "sign_in.password_changed", viewer, address)
            tell_member(connection, self._send_mail, viewer.organisation, viewer.id, "The password was changed")

        await self._database.write(change)

    async def end_session(self, viewer: Viewer, session: str, *, address: str) -> None:
        """One of his sessions is over; its sockets close within 5 s. Raises `Problem` 404."""

        def end(connection: Connection) -> None:
            if not sessions.end_own_session(connection, viewer.id, session):
                raise not_found()
            self._tell_log(connection, "sign_in.sessions_ended", viewer, address, Detail("sessions", "", "1"))

        await self._database.write(end)

    async def end_other_sessions(self, viewer: Viewer, *, address: str) -> None:
        """All his sessions but this one are over."""

        def end(connection: Connection) -> None:
            ended = sessions.end_other_sessions(connection, viewer.id, viewer.session)
            if ended:
                self._tell_log(
                    connection, "sign_in.sessions_ended", viewer, address, Detail("sessions", "", str(ended))
                )

        await self._database.write(end)

    def _tell_log(self, connection: Connection, what: What, viewer: Viewer, address: str, *details: Detail) -> None:
        act = Act(
            organisation=viewer.organisation,
            by=viewer.id,
            what=what,
            subject=viewer.id,
            details=details,
            address=address,
            at=self._clock.now(),
        )
        self._record_act(connection, act)
