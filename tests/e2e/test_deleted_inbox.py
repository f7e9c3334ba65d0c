"""A widget that is off, or whose inbox was deleted, on somebody else's page: it shows nothing, and nobody complains."""

import re

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.e2e.accessibility import Inspector
from tests.e2e.conftest import People
from tests.e2e.office import Inbox, Office
from tests.e2e.visitor import Visitor
from tests.e2e.waiting import until

SITE = "http://shop.example"


@pytest.fixture
def inbox(office: Office) -> Inbox:
    opened = office.open_inbox("Ends")
    office.change_channel(opened.channel, allowed_domains=[SITE])
    return opened


def test_a_deleted_inbox_closes_the_chat_and_its_widget_never_comes_back(
    people: People, office: Office, inbox: Inbox
) -> None:
    visitor = visit(people, office, inbox).open().begin("Is anybody there?")
    visitor.sees_sent("Is anybody there?")

    office.delete_inbox(inbox)

    sees_closing_notice(visitor)
    expect(visitor.button("new_chat")).to_have_count(0)
    visitor.button("close").click()
    expect(visitor.page.locator("deskbell-widget")).to_have_count(0)
    sees_nothing(visitor, after_reload=True)
    assert office.refusal("PATCH", f"channels/{inbox.channel}", state="active") == "409 channel_deactivated"
    sees_nothing(visitor, after_reload=True)
    assert visitor.watch.complaints == []


def test_a_reload_with_the_notice_still_open_shows_nothing(people: People, office: Office, inbox: Inbox) -> None:
    visitor = visit(people, office, inbox).open().begin("Hello?")
    visitor.sees_sent("Hello?")
    keep_old_script(visitor.context, office, inbox)
    office.delete_inbox(inbox)
    sees_closing_notice(visitor)
    # The app asks whether it has stopped for good before it says so to the page; a reload before that finds a launcher
    # once more, which leads to the same notice.
    buried = f"localStorage.getItem('deskbell:{inbox.channel}') === 'x'"
    until(lambda: visitor.page.evaluate(buried), "the page to know that the widget has stopped", page=visitor.page)

    sees_nothing(visitor, after_reload=True)

    assert visitor.watch.complaints == []


def test_an_old_script_on_the_page_of_a_newcomer(people: People, office: Office, inbox: Inbox) -> None:
    visitor = visit(people, office, inbox)
    keep_old_script(visitor.context, office, inbox)
    office.delete_inbox(inbox)
    visitor.page.reload()

    visitor.open()
    expect(visitor.frame.get_by_text(visitor.words("ended_inbox_closed"))).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("deskbell-widget")).to_have_count(0)

    sees_nothing(visitor, after_reload=True)
    assert not [request for request in visitor.watch.requests if "/api/" in request]
    assert visitor.watch.complaints == []


def test_whoever_is_writing_his_first_message_is_told(people: People, office: Office, inbox: Inbox) -> None:
    visitor = visit(people, office, inbox).open()
    visitor.question.fill("Do you ship to Iceland?")
    office.delete_inbox(inbox)

    visitor.button("start").click()

    expect(visitor.frame.get_by_text(visitor.words("ended_inbox_closed"))).to_be_visible()
    assert visitor.watch.sockets == []
    assert visitor.watch.complaints == []


def test_whoever_was_away_is_told_and_does_not_knock_again(people: People, office: Office, inbox: Inbox) -> None:
    visitor = visit(people, office, inbox).open().begin("Hello?")
    visitor.sees_sent("Hello?")
    visitor.network.cut()
    expect(visitor.frame.get_by_text(visitor.words("reconnecting"))).to_be_visible()
    office.delete_inbox(inbox)
    visitor.network.heal()

    expect(visitor.frame.get_by_text(visitor.words("ended_inbox_closed"))).to_be_visible(timeout=30_000)

    sockets = len(visitor.watch.sockets)
    visitor.page.wait_for_load_state("networkidle")
    assert len(visitor.watch.sockets) == sockets
    assert not [complaint for complaint in visitor.watch.complaints if re.search(r"status of 4\d\d", complaint)]
    visitor.watch.forgive(r"net::ERR_|ERR_SOCKS|WebSocket connection")


