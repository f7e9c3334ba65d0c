"""The pictures of README and docs, taken from the real thing (`make screenshots`).

Owns: `docs/pictures/*.png`: what is on them, and how large they are.
Holds: every picture is of a state that a test has walked to as well; nothing is drawn or retouched.
"""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.inbox_management import InboxManagement
from tests.e2e.office import Inbox, Office
from tests.e2e.scenes import at_work
from tests.e2e.visitor import Visitor

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
CONSOLE: dict[str, Any] = {"viewport": {"width": 1280, "height": 760}}
SHOP: dict[str, Any] = {"viewport": {"width": 1080, "height": 760}}
TALL: ViewportSize = {"width": 1280, "height": 1000}
STILL_THERE = "Are you still there? We close this chat for now. Write to us again at any time."
QUIET_MS = 120_000


def test_console_and_widget(people: People, own_office: Office) -> None:
    agent = at_work(people, own_office, "Ann Berg", **CONSOLE)
    inbox = own_office.open_inbox("Shop", agent.member, numbered=False)
    agent.choose_status("available")
    agent.button("shift.done").click()
    sofia = _talk_with_sofia(people, own_office, agent, inbox)
    _write_to(people, own_office, agent, inbox, "Jonas Lang", "Is the teapot dishwasher-proof?")
    people.visitor(own_office, inbox.channel).open().begin(
        "My bowl arrived with a crack. What can I do?", name="Elif Demir"
    )
    expect(agent.offer("Elif Demir")).to_be_visible()
    agent.tab("mine").row("Sofia Rossi").click()
    sofia.type("And can I pay")
    agent.sees_typing()
    _take(agent.page, "console")
    agent.page.emulate_media(color_scheme="dark")
    _take(agent.page, "console-dark")
    agent.page.emulate_media(color_scheme="light")
    sofia.composer.fill("")
    agent.type("You can pay by")
    sofia.sees_typing("Ann Berg")
    _take(sofia.page, "widget")


def test_a_new_inbox(people: People, own_office: Office) -> None:
    agents = [own_office.invite("Ann Berg"), own_office.invite("Ravi Patel")]
    own_office.change_member(own_office.invite("Zoe Martin"), live_chat=False)
    manager = InboxManagement(people.agent(own_office, **CONSOLE))
    inbox = own_office.open_inbox("Shop", *agents, numbered=False)
    own_office.change_channel(inbox.channel, allowed_domains=["shop.fernhill.example"])
    wizard = f"/new?inbox={inbox.id}&step="
    manager.open(f"{wizard}agents").page.set_viewport_size(TALL)
    expect(manager.agent("Ravi Patel")).to_be_visible()
    manager.page.get_by_role("button", name=manager.words("agents.timingTip")).hover()
    expect(manager.page.get_by_role("tooltip", include_hidden=True).first).to_be_visible()
    _take(manager.page, "inbox-agents")
    manager.open(f"{wizard}inactivity")
    manager.time_out_action.check()
    manager.duration.fill("10")
    manager.action.select_option("message_and_close")
    manager.message.fill(STILL_THERE)
    manager.page.get_by_text(manager.words("inactivity.advanced"), exact=True).click()
    _take(manager.page, "inbox-inactivity")
    manager.button("section.save").click()
    manager.page.set_viewport_size(CONSOLE["viewport"])
    expect(manager.page.get_by_role("link", name=manager.words("install.test"))).to_be_visible()
    _take(manager.page, "install")


def test_inboxes(people: People, own_office: Office) -> None:
    agent = at_work(people, own_office, "Ann Berg").choose_status("available")
    shop = own_office.open_inbox("Shop", agent.member, numbered=False)
    own_office.open_inbox("Wholesale", own_office.owner, agent.member, numbered=False, mode="manual")
    paused = own_office.open_inbox("Christmas market", numbered=False)
    own_office.change_channel(paused.channel, state="disabled")
    people.visitor(own_office, shop.channel).open().begin("Do you ship to Iceland?", name="Sofia Rossi")
    agent.accept("Sofia Rossi")
    manager = InboxManagement(people.agent(own_office, **CONSOLE)).open()
    expect(manager.row("Shop")).to_contain_text("1 (1 on)")
    _take(manager.page, "inboxes")
    manager.choose_from_menu(shop, "inbox.delete")
    expect(manager.page.get_by_text(manager.words("delete.history"))).to_be_visible()
    _take(manager.page, "inbox-delete")


