"""The socket's requests, held to the same table: everybody asks for everything, of his own and of others."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from typing import Any, get_args

import pytest
import pytest_asyncio

from deskbell.audience.access import Viewer
from deskbell.floor.commands import OpenChat
from deskbell.gateway.gateway import Gateway
from deskbell.gateway.hub import Hub
from deskbell.gateway.limits import Limits, Rate
from deskbell.kit.ids import digest, new_id
from deskbell.web.rights import REQUESTS
from deskbell.wire.client_frames import AnyAsk, AnyClientFrame
from tests.gateway.house import Tab
from tests.office import Browser, Office, make_inbox, open_office
from tests.security.rights_world import ABSENT, Person, contoso, dump, hire_everybody

WAIT_SECONDS = 20.0
SENTENCE = "Insufficient permissions. Please contact your Organization's Owner."


class House:
    """An office with a gateway: everybody in it, an inbox that one Member serves, and another organisation."""

    def __init__(self, office: Office) -> None:
        self.office = office
        generous = Limits(frames=Rate(1_000, 1_000_000), refused_frames_max=1_000_000, sockets_per_address_max=1_000)
        self.gateway = Gateway(Hub(), office.sequencers, office.database, office.clock, generous)
        self.people: list[Person] = []
        self.inbox = ""
        self.foreign: dict[str, str] = {}

    async def furnish(self, owner: Browser) -> "House":
        self.people = await hire_everybody(self.office, owner)
        self.inbox = (await make_inbox(owner, "Shop", mode="manual", agents=[self.agent.id]))["id"]
        _, self.foreign = await contoso(self.office)
        return self

    @property
    def agent(self) -> Person:
        return next(person for person in self.people if person.name == "member-licensed")

    def sees(self, person: Person) -> bool:
        """Chats of the inbox."""
        return "conversations" in person.permissions or person is self.agent

    async def chat(self) -> str:
        """A chat that waits in the inbox."""
        opened = OpenChat(
            conversation=new_id(),
            inbox=self.inbox,
            channel=self.inbox,
            contact=new_id(),
            cid="the-first-one",
            digest=digest("Hello"),
            text="Hello",
        )
        await self.office.ask(opened)
        return opened.conversation

    async def tab(self, person: Person) -> Tab:
        viewer = Viewer("member", self.office.organisation, person.id, f"session of {person.name}")
        return await Tab(self, viewer).open()  # type: ignore[arg-type]

    async def until(self, found: Callable[[], Any]) -> Any:
        async with asyncio.timeout(WAIT_SECONDS):
            while not (result := found()):
                await asyncio.sleep(0.001)
            return result


@pytest_asyncio.fixture
async def house(tmp_path: Any) -> AsyncIterator[House]:
    async with open_office(tmp_path) as office:
        built = await House(office).furnish(await office.found())
        yield built
        await built.gateway.close()


async def told(tab: Tab, request: str) -> tuple[str, str, str]:
    """An answer, without what names the request and the moment."""
    frame = await tab.answer(request)
    return frame["t"], frame.get("code", ""), frame.get("detail", "")


def test_every_request_is_in_the_table():
    frames = {frame.__struct_config__.tag for frame in get_args(AnyClientFrame)} - {"do"}
    verbs = {f"do {verb.__struct_config__.tag}" for verb in get_args(AnyAsk)}
    assert frames | verbs == set(REQUESTS)


OF_A_CHAT: dict[str, dict[str, Any]] = {
    "accept": {"offer": 1},
    "decline": {"offer": 1},
    "claim": {},
    "assign": {"agent": ABSENT},
    "prioritise": {"priority": 5},
    "transfer": {"agent": ABSENT},
    "accept_transfer": {"transfer": 1},
    "decline_transfer": {"transfer": 1},
    "cancel_transfer": {"transfer": 1},
    "move": {"inbox": ABSENT},
    "take_over": {},
    "leave_message": {"email": "iris@example.org"},
    "note": {"body": "between us"},
    "close": {},
}
OF_A_MEMBER: dict[str, dict[str, Any]] = {"status": {"status": "busy"}, "return": {}}


def test_every_verb_is_tried():
    assert set(OF_A_CHAT) | set(OF_A_MEMBER) == {verb.__struct_config__.tag for verb in get_args(AnyAsk)}


@pytest.mark.attack(22)
@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_what_is_foreign_answers_like_what_does_not_exist(house: House):
    theirs = await dump(house.office, await organisation_of(house))
    for person in house.people:
        tab = await house.tab(person)
        for verb, fields in OF_A_CHAT.items():
            foreign, absent = [
                await told(tab, tab.do(verb, **fields, conversation=chat))
                for chat in (house.foreign["conversation"], ABSENT)
            ]
            assert foreign == absent, (person.name, verb)
            assert foreign[0] == "nack"
        for verb, fields in OF_A_MEMBER.items():
            foreign, absent = [
                await told(tab, tab.do(verb, **fields, member=member))
                for member in (house.foreign["member_id"], ABSENT)
            ]
            assert foreign == absent, (person.name, verb)
            assert foreign[0] == "nack"
        foreign, absent = [await told(tab, tab.send(chat, "Hello")) for chat in (house.foreign["conversation"], ABSENT)]
        assert foreign == absent
        assert foreign[0] == "nack"
        for kind, more in (("mark", {"seq": 1}), ("eph", {"typing": True})):
            tab.say(t=kind, conversation=house.foreign["conversation"], **more)
        # The answer to this comes after whatever there was to say to the two above.
        await told(tab, tab.do("note", conversation=ABSENT, body="x"))
    assert await dump(house.office, await organisation_of(house)) == theirs


async def organisation_of(house: House) -> str:
    everybody: list[str] = await house.office.database.read(
        lambda sql: list(sql.exec_driver_sql("SELECT organisation FROM people_organisations").scalars())
    )
    return next(one for one in everybody if one != house.office.organisation)


@pytest.mark.attack(23)
@pytest.mark.asyncio
async def test_streams_of_others_are_streams_that_do_not_exist(house: House):
    chat = await house.chat()
    other = house.people[0].id
    for person in house.people[1:]:
        tab = await house.tab(person)
        sees_boards = ("conversations" in person.permissions and person.licensed) or person is house.agent
        expected = {
            "board:team": True,
            f"conversation:{chat}": house.sees(person),
            f"board:{house.inbox}": sees_boards,
            f"member:{person.id}": True,
            f"member:{other}": False,
            f"visitor:{chat}": False,
            **{f"{kind}:{ABSENT}": False for kind in ("conversation", "board", "member", "visitor")},
            f"conversation:{house.foreign['conversation']}": False,
            f"visitor:{house.foreign['conversation']}": False,
            f"board:{house.foreign['inbox']}": False,
            f"member:{house.foreign['member_id']}": False,
        }
        tab.say(t="sub", streams=[{"id": stream} for stream in expected])
        for stream, follows in expected.items():
            await answered(tab, stream)
            assert tab.follows(stream) == follows, (person.name, stream)
        denials = [{name: value for name, value in one.items() if name not in ("s", "id")} for one in tab.of("err")]
        assert all(denial == {"t": "err", "code": "unknown_stream"} for denial in denials), person.name


async def answered(tab: Tab, stream: str) -> None:
    await tab.until(lambda: tab.follows(stream) or tab.is_denied(stream))


@pytest.mark.attack(22)
@pytest.mark.attack(59)
@pytest.mark.asyncio
async def test_who_may_steer_the_chats_of_others(house: House):
    """What steers the chats of others, and `do status` and `do return` for somebody else, take `conversations`."""
    assert {REQUESTS[f"do {verb}"].who for verb in ("assign", "prioritise", "take_over")} == {"conversations"}
    chat = await house.chat()
    other = next(person for person in house.people if person.name == "member-bare")
    for person in house.people:
        if person is other:
            continue
        tab = await house.tab(person)
        answers = {
            "assign": await told(tab, tab.do("assign", conversation=chat, agent=ABSENT)),
            "prioritise": await told(tab, tab.do("prioritise", conversation=chat, priority=5)),
            "status": await told(tab, tab.do("status", member=other.id, status="offline")),
            "return": await told(tab, tab.do("return", member=other.id)),
        }
        if "conversations" in person.permissions:
            assert {verb: one[:2] for verb, one in answers.items()} == {
                "assign": ("nack", "unknown_member"),
                "prioritise": ("ack", ""),
                "status": ("ack", ""),
                "return": ("ack", ""),
            }, person.name
        else:
            assert set(answers.values()) == {("nack", "not_allowed", SENTENCE)}, person.name


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_who_may_write_in_and_end_the_chats_of_others(house: House):
    for person in house.people:
        tab = await house.tab(person)
        chat = await house.chat()
        absent = {verb: await told(tab, tab.do(verb, **OF_A_CHAT[verb], conversation=ABSENT)) for verb in OF_A_CHAT}
        noted = await told(tab, tab.do("note", conversation=chat, body="between us"))
        claimed = await told(tab, tab.do("claim", conversation=chat)) if person is not house.agent else None
        sent = await told(tab, tab.send(chat, "Hello"))
        closed = await told(tab, tab.do("close", conversation=chat))

        assert noted == (("ack", "", "") if house.sees(person) else absent["note"]), person.name
        assert claimed is None or claimed[1] == "not_agent_of_inbox", person.name
        assert sent[0] == "nack", person.name
        if "conversations" in person.permissions:
            assert closed == ("ack", "", ""), person.name
        elif house.sees(person):
            assert closed[1] == "not_your_chat"
        else:
            assert closed == absent["close"], person.name


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_who_may_pass_on_the_chats_of_others(house: House):
    """Transfer, move, cancel and take-over of a chat that is somebody else's, or nobody's."""
    for person in house.people:
        if person is house.agent:
            continue
        tab = await house.tab(person)
        chat = await house.chat()
        asked = {
            verb: OF_A_CHAT[verb] for verb in ("transfer", "accept_transfer", "cancel_transfer", "move", "take_over")
        }
        answers = {verb: await told(tab, tab.do(verb, **more, conversation=chat)) for verb, more in asked.items()}
        codes = {verb: code for verb, (_, code, _) in answers.items()}
        assert {kind for kind, _, _ in answers.values()} == {"nack"}
        assert codes["accept_transfer"] == ("transfer_ended" if house.sees(person) else "unknown_conversation")
        if "conversations" in person.permissions:
            # He may; only there is no such agent, no such inbox, and he is no agent of this one.
            assert codes["transfer"] == "chat_not_active"
            assert codes["move"] == "unknown_inbox"
            assert codes["take_over"] in ("not_agent_of_inbox", "unavailable"), person.name
        else:
            expected = "not_your_chat" if house.sees(person) else "unknown_conversation"
            assert {codes[verb] for verb in ("transfer", "cancel_transfer", "move")} == {expected}, person.name
            assert answers["take_over"] == ("nack", "not_allowed", SENTENCE), person.name


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_only_an_agent_with_both_licences_takes_a_chat(house: House):
    tab = await house.tab(house.agent)
    await tab.answer(tab.do("status", status="available"))
    assert (await told(tab, tab.do("claim", conversation=await house.chat())))[0] == "ack"

    owner = house.people[0].browser
    await owner.patch(f"/members/{house.agent.id}", json={"live_chat": False})
    refused = await told(tab, tab.do("claim", conversation=await house.chat()))
    assert refused[:2] == ("nack", "not_licensed")


@pytest.mark.attack(22)
@pytest.mark.asyncio
async def test_a_visitor_asks_for_nothing_that_is_the_staffs(house: House):
    chat = await house.chat()
    viewer = Viewer("visitor", house.office.organisation, new_id(), str(uuid.uuid4()))
    tab = await Tab(house, viewer).open()  # type: ignore[arg-type]
    for verb, fields in (OF_A_CHAT | OF_A_MEMBER).items():
        of_a_chat = verb in OF_A_CHAT
        named = {"conversation": chat} if of_a_chat else {"member": house.agent.id}
        found = await told(tab, tab.do(verb, **fields, **named))
        if REQUESTS[f"do {verb}"].who == "everybody":
            assert found == await told(tab, tab.do(verb, **fields, conversation=ABSENT)), verb
            assert found[0] == "nack"
        else:
            assert found == ("nack", "not_allowed", SENTENCE), verb
