"""`/licences`: how many seats there are, and who has them.

Owns: parse → command.
Never: the decision about a seat: of two who want the last one, the floor gives it to one.
"""

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from deskbell.audience.access import Viewer
from deskbell.floor.commands import AssignLicences, SetSeats
from deskbell.floor.state import Floor
from deskbell.floor.vocabulary import LICENCES, Licence, by_member
from deskbell.kit.database import Database
from deskbell.kit.problem import not_found
from deskbell.people import assignments, store
from deskbell.people.authority import role_of
from deskbell.people.licence_model import AssignmentReport, Assignments, LicenceRow, Licences, SeatsChange
from deskbell.people.licences import find_licence, list_licences
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import ask


class LicenceController(Controller):
    """Seats and their holders."""

    path = "/licences"
    tags = ("Licences",)

    @get("/", operation_id="listLicences", summary="Seats, and how many are assigned")
    async def list_licences(self, member: NamedDependency[Viewer], sequencers: NamedDependency[Sequencers]) -> Licences:
        """Supervisors see the counts, the Owner also who holds them."""
        role = await role_of(sequencers, member)
        sequencer = await sequencers.of(member.organisation)
        return Licences(await sequencer.look(lambda floor, _: list_licences(floor, with_members=role == "owner")))

    @put("/{licence:str}", operation_id="setSeats", summary="Set how many seats there are")
    async def set_seats(
        self,
        licence: FromPath[str],
        data: JSONBody[SeatsChange],
        member: NamedDependency[Viewer],
        sequencers: NamedDependency[Sequencers],
    ) -> LicenceRow:
        """By the Owner. 409 `seats_in_use` where more are assigned."""
        known = _as_licence(licence)
        sequencer = await sequencers.of(member.organisation)
        await ask(sequencer, SetSeats(licence=known, seats=data.seats, by=by_member(member.id)))
        return await sequencer.look(lambda floor, _: find_licence(floor, known, with_members=True))

    @post("/assignments", operation_id="assignLicences", summary="Assign licences to many members", status_code=200)
    async def assign(
        self,
        data: JSONBody[Assignments],
        member: NamedDependency[Viewer],
        database: NamedDependency[Database],
        sequencers: NamedDependency[Sequencers],
    ) -> AssignmentReport:
        """By the Owner. With `dry_run`, or with a fault in any line, nothing is changed; else all lines at once."""
        sequencer = await sequencers.of(member.organisation)
        seats = await sequencer.look(lambda floor, _: _seats_of(floor))
        # In a reader's thread: ten thousand lines are not for the loop.
        planned = await database.read(
            lambda connection: assignments.plan(data.csv, store.list_members(connection, member.organisation), seats)
        )
        is_applied = bool(not data.dry_run and not planned.faults)
        if is_applied and planned.changes:
            await ask(sequencer, AssignLicences(changes=planned.changes, by=by_member(member.id)))
        return AssignmentReport(planned.lines, _count_changes(planned), planned.faults, is_applied)


def _as_licence(text: str) -> Licence:
    for licence in LICENCES:
        if text == licence:
            return licence
    raise not_found()


def _seats_of(floor: Floor) -> dict[Licence, int]:
    return dict(floor.seats)


def _count_changes(planned: assignments.Plan) -> int:
    return sum(line.change == "changes" for line in planned.lines)
