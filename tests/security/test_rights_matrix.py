"""The rights matrix: everybody at every door, as `deskbell.web.rights` says, which is all there is to say.

A door that is missing in the table fails; so does a row without a door.
"""

import re
from typing import Any

import pytest

from deskbell.gateway.routes import TicketController
from deskbell.web.rights import RIGHTS
from tests.office import API, Browser, Office, make_inbox, told
from tests.security.rights_world import ABSENT, BODIES, Operation, Person, contoso, dump, hire_everybody, operations

SENTENCE = "Insufficient permissions. Please contact your Organization's Owner."

ENDS_HIM = frozenset({"signOut"})
"""After it nobody is left to ask for anything else."""

WRITES = frozenset({"exportActs"})
"""Reading that leaves a line in the audit log."""

GATEWAYS = {handler.operation_id for handler in vars(TicketController).values() if hasattr(handler, "operation_id")}
"""The office has no sockets; `test_rights_of_the_socket.py` has."""


def absent(path: str) -> str:
    return re.sub(r"\{\w+\}", ABSENT, path)


async def ask(browser: Browser, door: Operation, path: str, body: Any = None) -> Any:
    more = {"json": {} if body is None else body} if door.has_body else {}
    return await browser.request(door.method, path, **more)


@pytest.mark.attack(22)
@pytest.mark.asyncio
async def test_every_door_is_in_the_table_and_every_row_has_a_door(office: Office):
    assert {door.name for door in operations(office)} | GATEWAYS == set(RIGHTS)


@pytest.mark.asyncio
async def test_who_must_say_who_he_is_is_what_the_table_says(office: Office):
    for door in operations(office):
        who = RIGHTS[door.name].who
        assert door.identity == {"everybody": "", "visitor": "visitor"}.get(who, "session"), door


@pytest.mark.attack(54)
@pytest.mark.attack(59)
@pytest.mark.asyncio
async def test_everybody_gets_through_the_doors_that_are_his_and_through_no_other(office: Office, owner: Browser):
    people = await hire_everybody(office, owner)
    before = await dump(office)

    for door in operations(office):
        if door.identity == "session" and door.name not in ENDS_HIM | WRITES:
            for person in people:
                await check(person, door)
    assert await dump(office) == before, "nothing of all this was a change that could be made"

    for door in operations(office):
        if door.name in ENDS_HIM | WRITES:
            for person in people:
                await check(person, door)


async def check(person: Person, door: Operation) -> None:
    answer = await ask(person.browser, door, absent(door.path))
    where = (person.name, door.name, answer.status_code, answer.text[:200])
    if person.has(RIGHTS[door.name]):
        assert answer.status_code not in (401, 403, 405, 500), where
    else:
        assert answer.status_code == 403, where
        assert (told(answer)["code"], told(answer)["detail"]) == ("not_allowed", SENTENCE), where


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_strangers_and_visitors_get_through_no_door_of_the_staff(office: Office, owner: Browser):
    channel = (await make_inbox(owner))["id"]
    visitor = await office.visitor(channel)
    stranger = office.browser()
    before = await dump(office)

    for door in operations(office):
        path = absent(door.path.replace("{channel}", channel if door.identity == "visitor" else ABSENT))
        strangers, visitors = await ask(stranger, door, path), await ask(visitor, door, path)
        if door.identity == "session":
            assert strangers.status_code == visitors.status_code == 401, door
            assert told(strangers)["code"] == "not_signed_in"
        elif door.identity == "visitor":
            assert strangers.status_code == 401, door
            assert visitors.status_code not in (401, 403), door
            assert (await ask(owner, door, path)).status_code == 401, door
        else:
            assert strangers.status_code not in (401, 403), (door, strangers.text)
    assert await dump(office) == before


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_what_is_foreign_answers_like_what_does_not_exist(office: Office, owner: Browser):
    people = await hire_everybody(office, owner)
    carol, foreign = await contoso(office)
    theirs = (await carol.get("/session")).json()["organisation"]["id"]
    before, tried = await dump(office, theirs), 0

    for door in operations(office):
        names = re.findall(r"\{(\w+)\}", door.path)
        if not names or door.identity != "session":
            continue
        for person in people:
            paths = [
                door.path.format(**ids)
                for ids in (foreign, dict.fromkeys(foreign, ABSENT), dict.fromkeys(foreign, "x"))
            ]
            answers = [await ask(person.browser, door, path, BODIES.get(door.name)) for path in paths]
            expected = 404 if person.has(RIGHTS[door.name]) else 403
            where = (person.name, door.name, [(one.status_code, one.text[:200]) for one in answers])
            assert {answer.status_code for answer in answers} == {expected}, where
            assert told(answers[0]) == told(answers[1]) == told(answers[2]), where
            tried += 1

    assert tried >= 200
    assert await dump(office, theirs) == before, "no row of theirs was touched"


