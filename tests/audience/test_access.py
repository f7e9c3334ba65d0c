"""Who may follow which stream; what is another's looks like what does not exist."""

from random import Random

import pytest

from deskbell.audience.access import Viewer, may_follow
from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AttachMember,
    ChangeInbox,
    ChangeMember,
    CloseChat,
    CreateInbox,
    OpenChat,
    SetStatus,
)
from deskbell.floor.vocabulary import SYSTEM, Id, Role, by_member, by_visitor
from tests.floor_world import World

pytestmark = pytest.mark.attack(23)


def name(kind: str) -> Id:
    return f"0{kind}".ljust(26, "0")


OWNER, UNLICENSED_ADMIN, ANA, BEN = name("m1"), name("m2"), name("m3"), name("m4")
SHOP, WORKSHOP = name("n1"), name("n2")
CHAT, OTHER_CHAT = name("c1"), name("c2")
IRIS, JON = name("v1"), name("v2")


@pytest.fixture
def world() -> World:
    """Ana serves the shop, Ben the workshop; Iris writes to the shop, Jón to the workshop."""
    world = World(Random(0))
    world.pass_time(0)
    admit(world, OWNER, "owner", licensed=True)
    admit(world, UNLICENSED_ADMIN, "admin", licensed=False)
    admit(world, ANA, "member", licensed=True)
    admit(world, BEN, "member", licensed=True)
    for inbox, agent in ((SHOP, ANA), (WORKSHOP, BEN)):
        world.submit(CreateInbox(inbox=inbox, by=SYSTEM, name=inbox, agents=(agent,)))
    for chat, inbox, contact in ((CHAT, SHOP, IRIS), (OTHER_CHAT, WORKSHOP, JON)):
        world.submit(
            OpenChat(
                conversation=chat, inbox=inbox, channel=inbox, contact=contact, cid="first", digest="d", text="Hello"
            )
        )
    return world


def admit(world: World, member: Id, role: Role, *, licensed: bool) -> None:
    world.submit(AdmitMember(member=member, name=member, role=role, contact_center=licensed, live_chat=licensed))


def staff(member: Id) -> Viewer:
    return Viewer("member", "organisation", member, "session")


def visitor(contact: Id) -> Viewer:
    return Viewer("visitor", "organisation", contact, "session")


@pytest.mark.parametrize(
    ("member", "allowed"),
    [
        (OWNER, {"board:team", f"board:{SHOP}", f"board:{WORKSHOP}", f"conversation:{CHAT}"}),
        (UNLICENSED_ADMIN, {"board:team", f"conversation:{CHAT}"}),
        (ANA, {"board:team", f"board:{SHOP}", f"conversation:{CHAT}"}),
        (BEN, {"board:team", f"board:{WORKSHOP}"}),
        (name("m9"), set()),
    ],
)
def test_members_follow_what_their_role_and_their_inboxes_let_them(world: World, member: Id, allowed: set[str]) -> None:
    streams = {
        "board:team",
        f"board:{SHOP}",
        f"board:{WORKSHOP}",
        f"board:{name('n9')}",
        f"conversation:{CHAT}",
        f"conversation:{name('c9')}",
        f"visitor:{CHAT}",
        f"conversation:{SHOP}",
    }
    assert {stream for stream in streams if may_follow(world.floor, staff(member), stream)} == allowed


@pytest.mark.parametrize("member", [OWNER, UNLICENSED_ADMIN, ANA, BEN])
def test_everybody_follows_his_own_plate_and_nobody_elses(world: World, member: Id) -> None:
    everybody = {OWNER, UNLICENSED_ADMIN, ANA, BEN, name("m9")}
    assert {other for other in everybody if may_follow(world.floor, staff(member), f"member:{other}")} == {member}


