"""Who gets the chat, as the agents see it (issue 1, point 5)."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import Office
from tests.e2e.scenes import at_work, in_conversation
from tests.e2e.waiting import until


def test_who_does_not_accept_in_time_loses_the_offer_to_the_next(people: People, office: Office) -> None:
    both = [at_work(people, office, "Ann Berg"), at_work(people, office, "Ravi Patel")]
    inbox = office.open_inbox("Quick", *(agent.member for agent in both), offer_seconds=5)
    for agent in both:
        agent.choose_status("available")
    visitor = people.visitor(office, inbox.channel).open().begin("Hello?", name="Omar Haddad")

    first = _who_has_the_offer(both)
    second = both[1 - both.index(first)]
    expect(second.offer()).to_have_count(0)
    expect(second.offer("Omar Haddad")).to_be_visible()
    expect(first.offer()).to_have_count(0)
    expect(first.page.get_by_role("region", name=first.words("next.place"))).to_contain_text(second.member.name)
    second.accept("Omar Haddad")
    visitor.sees_agent(second.member.name)
    expect(first.page.get_by_role("region", name=first.words("next.place"))).to_contain_text(second.member.name)


def test_a_declined_chat_goes_to_the_next(people: People, office: Office) -> None:
    both = [at_work(people, office, "Ann Berg"), at_work(people, office, "Ravi Patel")]
    inbox = office.open_inbox("Choosy", *(agent.member for agent in both))
    for agent in both:
        agent.choose_status("available")
    people.visitor(office, inbox.channel).open().begin("Hello?", name="Omar Haddad")

    first = _who_has_the_offer(both)
    first.decline("Not my field")
    expect(both[1 - both.index(first)].offer("Omar Haddad")).to_be_visible()
    expect(first.offer()).to_have_count(0)


def test_a_full_agent_gets_nothing_and_a_freed_place_is_filled_at_once(people: People, office: Office) -> None:
    agent = at_work(people, office, "Ann Berg")
    office.change_member(agent.member, capacity=1)
    inbox = office.open_inbox("Narrow", agent.member)
    agent.choose_status("available")
    first = people.visitor(office, inbox.channel).open().begin("I am first", name="First")
    agent.accept("First")
    second = people.visitor(office, inbox.channel).open().begin("I am second", name="Second")
    people.visitor(office, inbox.channel).open().begin("I am third", name="Third")

    agent.tab("queue")
    expect(agent.row("I am second")).to_be_visible()
    expect(agent.row("I am third")).to_be_visible()
    expect(agent.offer()).to_have_count(0)
    expect(second.frame.get_by_role("status")).to_contain_text(str(second.words("waiting")))

    agent.end()
    agent.sure()
    first.sees_end()
    expect(agent.offer("Second")).to_be_visible()
    expect(agent.row("I am third")).to_be_visible()


def test_a_supervisor_assigns_and_is_told_when_it_fails(people: People, office: Office) -> None:
    agent = at_work(people, office, "Zoe Martin")
    inbox = office.open_inbox("By hand", agent.member, mode="manual", offer_seconds=60)
    agent.choose_status("available")
    supervisor = people.agent(office).go()
    visitor = people.visitor(office, inbox.channel).open().begin("Who helps me?", name="Lin Wei")

    supervisor.tab("queue").row("Who helps me?").click()
    _assign(supervisor, "Zoe Martin")
    expect(agent.offer("Lin Wei")).to_be_visible()
    agent.decline("Not my field")
    expect(
        supervisor.page.get_by_text(supervisor.words("assignmentFailed.declined", name="Zoe Martin"))
    ).to_be_visible()

    _assign(supervisor, "Zoe Martin")
    agent.accept("Lin Wei")
    visitor.sees_agent("Zoe Martin")


def test_of_two_who_take_a_chat_at_once_one_has_it_and_the_other_hears_who(people: People, office: Office) -> None:
    both = [at_work(people, office, "Ann Berg"), at_work(people, office, "Ravi Patel")]
    inbox = office.open_inbox("Race", *(agent.member for agent in both), mode="manual", claiming=True)
    visitor = people.visitor(office, inbox.channel).open().begin("Anybody?", name="Jonas Lang")
    for agent in both:
        agent.choose_status("available")
        agent.tab("queue").row("Anybody?").click()
        expect(_take(agent)).to_be_enabled()
    for agent in both:
        agent.network.hold()
        _take(agent).click()
    for agent in both:
        agent.network.heal()

    winner = until(
        lambda: next((agent for agent in both if agent.composer.is_visible()), None), "a winner", page=both[0].page
    )
    loser = both[1 - both.index(winner)]
    expect(loser.page.get_by_text(loser.words("refusal.takenBy", name=winner.member.name)).first).to_be_visible()
    expect(loser.composer).to_have_count(0)
    visitor.sees_agent(winner.member.name)
    winner.say("I am here.")
    visitor.sees("Anybody?", "I am here.")


def test_who_goes_busy_keeps_his_chats_and_loses_what_was_on_offer(people: People, office: Office) -> None:
    visitor, agent, inbox = in_conversation(people, office)
    people.visitor(office, inbox.channel).open().begin("Me too", name="Second")
    expect(agent.offer("Second")).to_be_visible()

    agent.choose_status("busy")
    expect(agent.offer()).to_have_count(0)
    agent.say("I am still with you.")
    expect(visitor.messages.last).to_have_text("I am still with you.")
    agent.choose_status("available")
    expect(agent.offer("Second")).to_be_visible()


def _who_has_the_offer(agents: list[Agent]) -> Agent:
    return until(lambda: _first(agents, Agent.offer), "an offer", page=agents[0].page)


def _first(agents: list[Agent], what: Callable[[Agent], Locator]) -> Agent | None:
    """Who sees it."""
    return next((agent for agent in agents if what(agent).is_visible()), None)


def _take(agent: Agent) -> Locator:
    return agent.conversation.get_by_role("button", name=re.compile(f"^{agent.words('chat.take')}"))


def _assign(supervisor: Agent, name: str) -> None:
    supervisor.conversation.get_by_role("button", name=re.compile(f"^{supervisor.words('assign.do')}")).click()
    supervisor.page.get_by_role("menuitemradio", name=re.compile(f"^{name}")).click()
