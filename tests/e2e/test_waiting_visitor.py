"""Visitors who wait: their places, their way out of waiting, and what they come back to (product, section 4)."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.e2e.accessibility import Inspector
from tests.e2e.conftest import People
from tests.e2e.office import Office
from tests.e2e.scenes import GREETING, at_work
from tests.e2e.visitor import Visitor

PHONE: ViewportSize = {"width": 360, "height": 640}
ADDRESS = "iris@example.org"


def test_places_move_up_when_somebody_goes(people: People, office: Office) -> None:
    inbox = office.open_inbox("Shop")
    first = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")
    _sees_place(first, 1)
    second = people.visitor(office, inbox.channel).open().begin("Me too", name="Jonas Lang")
    _sees_place(second, 2)
    expect(second.frame.get_by_text(second.words("waiting_how_long"))).to_be_visible()
    _sees_place(first, 1)
    first.end()
    _sees_place(second, 1)
    expect(first.frame.locator(".place")).to_have_count(0)


def test_the_place_is_there_again_after_a_reload(people: People, office: Office) -> None:
    inbox = office.open_inbox("Shop")
    people.visitor(office, inbox.channel).open().begin(GREETING)
    visitor = people.visitor(office, inbox.channel).open().begin("Me too")
    _sees_place(visitor, 2)
    visitor.page.reload()
    visitor.open()
    visitor.sees_sent("Me too")
    _sees_place(visitor, 2)


def test_a_message_left_ends_the_chat_with_thanks(people: People, office: Office) -> None:
    inbox = office.open_inbox("Shop")
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING)
    visitor.type("It is about order 7.")
    visitor.button("leave").click()
    expect(_email(visitor)).to_be_focused()
    visitor.button("leave_send").click()
    expect(visitor.frame.get_by_text(visitor.words("email_wrong"))).to_be_visible()
    _email(visitor).fill(ADDRESS)
    visitor.button("leave_send").click()
    _sees_thanks(visitor)
    visitor.sees_sent(GREETING, "It is about order 7.")
    visitor.page.reload()
    visitor.open()
    _sees_thanks(visitor)
    visitor.button("new_chat").click()
    visitor.begin("Something else")
    _sees_place(visitor, 1)


def test_a_message_left_without_a_network_is_left_when_it_is_back(people: People, office: Office) -> None:
    inbox = office.open_inbox("Shop")
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING)
    visitor.button("leave").click()
    visitor.watch.forgive("ERR_|Failed to load resource|WebSocket connection")
    visitor.network.cut()
    _email(visitor).fill(ADDRESS)
    visitor.button("leave_send").click()
    expect(visitor.frame.get_by_text(visitor.words("reconnecting"))).to_be_visible()
    visitor.network.heal()
    _sees_thanks(visitor)


def test_somebody_comes_while_the_form_is_open(people: People, office: Office) -> None:
    agent = at_work(people, office, "Ann Berg")
    inbox = office.open_inbox("Shop", agent.member)
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")
    visitor.button("leave").click()
    visitor.frame.get_by_role("textbox", name=visitor.words("leave_text")).fill("It is about order 7.")
    agent.choose_status("available")
    agent.accept("Sofia Rossi")
    expect(visitor.frame.get_by_text(visitor.words("interrupted", name="Ann Berg"))).to_be_visible()
    expect(visitor.composer).to_have_value("It is about order 7.")
    expect(visitor.button("leave")).to_have_count(0)
    visitor.composer.press("Enter")
    visitor.sees_sent(GREETING, "It is about order 7.")
    agent.sees_sent(GREETING, "It is about order 7.")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_barriers_while_waiting(
    people: People, office: Office, language: str, request: pytest.FixtureRequest
) -> None:
    inspector = Inspector(request.node.name, *(("light", "dark") if language == "en" else ("light",)))
    agent = at_work(people, office, "Ann Berg")
    inbox = office.open_inbox("Shop", agent.member)
    people.visitor(office, inbox.channel).open().begin(GREETING)
    visitor = people.visitor(office, inbox.channel, language=language).open().begin("Me too", name="Jonas Lang")
    _sees_place(visitor, 2)
    inspector.look(visitor.page, "waiting")
    visitor.button("leave").click()
    visitor.button("leave_send").click()
    expect(visitor.frame.get_by_text(visitor.words("email_wrong"))).to_be_visible()
    inspector.look(visitor.page, "leaving a message, with a fault")
    before = visitor.page.viewport_size
    assert before is not None, "a window has a size"
    visitor.page.set_viewport_size(PHONE)
    inspector.look(visitor.page, "leaving a message, phone")
    visitor.button("leave_back").click()
    _sees_place(visitor, 2)
    inspector.look(visitor.page, "waiting, phone")
    visitor.page.set_viewport_size(before)
    visitor.button("leave").click()
    _email(visitor).fill(ADDRESS)
    visitor.button("leave_send").click()
    _sees_thanks(visitor)
    inspector.look(visitor.page, "a message was left")
    inspector.check()


def _email(visitor: Visitor) -> Locator:
    return visitor.frame.get_by_role("textbox", name=visitor.words("leave_email"), exact=True)


def _sees_place(visitor: Visitor, place: int) -> None:
    words = visitor.words("place_next") if place == 1 else visitor.words("place", place=_digits(visitor, place))
    expect(visitor.frame.locator(".place")).to_have_text(words)


def _digits(visitor: Visitor, number: int) -> str:
    html = visitor.frame.locator("html")
    return str(html.evaluate("(html, number) => new Intl.NumberFormat(html.lang).format(number)", number))


def _sees_thanks(visitor: Visitor) -> None:
    expect(visitor.frame.get_by_text(visitor.words("thanks", email=ADDRESS))).to_be_visible()
    expect(visitor.button("new_chat")).to_be_visible()
