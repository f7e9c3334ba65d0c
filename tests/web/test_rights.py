"""The table of rights is that of the product, section 2, "Who may do what"."""

import pytest
from litestar import Controller, get

from deskbell.floor.state import Floor, Group, Member
from deskbell.floor.vocabulary import PERMISSIONS
from deskbell.kit.sealing import Seal
from deskbell.web.app import build_app
from deskbell.web.parts import Parts
from deskbell.web.rights import REQUESTS, RIGHTS, Right, is_allowed
from tests.office import Office

PRODUCT = {
    # create, edit, delete inbox or channel
    "phone_system": {"createInbox", "changeInbox", "deleteInbox", "lookAtDeletion", "changeChannel"},
    # members, for Admins "members only"
    "members": {
        "invite",
        "listInvitations",
        "renewInvitation",
        "revokeInvitation",
        "changeMember",
        "resetPassword",
        "takeSecondFactorAway",
    },
    # permission groups, licences, audit log; ownership and the organisation itself
    "owner": {
        "createPermissionGroup",
        "changePermissionGroup",
        "deletePermissionGroup",
        "setSeats",
        "assignLicences",
        "listActs",
        "verifyActs",
        "exportActs",
        "changeOrganisation",
        "handOver",
        "setOverriding",
    },
    # to read what one is told to ask the Owner for
    "supervisor": {"listLicences", "listPermissionGroups", "getMail"},
    "visitor": {"newVisitorTicket", "getLatestChat", "openChat", "listVisitorEntries"},
}


def test_the_table_is_the_products():
    for who, operations in PRODUCT.items():
        assert {name for name, right in RIGHTS.items() if right.who == who} == operations
    assert {name for name, right in RIGHTS.items() if right.also} == {"changeMember"}


def test_what_strangers_may_is_known_by_name():
    assert {name for name, right in RIGHTS.items() if right.who == "everybody"} == {
        "getSetup",
        "setUp",
        "signIn",
        "askForReset",
        "lookAtReset",
        "acceptReset",
        "lookAtInvitation",
        "acceptInvitation",
        "poll",
        "getWidget",
        "newVisitor",
    }


def test_of_the_socket_only_steering_is_a_matter_of_permission_alone():
    assert {name for name, right in REQUESTS.items() if right.who not in ("everybody", "member")} == {
        "do assign",
        "do prioritise",
        "do take_over",
    }


def floor_with(role: str, *permissions: str, in_group: bool, active: bool = True) -> Floor:
    member = Member("m", "Mo", role, True, True, 3, group="g" if in_group else "", active=active)  # type: ignore[arg-type]
    return Floor(members={"m": member}, groups={"g": Group("g", "Helpers", permissions)})  # type: ignore[arg-type]


@pytest.mark.parametrize("who", [*PERMISSIONS, "owner", "supervisor", "member", "visitor"])
def test_who_is_deactivated_or_unknown_may_nothing(who: str):
    right = Right(who)  # type: ignore[arg-type]
    assert not is_allowed(floor_with("owner", in_group=False, active=False), "m", right)
    assert not is_allowed(floor_with("owner", in_group=False), "nobody", right)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_permission_is_held_by_group(permission: str):
    right = Right(permission)  # type: ignore[arg-type]
    others = [one for one in PERMISSIONS if one != permission]
    assert is_allowed(floor_with("owner", in_group=False), "m", right)
    assert is_allowed(floor_with("admin", permission, in_group=True), "m", right)
    assert not is_allowed(floor_with("admin", *others, in_group=True), "m", right)
    assert is_allowed(floor_with("admin", in_group=False), "m", right) == (permission != "phone_system")
    assert not is_allowed(floor_with("member", permission, in_group=True), "m", right)


class Forgotten(Controller):
    """A door that nobody has thought about."""

    path = "/forgotten"

    @get("/", operation_id="getForgotten")
    async def get_forgotten(self) -> None:
        """Open to whom?"""


def test_a_door_without_a_row_is_not_served(office: Office):
    parts = Parts(
        settings=office.settings,
        database=office.database,
        sequencers=office.sequencers,
        clock=office.clock,
        passwords=office.passwords,
        seal=Seal.of_folder(office.settings.data),
        api_handlers=[Forgotten],
    )
    with pytest.raises(AssertionError, match="getForgotten"):
        build_app(parts)
