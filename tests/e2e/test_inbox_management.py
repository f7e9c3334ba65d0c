"""Inbox Management from the first press to the last, as a newcomer uses it (product, section 3).

What happens to a chat when its customer goes silent takes minutes: tests/integration has it, by a clock of its own.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.e2e.inbox_management import InboxManagement
from tests.e2e.office import OWNER, Inbox, Office
from tests.e2e.scenes import at_work
from tests.e2e.waiting import until

TIMING_TIP = "The assigned agent must accept the chat within this time frame"
NOT_ALLOWED = "Insufficient permissions. Please contact your Organization's Owner."


@pytest.fixture
def manager(people: People, office: Office) -> InboxManagement:
    """The Owner, at Inbox Management."""
    return InboxManagement(people.agent(office))


def test_the_wizard_by_keyboard_alone(people: People, own_office: Office) -> None:
    manager = InboxManagement(people.agent(own_office)).open()
    agent = at_work(people, own_office, "Ravi Patel").choose_status("available")
    page, keys, words = manager.page, manager.page.keyboard, manager.words
    expect(page.get_by_text(words("inboxes.none"))).to_be_visible()

    manager.tab_to(manager.link("inboxes.first"))
    keys.press("Enter")
    manager.tab_to(manager.name)
    keys.type("Shop")
    keys.press("Enter")

    expect(manager.mode("auto")).to_be_checked()
    expect(manager.timing).to_have_value("30")
    expect(page.get_by_text(words("agents.nobody"))).to_be_visible()
    manager.tab_to(page.get_by_role("button", name=TIMING_TIP))
    expect(page.get_by_role("tooltip", include_hidden=True).filter(has_text=TIMING_TIP).first).to_be_visible()
    manager.tab_to(manager.agent("Ravi Patel"))
    keys.press("Space")
    manager.tab_to(manager.button("wizard.next"))
    keys.press("Enter")

    expect(manager.time_out_action).not_to_be_checked()
    # Whoever listens rather than looks hears where the button has led.
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    manager.tab_to(manager.time_out_action)
    keys.press("Space")
    manager.tab_to(manager.duration)
    keys.type("10")
    manager.tab_to(manager.action)
    keys.press("ArrowDown")
    expect(manager.action).to_have_value("close")
    manager.tab_to(manager.button("section.save"))
    keys.press("Enter")

    expect(page.get_by_role("link", name=words("install.test"))).to_be_visible()
    channel = page.get_by_text(re.compile(r"/w/\w{26}\.js")).inner_text().partition("/w/")[2][:26]
    manager.tab_to(manager.link("wizard.done"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Shop", level=1)).to_be_visible()

    people.visitor(own_office, channel).open().begin("Is anybody there?", name="Sofia Rossi")
    agent.accept("Sofia Rossi")
    keys.press("g")
    keys.press("s")
    expect(manager.row("Shop")).to_contain_text("1 (1")


def test_what_is_wrong_is_said_at_its_field(manager: InboxManagement, office: Office) -> None:
    inbox = office.open_inbox("Bounds")
    manager.open(f"/{inbox.id}/agents")
    manager.timing.fill("4")
    manager.button("section.save").click()
    expect(manager.timing).to_have_attribute("aria-invalid", "true")
    expect(manager.timing).to_have_accessible_description(re.compile("is too small.*5 to 3,600"))
    manager.timing.fill("5")
    manager.save()

    manager.open(f"/{inbox.id}/inactivity")
    manager.time_out_action.check()
    manager.button("section.save").click()
    expect(manager.duration).to_have_accessible_description(re.compile("is missing.*1 to 432,000"))
    manager.duration.fill("432001")
    manager.action.select_option("message")
    manager.message.fill("👋" * 201)
    manager.button("section.save").click()
    expect(manager.duration).to_have_accessible_description(re.compile("is too large"))
    expect(manager.message).to_have_accessible_description(re.compile("is too long.*1 to 200"))
    manager.duration.fill("432000")
    manager.message.fill("👋" * 200)
    manager.save()
    manager.page.reload()
    expect(manager.message).to_have_value("👋" * 200)
    expect(manager.duration).to_have_value("432000")


def test_the_wizard_is_taken_up_again_where_it_was_left(manager: InboxManagement, office: Office) -> None:
    name = office.open_inbox("Half done").name
    manager.open()
    manager.row(name).get_by_role("link", name=name).click()
    inbox = manager.page.url.rpartition("/")[2]
    manager.open(f"/new?inbox={inbox}&step=agents")
    manager.mode("manual").check()
    manager.link("form.back").click()
    expect(manager.name).to_have_value(name)
    expect(
        manager.page.get_by_text(manager.words("wizard.unsaved", step=str(manager.words("wizard.agents"))))
    ).to_be_visible()

    manager.page.get_by_role("link", name=re.compile(f"^{manager.words('frame.chats')}")).click()
    expect(manager.page.get_by_role("dialog", name=manager.words("unsaved.title"))).to_be_visible()
    manager.button("unsaved.stay").click()
    manager.link("wizard.goThere").click()
    expect(manager.mode("manual")).to_be_checked()
    manager.button("wizard.next").click()
    expect(manager.time_out_action).to_be_visible()
    assert manager.page.url.endswith(f"/settings/inboxes/new?inbox={inbox}&step=inactivity")

    manager.page.reload()
    expect(manager.time_out_action).not_to_be_checked()
    manager.page.go_back()
    expect(manager.mode("manual")).to_be_checked()


def test_each_section_is_edited_by_itself(people: People, manager: InboxManagement, office: Office) -> None:
    agent = office.invite("Lena Koch")
    inbox = office.open_inbox("Edit", office.owner)
    manager.open(f"/{inbox.id}")
    manager.name.fill(f"{inbox.name} renamed")
    manager.save()
    expect(manager.page.get_by_role("heading", name=f"{inbox.name} renamed", level=1)).to_be_visible()

    manager.link("inboxTab.agents").click()
    manager.mode("manual").check()
    manager.agent("Lena Koch").last.check()
    capacity = manager.page.get_by_role("spinbutton", name=manager.words("agents.capacityOf", name="Lena Koch")).last
    capacity.fill("5")
    capacity.press("Enter")
    expect(manager.page.get_by_text(manager.words("agents.capacitySaved"), exact=True)).to_be_visible()
    manager.save()

    manager.link("inboxTab.inactivity").click()
    manager.time_out_action.check()
    manager.duration.fill("2")
    manager.action.select_option("message_and_close")
    manager.message.fill("Are you still there?")
    manager.save()
    manager.page.reload()
    expect(manager.message).to_have_value("Are you still there?")
    manager.link("inboxTab.agents").click()
    expect(manager.mode("manual")).to_be_checked()
    expect(manager.agent("Lena Koch").last).to_be_checked()
    assert agent.name == "Lena Koch"


def test_the_way_back_of_the_browser_asks_too(manager: InboxManagement, office: Office) -> None:
    inbox = office.open_inbox("Back")
    manager.open()
    manager.row(inbox.name).get_by_role("link", name=inbox.name).click()
    manager.name.fill("Typed, and not saved")
    manager.page.go_back()
    manager.button("unsaved.stay").click()
    expect(manager.name).to_have_value("Typed, and not saved")
    assert manager.page.url.endswith(f"/settings/inboxes/{inbox.id}")

    manager.page.go_back()
    manager.button("unsaved.leave").click()
    expect(manager.row(inbox.name)).to_be_visible()


def test_two_who_change_the_same_are_told(people: People, manager: InboxManagement, office: Office) -> None:
    inbox = office.open_inbox("Both")
    other = InboxManagement(people.agent(office)).open(f"/{inbox.id}/agents")
    manager.open(f"/{inbox.id}/agents")
    manager.timing.fill("60")
    other.timing.fill("45")
    other.mode("manual").check()
    other.save()

    expect(manager.page.get_by_text(manager.words("clash.title"))).to_be_visible()
    expect(manager.mode("manual")).to_be_checked()
    expect(manager.timing).to_have_value("60")
    manager.button("clash.keepMine").click()
    manager.save()

    expect(other.timing).to_have_value("60")
    expect(other.page.get_by_text(other.words("clash.taken"))).to_be_visible()


def test_a_widget_is_paused_and_enabled_again(people: People, manager: InboxManagement, office: Office) -> None:
    inbox = office.open_inbox("Pause")
    manager.open(f"/{inbox.id}")
    manager.choose_from_menu(inbox, "channel.pause")
    expect(manager.page.get_by_text(manager.words("channel.disabledLong"), exact=True)).to_be_visible()
    visitor = people.visitor(office, inbox.channel)
    until(lambda: visitor.page.evaluate("window.Deskbell?.ready"), "the widget's script to have run", page=visitor.page)
    expect(visitor.page.locator("deskbell-widget")).to_have_count(0)

    manager.button("channel.enable").click()
    expect(manager.page.get_by_text(manager.words("channel.disabledLong"), exact=True)).to_have_count(0)
    expect(people.visitor(office, inbox.channel).launcher).to_be_visible()


def test_deleting_asks_for_the_name_and_ends_the_chats(
    people: People, manager: InboxManagement, office: Office
) -> None:
    agent = at_work(people, office, "Ann Berg")
    inbox = office.open_inbox("Delete", agent.member)
    agent.choose_status("available")
    talking = people.visitor(office, inbox.channel).open().begin("Hello?", name="Sofia Rossi")
    agent.accept("Sofia Rossi")
    office.change_member(agent.member, capacity=1)
    manager.open()
    manager.choose_from_menu(inbox, "inbox.delete")
    dialog = manager.page.get_by_role("dialog", name=manager.words("delete.title", name=inbox.name))
    expect(dialog).to_contain_text("0 chats are waiting and 1 is open now.")
    waiting = people.visitor(office, inbox.channel).open().begin("And me?", name="Jonas Lang")
    expect(dialog).to_contain_text("1 chat is waiting and 1 is open now.")
    expect(dialog).to_contain_text("The widget stops for good.")
    expect(dialog).to_contain_text("0 past chats are kept.")

    typed = dialog.get_by_role("textbox", name=manager.words("delete.type"))
    delete = dialog.get_by_role("button", name=manager.words("delete.do"), exact=True)
    typed.fill(inbox.name.lower())
    expect(delete).to_have_attribute("aria-disabled", "true")
    typed.fill(inbox.name)
    typed.press("Enter")

    expect(manager.page.get_by_text(manager.words("delete.done", name=inbox.name))).to_be_visible()
    expect(manager.row(inbox.name)).to_have_count(0)
    manager.supervisor.go(f"/chats/{agent.page.url.rpartition('/')[2]}").sees_closed()
    expect(manager.supervisor.log).to_contain_text(str(manager.words("closed.inbox_deleted")))
    for visitor in (talking, waiting):
        expect(visitor.log.get_by_text(visitor.words("ended_inbox_closed"))).to_be_visible()
    assert office.refusal("PATCH", f"channels/{inbox.channel}", state="active") == "409 channel_deactivated"


def test_keeping_the_inbox_keeps_it(manager: InboxManagement, office: Office) -> None:
    inbox = office.open_inbox("Keep")
    manager.open(f"/{inbox.id}")
    manager.choose_from_menu(inbox, "inbox.delete")
    manager.button("delete.keep").click()
    expect(manager.page.get_by_role("dialog")).to_have_count(0)
    manager.page.reload()
    expect(manager.name).to_have_value(inbox.name)


def test_the_list_is_found_again_as_it_was_filtered(manager: InboxManagement, office: Office) -> None:
    first, second = office.open_inbox("Alpha list"), office.open_inbox("Beta list")
    manager.open()
    manager.page.get_by_role("searchbox", name=manager.words("inboxes.search")).fill(" LIST ")
    manager.page.get_by_role("radio", name=re.compile(f"^{manager.words('inboxType.live_chat')}")).check()
    manager.page.get_by_role("combobox", name=manager.words("inboxes.sort")).select_option("created")
    headers = manager.page.get_by_role("rowheader")
    expect(headers).to_have_text([second.name, first.name])
    manager.page.reload()
    expect(headers).to_have_text([second.name, first.name])
    manager.page.get_by_role("searchbox", name=manager.words("inboxes.search")).fill("no such")
    expect(manager.page.get_by_text("No Live chat inbox is called “no such”.")).to_be_visible()
    manager.button("showAll").click()
    expect(manager.row(first.name)).to_be_visible()


def test_who_may_not_is_told_who_can(people: People, office: Office) -> None:
    inbox: Inbox = office.open_inbox("Closed")
    admin = people.agent(office, office.invite("Marta Ruiz", role="admin"))
    admin.go(f"/settings/inboxes/{inbox.id}")
    expect(admin.page.get_by_text(NOT_ALLOWED, exact=True)).to_be_visible()
    expect(admin.page.get_by_text(admin.words("settings.askOwner", name=OWNER))).to_be_visible()
    member = at_work(people, office, "Ravi Patel")
    expect(member.page.get_by_role("link", name=member.words("frame.settings"))).to_have_count(0)


def test_an_admin_with_that_permission_alone_manages_inboxes(people: People, office: Office) -> None:
    admin = office.invite("Nora Lind", role="admin")
    office.give_group(admin, "phone_system")
    manager = InboxManagement(people.agent(office, admin)).open("/new")
    manager.name.fill("By an Admin")
    manager.name.press("Enter")
    manager.agent(OWNER).check()
    manager.button("wizard.next").click()
    manager.button("section.save").click()
    expect(manager.page.get_by_role("link", name=manager.words("install.test"))).to_be_visible()
    office.give_group(admin, "reports")
    expect(manager.page.get_by_text(NOT_ALLOWED, exact=True)).to_be_visible()


def test_without_a_licence_the_missing_one_is_named(people: People, own_office: Office) -> None:
    own_office.change_member(own_office.owner, live_chat=False)
    own_office.set_seats("live_chat", 0)
    manager = InboxManagement(people.agent(own_office)).open("/new")
    manager.supervisor.watch.forgive("status of 409")
    manager.name.fill("Shop")
    manager.name.press("Enter")
    expect(manager.page.get_by_text(manager.words("inbox.licenceMissing"))).to_be_visible()
    expect(manager.page.get_by_role("main")).to_contain_text("Live Chat")
    own_office.set_seats("live_chat", None)
    manager.button("inbox.create").click()
    expect(manager.mode("auto")).to_be_checked()


def test_an_inbox_deleted_meanwhile_says_so(manager: InboxManagement, office: Office) -> None:
    inbox = office.open_inbox("Vanishes")
    manager.supervisor.watch.forgive("status of 404")
    manager.open(f"/{inbox.id}/agents")
    expect(manager.timing).to_be_visible()
    office.delete_inbox(inbox)
    expect(manager.page.get_by_text(manager.words("inbox.notFound"), exact=True)).to_be_visible()
    until(lambda: manager.page.get_by_role("spinbutton").count() == 0, "the form to be gone", page=manager.page)
