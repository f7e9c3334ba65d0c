"""What somebody without an account finds, and what is left of him in the log."""

import contextlib
import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from deskbell.kit.logging import configure_logging
from tests.office import OWNER, PASSWORD, Browser, Office, make_inbox, told


@pytest.mark.attack(98)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/debug",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/admin",
        "/cron",
        "/.env",
        "/.git/config",
        "/server-status",
    ],
)
async def test_there_is_nothing_behind_the_usual_doors(office: Office, path: str):
    answer = await office.browser().page(path, Accept="*/*")

    assert answer.status_code == 404
    assert told(answer)["code"] == "not_found"


@pytest.mark.attack(97)
@pytest.mark.asyncio
async def test_the_log_has_no_secrets_and_no_words_of_anybody(office: Office, monkeypatch: pytest.MonkeyPatch):
    with logged() as lines:
        owner = await office.found()
        channel = (await make_inbox(owner))["id"]
        visitor = await office.visitor(channel, "198.51.100.77")
        form = {"cid": "cid-00000001", "text": "CANARY-TEXT", "name": "CANARY-NAME", "email": "canary@example.org"}
        await visitor.post(f"/widget/{channel}/chats", json=form)
        await office.browser("198.51.100.78").sign_in(OWNER["email"], "CANARY-PASSWORD")
        await _break_down(owner, monkeypatch)

    text = "".join(lines)
    assert "request_failed" in text
    secrets = [owner.cookies["__Host-deskbell"], owner.csrf, visitor.token, PASSWORD, OWNER["email"]]
    for canary in [*secrets, "CANARY", "canary@", "198.51.100.7", "203.0.113.7"]:
        assert canary not in text


@contextlib.contextmanager
def logged() -> Iterator[list[str]]:
    """What the server writes; the test's own client has a word to say as well."""
    root = logging.getLogger()
    before, stream = (root.handlers[:], root.level), io.StringIO()
    lines: list[str] = []
    configure_logging("debug", stream=stream)
    try:
        yield lines
    finally:
        structlog.reset_defaults()
        root.handlers[:], level = before
        root.setLevel(level)
        lines += [line for line in stream.getvalue().splitlines() if '"logger":"http' not in line]


async def _break_down(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("deskbell.inboxes.listing.list_inboxes", break_down)
    assert (await owner.get("/inboxes?search=CANARY")).status_code == 500
