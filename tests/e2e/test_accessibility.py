"""No barrier that a machine can find, in any screen and state, light, dark and right to left (ux, "Checks")."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.accessibility import Inspector
from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.console_watch import NO_NETWORK
from tests.e2e.office import Office
from tests.e2e.scenes import GREETING, at_work
from tests.e2e.server import Server
from tests.e2e.words import Words

PHONE: ViewportSize = {"width": 390, "height": 780}
NARROW: ViewportSize = {"width": 1100, "height": 760}
WIDE: ViewportSize = {"width": 1366, "height": 800}


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    """English in both colours, and a language that is written from right to left."""
    return str(request.param)


@pytest.fixture
def inspector(request: pytest.FixtureRequest, language: str) -> Iterator[Inspector]:
    """Complains at the end of the walk."""
    made = Inspector(request.node.name, *(("light", "dark") if language == "en" else ("light",)))
    yield made
    made.check()


def test_in_front_of_the_console(people: People, own_server: Server, inspector: Inspector, language: str) -> None:
    words = Words("console", language)
    context, watch = people.stranger(own_server, locale=language)
    watch.forgive(r"status of 4\d\d")
    page = context.new_page()
    link = own_server.setup_link

    page.goto(f"{own_server.origin}/setup")
    expect(page.get_by_text(words("setUp.noToken"))).to_be_visible()
    inspector.look(page, "set-up without its link")
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("lang", re.compile(language))
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    page.get_by_role("button", name=words("form.continue")).click()
    inspector.look(page, "set-up with faults")
    page.goto(f"{own_server.origin}/setup")
    office = Office(own_server)
    page.goto(f"{own_server.origin}/sign-in")
    page.get_by_role("textbox", name=words("field.email")).fill("nobody@fernhill.example")
    page.get_by_role("textbox", name=words("field.password")).fill("wrong")
    inspector.look(page, "sign-in")
    page.get_by_role("button", name=words("signIn.do")).click()
    expect(page.get_by_text(words("problem.wrongCredentials"))).to_be_visible()
    inspector.look(page, "sign-in refused")
    page.goto(f"{own_server.origin}/invite#nothing")
    expect(page.get_by_text(words("invite.noTokenHow"))).to_be_visible()
    inspector.look(page, "an invitation that is void")
    page.goto(office.invitation("Lena Koch"))
    expect(page.get_by_role("button", name=words("invite.accept"))).to_be_visible()
    inspector.look(page, "an invitation")
    office.close()


def test_settings(people: People, own_office: Office, inspector: Inspector, language: str) -> None:
    owner = people.agent(own_office, language=language)
    page, words = owner.page, owner.words
    owner.go("/")
    expect(page.get_by_role("button", name=words("steps.hide"))).to_be_visible()
    inspector.look(page, "first steps")
    owner.go("/settings/inboxes")
    inspector.look(page, "no inbox yet")
    page.get_by_role("link", name=words("inboxes.first")).click()
    page.get_by_role("button", name=words("inbox.create"), exact=True).click()
    inspector.look(page, "new inbox with a fault")
    page.get_by_role("textbox", name=words("inbox.name")).fill("Shop")
    page.get_by_role("button", name=words("inbox.create"), exact=True).click()
    expect(page.get_by_text(words("agents.nobody"))).to_be_visible()
    inspector.look(page, "wizard, agents")
    page.get_by_role("button", name=words("agents.timingTip")).focus()
    page.keyboard.press("Enter")
    inspector.look(page, "wizard, what the timing means")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=words("wizard.skip"), exact=True).click()
    page.get_by_role("switch", name=words("inactivity.on")).check()
    page.get_by_role("button", name=words("section.save"), exact=True).click()
    inspector.look(page, "wizard, inactivity with faults")
    page.get_by_role("spinbutton", name=words("inactivity.minutes")).fill("10")
    page.get_by_role("combobox", name=words("inactivity.action")).select_option("message_and_close")
    page.get_by_role("textbox", name=words("inactivity.message")).fill("Are you still there?")
    page.get_by_text(words("inactivity.advanced"), exact=True).click()
    inspector.look(page, "wizard, inactivity")
    page.get_by_role("button", name=words("section.save"), exact=True).click()
    expect(page.get_by_role("link", name=words("install.test"))).to_be_visible()
    inspector.look(page, "wizard, install")
    page.get_by_role("link", name=words("wizard.done"), exact=True).click()
    expect(page.get_by_role("textbox", name=words("inbox.name"))).to_be_visible()
    inspector.look(page, "inbox, overview")
    page.get_by_role("button", name=words("inboxes.actionsOf", name="Shop")).click()
    inspector.look(page, "inbox, menu")
    page.get_by_role("menuitem", name=words("inbox.delete")).click()
    expect(page.get_by_text(words("delete.history"))).to_be_visible()
    inspector.look(page, "delete an inbox")
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name=words("inbox.name")).fill("Another shop")
    page.get_by_role("link", name=words("frame.chats")).click()
    inspector.look(page, "leaving without saving")
    page.get_by_role("button", name=words("unsaved.stay"), exact=True).click()
    page.get_by_role("button", name=words("section.discard"), exact=True).click()
    page.get_by_role("button", name=words("inboxes.actionsOf", name="Shop")).click()
    page.get_by_role("menuitem", name=_beginning(words("channel.pause"))).click()
    expect(page.get_by_text(words("channel.disabledLong"), exact=True)).to_be_visible()
    inspector.look(page, "inbox, its widget temporarily disabled")
    owner.go("/settings/inboxes")
    expect(page.get_by_role("table")).to_be_visible()
    inspector.look(page, "inboxes")
    page.get_by_role("searchbox", name=words("inboxes.search")).fill("nothing like it")
    inspector.look(page, "inboxes, none fits")
    own_office.invite("Ann Berg")
    owner.go("/settings/people")
    expect(page.get_by_role("link", name="Ann Berg")).to_be_visible()
    inspector.look(page, "people")
    page.get_by_role("link", name="Ann Berg").click()
    expect(page.get_by_role("heading", name="Ann Berg")).to_be_visible()
    inspector.look(page, "a member")
    owner.go("/settings/people")
    page.get_by_role("button", name=words("people.invite")).click()
    page.get_by_role("textbox", name=words("field.name")).fill("Lena Koch")
    page.get_by_role("textbox", name=words("field.email")).fill("lena@fernhill.example")
    inspector.look(page, "invite somebody")
    page.get_by_role("button", name=words("invited.create")).click()
    expect(page.get_by_text(words("invited.once"))).to_be_visible()
    inspector.look(page, "somebody is invited")
    owner.go("/nowhere")
    inspector.look(page, "no such page")


def test_chats(people: People, office: Office, inspector: Inspector, language: str) -> None:
    agent = at_work(people, office, "Ann Berg", language=language)
    page, words = agent.page, agent.words
    inbox = office.open_inbox("Shop", agent.member, offer_seconds=600)
    expect(page.get_by_text(words("list.mine.empty"))).to_be_visible()
    inspector.look(page, "offline, no chats")
    agent.choose_status("available")
    inspector.look(page, "available")
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")
    expect(agent.offer()).to_be_visible()
    inspector.look(page, "an offer")
    agent.offer().get_by_role("button", name=words("offer.decline"), exact=True).click()
    inspector.look(page, "declining")
    page.keyboard.press("Escape")
    agent.accept()
    agent.say("Yes, we do: see https://shop.example/shipping")
    page.keyboard.press("ControlOrMeta+/")
    note = page.get_by_role("textbox", name=words("composer.noteLabel"))
    note.fill("Asked before.")
    inspector.look(page, "writing a note")
    note.press("Enter")
    visitor.type("And can I")
    agent.sees_typing()
    inspector.look(page, "a chat")
    agent.log.get_by_role("button", name=words("why.ask")).click()
    inspector.look(page, "why")
    page.keyboard.press("Escape")
    page.set_viewport_size(NARROW)
    agent.conversation.get_by_role("button", name=_beginning(words("context.toggle"))).click()
    inspector.look(page, "a chat, details in a drawer")
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    inspector.look(page, "a chat, phone")
    page.set_viewport_size(WIDE)
    people.visitor(office, inbox.channel).open().begin("Me too", name="Jonas Lang")
    expect(agent.offer("Jonas Lang")).to_be_visible()
    agent.choose_status("busy")
    agent.tab("queue").row("Me too").click()
    expect(agent.conversation.get_by_text(words("chat.waiting"), exact=True)).to_be_visible()
    inspector.look(page, "a chat that waits")
    agent.tab("mine").row("Sofia Rossi").click()
    agent.end()
    inspector.look(page, "a chat that is about to end")
    agent.sure()
    agent.sees_closed()
    inspector.look(page, "a chat that has ended")
    page.goto(f"{office.server.origin}/chats/00000000000000000000000000")
    expect(page.get_by_text(words("chat.notYours")).first).to_be_visible()
    inspector.look(page, "a chat of somebody else")


def test_around_the_chats(people: People, office: Office, inspector: Inspector, language: str) -> None:
    owner = people.agent(office, language=language).go()
    page, words = owner.page, owner.words
    owner.tab("all")
    inspector.look(page, "all chats")
    owner.tab("queue").list.get_by_role("searchbox").fill("nothing like it")
    inspector.look(page, "no chat fits")
    page.get_by_role("button", name=words("account.of")).click()
    inspector.look(page, "account")
    page.get_by_role("menuitem", name=_beginning(words("command.preferences"))).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    inspector.look(page, "preferences")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    inspector.look(page, "keyboard")
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("e")
    inspector.look(page, "palette")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words("status.mine")).click()
    inspector.look(page, "status")
    page.get_by_role("menuitemradio", name=_beginning(words("away.other"))).or_(
        page.get_by_role("menuitem", name=_beginning(words("away.other")))
    ).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    inspector.look(page, "away")
    page.keyboard.press("Escape")
    owner.watch.forgive(NO_NETWORK)
    owner.network.cut()
    expect(page.get_by_text(words("link.kept")).first).to_be_visible()
    inspector.look(page, "no connection")
    owner.network.heal()
    owner.is_live()
    _end_sessions(owner)
    inspector.look(page, "session over")


def test_the_widget(people: People, office: Office, inspector: Inspector, language: str) -> None:
    agent = at_work(people, office, "Ann Berg")
    inbox = office.open_inbox("Shop", agent.member, offer_seconds=600)
    visitor = people.visitor(office, inbox.channel, language=language)
    page, words = visitor.page, visitor.words
    expect(visitor.launcher).to_be_visible()
    inspector.look(page, "closed")
    visitor.open()
    expect(visitor.question).to_be_visible()
    expect(visitor.frame.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    inspector.look(page, "start")
    visitor.button("start").click()
    expect(visitor.frame.get_by_text(words("write_first"))).to_be_visible()
    inspector.look(page, "start with a fault")
    visitor.begin(GREETING, name="Sofia Rossi")
    expect(visitor.frame.get_by_text(words("waiting_how_long"))).to_be_visible()
    inspector.look(page, "waiting")
    agent.choose_status("available")
    agent.accept()
    agent.say("Yes, we do: see https://shop.example/shipping")
    visitor.sees_sent(GREETING, "Yes, we do: see https://shop.example/shipping")
    agent.type("It takes")
    visitor.sees_typing("Ann Berg")
    inspector.look(page, "chatting")
    _widget_on_a_phone(page, inspector)
    visitor.composer.fill("x" * 3_990)
    inspector.look(page, "nearly too long")
    visitor.composer.fill("")
    visitor.watch.forgive(NO_NETWORK)
    visitor.network.cut()
    visitor.say("Are you there?")
    expect(visitor.frame.get_by_text(words("reconnecting"))).to_be_visible()
    inspector.look(page, "reconnecting")
    visitor.network.heal()
    visitor.sees_sent(GREETING, "Yes, we do: see https://shop.example/shipping", "Are you there?")
    visitor.button("menu").click()
    inspector.look(page, "menu")
    visitor.button("end").click()
    expect(visitor.frame.get_by_role("alertdialog")).to_be_visible()
    inspector.look(page, "really end?")
    visitor.frame.get_by_role("alertdialog").get_by_role("button", name=words("end"), exact=True).click()
    expect(visitor.button("new_chat")).to_be_visible()
    inspector.look(page, "ended")


def _widget_on_a_phone(page: Page, inspector: Inspector) -> None:
    before = page.viewport_size
    page.set_viewport_size(PHONE)
    inspector.look(page, "chatting, phone")
    assert before is not None, "a window has a size"
    page.set_viewport_size(before)


def _end_sessions(owner: Agent) -> None:
    """Somebody signs the Owner out, on the server."""
    csrf = owner.context.request.get(f"{owner.origin}/api/v1/session").json()["csrf"]
    headers = {"Origin": owner.origin, "X-Deskbell-CSRF": csrf}
    owner.watch.forgive("status of 401")
    answer = owner.context.request.delete(f"{owner.origin}/api/v1/session", headers=headers)
    assert answer.ok
    expect(owner.page.get_by_role("dialog", name=owner.words("expired.title"))).to_be_visible()


def _beginning(words: "str | re.Pattern[str]") -> re.Pattern[str]:
    return re.compile(f"^{re.escape(words)}") if isinstance(words, str) else words
