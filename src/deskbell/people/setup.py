"""The first run: a one-time link, an organisation, its Owner. No default account, no default secret.

Owns: `people_setup_tokens`; the order of the steps of setting up.
Holds: a step that was interrupted is repeated by sending the same form again; once there is an Owner, the door is gone.
"""

import asyncio

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from deskbell import ledger
from deskbell.floor.commands import AdmitMember
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.ids import hash_secret, new_id, new_secret
from deskbell.kit.problem import Problem
from deskbell.people import sessions, store
from deskbell.people.passwords import Passwords
from deskbell.people.tables import CREDENTIALS, MEMBERS, ORGANISATIONS, SETUP_TOKENS
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import ask


class Founding(Struct, frozen=True):
    """A form of set-up whose fields are in order."""

    token: str
    organisation: str
    time_zone: str
    name: str
    email: str
    password: str
    language: str


class _Place(Struct, frozen=True):
    organisation: str
    owner: str


def is_needed(connection: Connection) -> bool:
    """Is there no Owner yet?"""
    owner = select(MEMBERS.c.member).where(MEMBERS.c.role == "owner").limit(1)
    return connection.execute(owner).one_or_none() is None


async def issue_setup_token(database: Database, clock: Clock) -> str | None:
    """A new one-time token, of which only the hash is kept; older ones end. None when there is an Owner already."""

    def issue(connection: Connection) -> str | None:
        if not is_needed(connection):
            return None
        token = new_secret()
        connection.execute(delete(SETUP_TOKENS))
        connection.execute(insert(SETUP_TOKENS).values(token_hash=hash_secret(token), created_at=clock.now()))
        return token

    return await database.write(issue)


class Setup:
    """Sets up, one at a time."""

    def __init__(self, database: Database, sequencers: Sequencers, clock: Clock, passwords: Passwords) -> None:
        self._database = database
        self._sequencers = sequencers
        self._clock = clock
        self._passwords = passwords
        # Two forms sent at once: the second finds the door gone.
        self._one_at_a_time = asyncio.Lock()

    async def found(self, founding: Founding, seen_from: sessions.SeenFrom = sessions.NOWHERE) -> sessions.NewSession:
        """The organisation and its Owner exist, who is signed in. Raises `Problem` 403 or 410."""
        async with self._one_at_a_time:
            await self._database.read(lambda connection: _check_token(connection, founding.token))
            hashed = await self._passwords.hash(founding.password)
            place = await self._database.write(lambda connection: self._write(connection, founding, hashed))
            sequencer = await self._sequencers.of(place.organisation)
            await ask(
                sequencer,
                AdmitMember(
                    member=place.owner,
                    name=founding.name,
                    role="owner",
                    contact_center=True,
                    live_chat=True,
                ),
            )
            return await self._database.write(lambda connection: self._finish(connection, place, seen_from))

    def _write(self, connection: Connection, founding: Founding, password_hash: str) -> _Place:
        _check_token(connection, founding.token)
        place = _find_begun(connection) or self._begin(connection, founding)
        store.rename_organisation(
            connection, place.organisation, name=founding.organisation, time_zone=founding.time_zone
        )
        store.put_credentials(
            connection,
            member=place.owner,
            organisation=place.organisation,
            email=founding.email,
            password_hash=password_hash,
            language=founding.language,
            now=self._clock.now(),
        )
        return place

    def _begin(self, connection: Connection, founding: Founding) -> _Place:
        now = self._clock.now()
        organisation = store.add_organisation(
            connection, name=founding.organisation, time_zone=founding.time_zone, now=now
        )
        ledger.epoch_of(connection, organisation)
        return _Place(organisation, new_id())

    def _finish(self, connection: Connection, place: _Place, seen_from: sessions.SeenFrom) -> sessions.NewSession:
        connection.execute(delete(SETUP_TOKENS))
        return sessions.open_first_session(
            connection,
            organisation=place.organisation,
            member=place.owner,
            now=self._clock.now(),
            seen_from=seen_from,
        )


def _check_token(connection: Connection, token: str) -> None:
    if not is_needed(connection):
        raise Problem(410, "set_up_already", "Deskbell is set up already. Please sign in.")
    known = select(SETUP_TOKENS.c.token_hash).where(SETUP_TOKENS.c.token_hash == hash_secret(token))
    if connection.execute(known).one_or_none() is None:
        raise Problem(
            403, "setup_link_wrong", "This set-up link is not valid. Use the one that Deskbell printed when it started."
        )


def _find_begun(connection: Connection) -> _Place | None:
    """A set-up that was interrupted before its Owner was admitted goes on in the same place."""
    begun = select(ORGANISATIONS.c.organisation, CREDENTIALS.c.member).join(
        CREDENTIALS, CREDENTIALS.c.organisation == ORGANISATIONS.c.organisation
    )
    row = connection.execute(begun.limit(1)).one_or_none()
    return _Place(row.organisation, row.member) if row else None
