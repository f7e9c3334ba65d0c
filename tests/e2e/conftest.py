"""One browser and one server for all of the end-to-end tests; people and networks for each of them.

Owns: who is started when, and what is looked at when a test is over: what the browsers complained about, and on a
    failure what each of their pages looked like.
"""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright

from tests.e2e.agent import Agent
from tests.e2e.console_watch import ConsoleWatch
from tests.e2e.office import Member, Office
from tests.e2e.proxy import Cable, Network
from tests.e2e.server import Server
from tests.e2e.visitor import Visitor
from tools.chromium import find_chromium

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=user-gesture-required",
)
EXPECT_MS = 10_000
PICTURES_OF_FAILURES = Path("test-results/e2e")

# The launcher hides in a closed shadow root, from scripts and from Playwright alike. Only that word is changed; that it
# is closed for the scripts of a page is a test of its own (test_before_the_click.py).
OPEN_SHADOWS = """
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, once."""
    expect.set_options(timeout=EXPECT_MS)
    found = find_chromium()
    assert found, "make chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def cable() -> Iterator[Cable]:
    """Where everybody's networks run."""
    laid = Cable()
    yield laid
    laid.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that tests share which do it no harm."""
    started = Server(tmp_path_factory.mktemp("shared")).start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def office(server: Server) -> Iterator[Office]:
    """The organisation on the shared server."""
    founded = Office(server)
    yield founded
    founded.close()


class People:
    """Brings people with browsers and networks of their own."""

    def __init__(self, browser: Browser, cable: Cable) -> None:
        self._browser = browser
        self._cable = cable
        self.contexts: list[BrowserContext] = []
        self.watches: list[ConsoleWatch] = []
        self.networks: list[Network] = []

    def visitor(self, office: Office, channel: str = "", *, language: str = "en", **options: Any) -> Visitor:
        """A visitor; in the shop already if a channel is named."""
        context, network, watch = self._bring(office.server, language, {"width": 1000, "height": 800}, options)
        visitor = Visitor(context, network, watch, office.server.origin, language)
        return visitor.visit(channel) if channel else visitor

    def agent(self, office: Office, member: Member | None = None, *, language: str = "en", **options: Any) -> Agent:
        """A colleague (the Owner if none is named), signed in."""
        member = member or office.owner
        context, network, watch = self._bring(office.server, language, {"width": 1366, "height": 800}, options)
        for cookie in office.sign_in(member):
            context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": cookie["url"]}])
        return Agent(context, network, watch, office.server.origin, member, language)

    def stranger(self, server: Server, **options: Any) -> tuple[BrowserContext, ConsoleWatch]:
        """A browser nobody has used before."""
        context, _, watch = self._bring(server, "en", {"width": 1366, "height": 800}, options)
        return context, watch

    def _bring(
        self, server: Server, language: str, viewport: dict[str, int], options: dict[str, Any]
    ) -> tuple[BrowserContext, Network, ConsoleWatch]:
        network = Network(self._cable)
        settings: dict[str, Any] = {
            "viewport": viewport,
            "locale": language,
            "timezone_id": "Europe/Madrid",
            "color_scheme": "light",
            "reduced_motion": "reduce",
            "proxy": {"server": network.address},
        }
        open_shadows = options.pop("open_shadows", True)
        origins = options.pop("origins", [])
        context = self._browser.new_context(**(settings | options))
        if open_shadows:
            context.add_init_script(OPEN_SHADOWS)
        watch = ConsoleWatch(context, [server.origin, server.origin.replace("http", "ws"), *origins])
        self.contexts.append(context)
        self.watches.append(watch)
        self.networks.append(network)
        return context, network, watch

    def leave(self) -> None:
        """Everybody closes his browser."""
        while self.contexts:
            self.contexts.pop().close()
        while self.networks:
            self.networks.pop().close()


@pytest.fixture
def people(browser: Browser, cable: Cable, request: pytest.FixtureRequest) -> Iterator[People]:
    """Who takes part in this test. Afterwards their browsers must have nothing to complain about."""
    brought = People(browser, cable)
    yield brought
    brought.leave()
    if not request.node.stash.get(FAILED, False):
        for watch in brought.watches:
            watch.check()


@pytest.fixture
def own_server(tmp_path: Path, people: People) -> Iterator[Server]:
    """A server for one test, that it may stop and kill. Nobody has set it up."""
    started = Server(tmp_path / "own").start()
    yield started
    people.leave()
    started.stop()


@pytest.fixture
def own_office(own_server: Server) -> Iterator[Office]:
    """An organisation on a server of its own."""
    founded = Office(own_server)
    yield founded
    founded.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    """Where a test has failed: what its browsers complained about, and pictures of their pages."""
    report = yield
    people = getattr(item, "funcargs", {}).get("people")
    if report.when == "call":
        item.stash[FAILED] = report.failed
        if report.failed and isinstance(people, People):
            heard = [complaint for watch in people.watches for complaint in watch.complaints]
            report.sections.append(("the browsers' complaints", "\n".join(heard)))
            _picture(people, PICTURES_OF_FAILURES / re.sub(r"[^\w.-]+", "_", item.name))
    return report


def _picture(people: People, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pages = [page for context in people.contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        with contextlib.suppress(Error):
            page.screenshot(path=folder / f"{number}.png", timeout=5_000)
