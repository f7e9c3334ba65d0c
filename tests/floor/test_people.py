"""Members, permission groups, licences and ownership (product, section 2)."""

import pytest
from msgspec.structs import replace

from deskbell.floor.authority import INSUFFICIENT, permissions_of
from deskbell.floor.commands import (
    AdmitMember,
    AssignLicences,
    ChangeGroup,
    ChangeInbox,
    ChangeMember,
    CreateGroup,
    CreateInbox,
    DeleteGroup,
    HandOver,
    LicenceChange,
    SetSeats,
    SetStatus,
)
from deskbell.floor.events import AnyEvent, ChatOffered, MemberAdmitted, MemberChanged, OfferEnded
from deskbell.floor.vocabulary import ADMIN_PERMISSIONS, PERMISSIONS, SYSTEM, by_member
from tests.floor.world import OWNER, World, only

BY_OWNER = by_member(OWNER)


@pytest.fixture
def world() -> World:
    return World()


def put_group(world: World, *permissions: str, group: str = "leads") -> None:
    world.do(CreateGroup(group=group, by=BY_OWNER, name=group, permissions=permissions))  # type: ignore[arg-type]


def permissions(world: World, member: str) -> tuple[str, ...]:
    return permissions_of(world.floor, world.floor.members[member])


# ── permissions ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_owner_may_everything_and_a_member_nothing(world: World):
    world.agent("ana")
    assert permissions(world, OWNER) == PERMISSIONS
    assert permissions(world, "ana") == ()


def test_an_admin_without_a_group_may_all_but_inbox_management(world: World):
    world.agent("bob", role="admin")
    assert permissions(world, "bob") == ADMIN_PERMISSIONS
    refusal = world.refused(CreateInbox(inbox="new", by=by_member("bob"), name="New"))
    assert (refusal.code, refusal.detail) == ("not_allowed", INSUFFICIENT)


def test_an_admin_may_what_his_group_holds_and_at_once_what_it_comes_to_hold(world: World):
    world.agent("ana")
    world.agent("bob", role="admin")
    put_group(world, "phone_system")
    world.do(ChangeMember(member="bob", by=BY_OWNER, group="leads"))
    assert permissions(world, "bob") == ("phone_system",)
    world.do(ChangeInbox(inbox="shop", by=by_member("bob"), name="Store"))
    status = SetStatus(member="ana", status="busy", by=by_member("bob"))
    assert world.refused(status).code == "not_allowed"
    world.do(ChangeGroup(group="leads", by=BY_OWNER, permissions=("conversations",)))
    world.do(status)
    assert world.refused(ChangeInbox(inbox="shop", by=by_member("bob"), name="Shop")).code == "not_allowed"


def test_who_becomes_a_member_leaves_his_group(world: World):
    world.agent("bob", role="admin")
    put_group(world, "phone_system")
    world.do(ChangeMember(member="bob", by=BY_OWNER, group="leads"))
    world.do(ChangeMember(member="bob", by=BY_OWNER, role="member"))
    world.do(ChangeMember(member="bob", by=BY_OWNER, role="admin"))
    assert permissions(world, "bob") == ADMIN_PERMISSIONS


def test_only_an_admin_is_in_a_group_and_the_group_exists(world: World):
    world.agent("ana")
    world.agent("bob", role="admin")
    put_group(world)
    assert world.refused(ChangeMember(member="ana", by=BY_OWNER, group="leads")).field == "group"
    unknown = world.refused(ChangeMember(member="bob", by=BY_OWNER, group="nobody"))
    assert (unknown.code, unknown.field) == ("unknown_group", "group")


def test_a_group_somebody_is_in_is_not_deleted(world: World):
    world.agent("bob", role="admin")
    put_group(world)
    world.do(ChangeMember(member="bob", by=BY_OWNER, group="leads"))
    refusal = world.refused(DeleteGroup(group="leads", by=BY_OWNER))
    assert (refusal.code, "Bob" in refusal.detail) == ("group_in_use", True)
    world.do(ChangeMember(member="bob", by=BY_OWNER, group=""))
    world.do(DeleteGroup(group="leads", by=BY_OWNER))
    assert world.refused(DeleteGroup(group="leads", by=BY_OWNER)).code == "unknown_group"


def test_groups_have_names_of_their_own(world: World):
    put_group(world)
    again = CreateGroup(group="other", by=BY_OWNER, name="LEADS ", permissions=())
    assert world.refused(again).code == "name_taken"
    assert world.refused(CreateGroup(group="other", by=BY_OWNER, name=" ", permissions=())).field == "name"


