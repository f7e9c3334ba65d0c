"""Reloads, dead networks, restarts and `kill -9` in mid conversation (issue 1, point 6; delivery, D1 to D5).

What is compared is what stands on the pages.
"""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.console_watch import NO_NETWORK
from tests.e2e.office import Office
from tests.e2e.scenes import ANSWER, GREETING, agree, in_conversation
from tests.e2e.server import Server
from tests.e2e.visitor import Visitor
from tests.e2e.waiting import until

# The longest that a client waits for a word of the server (delivery, "The client"), and for an answer to an attempt.
SILENCE_MAX_MS = 41_000
REACTION_MS = 1_000

KEPT = "Object.values(sessionStorage).join()"


def test_a_reload_loses_nothing_on_either_side(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    visitor.type("Half a thought")
    agent.type("Half an answer")
    # The widget keeps what is written a moment after it was written; nobody reloads in the middle of a word.
    until(lambda: "Half a thought" in visitor.page.evaluate(KEPT), "the draft to be kept", page=visitor.page)

    visitor.page.reload()
    visitor.open()
    agent.page.reload()
    agent.is_live()
    for side in (visitor, agent):
        side.sees_sent(GREETING, ANSWER)
    expect(visitor.composer).to_have_value("Half a thought")
    expect(agent.composer).to_have_value("Half an answer")
    visitor.composer.press("Enter")
    agent.composer.press("Enter")
    agree(visitor, agent, said_by_visitor=[GREETING, "Half a thought"], said_by_agent=[ANSWER, "Half an answer"])


def test_what_is_written_without_a_network_is_sent_once_it_is_back(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    for side in (visitor, agent):
        side.watch.forgive(NO_NETWORK)
        side.network.cut()
    expect(visitor.frame.get_by_role("status")).to_contain_text(str(visitor.words("reconnecting")))
    agent.is_not_live()

    visitor.say("V1", "V2")
    agent.say("A1", "A2")
    visitor.type("V3")
    expect(visitor.unsent).to_have_count(2)
    expect(agent.unsent).to_have_count(2)
    visitor.network.heal()
    agent.network.heal()
    visitor.composer.press("Enter")
    agree(visitor, agent, said_by_visitor=[GREETING, "V1", "V2", "V3"], said_by_agent=[ANSWER, "A1", "A2"])
    expect(visitor.frame.get_by_role("status")).to_have_count(0)


def test_what_a_visitor_wrote_without_a_network_survives_a_reload(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    visitor.watch.forgive(NO_NETWORK)
    visitor.network.cut()
    visitor.say("V1", "V2")
    expect(visitor.unsent).to_have_count(2)
    visitor.network.heal()
    visitor.page.reload()
    visitor.open()

    agree(visitor, agent, said_by_visitor=[GREETING, "V1", "V2"], said_by_agent=[ANSWER])


@pytest.mark.parametrize("deaf", ["down", "up"])
@pytest.mark.parametrize("comes_back", [True, False], ids=["late", "never"])
def test_a_half_open_line_neither_loses_nor_doubles(
    people: People, office: Office, deaf: str, comes_back: bool
) -> None:
    visitor, agent, _ = in_conversation(people, office)
    for side in (visitor, agent):
        side.watch.forgive(NO_NETWORK)
    visitor.network.hold("down" if deaf == "down" else "up")
    visitor.say("V1")
    agent.say("A1")
    expect(visitor.unsent).to_be_visible()
    if deaf == "down":
        # It has arrived; only the visitor does not know.
        until(lambda: "V1" in agent.messages.all_inner_texts(), "the message to arrive", page=agent.page)
    visitor.say("V2")
    if comes_back:
        visitor.network.heal()
    else:
        visitor.network.heal_and_forget()

    agree(visitor, agent, said_by_visitor=[GREETING, "V1", "V2"], said_by_agent=[ANSWER, "A1"])


def test_a_line_that_is_dead_without_a_word_is_noticed(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    for side in (visitor, agent):
        side.watch.forgive(NO_NETWORK)
        side.page.clock.install()
        side.page.reload()
    visitor.open()
    agent.is_live()
    for side in (visitor, agent):
        side.sees_sent(GREETING, ANSWER)
        side.network.hold()
    visitor.say("V1")
    agent.say("A1")

    # What was open stays dumb for ever; what is opened anew gets through. Nobody is told: the pages have to notice that
    # they hear nothing, and to give up each connection that the browser still takes for a good one.
    for side in (visitor, agent):
        side.network.leave_for_dead()
    _until_noticed(visitor)
    _until_noticed(agent)
    agree(visitor, agent, said_by_visitor=[GREETING, "V1"], said_by_agent=[ANSWER, "A1"])


def _until_noticed(side: Visitor | Agent) -> None:
    """Let time pass for this page, by more than it may wait each time, until what it could not send is sent."""
    expect(side.unsent).to_have_count(1)

    def is_back() -> bool:
        side.page.clock.fast_forward(SILENCE_MAX_MS)
        try:
            expect(side.unsent).to_have_count(0, timeout=REACTION_MS)
        except AssertionError:
            return False
        return True

    until(is_back, "the page to have noticed", page=side.page)


def test_a_slow_network_keeps_the_order(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    visitor.network.slow(0.3)
    agent.network.slow(0.1)
    visitor.say("V1", "V2", "V3")
    agent.say("A1", "A2", "A3")

    agree(visitor, agent, said_by_visitor=[GREETING, "V1", "V2", "V3"], said_by_agent=[ANSWER, "A1", "A2", "A3"])


def test_where_sockets_are_blocked_the_chat_goes_on_by_polling(people: People, office: Office) -> None:
    visitor, agent, _ = in_conversation(people, office)
    for side in (visitor, agent):
        side.watch.forgive("WebSocket")
        side.context.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked'); } };")
        side.page.reload()
    visitor.open()
    agent.is_live()
    for side in (visitor, agent):
        side.sees_sent(GREETING, ANSWER)

    visitor.say("V1", "V2")
    agent.say("A1", "A2")
    agree(visitor, agent, said_by_visitor=[GREETING, "V1", "V2"], said_by_agent=[ANSWER, "A1", "A2"])


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_restart_in_mid_conversation_loses_nothing_and_the_offer_goes_on(
    people: People, own_server: Server, own_office: Office, how: str
) -> None:
    visitor, agent, inbox = in_conversation(people, own_office, offer_seconds=60)
    waiting = people.visitor(own_office, inbox.channel).open().begin("May I too?", name="Jonas Lang")
    for side in (visitor, agent, waiting):
        side.watch.forgive(NO_NETWORK)
    expect(agent.offer("Jonas Lang")).to_be_visible()
    left, at = agent.seconds_left(), time.monotonic()
    visitor.say("V1")
    agent.say("A1")
    own_server.kill() if how == "kill" else own_server.stop()
    visitor.say("V2", "V3")
    agent.say("A2", "A3")
    agent.is_not_live()
    own_server.start()

    agree(
        visitor,
        agent,
        said_by_visitor=[GREETING, "V1", "V2", "V3"],
        said_by_agent=[ANSWER, "A1", "A2", "A3"],
    )
    agent.is_live()
    expect(agent.offer("Jonas Lang")).to_be_visible()
    passed = time.monotonic() - at
    assert abs(left - passed - agent.seconds_left()) <= 2, "the countdown went on meanwhile"
    agent.accept("Jonas Lang")
    agent.sees("May I too?")
    waiting.sees_agent("Ann Berg")


def test_an_offer_goes_on_while_the_agent_has_no_network(people: People, office: Office) -> None:
    _, agent, inbox = in_conversation(people, office, offer_seconds=60)
    waiting = people.visitor(office, inbox.channel).open().begin("May I too?", name="Jonas Lang")
    expect(agent.offer("Jonas Lang")).to_be_visible()
    left, at = agent.seconds_left(), time.monotonic()

    agent.watch.forgive(NO_NETWORK)
    agent.network.cut()
    agent.is_not_live()
    # Nobody is promised what cannot be done now: the button says why, and does nothing.
    accept = agent.offer().get_by_role("button", name=re.compile(f"^{agent.words('offer.accept')}"))
    expect(accept).to_have_attribute("aria-disabled", "true")
    agent.network.heal()
    agent.is_live()
    assert abs(left - (time.monotonic() - at) - agent.seconds_left()) <= 2, "the countdown went on meanwhile"
    agent.accept("Jonas Lang")
    waiting.sees_agent("Ann Berg")