def test_a_disabled_widget_is_gone_and_an_enabled_one_is_back(people: People, office: Office, inbox: Inbox) -> None:
    visitor = visit(people, office, inbox)
    expect(visitor.launcher).to_be_visible()

    office.change_channel(inbox.channel, state="disabled")
    sees_nothing(visitor, after_reload=True)

    office.change_channel(inbox.channel, state="active")
    visitor.page.reload()
    visitor.open().begin("Hello again").sees_sent("Hello again")
    assert visitor.watch.complaints == []


def test_the_chat_that_is_open_goes_on_in_a_disabled_widget(people: People, office: Office, inbox: Inbox) -> None:
    visitor = visit(people, office, inbox).open().begin("Hello?")
    visitor.sees_sent("Hello?")
    office.change_channel(inbox.channel, state="disabled")

    visitor.page.reload()
    visitor.open()
    visitor.say("Still there?")
    visitor.sees_sent("Hello?", "Still there?")
    stranger = visit(people, office, inbox)
    sees_nothing(stranger)

    visitor.end()
    expect(visitor.log.get_by_text(visitor.words("ended_visitor"), exact=True)).to_be_visible()
    expect(visitor.button("new_chat")).to_have_count(0)
    visitor.button("close").click()
    expect(visitor.page.locator("deskbell-widget")).to_have_count(0)
    sees_nothing(visitor, after_reload=True)
    assert visitor.watch.complaints == []
    assert stranger.watch.complaints == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_can_read_that_it_is_over(people: People, office: Office, inbox: Inbox, language: str) -> None:
    inspector = Inspector(f"over-{language}", *(("light", "dark") if language == "en" else ("light",)))
    chatting = people.visitor(office, inbox.channel, language=language).open().begin("Do you ship to Iceland?")
    chatting.sees_sent("Do you ship to Iceland?")
    late = people.visitor(office, inbox.channel, language=language)
    expect(late.launcher).to_be_visible()

    office.delete_inbox(inbox)

    sees_closing_notice(chatting)
    inspector.look(chatting.page, "closed while chatting")
    chatting.page.set_viewport_size({"width": 390, "height": 780})
    inspector.look(chatting.page, "closed while chatting, phone")
    late.open()
    expect(late.frame.get_by_text(late.words("ended_inbox_closed"))).to_be_visible()
    inspector.look(late.page, "closed before")
    inspector.check()


def visit(people: People, office: Office, inbox: Inbox) -> Visitor:
    """A visitor on a page of another origin, with a policy that allows our script and our frame and nothing else."""
    visitor = people.visitor(office, origins=[SITE])
    ours = office.server.origin
    policy = f"default-src 'none'; img-src data:; script-src {ours}; frame-src {ours}"
    page = (
        '<!doctype html><html lang="en"><head><link rel="icon" href="data:,">'
        f'<script async src="{ours}/w/{inbox.channel}.js"></script></head><body><h1>A shop</h1></body></html>'
    )
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    visitor.context.route(f"{SITE}/shop", lambda route: route.fulfill(body=page, headers=headers))
    visitor.page.goto(f"{SITE}/shop", wait_until="networkidle")
    return visitor


def keep_old_script(context: BrowserContext, office: Office, inbox: Inbox) -> None:
    """From now on this browser has the script as it is now, whatever becomes of the widget."""
    address = f"{office.server.origin}/w/{inbox.channel}.js"
    script = context.request.get(address).text()
    assert '"active"' in script

    def answer(route: Route) -> None:
        route.fulfill(body=script, headers={"Content-Type": "text/javascript"})

    context.route(address, answer)


def sees_closing_notice(visitor: Visitor) -> None:
    """The chat stays to be read, with the reason under it."""
    expect(visitor.log.get_by_text(visitor.words("ended_inbox_closed"), exact=True)).to_be_visible()


def sees_nothing(visitor: Visitor, *, after_reload: bool = False) -> None:
    """The page is there, and its widget's commands, and nothing of ours to see."""
    if after_reload:
        visitor.page.reload(wait_until="networkidle")
    until(lambda: visitor.page.evaluate("window.Deskbell?.ready"), "the script to have run", page=visitor.page)
    visitor.page.evaluate("window.Deskbell('open')")
    expect(visitor.page.get_by_role("heading", name="A shop")).to_be_visible()
    assert visitor.page.locator("deskbell-widget").count() == 0
    assert visitor.page.locator("iframe").count() == 0