@pytest.mark.parametrize("who", ["ana", "bob"])
def test_groups_seats_and_licences_are_the_owners(world: World, who: str):
    world.agent("ana")
    world.agent("bob", role="admin")
    put_group(world)
    by = by_member(who)
    for command in (
        CreateGroup(group="other", by=by, name="Other", permissions=()),
        ChangeGroup(group="leads", by=by, permissions=PERMISSIONS),
        DeleteGroup(group="leads", by=by),
        SetSeats(licence="live_chat", seats=9, by=by),
        AssignLicences(changes=(LicenceChange("ana", contact_center=False, live_chat=False),), by=by),
        HandOver(member="ana", by=by),
        ChangeMember(member="ana", by=by, live_chat=False),
        ChangeMember(member="bob", by=by, group="leads"),
    ):
        assert world.refused(command).code == "not_allowed", command


def test_who_manages_inboxes_sets_capacities_and_nothing_else_of_others(world: World):
    world.agent("ana")
    world.agent("bob", role="admin")
    world.agent("eve", role="admin")
    put_group(world, "phone_system")
    world.do(ChangeMember(member="bob", by=BY_OWNER, group="leads"))
    world.do(ChangeMember(member="eve", by=by_member("bob"), capacity=5))
    world.do(ChangeMember(member=OWNER, by=by_member("bob"), capacity=5))
    assert world.refused(ChangeMember(member="ana", by=by_member("bob"), name="Anna")).code == "not_allowed"
    assert world.refused(ChangeMember(member="ana", by=by_member("bob"), active=False)).code == "not_allowed"


# ── licences ──────────────────────────────────────────────────────────────────────────────────────────────────────


def admit(world: World, name: str, *, contact_center: bool = False, live_chat: bool = False) -> MemberAdmitted:
    command = AdmitMember(
        member=name, name=name.capitalize(), role="member", contact_center=contact_center, live_chat=live_chat
    )
    return only(world.do(command), MemberAdmitted)


def give(world: World, member: str, licence: str, *, holds: bool) -> list[AnyEvent]:
    change = ChangeMember(member=member, by=BY_OWNER)
    return world.do(replace(change, **{licence: holds}))


def seats(world: World, licence: str, count: int | None) -> None:
    world.do(SetSeats(licence=licence, seats=count, by=BY_OWNER))  # type: ignore[arg-type]


def test_a_seat_is_not_given_twice(world: World):
    admit(world, "ana", contact_center=True)
    admit(world, "ben", contact_center=True)
    seats(world, "live_chat", 2)
    world.do(ChangeMember(member="ana", by=BY_OWNER, live_chat=True))
    refusal = world.refused(ChangeMember(member="ben", by=BY_OWNER, live_chat=True))
    assert (refusal.code, refusal.field, refusal.licence) == ("no_seat", "live_chat", "live_chat")
    assert refusal.detail.startswith("All 2 Live Chat seats are assigned. The Owner can")
    world.do(ChangeMember(member="ana", by=BY_OWNER, live_chat=False))
    world.do(ChangeMember(member="ben", by=BY_OWNER, live_chat=True))


def test_seats_are_swapped_in_one_step_or_not_at_all(world: World):
    for name, holds in (("ana", True), ("ben", False), ("cleo", False)):
        admit(world, name, contact_center=True, live_chat=holds)
    seats(world, "live_chat", 2)
    without = LicenceChange("ana", contact_center=True, live_chat=False)
    too_many = [LicenceChange(name, contact_center=True, live_chat=True) for name in ("ben", "cleo")]
    assert world.refused(AssignLicences(changes=(without, *too_many), by=BY_OWNER)).code == "no_seat"
    events = world.do(AssignLicences(changes=(too_many[0], without), by=BY_OWNER))
    assert [(event.member, event.live_chat) for event in events if isinstance(event, MemberChanged)] == [
        ("ben", True),
        ("ana", False),
    ]


def test_each_member_is_named_once_and_exists(world: World):
    admit(world, "ana")
    change = LicenceChange("ana", contact_center=True, live_chat=True)
    assert world.refused(AssignLicences(changes=(change, change), by=BY_OWNER)).field == "changes"
    nobody = LicenceChange("nobody", contact_center=True, live_chat=True)
    assert world.refused(AssignLicences(changes=(nobody,), by=BY_OWNER)).code == "unknown_member"


def test_there_are_never_fewer_seats_than_are_assigned(world: World):
    admit(world, "ana", live_chat=True)
    refusal = world.refused(SetSeats(licence="live_chat", seats=1, by=BY_OWNER))
    assert (refusal.code, refusal.allowed) == ("seats_in_use", "2 or more, or no limit")
    assert world.refused(SetSeats(licence="live_chat", seats=-1, by=BY_OWNER)).code == "invalid"
    seats(world, "live_chat", 2)
    seats(world, "live_chat", None)
    assert admit(world, "ben", live_chat=True).live_chat


