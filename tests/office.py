"""A whole application in one process: the real app on a real database, without a port.

Owns: the office, and browsers that behave as browsers do (cookies, Origin, the session's value with each change).
Never: a stand-in for our own code; the clock is the only thing moved by hand.
"""

import contextlib
import tempfile
from collections.abc import AsyncIterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec
import pytest_asyncio
from argon2 import PasswordHasher

from deskbell.audit import projection as audit
from deskbell.channels import projection as channels
from deskbell.contacts import projection as contacts
from deskbell.contacts.limits import VisitorRates
from deskbell.floor.commands import AdmitMember, AnyCommand
from deskbell.history import projection as history
from deskbell.inboxes import projection as inboxes
from deskbell.kit import migrate
from deskbell.kit.clock import ManualClock
from deskbell.kit.database import Database
from deskbell.kit.ids import new_id
from deskbell.kit.sealing import Seal
from deskbell.offline import projection as offline
from deskbell.people import projection as people
from deskbell.people import store
from deskbell.people.passwords import Passwords
from deskbell.people.setup import issue_setup_token
from deskbell.reports import projection as reports
from deskbell.sequencer import Done, Sequencers
from deskbell.settings import Settings
from deskbell.web.app import Application, build_app
from deskbell.web.parts import Parts

URL = "https://desk.test"
API = "/api/v1"
PASSWORD = "correct horse battery"
START = 1_800_000_000_000
PROJECTIONS = (
    audit.project,
    people.project,
    inboxes.project,
    channels.project,
    contacts.project,
    history.project,
    offline.project,
    reports.project,
)

# The parameters make no difference to what is tested, and all the difference to how long it takes.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

OWNER = {
    "organisation": "Northwind",
    "time_zone": "Europe/Madrid",
    "name": "Olga Owner",
    "email": "olga@northwind.example",
    "password": PASSWORD,
}


class Browser(httpx.AsyncClient):
    """One browser with one tab of the console or of a widget's frame."""

    csrf = ""
    token = ""

    async def request(self, method: str, url: Any, **more: Any) -> httpx.Response:
        """As a page of ours would ask: with an Origin, and with the session's value, where something is changed."""
        given = httpx.Headers(more.pop("headers", None))
        headers: dict[Any, Any] = dict(given.raw)
        if method not in ("GET", "HEAD"):
            _add(headers, given, "Origin", URL)
            _add(headers, given, "Sec-Fetch-Site", "same-origin")
            _add(headers, given, "X-Deskbell-CSRF", self.csrf)
        _add(headers, given, "Authorization", f"Bearer {self.token}" if self.token else "")
        if str(url).startswith("/") and not str(url).startswith(
            ("/api/", "/w/", "/try", "/health", "/schema", "/assets")
        ):
            url = f"{API}{url}"
        return await super().request(method, url, headers=headers, **more)

    async def page(self, path: str, **headers: str) -> httpx.Response:
        """Open a page of this server."""
        return await super().request("GET", f"{URL}{path}", headers={"Accept": "text/html"} | headers)

    async def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        """Through the form."""
        answer = await self.post("/session", json={"email": email, "password": password})
        if answer.status_code == 200:
            self.csrf = answer.json()["csrf"]
        return answer


def _add(headers: dict[Any, Any], given: httpx.Headers, name: str, value: str) -> None:
    """What a browser says by itself, where the test does not say otherwise."""
    if value and name not in given:
        headers[name.encode()] = value.encode()


