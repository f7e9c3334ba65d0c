"""Where many tests begin: people who talk already.

Owns: the way there, and how two pages are compared.
"""

from typing import Any, NamedTuple

from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import Inbox, Office
from tests.e2e.visitor import Visitor
from tests.e2e.waiting import until

GREETING = "Do you ship to Iceland?"
ANSWER = "Yes, in four to nine days."


class Scene(NamedTuple):
    """A visitor and an agent in a chat, and the inbox it came through."""

    visitor: Visitor
    agent: Agent
    inbox: Inbox


def at_work(people: People, office: Office, name: str, **options: Any) -> Agent:
    """A new colleague at his console, not yet available."""
    return people.agent(office, office.invite(name), **options).go()


def in_conversation(people: People, office: Office, **settings: Any) -> Scene:
    """Sofia has asked, Ann has answered."""
    agent = at_work(people, office, "Ann Berg")
    inbox = office.open_inbox("Shop", agent.member, **settings)
    agent.choose_status("available")
    visitor = people.visitor(office, inbox.channel).open().begin(GREETING, name="Sofia Rossi")
    agent.accept("Sofia Rossi")
    agent.say(ANSWER)
    visitor.sees_sent(GREETING, ANSWER)
    agent.sees_sent(GREETING, ANSWER)
    return Scene(visitor, agent, inbox)


def agree(visitor: Visitor, agent: Agent, *, said_by_visitor: list[str], said_by_agent: list[str]) -> None:
    """Both pages come to show every text exactly once, in one order, in which each has his own order."""
    everything = sorted(said_by_visitor + said_by_agent)

    def same() -> bool:
        ours, theirs = visitor.messages.all_inner_texts(), agent.messages.all_inner_texts()
        return ours == theirs and sorted(ours) == everything

    until(same, "both pages to show the same", page=visitor.page, seconds=30)
    shown = visitor.messages.all_inner_texts()
    visitor.sees_sent(*shown)
    agent.sees_sent(*shown)
    assert [text for text in shown if text in said_by_visitor] == said_by_visitor
    assert [text for text in shown if text in said_by_agent] == said_by_agent