def test_nobody_is_turned_away_for_want_of_a_seat(world: World):
    seats(world, "live_chat", 1)
    admitted = admit(world, "ana", contact_center=True, live_chat=True)
    assert (admitted.contact_center, admitted.live_chat) == (True, False)


def test_who_is_deactivated_takes_no_seat_and_needs_one_to_come_back(world: World):
    admit(world, "ana", live_chat=True)
    seats(world, "live_chat", 2)
    world.do(ChangeMember(member="ana", by=BY_OWNER, active=False))
    assert admit(world, "ben", live_chat=True).live_chat
    refusal = world.refused(ChangeMember(member="ana", by=BY_OWNER, active=True))
    assert (refusal.code, refusal.field) == ("no_seat", "active")
    world.do(ChangeMember(member="ana", by=BY_OWNER, active=True, live_chat=False))


@pytest.mark.parametrize(("licence", "name"), [("contact_center", "Contact Center"), ("live_chat", "Live Chat")])
def test_an_inbox_needs_a_seat_of_each_licence_in_the_organisation(world: World, licence: str, name: str):
    give(world, OWNER, licence, holds=False)
    seats(world, licence, 0)
    refusal = world.refused(CreateInbox(inbox="new", by=BY_OWNER, name="New"))
    assert (refusal.code, refusal.licence, name in refusal.detail) == ("licence_missing", licence, True)
    seats(world, licence, 1)
    world.do(CreateInbox(inbox="new", by=BY_OWNER, name="New"))


@pytest.mark.parametrize("licence", ["contact_center", "live_chat"])
def test_losing_a_licence_ends_offers_and_keeps_accepted_chats(world: World, licence: str):
    """R17."""
    world.agent("ana")
    world.visitor("first")
    world.accept("first")
    world.visitor("second")
    assert world.offered_to("second") == "ana"
    events = give(world, "ana", licence, holds=False)
    ended = only(events, OfferEnded)
    assert (ended.conversation, ended.ending, ended.cause) == ("second", "rescinded", "member_changed")
    assert world.chat("first").owner == "ana"
    assert not [event for event in world.wait(3600) if isinstance(event, ChatOffered)]
    give(world, "ana", licence, holds=True)
    assert world.offered_to("second") == "ana"


# ── ownership and limits ──────────────────────────────────────────────────────────────────────────────────────────


def test_ownership_is_handed_over_in_one_step(world: World):
    world.agent("ana")
    world.do(HandOver(member="ana", by=BY_OWNER))
    assert (world.floor.members["ana"].role, world.floor.members[OWNER].role) == ("owner", "admin")
    assert permissions(world, OWNER) == ADMIN_PERMISSIONS
    assert world.refused(HandOver(member=OWNER, by=BY_OWNER)).code == "not_allowed"
    world.do(HandOver(member=OWNER, by=by_member("ana")))


def test_ownership_goes_to_another_active_member_only(world: World):
    world.agent("ana")
    assert world.refused(HandOver(member=OWNER, by=BY_OWNER)).field == "member"
    assert world.refused(HandOver(member="nobody", by=BY_OWNER)).code == "unknown_member"
    world.do(ChangeMember(member="ana", by=BY_OWNER, active=False))
    assert world.refused(HandOver(member="ana", by=BY_OWNER)).code == "deactivated"
    assert world.refused(HandOver(member="ana", by=SYSTEM)).code == "not_allowed"


def test_one_owner_a_hundred_admins_deactivated_ones_counted(world: World):
    assert world.refused(AdmitMember(member="second", name="Second", role="owner")).code == "too_many_members"
    for number in range(100):
        world.do(AdmitMember(member=f"admin{number}", name="Admin", role="admin"))
    world.do(ChangeMember(member="admin0", by=BY_OWNER, active=False))
    refusal = world.refused(AdmitMember(member="late", name="Late", role="admin"))
    assert (refusal.code, refusal.field) == ("too_many_members", "role")
    admit(world, "ana")
    assert world.refused(ChangeMember(member="ana", by=BY_OWNER, role="admin")).code == "too_many_members"
    assert world.refused(HandOver(member="ana", by=BY_OWNER)).code == "too_many_members"
    world.do(ChangeMember(member="admin0", by=BY_OWNER, role="member"))
    world.do(ChangeMember(member="ana", by=BY_OWNER, role="admin"))
