"""An installation at rest: what its operator does from the command line while no server runs.

Owns: opening everything that a change takes and closing it again; which organisation is meant.
Never: a way past the rules: what a command asks for goes through the floor and into the audit log, by the system.
Holds: the folder's lock keeps a running server's floor and this one apart.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, select

from deskbell.audit.head_file import FILE_NAME, HeadFile
from deskbell.audit.keeper import HeadKeeper
from deskbell.audit.record import record_act
from deskbell.floor.commands import SetSeats
from deskbell.floor.vocabulary import SYSTEM
from deskbell.kit import migrate
from deskbell.kit.beside import Beside
from deskbell.kit.clock import SteadyClock
from deskbell.kit.database import Database
from deskbell.kit.logging import configure_logging
from deskbell.kit.mail import Mail
from deskbell.kit.trouble import FolderInUse, Trouble
from deskbell.main import PROJECTIONS
from deskbell.people.licence_command import read_licence, read_seats, show_licences
from deskbell.people.member_command import make_reset_link, turn_off_second_factor
from deskbell.people.reset_door import ResetLinks
from deskbell.people.tables import ORGANISATIONS
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor, ask
from deskbell.settings import Settings
from deskbell.web.addresses import find_address

T = TypeVar("T")


class AtRest(Struct, frozen=True):
    """What a command has to work with."""

    database: Database
    sequencers: Sequencers
    clock: SteadyClock


Work = Callable[[AtRest], Coroutine[Any, Any, T]]


def change(settings: Settings, work: Work[T], *, instead: str) -> T:
    """Do `work` and leave everything in its place. `instead` says what to do while a server runs.

    Raises `Trouble`, also for what the floor refuses.
    """
    # What goes on beneath is told to the operator by the command itself.
    configure_logging("error")
    try:
        with Database.open(settings.database_url) as database:
            migrate.upgrade(database)
            return asyncio.run(_work(settings, database, work))
    except FolderInUse as in_use:
        raise FolderInUse(f"{in_use}\nor leave it running, and {instead}") from in_use
    except RefusedByFloor as refused:
        raise Trouble(refused.refusal.detail) from refused


async def _work(settings: Settings, database: Database, work: Work[T]) -> T:
    clock = SteadyClock()
    sequencers = Sequencers(database, clock, PROJECTIONS)
    try:
        return await work(AtRest(database, sequencers, clock))
    finally:
        await sequencers.close()
        await HeadKeeper(database, HeadFile(settings.data / FILE_NAME)).try_to_keep()


def look(settings: Settings, query: Callable[[Connection], T]) -> T:
    """What `query` sees, also while a server runs. Raises `Trouble`."""
    with Beside(settings.database_url) as beside:
        return beside.read(query)


def find_organisation(connection: Connection, named: str) -> str:
    """The organisation of this name or id; with nothing named, the only one. Raises `Trouble`."""
    rows = connection.execute(select(ORGANISATIONS).order_by(ORGANISATIONS.c.created_at)).all()
    if not rows:
        raise Trouble("nobody has set Deskbell up yet: start it with deskbell serve and open the link that it prints")
    found = [row for row in rows if not named or named in (row.organisation, row.name)]
    if len(found) != 1:
        names = ", ".join(f"{row.name} ({row.organisation})" for row in rows)
        raise Trouble(f"say which organisation is meant, with --organisation and its name or id: {names}")
    organisation: str = found[0].organisation
    return organisation


def reset_password(settings: Settings, email: str) -> list[str]:
    """`deskbell member reset-password`: returns what to say, the link among it. Raises `Trouble`."""
    url = find_address(settings).url

    async def work(rest: AtRest) -> list[str]:
        links = ResetLinks(rest.clock, _send_nothing, record_act, url)
        return await rest.database.write(lambda connection: make_reset_link(connection, email, links, url))

    return change(settings, work, instead="let the Owner make a link in the console: Settings, People")


def take_second_factor(settings: Settings, email: str) -> list[str]:
    """`deskbell member turn-off-second-factor`: returns what to say. Raises `Trouble`."""

    async def work(rest: AtRest) -> list[str]:
        now = rest.clock.now()
        return await rest.database.write(lambda connection: turn_off_second_factor(connection, email, record_act, now))

    return change(settings, work, instead="let the Owner do it in the console: Settings, People")


def _send_nothing(_connection: Connection, _mail: Mail) -> bool:
    return False


def set_seats(settings: Settings, organisation: str, licence: str, seats: str) -> list[str]:
    """`deskbell licence set`: returns what is so from then on. Raises `Trouble`."""
    wanted, number = read_licence(licence), read_seats(seats)

    async def work(rest: AtRest) -> list[str]:
        found = await rest.database.read(lambda connection: find_organisation(connection, organisation))
        await ask(await rest.sequencers.of(found), SetSeats(licence=wanted, seats=number, by=SYSTEM))
        return await rest.database.read(lambda connection: show_licences(connection, found))

    return change(settings, work, instead="set it in the console as the Owner: Settings, Licences")
