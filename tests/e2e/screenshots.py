"""The pictures of README and docs, taken from the real thing (`make screenshots`).

Owns: `docs/pictures/*.png`: what is on them, and how large they are.
Holds: every picture is of a state that a test has walked to as well; nothing is drawn or retouched.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import Inbox, Office
from tests.e2e.scenes import at_work
from tests.e2e.visitor import Visitor

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
CONSOLE: dict[str, Any] = {"viewport": {"width": 1280, "height": 760}}
SHOP: dict[str, Any] = {"viewport": {"width": 1080, "height": 760}}


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
    own_office.invite("Ann Berg")
    own_office.invite("Ravi Patel")
    owner = people.agent(own_office, **CONSOLE)
    inbox = own_office.open_inbox("Shop", own_office.owner, numbered=False)
    own_office.change_channel(inbox.channel, allowed_domains=["shop.fernhill.example"])
    owner.go(f"/settings/inboxes/{inbox.id}/install?wizard=1")
    expect(owner.page.get_by_role("link", name=owner.words("install.test"))).to_be_visible()
    _take(owner.page, "install")


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
