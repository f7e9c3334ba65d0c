"""What the tests of accounts have in common: an office with mail, and somebody with an authenticator."""

import base64
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from deskbell.kit.mail import Mail
from deskbell.mailer.tables import OUTBOX
from deskbell.people.totp import STEP_MS, code_at
from tests.office import PASSWORD, Browser, Office, open_office

MAIL = {"mail_server": "smtp://127.0.0.1:2", "mail_sender": "desk@northwind.example"}
NEW_PASSWORD = "another horse battery"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@contextlib.asynccontextmanager
async def open_office_with_mail(folder: Path) -> AsyncIterator[Office]:
    """An office whose mail is kept in the outbox: nobody sends it."""
    async with open_office(folder, **MAIL) as office:
        yield office


async def mails_of(office: Office) -> list[Mail]:
    """What waits to be sent, the oldest first."""
    rows = await office.database.read(lambda sql: sql.execute(select(OUTBOX).order_by(OUTBOX.c.mail)).all())
    return [msgspec.json.decode(row.content, type=Mail) for row in rows]


async def acts_of(owner: Browser, prefix: str = "sign_in.") -> list[str]:
    """What the audit log was told, the oldest first."""
    answer = await owner.get("/audit?limit=200")
    assert answer.status_code == 200, answer.text
    return [act["what"] for act in reversed(answer.json()["acts"]) if act["what"].startswith(prefix)]


async def id_of(browser: Browser) -> str:
    """The member who is signed in."""
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


def secret_of(typed: str) -> bytes:
    """What an app makes of the letters it is given."""
    return base64.b32decode(typed + "=" * (-len(typed) % 8))


class Authenticator:
    """The app on somebody's telephone."""

    def __init__(self, office: Office, secret: str) -> None:
        self._office = office
        self.secret = secret_of(secret)

    def code(self, steps: int = 0) -> str:
        """What it shows now, or so many steps later."""
        return code_at(self.secret, self._office.clock.now() // STEP_MS + steps)

    async def next_code(self) -> str:
        """Wait for the next one."""
        self._office.clock.advance(STEP_MS)
        return self.code()

    def wrong_code(self) -> str:
        """One that is right at no step that could be taken."""
        right = {self.code(step) for step in range(-2, 3)}
        return next(f"{number:06}" for number in range(1_000_000) if f"{number:06}" not in right)


async def turn_on(office: Office, browser: Browser) -> tuple[Authenticator, list[str]]:
    """Go through the dialog; answers the app and the recovery codes."""
    begun = await browser.post("/session/second-factor", json={"password": PASSWORD})
    assert begun.status_code == 200, begun.text
    app = Authenticator(office, begun.json()["secret"])
    confirmed = await browser.post("/session/second-factor/confirm", json={"code": app.code()})
    assert confirmed.status_code == 200, confirmed.text
    return app, confirmed.json()["recovery_codes"]


async def sign_in(browser: Browser, email: str, code: str = "", password: str = PASSWORD) -> Any:
    """With a code."""
    answer = await browser.post("/session", json={"email": email, "password": password, "code": code})
    if answer.status_code == 200:
        browser.csrf = answer.json()["csrf"]
    return answer
