"""A chat changes hands: to a colleague, to another inbox, to a supervisor; and beyond somebody's capacity (product, 7).

Holds: every walk begins with Ann, who has Sofia's chat, and says what each of those concerned sees.
"""

import re
from typing import Any, NamedTuple

from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.accessibility import Inspector
from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import Inbox, Office
from tests.e2e.scenes import GREETING, at_work
from tests.e2e.visitor import Visitor

NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1366, "height": 800}


class Desks(NamedTuple):
    """Ann has the chat with Sofia; Bea serves the same inbox, and has chosen no status yet."""

    ann: Agent
    bea: Agent
    sofia: Visitor
    inbox: Inbox


def test_a_colleague_accepts(people: People, office: Office) -> None:
    ann, bea, sofia, inbox = _two_desks(people, office)
    other_tab = people.agent(office, ann.member).go()
    bea.choose_status("busy")
    _ask(ann, "Bea Nilsson", note="She speaks Swedish")

    expect(_passing(ann)).to_contain_text("She speaks Swedish")
    expect(other_tab.row("Sofia Rossi")).to_contain_text("Bea Nilsson")
    ann.say("One moment, my colleague will help you.")
    card = _coming(bea)
    expect(card).to_contain_text(str(bea.words("transfer.from", name="Ann Berg", inbox=inbox.name)))
    expect(card).to_contain_text("Ann Berg: She speaks Swedish")
    card.get_by_role("button", name=_beginning(bea.words("offer.accept"))).click()
    expect(bea.composer).to_be_focused()

    _is_told(ann, "transferNews.done", name="Bea Nilsson", visitor="Sofia Rossi")
    _is_told(other_tab, "transferNews.done", name="Bea Nilsson", visitor="Sofia Rossi")
    expect(ann.composer).to_have_count(0)
    expect(_passing(ann)).to_have_count(0)
    bea.say("Hello, I am Bea.")
    sofia.sees(GREETING, "One moment, my colleague will help you.", "Hello, I am Bea.")


def test_a_colleague_declines_and_says_why(people: People, office: Office) -> None:
    ann, bea, sofia, _ = _two_desks(people, office)
    bea.choose_status("busy")
    _ask(ann, "Bea Nilsson")
    _coming(bea).get_by_role("button", name=bea.words("offer.decline"), exact=True).click()
    field = bea.page.get_by_role("textbox", name=_beginning(bea.words("offer.why")))
    field.fill("at lunch")
    field.press("Enter")

    expect(_coming(bea)).to_have_count(0)
    _is_told(ann, "transferNews.declinedWhy", name="Bea Nilsson", visitor="Sofia Rossi", reason="at lunch")
    expect(_passing(ann)).to_have_count(0)
    ann.say("I stay with you.")
    sofia.sees(GREETING, "I stay with you.")


def test_nobody_answers_and_then_it_is_cancelled(people: People, office: Office) -> None:
    ann, bea, _, _ = _two_desks(people, office, offer_seconds=5)
    bea.choose_status("busy")
    _ask(ann, "Bea Nilsson")
    expect(_coming(bea)).to_be_visible()

    _is_told(ann, "transferNews.expired", name="Bea Nilsson", visitor="Sofia Rossi")
    _is_told(bea, "transferNews.missed", visitor="Sofia Rossi")
    expect(_coming(bea)).to_have_count(0)
    _ask(ann, "Bea Nilsson")
    expect(_coming(bea)).to_be_visible()
    _passing(ann).get_by_role("button", name=ann.words("passing.cancel"), exact=True).click()
    expect(_passing(ann)).to_have_count(0)
    expect(_coming(bea)).to_have_count(0)
    expect(ann.log).to_contain_text(str(ann.words("entry.transferCancelled", name="Bea Nilsson")))


def test_another_inbox_has_it_with_its_age(people: People, office: Office) -> None:
    ann, bea, sofia, _ = _two_desks(people, office)
    billing = office.open_inbox("Billing", bea.member)
    _transfer(ann).click()
    ann.page.get_by_role("tab", name=ann.words("transfer.inbox"), exact=True).click()
    ann.page.get_by_role("searchbox", name=ann.words("transfer.searchInboxes")).fill(billing.name)
    ann.page.get_by_role("textbox", name=_beginning(ann.words("transfer.note"))).fill("About invoice 12")
    ann.page.get_by_role("button", name=ann.words("transfer.moveName", name=billing.name), exact=True).click()

    _is_told(ann, "transferNews.moved", visitor="Sofia Rossi")
    expect(ann.row("Sofia Rossi")).to_have_count(0)
    bea.choose_status("available")
    bea.accept("Sofia Rossi")
    expect(bea.log).to_contain_text("About invoice 12")
    sofia.sees_agent("Bea Nilsson")


