"""`/organisation`: its name, its time zone, and who owns it.

Owns: parse → store or command.
Never: a second Owner: ownership is handed over in one step of the floor.
"""

import zoneinfo
from typing import Any

from litestar import Controller, Request, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import UNSET, Struct, UnsetType
from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.floor.commands import HandOver, SetOverriding
from deskbell.floor.vocabulary import by_member
from deskbell.kit.acts import Act, Detail, RecordAct
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.fields import Name, as_line
from deskbell.kit.problem import not_found, wrong_field
from deskbell.people import model, store
from deskbell.people.codes import GivenCode
from deskbell.people.model import Organisation, TimeZone
from deskbell.people.passwords import GivenPassword
from deskbell.people.proof import Proof
from deskbell.people.session_routes import address_of
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import ask

AnyRequest = Request[Any, Any, Any]


class OrganisationChanges(model.Request, frozen=True):
    """What is to be different about the organisation; fields left out stay as they are."""

    name: Name | UnsetType = UNSET
    time_zone: TimeZone | UnsetType = UNSET


class Handover(model.Request, frozen=True):
    """The next Owner, and the password of the present one; a code where he has a second factor."""

    member: str
    password: GivenPassword
    code: GivenCode = ""


class Overriding(model.Request, frozen=True):
    """Whether supervisors may give an agent more chats than his capacity; off until the Owner allows it."""

    allowed: bool


class Renaming(Struct, frozen=True):
    """The organisation before and after a change."""

    before: Organisation
    after: Organisation

    @property
    def details(self) -> tuple[Detail, ...]:
        """What is different."""
        fields = [(name, getattr(self.before, name), getattr(self.after, name)) for name in ("name", "time_zone")]
        return tuple(Detail(*field) for field in fields if field[1] != field[2])


class OrganisationController(Controller):
    """The tenant itself."""

    path = "/organisation"
    tags = ("Organisation",)

    @get("/", operation_id="getOrganisation", summary="The organisation")
    async def get_organisation(
        self, member: NamedDependency[Viewer], database: NamedDependency[Database]
    ) -> Organisation:
        """For everybody in it."""
        return await database.read(lambda connection: _find(connection, member.organisation))

    @patch("/", operation_id="changeOrganisation", summary="Change the organisation's name or time zone")
    async def change_organisation(
        self,
        data: JSONBody[OrganisationChanges],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        clock: NamedDependency[Clock],
        record_act: NamedDependency[RecordAct],
    ) -> Organisation:
        """By the Owner."""

        def change(connection: Connection) -> Organisation:
            renaming = _rename(_find(connection, member.organisation), data)
            if renaming.details:
                after = renaming.after
                store.rename_organisation(connection, after.id, name=after.name, time_zone=after.time_zone)
                record_act(connection, _as_act(renaming, member, address_of(request), clock.now()))
            return renaming.after

        return await database.write(change)

    @put("/overriding", operation_id="setOverriding", summary="Allow supervisors to assign beyond capacity, or not")
    async def set_overriding(
        self, data: JSONBody[Overriding], member: NamedDependency[Viewer], sequencers: NamedDependency[Sequencers]
    ) -> Overriding:
        """By the Owner. Each use is in the log of the chat and in the audit log."""
        sequencer = await sequencers.of(member.organisation)
        await ask(sequencer, SetOverriding(allowed=data.allowed, by=by_member(member.id)))
        return data

    @post("/owner", operation_id="handOver", summary="Make another member the Owner", status_code=204)
    async def hand_over(
        self,
        data: JSONBody[Handover],
        request: AnyRequest,
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
        proof: NamedDependency[Proof],
    ) -> None:
        """By the Owner, who becomes an Admin. Takes his password, and a code where he has a second factor."""
        await proof.ask(member, data.password, data.code, address=address_of(request))
        sequencer = await sequencers.of(member.organisation)
        if not await sequencer.look(lambda floor, _: data.member in floor.members):
            raise wrong_field("member", "is not known", "an active member of the organisation")
        await ask(sequencer, HandOver(member=data.member, by=by_member(member.id)))


def _find(connection: Connection, organisation: str) -> Organisation:
    found = store.find_organisation(connection, organisation)
    if found is None:
        raise not_found()
    return found


def _rename(before: Organisation, asked: OrganisationChanges) -> Renaming:
    name = before.name if asked.name is UNSET else as_line("name", asked.name, characters_max=100)
    zone = before.time_zone if asked.time_zone is UNSET else asked.time_zone
    if zone not in zoneinfo.available_timezones():
        raise wrong_field("time_zone", "is not known", "a zone such as Europe/Madrid")
    return Renaming(before, Organisation(before.id, name, zone))


def _as_act(renaming: Renaming, viewer: Viewer, address: str, now: int) -> Act:
    return Act(
        organisation=viewer.organisation,
        by=viewer.id,
        what="organisation.changed",
        subject=viewer.organisation,
        subject_name=renaming.after.name,
        details=renaming.details,
        address=address,
        at=now,
    )