def test_people_and_licences(people: People, own_office: Office) -> None:
    agent = at_work(people, own_office, "Ann Berg").choose_status("available")
    ravi, zoe = own_office.invite("Ravi Patel"), own_office.invite("Zoe Martin", role="admin")
    own_office.give_group(zoe, "phone_system", "conversations", "members")
    own_office.change_member(ravi, live_chat=False)
    own_office.set_seats("live_chat", 5)
    own_office.open_inbox("Shop", agent.member, numbered=False)
    owner = people.agent(own_office, **CONSOLE)
    for path, name in (
        ("/settings/people", "people"),
        (f"/settings/people/{agent.member.id}", "member"),
        ("/settings/groups", "groups"),
        ("/settings/licences", "licences"),
        ("/account", "account"),
        ("/settings/audit", "audit"),
    ):
        owner.go(path)
        expect(owner.page.locator("main [aria-busy=true]")).to_have_count(0)
        expect(owner.page.locator("main h1")).to_be_visible()
        _take(owner.page, name)


def test_a_visitor_goes_quiet(people: People, own_office: Office) -> None:
    """A minute is the shortest there is: this one waits for it."""
    agent = at_work(people, own_office, "Ann Berg", **CONSOLE).choose_status("available")
    agent.button("shift.done").click()
    rule = {"minutes": 1, "action": "message_and_close", "message": STILL_THERE}
    inbox = own_office.open_inbox("Shop", agent.member, numbered=False, inactivity=rule)
    visitor = people.visitor(own_office, inbox.channel, **SHOP).open()
    visitor.begin("Do you ship to Iceland?", name="Sofia Rossi")
    agent.accept("Sofia Rossi")
    agent.say("Yes, in four to nine days. Shall I put an order together for you?")
    expect(agent.conversation.get_by_text(agent.words("chat.closed"), exact=True).first).to_be_visible(timeout=QUIET_MS)
    expect(agent.log).to_contain_text(str(agent.words("closed.inactivity")))
    _take(agent.page, "quiet-console")
    expect(visitor.button("new_chat")).to_be_visible()
    _take(visitor.page, "quiet-widget")


def test_a_chat_changes_hands(people: People, own_office: Office) -> None:
    agent = at_work(people, own_office, "Ann Berg", **CONSOLE)
    colleague = at_work(people, own_office, "Bea Nilsson").choose_status("busy")
    absent = own_office.invite("Zoe Martin")
    inbox = own_office.open_inbox("Shop", agent.member, colleague.member, absent, numbered=False)
    agent.choose_status("available")
    agent.button("shift.done").click()
    _talk_with_sofia(people, own_office, agent, inbox)
    agent.page.keyboard.press("Escape")
    agent.conversation.get_by_role("button", name=re.compile(f"^{agent.words('transfer.do')}")).click()
    dialog = agent.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Bea Nilsson").check()
    dialog.get_by_role("textbox", name=re.compile(f"^{agent.words('transfer.note')}")).fill(
        "She would like it by Friday"
    )
    _take(agent.page, "transfer")


def test_visitors_wait(people: People, own_office: Office) -> None:
    inbox = own_office.open_inbox("Shop", numbered=False)
    people.visitor(own_office, inbox.channel).open().begin("Do you ship to Iceland?")
    visitor = people.visitor(own_office, inbox.channel, **SHOP).open()
    visitor.begin("My bowl arrived with a crack. What can I do?", name="Elif Demir")
    expect(visitor.button("leave")).to_be_visible()
    _take(visitor.page, "waiting-widget")


def _talk_with_sofia(people: People, office: Office, agent: Agent, inbox: Inbox) -> Visitor:
    visitor = people.visitor(office, inbox.channel, **SHOP).open()
    visitor.begin("Do you ship to Iceland?", name="Sofia Rossi", email="sofia@rossi.example")
    agent.accept("Sofia Rossi")
    agent.say("Hello Sofia! Yes, we do. Packed in straw, in four to nine days.")
    visitor.say("That is quick. What does it cost?", "It would be two mugs and the soup bowl.")
    expect(agent.messages).to_have_count(4)
    agent.page.keyboard.press("ControlOrMeta+/")
    note = agent.conversation.get_by_role("textbox", name=agent.words("composer.noteLabel"))
    note.fill("The bowl is the last one of its glaze: wrap it twice.")
    note.press("Enter")
    agent.say("14 € for all three together.")
    expect(visitor.messages).to_have_count(5)
    return visitor


def _write_to(people: People, office: Office, agent: Agent, inbox: Inbox, name: str, question: str) -> None:
    visitor = people.visitor(office, inbox.channel).open().begin(question, name=name)
    agent.accept(name)
    agent.say("It is, on the gentle programme.")
    visitor.say("Wonderful, thank you. And the lid?")
    expect(agent.messages).to_have_count(3)


def _take(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