def test_a_supervisor_takes_it_over(people: People, own_office: Office) -> None:
    """In an office of its own: the list of all chats is longer than a screen in the one that tests share."""
    office = own_office
    ann = at_work(people, office, "Ann Berg")
    inbox = office.open_inbox("Shop", ann.member, office.owner)
    ann.choose_status("available")
    sofia = people.visitor(office, inbox.channel).open().begin("Is the owner in?", name="Quinn Abara")
    ann.accept("Quinn Abara")
    owner = people.agent(office).go().tab("all")
    expect(owner.row("Quinn Abara")).to_contain_text("Ann Berg")
    owner.row("Quinn Abara").click()
    expect(owner.conversation.get_by_role("heading", name="Quinn Abara")).to_be_visible()
    take_over = owner.conversation.get_by_role("button", name=_beginning(owner.words("takeOver.do")))
    inspector = Inspector("take-over", "light")
    owner.page.set_viewport_size(NARROW)
    inspector.look(owner.page, "a supervisor, phone")
    owner.page.set_viewport_size(WIDE)
    take_over.click()
    dialog = owner.page.get_by_role("dialog", name=owner.words("takeOver.title", name="Ann Berg"))
    inspector.look(owner.page, "take it over?")
    dialog.get_by_role("button", name=owner.words("takeOver.do"), exact=True).click()

    expect(owner.composer).to_be_visible()
    _is_told(ann, "transferNews.takenOver", name=owner.member.name, visitor="Quinn Abara")
    expect(ann.composer).to_have_count(0)
    sofia.sees_agent(owner.member.name)
    owner.end()
    owner.sure()
    sofia.sees_end()
    inspector.check()


def test_beyond_capacity_where_the_owner_allows_it(people: People, own_office: Office) -> None:
    office, inspector = own_office, Inspector("override", "light", "dark")
    ann, _, _, inbox = _two_desks(people, office)
    office.change_member(ann.member, capacity=1)
    people.visitor(office, inbox.channel).open().begin("And me, please", name="Jonas Lang")
    owner = people.agent(office).go().tab("queue")
    owner.row("And me, please").click()
    warning = "Ann Berg is at capacity (1 of 1 chats). Free a place or choose another agent."
    _assign(owner, "Ann Berg")
    expect(owner.page.get_by_text(warning)).to_be_visible()
    expect(owner.page.get_by_role("dialog", name=owner.words("override.title"))).to_have_count(0)
    ann.choose_status("busy")
    owner.page.get_by_role("button", name=owner.words("boardAlert.menu")).click()
    nobody = owner.words("boardAlert.nobody", inbox=inbox.name)
    expect(owner.page.get_by_role("link", name=nobody)).to_be_visible()
    inspector.look(owner.page, "nobody is available")
    owner.page.keyboard.press("Escape")

    owner.go("/settings/organisation")
    switch = owner.page.get_by_role("switch", name=owner.words("organisation.overriding"))
    switch.check()
    expect(owner.page.get_by_text(re.compile("^Saved"))).to_be_visible()
    expect(switch).to_be_checked()
    inspector.look(owner.page, "the switch")
    owner.page.go_back()
    _assign(owner, "Ann Berg")
    dialog = owner.page.get_by_role("dialog", name=owner.words("override.title"))
    expect(dialog).to_contain_text(warning)
    inspector.look(owner.page, "beyond capacity?")
    dialog.get_by_role("button", name=owner.words("override.do"), exact=True).click()
    ann.accept("Jonas Lang")
    expect(owner.log).to_contain_text("Beyond capacity")
    expect(ann.page.get_by_text("2 of 1 chats")).to_be_visible()
    inspector.check()


def test_with_the_keyboard_only(people: People, office: Office) -> None:
    ann, bea, sofia, _ = _two_desks(people, office)
    bea.choose_status("busy")
    keys = ann.page.keyboard
    keys.press("Escape")
    keys.press("t")
    expect(ann.page.get_by_role("searchbox", name=ann.words("transfer.searchAgents"))).to_be_focused()
    keys.type("bea")
    keys.press("Enter")
    expect(_passing(ann)).to_be_visible()

    expect(_coming(bea)).to_be_visible()
    bea.page.keyboard.press("a")
    expect(bea.composer).to_be_focused()
    sofia.sees_agent("Bea Nilsson")


