"""Issuing invitations: made, made anew, taken back; told to the audit log, and sent where mail is configured.

Owns: the order of the steps in the one transaction of each.
Never: a right: `authority.py` was asked before, but for the role of an invitation that is only found here.
Holds: the link is shown once, and begins with our own address (security, 41).
"""

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.kit.acts import Act, Detail, RecordAct, What
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.mail import SendMail
from deskbell.kit.problem import not_found
from deskbell.people import invitations, mails, store
from deskbell.people.authority import Rights, may_look_after
from deskbell.people.model import Invitation, IssuedInvitation, NewInvitation


class Asker(Struct, frozen=True):
    """Who invites, with what right, from where, and by which name he calls this server."""

    viewer: Viewer
    rights: Rights
    address: str
    public_url: str


class InvitationDesk:
    """Makes invitations and takes them back."""

    def __init__(self, database: Database, clock: Clock, send_mail: SendMail, record_act: RecordAct) -> None:
        self._database = database
        self._clock = clock
        self._send_mail = send_mail
        self._record_act = record_act

    async def issue(self, asker: Asker, asked: NewInvitation) -> IssuedInvitation:
        """A new one. Raises `Problem` 409."""

        def issue(connection: Connection) -> IssuedInvitation:
            issued, token = invitations.add_invitation(
                connection,
                organisation=asker.viewer.organisation,
                by=asker.viewer.id,
                asked=asked,
                now=self._clock.now(),
            )
            self._tell_log(connection, "invitation.issued", asker, issued, Detail("role", "", issued.role))
            return self._hand_out(connection, asker, issued, token)

        return await self._database.write(issue)

    async def renew(self, asker: Asker, invitation: str) -> IssuedInvitation:
        """A new link in place of the old one. Raises `Problem` 404."""

        def renew(connection: Connection) -> IssuedInvitation:
            found = self._find(connection, asker, invitation)
            token, expires_at = invitations.renew_invitation(connection, found.id, self._clock.now())
            self._tell_log(connection, "invitation.renewed", asker, found)
            return self._hand_out(connection, asker, found, token, expires_at)

        return await self._database.write(renew)

    async def revoke(self, asker: Asker, invitation: str) -> None:
        """Its link opens nothing any more. Raises `Problem` 404."""

        def revoke(connection: Connection) -> None:
            found = self._find(connection, asker, invitation)
            invitations.revoke_invitation(connection, found.id, self._clock.now())
            self._tell_log(connection, "invitation.revoked", asker, found)

        await self._database.write(revoke)

    def _find(self, connection: Connection, asker: Asker, invitation: str) -> Invitation:
        found = invitations.find_invitation(connection, asker.viewer.organisation, invitation, self._clock.now())
        if found is None or not may_look_after(asker.rights, found.role):
            raise not_found()
        return found

    def _hand_out(
        self, connection: Connection, asker: Asker, invitation: Invitation, token: str, expires_at: int = 0
    ) -> IssuedInvitation:
        # After the #, so that no server on the way and no log ever sees it.
        link = f"{asker.public_url}/invite#{token}"
        organisation = store.find_organisation(connection, asker.viewer.organisation)
        by = store.find_member(connection, asker.viewer.organisation, asker.viewer.id)
        if organisation is None or by is None:
            raise not_found()
        mail = mails.invite(
            organisation, name=invitation.name, email=invitation.email, by=by.name, link=link, now=self._clock.now()
        )
        sent = self._send_mail(connection, mail)
        return IssuedInvitation(invitation.id, link, expires_at or invitation.expires_at, sent)

    def _tell_log(
        self, connection: Connection, what: What, asker: Asker, invitation: Invitation, *details: Detail
    ) -> None:
        act = Act(
            organisation=asker.viewer.organisation,
            by=asker.viewer.id,
            what=what,
            subject=invitation.id,
            subject_name=f"{invitation.name} <{invitation.email}>",
            details=details,
            address=asker.address,
            at=self._clock.now(),
        )
        self._record_act(connection, act)
