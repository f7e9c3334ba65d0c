"""Problems: one form for everything that goes wrong."""

import pytest

from deskbell.floor.refusals import refuse
from deskbell.kit.trouble import DatabaseBusy
from deskbell.sequencer.ask import RefusedByFloor
from deskbell.web.problems import as_problem
from tests.office import Browser, Office, make_inbox, told


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1", "/assets/console/%2e%2e/x", "/w/x", "/schema/x"])
async def test_what_does_not_exist(office: Office, path: str):
    answer = await office.browser().page(path)

    assert answer.status_code == 404
    assert told(answer)["code"] == "not_found"


@pytest.mark.attack(14)
@pytest.mark.asyncio
async def test_nothing_of_the_request_comes_back(office: Office):
    answer = await office.browser().page("/api/v1/<script>alert(1)</script>?redirect=javascript:alert(2)")

    assert "script" not in answer.text
    assert "redirect" not in answer.text


@pytest.mark.asyncio
async def test_a_method_that_does_not_fit_names_those_that_do(owner: Browser):
    answer = await owner.put("/inboxes", json={})

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert told(answer)["code"] == "wrong_method"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "state=lost", "before=yesterday", "inbox=" + "a" * 27]
)
async def test_a_parameter_that_does_not_fit_is_named(owner: Browser, query: str):
    answer = await owner.get(f"/conversations?{query}")

    assert answer.status_code == 422
    (error,) = told(answer)["errors"]
    assert error["field"] == query.partition("=")[0]
    assert error["problem"]
    assert error["allowed"]


@pytest.mark.asyncio
async def test_a_refusal_of_the_floor_keeps_its_words(owner: Browser):
    await make_inbox(owner, "Shop")

    answer = await owner.post("/inboxes", json={"name": "Shop", "type": "live_chat"})

    body = told(answer)
    assert (answer.status_code, body["code"]) == (409, "name_taken")
    assert body["errors"][0]["field"] == "name"


@pytest.mark.parametrize(
    ("code", "status"),
    [("not_allowed", 403), ("unknown_inbox", 404), ("invalid", 422), ("at_capacity", 409), ("busy", 503)],
)
def test_each_refusal_has_a_status(code: str, status: int):
    problem = as_problem(RefusedByFloor(refuse(code, "No.")))  # type: ignore[arg-type]

    assert problem.status == status
    assert bool(problem.retry_after_seconds) == (status == 503)


def test_a_world_that_failed_may_be_tried_again():
    problem = as_problem(DatabaseBusy("too much waits"))

    assert (problem.status, problem.code) == (503, "busy")
    assert problem.retry_after_seconds > 0


@pytest.mark.asyncio
async def test_a_bug_says_nothing_of_our_insides(owner: Browser, office: Office, monkeypatch: pytest.MonkeyPatch):
    def break_down(*_: object) -> None:
        raise AssertionError("the secret of line 42")

    monkeypatch.setattr("deskbell.inboxes.listing.list_inboxes", break_down)
    answer = await owner.get("/inboxes")

    assert answer.status_code == 500
    assert told(answer)["code"] == "internal"
    assert "42" not in answer.text.replace(answer.headers["x-request-id"], "")
    assert "Error" not in answer.text.replace("Internal Server Error", "")
