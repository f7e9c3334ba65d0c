"""One visitor with two tabs, one agent with two devices: one conversation, one effect."""

from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.e2e.office import Office
from tests.e2e.scenes import ANSWER, GREETING, at_work, in_conversation


def test_two_tabs_of_a_visitor_are_one_conversation(people: People, office: Office) -> None:
    first, agent, inbox = in_conversation(people, office)
    second = first.open_tab(inbox.channel).open()

    second.sees(GREETING, ANSWER)
    second.say("From the second tab")
    first.sees_sent(GREETING, ANSWER, "From the second tab")
    agent.say("I see both.")
    for tab in (first, second):
        tab.sees_sent(GREETING, ANSWER, "From the second tab", "I see both.")
    agent.sees_sent(GREETING, ANSWER, "From the second tab", "I see both.")


def test_a_chat_begun_in_one_tab_goes_on_in_another_that_was_open_before(people: People, office: Office) -> None:
    inbox = office.open_inbox("Tabs")
    first = people.visitor(office, inbox.channel).open()
    second = first.open_tab(inbox.channel).open()
    expect(second.question).to_be_visible()

    first.begin("Begun in the first tab")
    second.sees("Begun in the first tab")
    second.end()
    expect(first.button("new_chat")).to_be_visible()


def test_what_one_device_accepts_the_other_is_told(people: People, office: Office) -> None:
    desk = at_work(people, office, "Ann Berg")
    phone = people.agent(office, desk.member).go()
    inbox = office.open_inbox("Devices", desk.member)
    desk.choose_status("available")
    expect(phone.page.get_by_role("button", name=phone.words("status.mine", status="Available"))).to_be_visible()
    visitor = people.visitor(office, inbox.channel).open().begin("Hello", name="Elif Demir")

    expect(phone.offer("Elif Demir")).to_be_visible()
    expect(desk.offer("Elif Demir")).to_be_visible()
    phone.network.hold()
    phone.offer().get_by_role("button").first.click()
    desk.accept("Elif Demir")
    phone.network.heal()
    expect(phone.page.get_by_text(phone.words("refusal.youElsewhere")).first).to_be_visible()
    expect(phone.offer()).to_have_count(0)

    phone.row("Hello").click()
    phone.say("Written on the phone")
    desk.sees_sent("Hello", "Written on the phone")
    visitor.sees("Hello", "Written on the phone")