def test_no_barriers(people: People, office: Office) -> None:
    inspector = Inspector("transfer", "light", "dark")
    _walk(people, office, inspector, "en")
    inspector.check()


def test_no_barriers_from_right_to_left(people: People, office: Office) -> None:
    inspector = Inspector("transfer-ar", "light")
    _walk(people, office, inspector, "ar")
    inspector.check()


def _walk(people: People, office: Office, inspector: Inspector, language: str) -> None:
    """Dialog, card and pending transfer, on a wide screen and on a narrow one."""
    ann, bea, sofia, inbox = _two_desks(people, office, language=language, offer_seconds=600)
    offline = office.invite("Zoe Martin")
    office.change_inbox(inbox, agents=[ann.member.id, bea.member.id, offline.id])
    bea.choose_status("busy")
    _transfer(ann).click()
    expect(ann.page.get_by_role("radio", name="Zoe Martin")).to_be_disabled()
    inspector.look(ann.page, "whom to ask")
    ann.page.get_by_role("tab", name=ann.words("transfer.inbox"), exact=True).click()
    inspector.look(ann.page, "which inbox")
    ann.page.set_viewport_size(NARROW)
    inspector.look(ann.page, "which inbox, phone")
    ann.page.get_by_role("tab", name=ann.words("transfer.agent"), exact=True).click()
    ann.page.get_by_role("button", name=ann.words("transfer.ask"), exact=True).click()
    inspector.look(ann.page, "nobody chosen, phone")
    ann.page.keyboard.press("Escape")
    ann.page.set_viewport_size(WIDE)
    _ask(ann, "Bea Nilsson", note="She asks about the glaze, and you know it better than I do.")
    expect(_passing(ann)).to_be_visible()
    expect(_coming(bea)).to_be_visible()
    sofia.page.close()
    left = ann.conversation.get_by_text(re.compile(str(ann.words("visitor.left", when="")).strip()))
    expect(left.first).to_be_visible(timeout=20_000)
    inspector.look(ann.page, "on its way")
    inspector.look(bea.page, "coming")
    for agent in (ann, bea):
        agent.page.set_viewport_size(NARROW)
        inspector.look(agent.page, f"{agent.member.name}, phone")


# ── arranging and looking ────────────────────────────────────────────────────────────────────────────────────────


def _two_desks(people: People, office: Office, *, language: str = "en", **settings: Any) -> Desks:
    ann = at_work(people, office, "Ann Berg", language=language)
    bea = at_work(people, office, "Bea Nilsson", language=language)
    inbox = office.open_inbox("Shop", ann.member, bea.member, **settings)
    ann.choose_status("available")
    sofia = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")
    ann.accept("Sofia Rossi")
    return Desks(ann, bea, sofia, inbox)


def _transfer(agent: Agent) -> Locator:
    return agent.conversation.get_by_role("button", name=_beginning(agent.words("transfer.do")))


def _ask(agent: Agent, name: str, *, note: str = "") -> None:
    """Ask a colleague to take the chat that is open."""
    _transfer(agent).click()
    dialog = agent.page.get_by_role("dialog", name=agent.words("transfer.title"))
    dialog.get_by_role("radio", name=name).check()
    dialog.get_by_role("textbox", name=_beginning(agent.words("transfer.note"))).fill(note)
    dialog.get_by_role("button", name=agent.words("transfer.askName", name=name), exact=True).click()
    expect(dialog).to_have_count(0)


def _coming(agent: Agent) -> Locator:
    """The card of a chat that a colleague passes on."""
    return agent.page.get_by_role("group", name=agent.words("transfer.card"))


def _passing(agent: Agent) -> Locator:
    """What the chat says of its transfer under way."""
    return agent.conversation.get_by_role("region", name=agent.words("passing.title"))


def _is_told(agent: Agent, word: str, **values: str) -> None:
    expect(agent.page.get_by_text(agent.words(word, **values)).first).to_be_visible()


def _assign(supervisor: Agent, name: str) -> None:
    supervisor.conversation.get_by_role("button", name=_beginning(supervisor.words("assign.do"))).click()
    supervisor.page.get_by_role("menuitemradio", name=re.compile(f"^{name}")).click()


def _beginning(words: "str | re.Pattern[str]") -> re.Pattern[str]:
    return re.compile(f"^{re.escape(words)}") if isinstance(words, str) else re.compile(words.pattern.removesuffix("$"))
