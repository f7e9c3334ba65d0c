"""Two organisations in one installation: neither can tell that the other exists."""

import json
from typing import Any

import pytest

from deskbell.web.openapi import print_api
from tests.office import Browser, Office, make_inbox, told
from tests.security.rights_world import BODIES, Operation, contoso, operations

NEVER = {
    "id": "0" * 26,
    "organisation": "0" * 26,
    "org_id": "0" * 26,
    "is_admin": True,
    "verified": True,
    "password_hash": "x",
    "licence": "live_chat",
    "contact": "0" * 26,
    "state": "deactivated",
    "on_hold": False,
    "admitted_at": 0,
}


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_the_owner_of_one_changes_nothing_of_the_other(office: Office, owner: Browser):
    """Everybody else is in `test_rights_matrix.py`."""
    carol, foreign = await contoso(office)
    paths = ("/members", "/inboxes", "/conversations", "/invitations", "/permission-groups", "/licences", "/audit")
    everything = [(await carol.get(path)).json() for path in paths]

    for door in operations(office):
        if door.identity == "session" and "{" in door.path:
            more = {"json": BODIES[door.name]} if door.has_body else {}
            answer = await owner.request(door.method, door.path.format(**foreign), **more)
            assert (answer.status_code, told(answer)["code"]) == (404, "not_found"), (door, answer.text)

    assert [(await carol.get(path)).json() for path in paths] == everything


@pytest.mark.attack(61)
@pytest.mark.asyncio
async def test_no_list_and_no_search_shows_a_foreign_row(office: Office, owner: Browser):
    await contoso(office)
    await make_inbox(owner, "Ours")

    for door in operations(office):
        if door.method == "GET" and "{" not in door.path and door.identity == "session":
            for query in ("", "?search=CANARY", "?search=", "?state=open", "?limit=100"):
                answer = await owner.get(f"{door.path}{query}")
                assert answer.status_code in (200, 422)
                assert "canary" not in answer.text.lower(), door
                assert "contoso" not in answer.text.lower(), door


@pytest.mark.attack(23)
@pytest.mark.asyncio
async def test_a_foreign_channel_is_closed_to_a_visitor_of_ours(office: Office, owner: Browser):
    _, foreign = await contoso(office)
    ours = (await make_inbox(owner, "Ours"))["id"]
    visitor = await office.visitor(ours)

    for channel in (foreign["channel"], "0" * 26):
        answer = await visitor.post(f"/widget/{channel}/chats", json=BODIES["openChat"])
        assert answer.status_code == 401
    for chat in (foreign["conversation"], "0" * 26):
        answer = await visitor.get(f"/widget/{ours}/entries", params={"conversation": chat})
        assert answer.status_code == 404


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_an_agent_of_another_organisation_cannot_be_chosen(office: Office, owner: Browser):
    _, foreign = await contoso(office)
    for agent in (foreign["member_id"], "0" * 26):
        answer = await owner.post("/inboxes", json={"name": "Ours", "type": "live_chat", "agents": [agent]})
        assert answer.status_code == 422
        assert told(answer)["detail"] == "No such member."


@pytest.mark.attack(58)
@pytest.mark.asyncio
async def test_no_body_takes_a_field_that_no_form_offers(office: Office, owner: Browser):
    ours = (await make_inbox(owner, "Ours"))["id"]
    visitor = await office.visitor(ours)
    member = (await owner.get("/session")).json()["member"]["id"]
    ids = dict.fromkeys(("channel", "conversation", "group", "inbox", "invitation"), ours) | {
        "member_id": member,
        "licence": "live_chat",
    }
    described = json.loads(print_api(office.app))

    for door in operations(office):
        if not door.has_body:
            continue
        body = BODIES[door.name]
        browser = visitor if door.identity == "visitor" else owner
        offered = _fields_of(described, door)
        strange = {name: value for name, value in NEVER.items() if name not in offered}
        answer = await browser.request(door.method, door.path.format(**ids), json=body | strange)
        assert answer.status_code == 422, (door, answer.text)
        assert {error["field"] for error in told(answer)["errors"]} == set(list(strange)[:10]), door


def _fields_of(described: dict[str, Any], door: Operation) -> set[str]:
    operation = described["paths"][door.path][door.method.lower()]
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return set(described["components"]["schemas"][name]["properties"])
