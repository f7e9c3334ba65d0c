"""From an empty folder to a first chat, as somebody does it who has never seen Deskbell (issue 1, points 1 to 4)."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import People
from tests.e2e.office import ORGANISATION, OWNER, PASSWORD
from tests.e2e.server import Server
from tests.e2e.words import Words

words = Words("console")


def test_from_an_empty_folder_to_a_first_chat(people: People, own_server: Server) -> None:
    context, _ = people.stranger(own_server, permissions=["clipboard-read", "clipboard-write"])
    console = context.new_page()
    link = own_server.setup_link
    _set_up(console, link)
    _check_steps(console, own_server, done=["account"])
    _create_inbox(console)
    shop = _open_test_page(context, console)
    _talk(console, shop)
    _check_steps(console, own_server, done=["account", "inbox", "snippet", "answer"])
    _use_the_link_again(people, own_server, link)


def _set_up(console: Page, link: str) -> None:
    console.goto(link)
    expect(console.get_by_role("heading", name=words("setUp.title"))).to_be_visible()
    # The secret does not stay in the address, nor in the history.
    expect(console).to_have_url(re.compile("/setup$"))
    console.get_by_role("button", name=words("form.continue")).click()
    expect(console.get_by_role("alert").filter(has_text=str(words("check.name.missing"))).first).to_be_visible()
    console.get_by_role("textbox", name=words("field.yourName")).fill(OWNER)
    console.get_by_role("textbox", name=words("field.email")).fill("owner@fernhill.example")
    console.get_by_role("textbox", name=words("field.password")).fill("too short")
    console.get_by_role("button", name=words("form.continue")).click()
    expect(console.get_by_role("textbox", name=words("field.password"))).to_have_attribute("aria-invalid", "true")
    console.get_by_role("textbox", name=words("field.password")).fill(PASSWORD)
    console.get_by_role("button", name=words("form.continue")).click()
    console.get_by_role("textbox", name=words("field.organisation")).fill(ORGANISATION)
    expect(console.get_by_role("combobox", name=words("field.timeZone"))).to_have_value("Europe/Madrid")
    console.get_by_role("button", name=words("setUp.finish")).click()
    expect(console.get_by_role("heading", name=words("home.hello", name="Olivia"))).to_be_visible()


def _check_steps(console: Page, server: Server, *, done: list[str]) -> None:
    if console.url != f"{server.origin}/":
        console.get_by_role("link", name=words("frame.home")).click()
    for step in ("account", "inbox", "snippet", "agent", "answer"):
        row = console.get_by_role("listitem").filter(has_text=str(words(f"steps.{step}")))
        expect(row.get_by_text(words("steps.done"), exact=True)).to_have_count(1 if step in done else 0)


def _create_inbox(console: Page) -> None:
    console.get_by_role("link", name=words("steps.inbox.do")).click()
    console.get_by_role("textbox", name=words("inbox.name")).fill("Shop")
    console.get_by_role("button", name=words("inbox.create"), exact=True).click()
    expect(console.get_by_role("radio", name=re.compile(f"^{words('mode.auto')}"))).to_be_checked()
    expect(console.get_by_role("spinbutton", name=words("agents.timing"))).to_have_value("30")
    expect(console.get_by_text(words("agents.nobody"))).to_be_visible()
    console.get_by_role("checkbox", name=re.compile(f"^{OWNER}")).check()
    expect(console.get_by_text(words("agents.nobody"))).to_have_count(0)
    console.get_by_role("button", name=words("wizard.next"), exact=True).click()
    expect(console.get_by_role("switch", name=words("inactivity.on"))).not_to_be_checked()
    console.get_by_role("button", name=words("section.save"), exact=True).click()


def _open_test_page(context: BrowserContext, console: Page) -> Page:
    console.get_by_role("button", name=re.compile("^Copy")).first.click()
    snippet = console.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r'<script async src="http://127\.0\.0\.1:\d+/w/\w{26}\.js"></script>', snippet)
    with context.expect_page() as opened:
        console.get_by_role("link", name=words("install.test")).click()
    shop = opened.value
    expect(shop.get_by_role("heading", level=1)).to_be_visible()
    assert shop.locator("script[src*='/w/']").get_attribute("src") in snippet
    console.bring_to_front()
    console.get_by_role("link", name=words("wizard.done"), exact=True).click()
    return shop


def _talk(console: Page, shop: Page) -> None:
    console.get_by_role("link", name=re.compile(f"^{words('frame.chats')}")).click()
    console.get_by_role("button", name=words("next.goAvailable")).click()
    widget = shop.frame_locator("deskbell-widget iframe")
    shop.locator("deskbell-widget").get_by_role("button").click()
    widget.get_by_role("textbox", name="How can we help?").fill("Is this a real shop?")
    widget.get_by_role("button", name="Start chat").click()
    console.get_by_role("group", name=words("offer.card")).get_by_role("button", name=re.compile("^Accept")).click()
    console.get_by_role("textbox", name=words("composer.replyLabel")).fill("It is not.")
    console.keyboard.press("Enter")
    expect(widget.get_by_text("It is not.", exact=True)).to_be_visible()


def _use_the_link_again(people: People, server: Server, link: str) -> None:
    context, watch = people.stranger(server)
    watch.forgive(r"status of 4\d\d")
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name=words("signIn.title"))).to_be_visible()
    expect(page.get_by_role("textbox", name=words("field.organisation"))).to_have_count(0)
    # Nor by hand.
    body = {"token": link.partition("#")[2], "organisation": "Mine now", "time_zone": "UTC", "name": "Mallory"}
    answer = context.request.post(
        f"{server.origin}/api/v1/setup",
        data=body | {"email": "mallory@shop.example", "password": PASSWORD},
        headers={"Origin": server.origin},
    )
    assert answer.status == 410
