"""Two people talk, from the first message to the end and a new start (issue 1, point 4)."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.e2e.office import Office
from tests.e2e.scenes import ANSWER, GREETING, at_work, in_conversation
from tests.e2e.waiting import until

COUNT_TONES = """
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""


def test_an_offer_calls_for_attention_and_opens_the_chat(people: People, office: Office) -> None:
    agent = at_work(people, office, "Ann Berg")
    agent.context.add_init_script(COUNT_TONES)
    agent.go()
    inbox = office.open_inbox("Bell", agent.member, offer_seconds=30)
    agent.choose_status("available")
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")

    expect(agent.offer("Sofia Rossi")).to_contain_text(GREETING)
    expect(agent.offer()).to_contain_text(inbox.name)
    first = agent.seconds_left()
    assert 20 < first <= 30
    until(lambda: agent.seconds_left() < first, "the countdown to run", page=agent.page)
    expect(agent.page).to_have_title(re.compile(r"^\(1\) 0:[012]\d "))
    until(lambda: agent.page.evaluate("tones") > 0, "it to ring", page=agent.page)
    expect(visitor.frame.get_by_role("status")).to_contain_text(str(visitor.words("waiting")))

    agent.accept("Sofia Rossi")
    expect(agent.composer).to_be_focused()
    expect(agent.offer()).to_have_count(0)
    expect(agent.page).not_to_have_title(re.compile(r"^\("))
    visitor.sees_agent("Ann Berg")


def test_both_see_what_is_said_that_the_other_types_and_reads(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)

    visitor.type("And can I pay")
    agent.sees_typing()
    agent.type("One moment")
    visitor.sees_typing("Ann Berg")
    visitor.composer.press("Enter")
    agent.composer.press("Enter")
    visitor.say("by bank transfer?")
    agent.say("You can.")
    until(lambda: agent.messages.count() == 6, "six messages", page=agent.page)
    shown = agent.messages.all_inner_texts()
    visitor.sees_sent(*shown)
    expect(visitor.log.get_by_text(re.compile(rf"{visitor.words('read')}\s*$")).last).to_be_visible()
    expect(agent.log.get_by_text(agent.words("chat.read"), exact=True)).to_be_visible()


def test_the_agent_ends_and_the_visitor_starts_anew(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)

    agent.end()
    agent.sure()
    visitor.sees_end()
    agent.sees_closed()
    expect(visitor.composer).to_have_count(0)
    visitor.button("new_chat").click()
    # Who is known is not asked again.
    expect(visitor.frame.get_by_role("textbox", name=visitor.words("name"))).to_have_count(0)
    visitor.begin("One more thing.")
    agent.accept("Sofia Rossi")
    agent.sees("One more thing.")
    earlier = agent.page.get_by_role("complementary", name=agent.words("context.pane"))
    expect(earlier.get_by_role("link").filter(has_text=GREETING)).to_be_visible()


def test_who_writes_while_his_chat_is_about_to_end_is_not_shut_out(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)

    agent.end()
    agent.button("end.undo").click()
    expect(agent.button("end.undo")).to_have_count(0)
    agent.end()
    visitor.say("One more thing!")
    expect(agent.page.get_by_text(agent.words("end.wroteAgain"))).to_be_visible()
    agent.say("Of course.")
    visitor.sees_sent(GREETING, ANSWER, "One more thing!", "Of course.")


def test_the_visitor_ends_and_keeps_the_conversation_on_his_screen(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)

    visitor.end()
    agent.sees_closed()
    expect(visitor.log.get_by_text(visitor.words("ended_visitor"), exact=True)).to_be_visible()
    visitor.sees(GREETING, ANSWER)
    with visitor.page.expect_download() as saved:
        visitor.button("download").click()
    transcript = saved.value.path().read_text(encoding="utf-8")
    assert GREETING in transcript
    assert ANSWER in transcript


def test_a_note_stays_in_the_team(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)

    agent.page.keyboard.press("ControlOrMeta+/")
    note = agent.conversation.get_by_role("textbox", name=agent.words("composer.noteLabel"))
    note.fill("Has asked about Iceland before.")
    note.press("Enter")
    expect(agent.log.get_by_text("Has asked about Iceland before.")).to_be_visible()
    agent.say("We use the post.")
    visitor.sees_sent(GREETING, ANSWER, "We use the post.")
    expect(visitor.panel).not_to_contain_text("before")


def test_a_closed_panel_counts_what_was_not_read(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)

    visitor.button("close").click()
    expect(visitor.launcher).to_be_focused()
    agent.say("Are you still there?")
    visitor.sees_unread(1)
    visitor.open()
    visitor.sees_sent(GREETING, ANSWER, "Are you still there?")
    expect(visitor.launcher).to_have_accessible_name("Chat")


def test_markup_is_text_on_both_sides(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    hostile = '<img src=x onerror="alert(1)"><b>bold</b> javascript:alert(1) https://shop.example/?a=<b>'

    visitor.say(hostile)
    agent.say(hostile)
    agent.sees_sent(GREETING, ANSWER, hostile, hostile)
    visitor.sees_sent(GREETING, ANSWER, hostile, hostile)
    for link in (*visitor.log.get_by_role("link").all(), *agent.log.get_by_role("link").all()):
        expect(link).to_have_attribute("href", "https://shop.example/?a=")
        expect(link).to_have_attribute("rel", re.compile("noopener"))