@lru_cache(maxsize=1)
def _empty_database() -> bytes:
    """A database with our tables and nothing in them; made once, since that takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        with Database.open(path) as database:
            migrate.upgrade(database)
        return path.read_bytes()


class Office:
    """The application with everything behind it."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        rates = settings.pop("visitor_rates", VisitorRates())
        static = settings.pop("static", None) or write_front_end(folder / "built")
        self.settings = Settings(data=folder, public_url=URL, **settings)
        self.clock = ManualClock(START)
        (folder / "desk.sqlite").write_bytes(_empty_database())
        self.database = Database.open(folder / "desk.sqlite", clock=self.clock)
        self.sequencers = Sequencers(self.database, self.clock, PROJECTIONS)
        self.passwords = Passwords(CHEAP)
        self.draining = False
        parts = Parts(
            settings=self.settings,
            database=self.database,
            sequencers=self.sequencers,
            clock=self.clock,
            passwords=self.passwords,
            seal=Seal.of_folder(folder),
            is_draining=lambda: self.draining,
            visitor_rates=rates,
            static=static,
        )
        self.app: Application = build_app(parts)
        self._browsers: list[Browser] = []
        self.organisation = ""

    def browser(self, address: str = "203.0.113.7", url: str = URL) -> Browser:
        """A new browser, which nobody has used before."""
        transport = httpx.ASGITransport(app=self.app, client=(address, 50_000))
        browser = Browser(transport=transport, base_url=url)
        self._browsers.append(browser)
        return browser

    async def found(self) -> Browser:
        """Go through the first run; answers the Owner's browser."""
        browser = self.browser()
        token = await issue_setup_token(self.database, self.clock)
        answer = await browser.post("/setup", json={"token": token, **OWNER})
        assert answer.status_code == 201, answer.text
        browser.csrf = answer.json()["csrf"]
        self.organisation = answer.json()["organisation"]["id"]
        return browser

    async def join(self, owner: Browser, email: str, role: str = "member", *, licensed: bool = True) -> Browser:
        """Invite somebody, who accepts; answers his browser."""
        asked = {"name": email, "email": email, "role": role, "contact_center": licensed, "live_chat": licensed}
        issued = await owner.post("/invitations", json=asked)
        assert issued.status_code == 201, issued.text
        browser = self.browser()
        token = issued.json()["link"].partition("#")[2]
        accepted = await browser.post(
            "/invitations/accept", json={"token": token, "name": email.partition("@")[0], "password": PASSWORD}
        )
        assert accepted.status_code == 201, accepted.text
        browser.csrf = accepted.json()["csrf"]
        return browser

    async def second_organisation(self) -> tuple[str, Browser]:
        """Another tenant of the same installation, with an Owner who is signed in."""
        member, now = new_id(), self.clock.now()
        hashed = await self.passwords.hash(PASSWORD)

        def add(connection: Any) -> str:
            organisation = store.add_organisation(connection, name="Contoso", time_zone="Asia/Tokyo", now=now)
            store.put_credentials(
                connection,
                member=member,
                organisation=organisation,
                email="carol@contoso.example",
                password_hash=hashed,
                language="",
                now=now,
            )
            return organisation

        organisation = await self.database.write(add)
        await self.ask(
            AdmitMember(
                member=member,
                name="Carol",
                role="owner",
                contact_center=True,
                live_chat=True,
            ),
            organisation,
        )
        browser = self.browser()
        assert (await browser.sign_in("carol@contoso.example")).status_code == 200
        return organisation, browser

    async def visitor(self, channel: str, address: str = "198.51.100.9") -> Browser:
        """Somebody who has clicked on the widget of this channel."""
        browser = self.browser(address)
        answer = await browser.post(f"/widget/{channel}/visitor")
        assert answer.status_code == 201, answer.text
        browser.token = answer.json()["token"]
        return browser

    async def ask(self, command: AnyCommand, organisation: str = "") -> Done:
        """Ask the floor directly, as the gateway does for a socket."""
        sequencer = await self.sequencers.of(organisation or self.organisation)
        outcome = await sequencer.submit(command)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for browser in self._browsers:
            await browser.aclose()
        await self.sequencers.close()
        self.passwords.close()
        self.database.close()


def write_front_end(folder: Path) -> Path:
    """A front end as small as a build of ours can be."""
    for app in ("console", "widget"):
        files = folder / app
        (files / ".vite").mkdir(parents=True)
        entry = {"file": "main-a1b2c3.js", "isEntry": True, "src": "src/main.tsx", "css": ["main-d4e5f6.css"]}
        (files / ".vite" / "manifest.json").write_bytes(msgspec.json.encode({"src/main.tsx": entry}))
        (files / "main-a1b2c3.js").write_text(f'console.log("{app}");\n' * 100)
        (files / "main-d4e5f6.css").write_text("body{margin:0}\n")
    (folder / "widget" / "loader.js").write_text("(function(){var c=`__DESKBELL_CONFIG__`;window.seen=c})();\n")
    return folder


@contextlib.asynccontextmanager
async def open_office(folder: Path, **settings: Any) -> AsyncIterator[Office]:
    """An office for one test."""
    async with Office(folder, **settings) as office:
        yield office


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office that nobody has set up yet."""
    async with open_office(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def owner(office: Office) -> Browser:
    """The office is set up; this is the Owner's browser."""
    return await office.found()


async def make_inbox(browser: Browser, name: str = "Shop", **more: Any) -> dict[str, Any]:
    """Create an inbox over the API; answers it."""
    answer = await browser.post("/inboxes", json={"name": name, "type": "live_chat", **more})
    assert answer.status_code == 201, answer.text
    inbox: dict[str, Any] = answer.json()
    return inbox


def told(answer: httpx.Response) -> dict[str, Any]:
    """A problem, without the number of its request: what two answers can be compared by."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body: dict[str, Any] = answer.json()
    assert set(body) >= {"type", "title", "status", "code", "detail", "errors", "request"}
    assert body["status"] == answer.status_code
    assert body.pop("request") == answer.headers["x-request-id"]
    return body
