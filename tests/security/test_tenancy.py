"""Two organisations in one installation: neither can tell that the other exists."""

import json
import re
from typing import Any

import pytest

from deskbell.web.openapi import print_api
from tests.office import PASSWORD, Browser, Office, make_inbox, told

BODIES: dict[str, Any] = {
    "changeMember": {"capacity": 5},
    "createInbox": {"name": "New", "type": "live_chat"},
    "changeInbox": {"name": "Taken over"},
    "deleteInbox": {"name": "CANARY inbox"},
    "changeChannel": {"state": "disabled"},
    "invite": {"name": "Ana", "email": "ana@northwind.example", "role": "member"},
    "openChat": {"cid": "cid-00000001", "text": "Hello"},
    "signIn": {"email": "olga@northwind.example", "password": PASSWORD},
    "setUp": {
        "token": "a" * 43,
        "organisation": "x",
        "time_zone": "UTC",
        "name": "x",
        "email": "a@b.example",
        "password": PASSWORD,
    },
    "acceptInvitation": {"token": "a" * 43, "name": "Ana", "password": PASSWORD},
    "lookAtInvitation": {"token": "a" * 43},
}

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


def operations(office: Office) -> list[tuple[str, str, dict[str, Any]]]:
    described = json.loads(print_api(office.app))
    return [(path, method, one) for path, item in described["paths"].items() for method, one in item.items()]


async def contoso(office: Office) -> tuple[Browser, dict[str, str]]:
    """The other organisation, and the ids of everything it has."""
    _, carol = await office.second_organisation()
    member = (await carol.get("/session")).json()["member"]["id"]
    inbox = await make_inbox(carol, "CANARY inbox")
    visitor = await office.visitor(inbox["id"])
    form = {"cid": "cid-00000001", "text": "CANARY text", "name": "CANARY name", "email": "canary@example.org"}
    chat = (await visitor.post(f"/widget/{inbox['id']}/chats", json=form)).json()["conversation"]
    invited = {"name": "CANARY guest", "email": "canary@contoso.example", "role": "member"}
    invitation = (await carol.post("/invitations", json=invited)).json()["id"]
    contact = (await carol.get(f"/conversations/{chat}")).json()["contact"]
    return carol, {
        "channel": inbox["id"],
        "contact": contact,
        "conversation": chat,
        "inbox": inbox["id"],
        "invitation": invitation,
        "member_id": member,
    }


@pytest.mark.attack(54)
@pytest.mark.asyncio
async def test_a_foreign_id_gets_the_answer_of_one_that_does_not_exist(office: Office, owner: Browser):
    carol, foreign = await contoso(office)
    everything = [(await carol.get(path)).json() for path in ("/members", "/inboxes", "/conversations", "/invitations")]
    tried = 0

    for path, method, operation in operations(office):
        names = re.findall(r"\{(\w+)\}", path)
        if not names or operation["security"] != [{"session": []}]:
            continue
        answers = []
        for ids in (foreign, dict.fromkeys(foreign, "0" * 26), dict.fromkeys(foreign, "x")):
            body = BODIES.get(operation["operationId"])
            more = {"json": body} if body else {}
            answers.append(await owner.request(method.upper(), path.format(**ids), **more))
        assert {answer.status_code for answer in answers} == {404}, (method, path, answers[0].text)
        assert told(answers[0]) == told(answers[1]) == told(answers[2])
        tried += 1

    assert tried >= 10
    again = [(await carol.get(path)).json() for path in ("/members", "/inboxes", "/conversations", "/invitations")]
    assert again == everything


@pytest.mark.attack(61)
@pytest.mark.asyncio
async def test_no_list_and_no_search_shows_a_foreign_row(office: Office, owner: Browser):
    await contoso(office)
    await make_inbox(owner, "Ours")

    for path, method, operation in operations(office):
        if method == "get" and "{" not in path and operation["security"] == [{"session": []}]:
            for query in ("", "?search=CANARY", "?search=", "?state=open", "?limit=100"):
                answer = await owner.get(f"{path}{query}")
                assert answer.status_code in (200, 422)
                assert "canary" not in answer.text.lower(), path
                assert "contoso" not in answer.text.lower(), path


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
    ids = dict.fromkeys(("channel", "contact", "conversation", "inbox", "invitation"), ours) | {"member_id": member}

    for path, method, operation in operations(office):
        if "requestBody" not in operation:
            continue
        body = BODIES[operation["operationId"]]
        browser = visitor if operation["security"] == [{"visitor": []}] else owner
        strange = {
            name: value for name, value in NEVER.items() if name not in body and not _takes(office, operation, name)
        }
        answer = await browser.request(method.upper(), path.format(**ids), json=body | strange)
        assert answer.status_code == 422, (path, answer.text)
        assert {error["field"] for error in told(answer)["errors"]} == set(list(strange)[:10]), path


def _takes(office: Office, operation: dict[str, Any], field: str) -> bool:
    schemas = json.loads(print_api(office.app))["components"]["schemas"]
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return field in schemas[name]["properties"]
