"""Everything by keyboard: set-up, an inbox, accepting and answering, the widget (ux, "Keyboard map").

The only thing these tests do is to press keys and to look where the focus is.
"""

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.e2e.conftest import People
from tests.e2e.office import ORGANISATION, OWNER, PASSWORD, Office
from tests.e2e.scenes import GREETING, at_work
from tests.e2e.server import Server
from tests.e2e.words import Words

TABS_MAX = 40

words = Words("console")


def test_set_up_and_a_first_inbox(people: People, own_server: Server) -> None:
    context, _ = people.stranger(own_server)
    page = context.new_page()
    page.goto(own_server.setup_link)
    expect(page.get_by_role("heading", name=words("setUp.title"))).to_be_visible()

    for field, text in (("yourName", OWNER), ("email", "owner@fernhill.example"), ("password", PASSWORD)):
        _tab_to(page, page.get_by_role("textbox", name=words(f"field.{field}")))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("textbox", name=words("field.organisation")))
    page.keyboard.type(ORGANISATION)
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("link", name=words("steps.inbox.do")))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("textbox", name=words("inbox.name")))
    page.keyboard.type("Shop")
    page.keyboard.press("Enter")
    owner = page.get_by_role("checkbox", name=re.compile(f"^{OWNER}"))
    _tab_to(page, owner)
    page.keyboard.press("Space")
    expect(owner).to_be_checked()
    _tab_to(page, page.get_by_role("button", name=words("wizard.next"), exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("switch", name=words("inactivity.on"))).not_to_be_checked()
    _tab_to(page, page.get_by_role("button", name=words("section.save"), exact=True))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("link", name=words("wizard.done"), exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Shop")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name=words("frame.chats"))).to_be_attached()


def test_accept_answer_note_and_end(people: People, office: Office) -> None:
    agent = at_work(people, office, "Ann Berg")
    page = agent.page
    inbox = office.open_inbox("Keys", agent.member)
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    _choose(page, page.get_by_role("menuitemradio", name=re.compile(f"^{words('status.available')}")))
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")

    expect(agent.offer("Sofia Rossi")).to_be_visible()
    # An offer never takes the focus: it is still where the agent left it.
    expect(page.get_by_role("button", name=words("status.mine"))).to_be_focused()
    page.keyboard.press("a")
    expect(agent.composer).to_be_focused()
    page.keyboard.type("Yes, in four to nine days.")
    page.keyboard.press("Enter")
    visitor.sees_sent(GREETING, "Yes, in four to nine days.")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name=words("composer.noteLabel"))).to_be_focused()
    page.keyboard.type("Asked before.")
    page.keyboard.press("Enter")
    expect(agent.log).to_contain_text("Asked before.")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(agent.button("end.undo")).to_be_visible()
    visitor.sees_end()


def test_accept_while_writing_to_somebody_else(people: People, office: Office) -> None:
    agent = at_work(people, office, "Ann Berg")
    page = agent.page
    inbox = office.open_inbox("Keys", agent.member)
    agent.choose_status("available")
    people.visitor(office, inbox.channel).open().begin("First", name="First")
    agent.accept("First")
    expect(agent.composer).to_be_focused()
    page.keyboard.type("Half a sentence")
    second = people.visitor(office, inbox.channel).open().begin("Second", name="Second")
    expect(agent.offer("Second")).to_be_visible()
    expect(agent.composer).to_be_focused()

    page.keyboard.press("ControlOrMeta+Shift+Enter")
    second.sees_agent("Ann Berg")
    expect(agent.composer).to_be_focused()
    expect(agent.composer).to_have_value("Half a sentence")
    page.keyboard.press("Alt+ArrowDown")
    agent.sees("Second")
    page.keyboard.press("Alt+ArrowDown")
    agent.sees("First")
    expect(agent.composer).to_have_value("Half a sentence")


def test_the_palette_and_the_help_come_and_go(people: People, office: Office) -> None:
    agent = at_work(people, office, "Ann Berg")
    page = agent.page
    page.keyboard.press("ControlOrMeta+k")
    palette = page.get_by_role("dialog", name=words("palette.title"))
    expect(palette).to_be_visible()
    page.keyboard.type("busy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=words("status.mine", status="Busy"))).to_be_visible()
    expect(palette).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=words("help.title"))).to_contain_text(str(words("command.accept")))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_widget(people: People, office: Office) -> None:
    inbox = office.open_inbox("Keys")
    visitor = people.visitor(office, inbox.channel)
    page, frame, texts = visitor.page, visitor.frame, visitor.words
    _tab_to(page, visitor.launcher)
    page.keyboard.press("Enter")
    expect(visitor.question).to_be_focused()
    page.keyboard.press("Escape")
    expect(visitor.launcher).to_be_focused()
    expect(visitor.launcher).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    expect(visitor.question).to_be_focused()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    _focused(frame, "textbox", str(texts("name")))
    page.keyboard.type("Sofia Rossi")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("First line")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(visitor.composer).to_be_focused()
    visitor.sees_sent("First line")
    page.keyboard.type("Second")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("message")
    page.keyboard.press("Enter")
    visitor.sees_sent("First line", "Second\nmessage")
    # Header, log, the way out of waiting, composer: nothing else, and no trap.
    expect(visitor.button("leave")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    _focused(frame, "button", str(texts("leave")))
    page.keyboard.press("Shift+Tab")
    _focused(frame, "log", str(texts("log")))
    page.keyboard.press("Shift+Tab")
    _focused(frame, "button", str(texts("close")))
    page.keyboard.press("Shift+Tab")
    _focused(frame, "button", str(texts("menu")))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    _focused(frame, "button", str(texts("end")))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(visitor.button("new_chat")).to_be_focused()
    page.keyboard.press("Enter")
    expect(visitor.question).to_be_focused()


def _focused(frame: FrameLocator, role: str, name: str) -> None:
    expect(frame.get_by_role(role, name=name, exact=True)).to_be_focused()  # type: ignore[arg-type]


def _tab_to(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus."""
    expect(target).to_be_visible()
    for _ in range(TABS_MAX):
        if target.evaluate("(element) => element.getRootNode().activeElement === element"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with {TABS_MAX} times Tab")


def _choose(page: Page, item: Locator) -> None:
    """Press the arrow down until the item of the menu has the focus, then Enter."""
    for _ in range(TABS_MAX):
        if item.evaluate("(element) => document.activeElement === element"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{item} is not reached")
