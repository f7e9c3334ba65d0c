"""Accounts on a server that really runs: mail that arrives, sockets that close, and what the operator can do."""

import asyncio
import re
import sqlite3
import subprocess
import time

import httpx
import pytest
import pytest_asyncio

from deskbell.people.totp import STEP_MS, code_at
from tests.people.accounts import secret_of
from tests.post_office import PostOffice
from tests.server import OWNER, PASSWORD, PROGRAM, Login, ServerProcess, Shop

NEW_PASSWORD = "a password for the next minute"


@pytest_asyncio.fixture
async def post():
    """Where mail goes."""
    with PostOffice() as office:
        yield office


@pytest_asyncio.fixture
async def shop(tmp_path, post):
    """A shop on a server that sends mail."""
    process = ServerProcess(tmp_path / "data")
    process.settings |= {
        "DESKBELL_PUBLIC_URL": process.origin,
        "DESKBELL_MAIL_SERVER": f"smtp+plain://127.0.0.1:{post.port}",
        "DESKBELL_MAIL_SENDER": "Desk <desk@shop.example>",
    }
    try:
        await process.start()
        shop = await Shop(process).set_up()
        yield shop
        await shop.close()
    finally:
        process.end()


def run(shop, *arguments):
    return subprocess.run(
        [str(PROGRAM), *arguments],
        env=shop.server.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def accept(shop, link):
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(
            f"{shop.server.origin}/api/v1/password-resets/accept",
            json={"token": link.partition("/reset#")[2], "password": NEW_PASSWORD},
            headers={"Origin": shop.server.origin},
        )


@pytest.mark.attack(26)
@pytest.mark.asyncio
async def test_from_a_forgotten_password_to_a_new_one(shop, post):
    console = await shop.owner.open("board:team")

    stranger = Login(shop.server)
    await stranger.call("POST", "/password-resets", email=OWNER)
    await stranger.close()
    (letter,) = await asyncio.to_thread(post.wait_for, 1)
    (link,) = re.findall(r"\S+/reset#\S+", letter.text())
    assert link.startswith(f"{shop.server.origin}/reset#")
    assert letter.recipients == [OWNER]

    assert (await accept(shop, link)).status_code == 204
    assert await console.closed(), "what was open with the old password is closed"
    back = Login(shop.server)
    await back.call("POST", "/session", email=OWNER, password=NEW_PASSWORD)
    await back.close()
    assert (await accept(shop, link)).status_code == 404
    assert link.partition("#")[2] not in shop.server.errors() + shop.server.output()
    assert OWNER not in shop.server.errors()


@pytest.mark.asyncio
async def test_mail_that_waited_is_sent_after_a_restart(shop, post):
    post.answers["CONNECT"] = "421 not now"
    await shop.owner.call("POST", "/invitations", name="Ana", email="ana@shop.example", role="member")
    async with asyncio.timeout(20):
        while (await shop.owner.call("GET", "/mail"))["delayed"] == 0:
            await asyncio.sleep(0.05)
    await shop.server.stop()

    post.answers.clear()
    # A minute has passed.
    with sqlite3.connect(shop.server.folder / "deskbell.db") as database:
        database.execute("UPDATE mailer_outbox SET due_at = 0")
    database.close()
    await shop.server.start()

    (letter,) = await asyncio.to_thread(post.wait_for, 1)
    assert "/invite#" in letter.text()


@pytest.mark.asyncio
async def test_what_the_operator_can_do_for_who_cannot_get_in(shop):
    busy = run(shop, "member", "reset-password", OWNER)
    assert busy.returncode == 2
    assert "in use by process" in busy.stderr
    assert "console" in busy.stderr
    await shop.server.stop()

    unknown = run(shop, "member", "reset-password", "nobody@shop.example")
    assert (unknown.returncode, "nobody@shop.example" in unknown.stderr) == (2, True)
    printed = run(shop, "member", "reset-password", OWNER.upper())
    assert printed.returncode == 0, printed.stderr
    link = printed.stdout.strip().splitlines()[-1]
    assert link.startswith(f"{shop.server.origin}/reset#")
    off = run(shop, "member", "turn-off-second-factor", OWNER)
    assert (off.returncode, "no second factor" in off.stderr) == (2, True)
    assert "Traceback" not in busy.stderr + unknown.stderr + printed.stderr + off.stderr

    await shop.server.start()
    assert (await accept(shop, link)).status_code == 204
    assert PASSWORD != NEW_PASSWORD
    back = Login(shop.server)
    await back.call("POST", "/session", email=OWNER, password=NEW_PASSWORD)
    await back.close()


@pytest.mark.asyncio
async def test_the_operator_turns_a_second_factor_off(shop):

    begun = await shop.owner.call("POST", "/session/second-factor", password=PASSWORD)

    code = code_at(secret_of(begun["secret"]), time.time_ns() // 1_000_000 // STEP_MS)
    await shop.owner.call("POST", "/session/second-factor/confirm", code=code)
    await shop.server.stop()

    assert run(shop, "member", "turn-off-second-factor", OWNER).returncode == 0

    await shop.server.start()
    back = Login(shop.server)
    session = await back.call("POST", "/session", email=OWNER, password=PASSWORD)
    assert session["second_factor"] is False
    await back.close()
    assert (shop.server.folder / "deskbell.key").stat().st_mode & 0o077 == 0