@pytest.mark.attack(54)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/inboxes", {"name": "Ours", "type": "live_chat", "agents": ["{member_id}"]}),
        ("PATCH", "/inboxes/{our_inbox}", {"agents": ["{member_id}"]}),
        ("PATCH", "/members/{our_member}", {"role": "admin", "group": "{group}"}),
        ("POST", "/invitations", {"name": "A", "email": "a@b.example", "role": "admin", "group": "{group}"}),
        ("POST", "/organisation/owner", {"member": "{member_id}", "password": "correct horse battery"}),
        ("GET", "/conversations?inbox={inbox}", None),
        ("GET", "/conversations?agent={member_id}", None),
        ("GET", "/audit?by={member_id}", None),
        ("GET", "/audit.csv?by={member_id}", None),
    ],
)
async def test_a_foreign_id_within_a_request_is_an_unknown_one(
    office: Office, owner: Browser, method: str, path: str, body: dict[str, Any] | None
):
    carol, foreign = await contoso(office)
    theirs = (await carol.get("/session")).json()["organisation"]["id"]
    ana = await office.join(owner, "ana@northwind.example")
    ours = {
        "our_inbox": (await make_inbox(owner, "Mine"))["id"],
        "our_member": (await ana.get("/session")).json()["member"]["id"],
    }
    before = await dump(office, theirs)

    answers = []
    for ids in (foreign, dict.fromkeys(foreign, ABSENT)):
        filled = fill(body, ours | ids)
        more = {"json": filled} if body is not None else {}
        answers.append(await owner.request(method, path.format(**ours, **ids), **more))

    first, second = answers
    assert first.status_code == second.status_code, (first.text, second.text)
    assert first.status_code in ((422,) if body is not None else (200,)), first.text
    if body is not None:
        assert told(first) == told(second)
    elif not path.startswith("/audit.csv"):
        assert first.content == second.content
    else:
        assert len(first.text.splitlines()) == len(second.text.splitlines()) == 1
    assert await dump(office, theirs) == before


def fill(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: fill(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [fill(one, ids) for one in value]
    return value.format(**ids) if isinstance(value, str) else value


OPENS: list[tuple[str, str, str, Any]] = [
    ("createInbox", "POST", "/inboxes", {"name": "Made by {name}", "type": "live_chat"}),
    ("changeInbox", "PATCH", "/inboxes/{inbox}", {"offer_seconds": 40}),
    ("lookAtDeletion", "GET", "/inboxes/{inbox}/deletion", None),
    ("changeChannel", "PATCH", "/channels/{inbox}", {"allowed_domains": []}),
    ("invite", "POST", "/invitations", {"name": "A", "email": "by-{name}@northwind.example", "role": "member"}),
    ("listInvitations", "GET", "/invitations", None),
    ("changeMember", "PATCH", "/members/{member}", {"capacity": 4}),
    ("listLicences", "GET", "/licences", None),
    ("setSeats", "PUT", "/licences/live_chat", {"seats": 500}),
    ("assignLicences", "POST", "/licences/assignments", BODIES["assignLicences"]),
    ("listPermissionGroups", "GET", "/permission-groups", None),
    ("createPermissionGroup", "POST", "/permission-groups", {"name": "Of {name}", "permissions": []}),
    ("changeOrganisation", "PATCH", "/organisation", {"time_zone": "UTC"}),
    ("getOrganisation", "GET", "/organisation", None),
    ("listActs", "GET", "/audit", None),
    ("verifyActs", "GET", "/audit/verification", None),
    ("getMail", "GET", "/mail", None),
]


@pytest.mark.attack(59)
@pytest.mark.asyncio
async def test_what_the_table_allows_can_really_be_done(office: Office, owner: Browser):
    people = await hire_everybody(office, owner)
    target = next(person for person in people if person.name == "member-licensed")
    inbox = (await make_inbox(owner, "Shop"))["id"]

    for number, person in enumerate(people):
        ids = {"inbox": inbox, "member": target.id, "name": person.name.replace("_", "-")}
        for name, method, path, body in OPENS:
            # A capacity that is not the one before: what changes nothing is nobody's right.
            filled = {"capacity": 10 + number} if name == "changeMember" else fill(body, ids)
            more = {"json": filled} if body is not None else {}
            answer = await person.browser.request(method, f"{API}{path.format(**ids)}", **more)
            expected = answer.is_success if person.has(RIGHTS[name]) else answer.status_code == 403
            assert expected, (person.name, name, answer.status_code, answer.text)