def test_who_holds_a_chat_follows_it_even_after_leaving_its_inbox(world: World) -> None:
    world.submit(AttachMember(member=ANA))
    world.submit(SetStatus(member=ANA, status="available", by=by_member(ANA)))
    world.submit(AcceptOffer(conversation=CHAT, offer=1, by=by_member(ANA)))
    world.submit(ChangeInbox(inbox=SHOP, by=SYSTEM, agents=(BEN,)))
    assert may_follow(world.floor, staff(ANA), f"conversation:{CHAT}")
    assert not may_follow(world.floor, staff(ANA), f"board:{SHOP}")
    assert may_follow(world.floor, staff(BEN), f"conversation:{CHAT}")


def test_who_held_a_chat_when_it_ended_still_sees_it(world: World) -> None:
    world.submit(ChangeInbox(inbox=SHOP, by=SYSTEM, agents=(BEN,)))
    ended = {"conversation_inbox": SHOP, "conversation_contact": name("v9")}
    stream = f"conversation:{name('c9')}"
    assert may_follow(world.floor, staff(ANA), stream, **ended, conversation_agent=ANA)
    assert not may_follow(world.floor, staff(ANA), stream, **ended, conversation_agent=BEN)
    assert not may_follow(world.floor, staff(ANA), stream, **ended)


@pytest.mark.attack(26)
def test_a_deactivated_member_follows_nothing(world: World) -> None:
    world.submit(ChangeMember(member=ANA, by=SYSTEM, active=False))
    for stream in ("board:team", f"board:{SHOP}", f"conversation:{CHAT}", f"member:{ANA}"):
        assert not may_follow(world.floor, staff(ANA), stream)


def test_of_a_closed_chat_the_ledger_tells_inbox_and_contact(world: World) -> None:
    world.submit(CloseChat(conversation=CHAT, by=by_visitor(IRIS)))
    log, side = f"conversation:{CHAT}", f"visitor:{CHAT}"
    for viewer, stream, allowed in (
        (staff(OWNER), log, True),
        (staff(ANA), log, True),
        (staff(BEN), log, False),
        (staff(ANA), side, False),
        (visitor(IRIS), side, True),
        (visitor(JON), side, False),
        (visitor(IRIS), log, False),
    ):
        known = may_follow(world.floor, viewer, stream, conversation_inbox=SHOP, conversation_contact=IRIS)
        assert known == allowed, (viewer, stream)
        assert not may_follow(world.floor, viewer, stream), "nothing is known of it"


def test_of_an_open_chat_the_floor_knows_better_than_the_caller(world: World) -> None:
    assert not may_follow(
        world.floor, visitor(JON), f"visitor:{CHAT}", conversation_inbox=SHOP, conversation_contact=JON
    )
    assert not may_follow(world.floor, staff(BEN), f"conversation:{CHAT}", conversation_inbox=WORKSHOP)


def test_a_visitor_follows_his_own_side_of_his_own_chat_only(world: World) -> None:
    streams = (
        f"visitor:{CHAT}",
        f"visitor:{OTHER_CHAT}",
        f"conversation:{CHAT}",
        f"member:{IRIS}",
        f"member:{ANA}",
        f"board:{SHOP}",
        "board:team",
    )
    assert [stream for stream in streams if may_follow(world.floor, visitor(IRIS), stream)] == [f"visitor:{CHAT}"]


def test_a_visitor_without_a_contact_is_nobody(world: World) -> None:
    assert not may_follow(world.floor, visitor(""), f"visitor:{name('c9')}")
    assert not may_follow(world.floor, visitor(""), f"visitor:{CHAT}")


@pytest.mark.parametrize(
    "stream", ["", ":", "*", "board:*", "board:", "conversation:", "visitor:", "member:", "BOARD:team", "board:team "]
)
def test_names_of_no_stream_are_followed_by_nobody(world: World, stream: str) -> None:
    for viewer in (staff(OWNER), staff(ANA), visitor(IRIS), staff(""), visitor("")):
        assert not may_follow(world.floor, viewer, stream)
