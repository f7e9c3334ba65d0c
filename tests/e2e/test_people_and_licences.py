"""People, their rights and their licences, as an Owner and his Admins manage them in their browsers."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import Inspector
from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import PASSWORD, Office
from tests.e2e.words import Words

english = Words("console")

# A list that is fetched anew at the moment in which the right to see it goes.
RIGHT_JUST_GONE = r"status of 403 .*/api/v1/invitations$"


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    """English, and a language from right to left."""
    return str(request.param)


def test_an_invitation(people: People, own_office: Office, language: str) -> None:
    owner = people.agent(own_office, language=language).go("/settings/people")
    inspector = Inspector("inviting", "light", "dark")
    owner.button("people.invite").click()
    _field(owner, "field.name").fill("Nora Fields")
    _field(owner, "field.email").fill("nora@fernhill.example")
    owner.page.get_by_role("radio", name=owner.words("role.admin"), exact=True).check()
    inspector.look(owner.page, "inviting an Admin")
    owner.button("invited.create").click()
    first = _shown_link(owner)
    inspector.look(owner.page, "the link")
    owner.button("invited.done").click()
    owner.button("invitations.renewOf", name="Nora Fields").click()
    second = _shown_link(owner)
    owner.button("invited.done").click()
    inspector.look(owner.page, "an open invitation")

    context, watch = people.stranger(own_office.server)
    watch.forgive(r"status of 404 .*/api/v1/invitations/look$")
    page = context.new_page()
    page.goto(first)
    expect(page.get_by_text(english("problem.invitationGone"))).to_be_visible()
    page.goto(second)
    page.get_by_role("textbox", name=english("field.password")).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=english("account.of", name="Nora Fields"))).to_be_visible()
    # Whoever looks at the list sees her come.
    expect(owner.page.get_by_role("link", name="Nora Fields")).to_be_visible()
    inspector.check()


def test_rights_follow_the_group_at_once(people: People, own_office: Office) -> None:
    lead = own_office.invite("Zoe Martin", role="admin")
    owner = people.agent(own_office).go("/settings/groups")
    inspector = Inspector("groups", "light", "dark")
    inspector.look(owner.page, "no group")
    owner.button("groups.new").click()
    _field(owner, "field.name").fill("Team leads")
    for permission in ("phone_system", "members"):
        owner.page.get_by_role("checkbox", name=owner.words(f"permission.{permission}"), exact=True).check()
    inspector.look(owner.page, "a new group")
    owner.button("groups.create").click()
    expect(owner.button("groups.create")).to_have_count(0)

    admin = people.agent(own_office, lead).go("/settings/people")
    admin.watch.forgive(RIGHT_JUST_GONE)
    tab = admin.page.get_by_role("link", name=admin.words("settings.inboxes"), exact=True)
    expect(tab).to_have_count(0)
    owner.go(f"/settings/people/{lead.id}")
    owner.page.get_by_role("combobox", name=owner.words("member.group"), exact=True).select_option(label="Team leads")
    expect(tab).to_be_visible()

    owner.go("/settings/groups")
    owner.button("inboxes.actionsOf", name="Team leads").click()
    owner.page.get_by_role("menuitem", name=owner.words("groups.delete"), exact=True).click()
    expect(_dialog(owner).get_by_role("link", name="Zoe Martin")).to_be_visible()
    inspector.look(owner.page, "a group in use")
    owner.button("invited.done").click()
    owner.page.get_by_role("button", name="Team leads", exact=True).click()
    owner.page.get_by_role("checkbox", name=owner.words("permission.members"), exact=True).uncheck()
    owner.button("groups.save").click()
    expect(admin.page.get_by_text(admin.words("refusal.notAllowed"))).to_be_visible()
    inspector.look(admin.page, "not any more")
    inspector.check()


def test_a_licence_is_taken_away_in_the_middle(people: People, own_office: Office) -> None:
    ann = own_office.invite("Ann Berg")
    inbox = own_office.open_inbox("Shop", ann, numbered=False, offer_seconds=600)
    agent = people.agent(own_office, ann).go()
    agent.choose_status("available")
    visitor = people.visitor(own_office, inbox.channel).open().begin("Do you ship to Iceland?", name="Sofia Rossi")
    agent.accept("Sofia Rossi")
    people.visitor(own_office, inbox.channel).open().begin("Where is my order?", name="Omar Haddad")
    expect(agent.offer("Omar Haddad")).to_be_visible()

    owner = people.agent(own_office).go(f"/settings/people/{ann.id}")
    inspector = Inspector("a member", "light", "dark")
    effective = str(owner.words("member.effective", load="2", capacity="3"))
    expect(owner.page.get_by_text(effective)).to_be_visible()
    inspector.look(owner.page, "at work")
    owner.page.get_by_role("switch", name="Live Chat").click()
    expect(_dialog(owner).get_by_text(owner.words("licence.takeOffers"))).to_be_visible()
    inspector.look(owner.page, "what it does")
    owner.button("licence.take").click()

    expect(agent.offer("Omar Haddad")).to_have_count(0)
    agent.tab("mine").row("Sofia Rossi").click()
    agent.say("Yes, we do.")
    visitor.sees("Do you ship to Iceland?", "Yes, we do.")
    inspector.check()


def test_seats(people: People, own_office: Office, language: str) -> None:
    ann, ravi = own_office.invite("Ann Berg"), own_office.invite("Ravi Patel")
    own_office.invite("Zoe Martin", role="admin")
    owner = people.agent(own_office, language=language).go("/settings/licences")
    owner.watch.forgive(r"status of 409 .*/api/v1/members/\w+$")
    inspector = Inspector("licences", "light", "dark")
    inspector.look(owner.page, "no limit")
    owner.button("seats.setFor", licence="Live Chat").click()
    owner.page.get_by_role("radio", name=owner.words("seats.limited"), exact=True).check()
    seats = owner.page.get_by_role("spinbutton", name=owner.words("seats.count"))
    seats.fill("2")
    owner.button("seats.save").click()
    expect(_dialog(owner).get_by_text(owner.words("seats.inUse"))).to_be_visible()
    inspector.look(owner.page, "fewer than are assigned")
    seats.fill("3")
    owner.button("seats.save").click()
    expect(_dialog(owner)).to_have_count(0)

    _licence(owner, "Live Chat", "Zoe Martin").click()
    expect(owner.page.get_by_text(owner.words("seats.noSeatHow"))).to_be_visible()
    expect(_licence(owner, "Live Chat", "Zoe Martin")).not_to_be_checked()
    inspector.look(owner.page, "no seat is free")

    for member in (ann, ravi):
        owner.page.get_by_role("checkbox", name=member.name).check()
    owner.button("bulk.take").click()
    owner.page.get_by_role("menuitem", name="Live Chat", exact=True).click()
    _apply(owner, inspector, "several at once")
    expect(_licence(owner, "Live Chat", "Ann Berg")).not_to_be_checked()

    owner.button("csv.open").click()
    inspector.look(owner.page, "a list")
    lines = _field(owner, "csv.text")
    lines.fill(f"email,contact_center,live_chat\n{ann.email},yes,yes\nnobody@fernhill.example,yes,yes\n")
    owner.button("csv.check").click()
    expect(_dialog(owner).get_by_text(owner.words("bulk.faultsHow"))).to_be_visible()
    inspector.look(owner.page, "a list with a problem")
    owner.button("form.back").click()
    lines.fill(f"email,contact_center,live_chat\n{ann.email},yes,yes\n")
    owner.button("csv.check").click()
    _apply(owner, inspector, "a list that is right")
    expect(_licence(owner, "Live Chat", "Ann Berg")).to_be_checked()
    inspector.check()


def test_ownership_is_handed_over(people: People, own_office: Office) -> None:
    zoe = own_office.invite("Zoe Martin", role="admin")
    heir = people.agent(own_office, zoe).go("/settings/people")
    owner = people.agent(own_office).go("/settings/organisation")
    owner.watch.forgive(r"status of 403 .*/api/v1/organisation/owner$")
    inspector = Inspector("handing over", "light", "dark")
    inspector.look(owner.page, "the organisation")
    owner.button("handOver.open").click()
    owner.page.get_by_role("radio", name="Zoe Martin").check()
    _field(owner, "field.password").fill("not this password")
    owner.button("handOver.doTo", name="Zoe Martin").click()
    expect(_dialog(owner).get_by_text(owner.words("proof.wrongPassword")).first).to_be_visible()
    inspector.look(owner.page, "a wrong password")
    _field(owner, "field.password").fill(PASSWORD)
    owner.button("handOver.doTo", name="Zoe Martin").click()
    expect(_part(owner.page, owner, "settings.licences")).to_have_count(0)
    expect(_part(heir.page, heir, "settings.licences")).to_be_visible()
    expect(owner.page.get_by_role("heading", level=1)).to_be_visible()
    inspector.look(owner.page, "an Admin again")
    inspector.check()


def _field(agent: Agent, word: str) -> Locator:
    return agent.page.get_by_role("textbox", name=agent.words(word), exact=True)


def _dialog(agent: Agent) -> Locator:
    return agent.page.get_by_role("dialog")


def _licence(agent: Agent, licence: str, name: str) -> Locator:
    return agent.page.get_by_role("switch", name=agent.words("licence.of", licence=licence, name=name))


def _part(page: Page, agent: Agent, word: str) -> Locator:
    return page.get_by_role("link", name=agent.words(word), exact=True)


def _shown_link(agent: Agent) -> str:
    expect(agent.page.get_by_text(agent.words("invited.once"))).to_be_visible()
    found = re.search(r"http\S+#[\w-]+", _dialog(agent).inner_text())
    assert found, "no link in the dialog"
    return found[0]


def _apply(agent: Agent, inspector: Inspector, state: str) -> None:
    """Look at what an assignment would do, then let it."""
    expect(_dialog(agent).get_by_text(agent.words("bulk.notYet"))).to_be_visible()
    inspector.look(agent.page, state)
    agent.button("bulk.apply").click()
    expect(_dialog(agent)).to_have_count(0)
