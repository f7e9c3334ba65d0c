"""Sets the made-up shop up, or finds it as it was left.

Owns: the organisation of the demo, its Owner's password of this run, its inboxes and colleagues.
Holds: running it again changes nothing but the password, however the shop was changed meanwhile. The password is
    never kept in the open.
"""

import secrets
from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, select

from deskbell import ledger
from deskbell.demo.cast import (
    COLLEAGUES,
    INBOXES,
    LEADS,
    LEADS_MAY,
    OWNER_EMAIL,
    OWNER_NAME,
    SEATS,
    SHOP,
    Colleague,
)
from deskbell.floor.commands import AdmitMember, AnyCommand, CreateGroup, CreateInbox, SetSeats
from deskbell.floor.vocabulary import LICENCES, SYSTEM, Id
from deskbell.kit.ids import stable_id
from deskbell.main import App
from deskbell.people import store
from deskbell.people.tables import ORGANISATIONS
from deskbell.sequencer.ask import ask

PASSWORD_BYTES = 12


class Shop(Struct, frozen=True):
    """The shop as the demo needs it. `colleagues` and `inboxes` are by id; `password` is the Owner's for this run."""

    organisation: Id
    owner: Id
    password: str
    colleagues: dict[Id, Colleague]
    inboxes: dict[str, Id]


async def found_shop(app: App) -> Shop:
    """The shop, made on the first run."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    password_hash = await app.passwords.hash(password)
    now = app.clock.now()

    def begin(connection: Connection) -> Id:
        known = connection.execute(select(ORGANISATIONS.c.organisation).limit(1)).scalar_one_or_none()
        organisation: Id = known or store.add_organisation(connection, name=SHOP, time_zone="Europe/Madrid", now=now)
        ledger.epoch_of(connection, organisation)
        store.put_credentials(
            connection,
            member=stable_id(organisation, "owner"),
            organisation=organisation,
            email=OWNER_EMAIL,
            password_hash=password_hash,
            language="en",
            now=now,
        )
        return organisation

    organisation = await app.database.write(begin)
    shop = Shop(
        organisation=organisation,
        owner=stable_id(organisation, "owner"),
        password=password,
        colleagues={stable_id(organisation, colleague.name): colleague for colleague in COLLEAGUES},
        inboxes={inbox: stable_id(organisation, inbox) for inbox in INBOXES},
    )
    await _staff(app, shop)
    return shop


async def _staff(app: App, shop: Shop) -> None:
    sequencer = await app.sequencers.of(shop.organisation)
    # Whoever has tried things out finds them as he left them.
    if await sequencer.look(lambda floor, _: floor.totals.opened > 0):
        return
    for command in _commands(shop):
        await ask(sequencer, command)


def _commands(shop: Shop) -> Iterator[AnyCommand]:
    leads = stable_id(shop.organisation, LEADS)
    yield AdmitMember(member=shop.owner, name=OWNER_NAME, role="owner", contact_center=True, live_chat=True)
    yield CreateGroup(group=leads, by=SYSTEM, name=LEADS, permissions=LEADS_MAY)
    for licence in LICENCES:
        yield SetSeats(licence=licence, seats=SEATS, by=SYSTEM)
    for member, colleague in shop.colleagues.items():
        yield AdmitMember(
            member=member,
            name=colleague.name,
            role="admin" if colleague.leads else "member",
            group=leads if colleague.leads else "",
            contact_center=True,
            live_chat=True,
            capacity=colleague.capacity,
        )
    for name, inbox in shop.inboxes.items():
        agents = tuple(member for member, colleague in shop.colleagues.items() if name in colleague.inboxes)
        yield CreateInbox(inbox=inbox, by=SYSTEM, name=name, agents=(shop.owner, *agents), inactivity=INBOXES[name])
