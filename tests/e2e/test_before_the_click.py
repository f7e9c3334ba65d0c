"""What the widget does to a page whose visitor does not want to chat: next to nothing (product, section 4)."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import People
from tests.e2e.office import Inbox, Office
from tests.e2e.waiting import until

STORED = """() => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookies: document.cookie,
})"""
NOTHING = {"local": [], "session": [], "cookies": ""}


@pytest.fixture(scope="module")
def inbox(office: Office) -> Inbox:
    """An inbox that nobody serves: its visitors wait."""
    return office.open_inbox("Quiet")


def test_nothing_is_stored_connected_or_loaded_before_the_click(people: People, office: Office, inbox: Inbox) -> None:
    visitor = people.visitor(office, inbox.channel)
    expect(visitor.launcher).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")

    assert [request for request in visitor.watch.requests if "/try" not in request] == [
        f"GET {office.server.origin}/w/{inbox.channel}.js"
    ]
    assert visitor.page.evaluate(STORED) == NOTHING
    assert visitor.context.cookies() == []
    assert visitor.watch.sockets == []
    assert visitor.page.locator("iframe").count() == 0


def test_opening_the_panel_stores_nothing_and_asks_for_nothing_but_its_files(
    people: People, office: Office, inbox: Inbox
) -> None:
    visitor = people.visitor(office, inbox.channel).open()
    expect(visitor.question).to_be_focused()
    visitor.page.wait_for_load_state("networkidle")

    assert not [request for request in visitor.watch.requests if "/api/" in request]
    assert visitor.watch.sockets == []
    assert visitor.page.evaluate(STORED)["local"] == []
    assert visitor.context.cookies() == []


def test_the_first_message_opens_the_one_socket(people: People, office: Office, inbox: Inbox) -> None:
    visitor = people.visitor(office, inbox.channel).open().begin("Is anybody there?")
    visitor.sees_sent("Is anybody there?")
    until(lambda: visitor.watch.sockets, "a socket", page=visitor.page)

    assert visitor.watch.sockets == [office.server.origin.replace("http", "ws") + "/api/v1/socket"]
    assert visitor.page.evaluate(STORED)["local"] == [f"deskbell:{inbox.channel}"]
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("how", ["disabled", "deleted", "unknown"])
def test_a_widget_that_is_off_shows_nothing_and_says_nothing(people: People, office: Office, how: str) -> None:
    inbox = office.open_inbox("Off")
    if how == "disabled":
        office.change_channel(inbox.channel, state="disabled")
    if how == "deleted":
        office.delete_inbox(inbox)
    channel = "01234567890123456789012345" if how == "unknown" else inbox.channel
    context, watch = people.stranger(office.server)
    page = _put_on_a_page(context, office, channel)

    expect(page.get_by_role("heading", name="A shop")).to_be_visible()
    assert page.evaluate("typeof window.Deskbell") == "function"
    page.evaluate("window.Deskbell('open')")
    assert page.locator("deskbell-widget").count() == 0
    assert page.evaluate(STORED) == NOTHING
    assert watch.complaints == []


def test_a_page_cannot_reach_into_the_launcher(people: People, office: Office, inbox: Inbox) -> None:
    context, _ = people.stranger(office.server, open_shadows=False)
    page = _put_on_a_page(context, office, inbox.channel)
    expect(page.locator("deskbell-widget")).to_have_count(1)

    assert page.evaluate("document.querySelector('deskbell-widget').shadowRoot") is None
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(lambda: any("/frame" in frame.url for frame in page.frames), "the frame", page=page)


def test_it_works_on_a_careful_site_of_another_origin_and_only_where_it_is_allowed(
    people: People, office: Office
) -> None:
    inbox = office.open_inbox("Abroad")
    office.change_channel(inbox.channel, allowed_domains=["http://shop.example"])
    context, _ = people.stranger(office.server, origins=["http://shop.example"])
    page = _put_on_a_page(context, office, inbox.channel, "http://shop.example")
    page.locator("deskbell-widget").get_by_role("button").click()
    question = page.frame_locator("deskbell-widget iframe").get_by_role("textbox", name="How can we help?")
    question.fill("From abroad")
    question.press("Tab")
    page.keyboard.press("Enter")
    expect(page.frame_locator("deskbell-widget iframe").get_by_text("From abroad")).to_be_visible()

    stranger, watch = people.stranger(office.server, origins=["http://elsewhere.example"])
    watch.forgive(re.escape("frame-ancestors"))
    page = _put_on_a_page(stranger, office, inbox.channel, "http://elsewhere.example")
    page.locator("deskbell-widget").get_by_role("button").click()
    until(lambda: any("frame-ancestors" in complaint for complaint in watch.complaints), "a refusal", page=page)


def _put_on_a_page(context: BrowserContext, office: Office, channel: str, site: str = "") -> Page:
    """Somebody's page with the snippet in it, under a policy that allows our script and our frame and nothing else."""
    site = site or office.server.origin
    snippet = f'<script async src="{office.server.origin}/w/{channel}.js"></script>'
    policy = (
        f"default-src 'none'; img-src data:; script-src {office.server.origin}; frame-src {office.server.origin};"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )
    context.route(
        f"{site}/shop",
        lambda route: route.fulfill(
            body=f'<!doctype html><html lang="en"><head><link rel="icon" href="data:,">{snippet}</head>'
            "<body><h1>A shop</h1></body></html>",
            headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy},
        ),
    )
    page = context.new_page()
    page.goto(f"{site}/shop", wait_until="networkidle")
    return page
