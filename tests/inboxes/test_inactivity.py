"""The inactivity action of an inbox, as its form asks for it (product, section 3)."""

from typing import Any

import pytest

from tests.office import Browser, make_inbox, told

CLOSE = {"minutes": 5, "action": "close"}
SAY = {"minutes": 5, "action": "message", "message": "Are you still there?"}
ACTIONS = "one of close, message, message_and_close"


@pytest.mark.asyncio
async def test_it_is_off_until_it_is_switched_on_and_can_be_switched_off_again(owner: Browser):
    inbox = await make_inbox(owner)
    assert inbox["inactivity"] is None

    on = await owner.patch(f"/inboxes/{inbox['id']}", json={"inactivity": SAY})
    assert on.json()["inactivity"] == SAY | {"basis": "agent_reply"}
    kept = await owner.patch(f"/inboxes/{inbox['id']}", json={"name": "Other"})
    assert kept.json()["inactivity"] == on.json()["inactivity"]
    assert (await owner.get("/inboxes")).json()["inboxes"] == [kept.json()]

    off = await owner.patch(f"/inboxes/{inbox['id']}", json={"inactivity": None})
    assert off.json()["inactivity"] is None


@pytest.mark.asyncio
@pytest.mark.parametrize("action", ["close", "message", "message_and_close"])
@pytest.mark.parametrize("minutes", [1, 432_000])
@pytest.mark.parametrize("basis", ["agent_reply", "customer_message"])
async def test_every_rule_that_is_allowed(owner: Browser, action: str, minutes: int, basis: str):
    message = "" if action == "close" else "😀" * 200
    rule = {"minutes": minutes, "action": action, "message": message, "basis": basis}

    inbox = await make_inbox(owner, inactivity=rule)

    assert inbox["inactivity"] == rule
    assert (await owner.get(f"/inboxes/{inbox['id']}")).json() == inbox


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ({}, {"minutes": "a whole number from 1 to 432000", "action": ACTIONS}),
        ({"action": "close"}, {"minutes": "a whole number from 1 to 432000"}),
        ({"minutes": 5}, {"action": ACTIONS}),
        (CLOSE | {"minutes": None}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"minutes": 0}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"minutes": -5}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"minutes": 432_001}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"minutes": 1.5}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"minutes": "5"}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"minutes": True}, {"minutes": "a whole number from 1 to 432000"}),
        (CLOSE | {"action": "shout"}, {"action": ACTIONS}),
        (CLOSE | {"basis": "the_weather"}, {"basis": "one of agent_reply, customer_message"}),
        (CLOSE | {"seconds": 5}, {"seconds": "action, basis, message, minutes"}),
        ({"minutes": 5, "action": "message"}, {"message": "1 to 200 characters, not blank"}),
        ({"minutes": 5, "action": "message_and_close"}, {"message": "1 to 200 characters, not blank"}),
        (SAY | {"message": ""}, {"message": "1 to 200 characters, not blank"}),
        (SAY | {"message": " \n\t "}, {"message": "1 to 200 characters, not blank"}),
        (SAY | {"message": "x" * 201}, {"message": "a text of up to 200 characters"}),
        (SAY | {"message": None}, {"message": "a text of up to 200 characters"}),
        (
            {"minutes": 0, "action": "shout", "message": "x" * 201},
            {
                "minutes": "a whole number from 1 to 432000",
                "action": ACTIONS,
                "message": "a text of up to 200 characters",
            },
        ),
    ],
    ids=str,
)
async def test_every_field_that_is_wrong_is_named_with_what_is_allowed(
    owner: Browser, rule: dict[str, Any], wrong: dict[str, str]
):
    inbox = await make_inbox(owner)

    answers = [
        await owner.patch(f"/inboxes/{inbox['id']}", json={"inactivity": rule}),
        await owner.post("/inboxes", json={"name": "New", "type": "live_chat", "inactivity": rule}),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert told(answer)["code"] == "invalid"
        said = {error["field"]: error["allowed"] for error in told(answer)["errors"]}
        assert said == {f"inactivity.{field}": allowed for field, allowed in wrong.items()}
    assert (await owner.get("/inboxes")).json() == {"inboxes": [inbox]}


@pytest.mark.asyncio
@pytest.mark.parametrize("rule", [False, [], "off", 5])
async def test_what_is_no_rule_is_none(owner: Browser, rule: object):
    inbox = await make_inbox(owner)
    answer = await owner.patch(f"/inboxes/{inbox['id']}", json={"inactivity": rule})
    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == ["inactivity"]


@pytest.mark.asyncio
async def test_the_message_is_kept_without_spaces_around_it_and_only_where_it_is_sent(owner: Browser):
    inbox = await make_inbox(owner, inactivity=SAY | {"message": "  Still there?\n"})
    assert inbox["inactivity"]["message"] == "Still there?"

    closed = await owner.patch(f"/inboxes/{inbox['id']}", json={"inactivity": SAY | {"action": "close"}})
    assert closed.json()["inactivity"]["message"] == ""
