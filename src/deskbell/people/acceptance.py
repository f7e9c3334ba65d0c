"""Accepting an invitation: from a link and a password to a member who is signed in.

Owns: the order of the steps.
Holds: a step that was interrupted is repeated by sending the same form again; of two who send it at once, one joins.
"""

from typing import Any

from sqlalchemy import Connection, Row

from deskbell.floor.commands import AdmitMember
from deskbell.floor.vocabulary import by_member
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.fields import as_line
from deskbell.people import invitations, sessions, store
from deskbell.people.model import Acceptance
from deskbell.people.passwords import Passwords
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import ask


class InvitationDoor:
    """Lets invited people in."""

    def __init__(self, database: Database, sequencers: Sequencers, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._sequencers = sequencers
        self._clock = clock
        self._passwords = passwords

    async def accept(self, asked: Acceptance, seen_from: sessions.SeenFrom = sessions.NOWHERE) -> sessions.NewSession:
        """The member exists and is signed in. Raises `Problem` 404 for a link that opens nothing, 409 while in use."""
        name = as_line("name", asked.name, characters_max=100)
        # Before the expensive step, so that a made-up link costs nothing.
        invited = await self._database.read(lambda connection: self._check(connection, asked.token))
        sequencer = await self._sequencers.of(invited.organisation)
        # Without the group he was meant for he would have other rights than those he was invited with.
        if invited.group and not await sequencer.look(lambda floor, _: invited.group in floor.groups):
            raise invitations.gone()
        hashed = await self._passwords.hash(asked.password)
        row = await self._database.write(lambda connection: self._take(connection, asked.token, hashed))
        await ask(sequencer, _as_admission(row, name))
        return await self._database.write(lambda connection: self._open(connection, row, seen_from))

    def _check(self, connection: Connection, token: str) -> Row[Any]:
        row = invitations.find_by_token(connection, token, self._clock.now())
        if row is None:
            raise invitations.gone()
        return row

    def _take(self, connection: Connection, token: str, password_hash: str) -> Row[Any]:
        now = self._clock.now()
        row = invitations.take_invitation(connection, token, now)
        store.put_credentials(
            connection,
            member=row.invitation,
            organisation=row.organisation,
            email=row.email,
            password_hash=password_hash,
            language="",
            now=now,
        )
        return row

    def _open(self, connection: Connection, row: Row[Any], seen_from: sessions.SeenFrom) -> sessions.NewSession:
        return sessions.open_first_session(
            connection,
            organisation=row.organisation,
            member=row.invitation,
            now=self._clock.now(),
            seen_from=seen_from,
        )


def _as_admission(row: Row[Any], name: str) -> AdmitMember:
    return AdmitMember(
        member=row.invitation,
        name=name,
        role=row.role,
        group=row.group,
        contact_center=row.contact_center,
        live_chat=row.live_chat,
        by=by_member(row.invited_by),
    )
