"""Messages left by visitors who did not want to wait, as their colleagues read and answer them."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.e2e.accessibility import Inspector
from tests.e2e.agent import Agent
from tests.e2e.conftest import People
from tests.e2e.office import ORGANISATION, Inbox, Office
from tests.e2e.scenes import at_work
from tests.e2e.server import Server
from tests.post_office import Letter, PostOffice
from tests.server import free_port

OPENING = "Do you ship to Iceland?"
LAST_WORDS = "I have to go. Please write to me."
EMAIL = "sofia@example.org"
BROWSER = "deskbell-test"
PHONE: ViewportSize = {"width": 390, "height": 780}


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """Where mail goes."""
    with PostOffice() as opened:
        yield opened


@pytest.fixture
def mailing_office(tmp_path: Path, people: People, post: PostOffice) -> Iterator[Office]:
    """An organisation on a server that sends mail."""
    port = free_port()
    server = Server(
        tmp_path / "own",
        port=port,
        DESKBELL_PUBLIC_URL=f"http://127.0.0.1:{port}",
        DESKBELL_MAIL_SERVER=f"smtp+plain://127.0.0.1:{post.port}",
        DESKBELL_MAIL_SENDER="Fernhill <desk@fernhill.example>",
    ).start()
    founded = Office(server)
    yield founded
    founded.close()
    people.leave()
    server.stop()


def test_a_message_is_answered_by_e_mail(people: People, mailing_office: Office, post: PostOffice) -> None:
    agent = at_work(people, mailing_office, "Ann Berg")
    inbox = mailing_office.open_inbox("Shop", agent.member)
    agent.go("/messages")
    expect(agent.page.get_by_text(agent.words("messages.open.empty"))).to_be_visible()

    leave(mailing_office, inbox, name="Sofia Rossi")

    expect(rail(agent)).to_have_accessible_name(re.compile(r"\b1\b"))
    row(agent, "Sofia Rossi").click()
    message = shown(agent)
    expect(message.get_by_role("log").get_by_text(OPENING)).to_be_visible()
    expect(message.get_by_role("log").get_by_text(LAST_WORDS)).to_be_visible()
    expect(message.get_by_role("link", name=EMAIL)).to_have_attribute("href", f"mailto:{EMAIL}")
    answer(agent).fill("Yes, we do.\nIt takes a week.")
    agent.button("messages.send").click()

    expect(message.get_by_text(agent.words("messages.answeredBy"))).to_contain_text("Ann Berg")
    expect(agent.page.get_by_text(agent.words("messages.open.empty"))).to_be_visible()
    expect(rail(agent)).not_to_have_accessible_name(re.compile(r"\d"))
    letter = letters_to(post, EMAIL)[0]
    assert letter.message["Subject"] == f"Your message to {ORGANISATION}"
    assert letter.message["Auto-Submitted"] is None
    assert [line for line in letter.text().splitlines() if line] == [
        "Yes, we do.",
        "It takes a week.",
        f"Ann Berg, {ORGANISATION}",
        f"> {LAST_WORDS}",
    ]


def test_of_two_the_second_reads_who_was_first(people: People, mailing_office: Office, post: PostOffice) -> None:
    first, second = [at_work(people, mailing_office, name) for name in ("Ann Berg", "Ravi Patel")]
    inbox = mailing_office.open_inbox("Shop", first.member, second.member)
    conversation = leave(mailing_office, inbox)
    second.watch.forgive(r"status of 409")
    for agent in (first, second):
        agent.go(f"/messages/{conversation}")
        answer(agent).fill("Yes.")

    first.button("messages.send").click()
    expect(shown(first).get_by_text(first.words("messages.answeredBy"))).to_be_visible()
    second.button("messages.send").click()

    expect(shown(second).get_by_role("alert")).to_contain_text(
        str(second.words("messages.taken.answered", name="Ann Berg"))
    )
    expect(answer(second)).to_have_count(0)
    letters_to(post, EMAIL)
    first.button("messages.reopen").click()
    expect(answer(first)).to_be_visible()
    assert len(letters_to(post, EMAIL)) == 1


def test_without_mail_it_is_answered_from_elsewhere_and_done_by_another(people: People, office: Office) -> None:
    first, second = [at_work(people, office, name) for name in ("Ann Berg", "Ravi Patel")]
    inbox = office.open_inbox("Post", first.member, second.member)
    conversation = leave(office, inbox)
    first.go(f"/messages/{conversation}")
    program = shown(first).get_by_role("link", name=first.words("messages.byMailProgram"))
    expect(program).to_have_attribute("href", f"mailto:{EMAIL}")
    second.go("/messages")
    row(second, LAST_WORDS).click()

    first.button("messages.finish").click()
    expect(shown(first).get_by_text(first.words("messages.finishedBy"))).to_contain_text("Ann Berg")
    second.go("/messages?state=done")
    row(second, LAST_WORDS).click()
    expect(shown(second).get_by_text(second.words("messages.finishedBy"))).to_contain_text("Ann Berg")
    second.button("messages.reopen").click()
    first.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(first.button("messages.finish")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nobody_is_shut_out(people: People, mailing_office: Office, language: str) -> None:
    agent = people.agent(mailing_office, mailing_office.invite("Ann Berg"), language=language).go("/messages")
    inspector = Inspector(f"messages-{language}", *(("light", "dark") if language == "en" else ("light",)))
    inbox = mailing_office.open_inbox("Shop", agent.member)
    expect(agent.page.get_by_text(agent.words("messages.open.empty"))).to_be_visible()
    inspector.look(agent.page, "messages: none")
    conversation = leave(mailing_office, inbox, name="Sofia Rossi")
    row(agent, "Sofia Rossi").click()
    expect(answer(agent)).to_be_visible()
    expect(shown(agent).get_by_role("log")).to_be_visible()
    inspector.look(agent.page, "a message")
    agent.page.set_viewport_size(PHONE)
    inspector.look(agent.page, "a message on a phone")
    agent.page.get_by_role("link", name=agent.words("messages.back")).click()
    expect(row(agent, "Sofia Rossi")).to_be_visible()
    inspector.look(agent.page, "messages on a phone")
    agent.go(f"/messages/{conversation}")
    agent.button("messages.finish").click()
    expect(shown(agent).get_by_text(agent.words("messages.finishedBy"))).to_be_visible()
    inspector.look(agent.page, "a message that is done")
    inspector.check()


def rail(agent: Agent) -> Locator:
    """The way to the messages, with how many wait."""
    return agent.page.get_by_role("navigation", name=agent.words("frame.rail")).locator("a[href='/messages']")


def row(agent: Agent, text: str) -> Locator:
    """A message in the list."""
    return _pane(agent.page, agent).get_by_role("link").filter(has_text=text)


def _pane(page: Page, agent: Agent) -> Locator:
    return page.get_by_role("list", name=agent.words("messages.pane"))


def shown(agent: Agent) -> Locator:
    """The message that is open."""
    return agent.page.get_by_role("region", name=agent.words("messages.from"))


def answer(agent: Agent) -> Locator:
    """Where the answer is written."""
    return agent.page.get_by_role("textbox", name=agent.words("messages.answer"))


def letters_to(post: PostOffice, recipient: str) -> list[Letter]:
    """What went to somebody; waits for the first."""
    with post.arrived:
        assert post.arrived.wait_for(lambda: any(recipient in one.recipients for one in post.letters), 15)
    return [one for one in post.letters if recipient in one.recipients]


def leave(office: Office, inbox: Inbox, *, name: str = "") -> str:
    """A visitor asks, does not wait, and leaves his address; answers the conversation."""
    origin = office.server.origin
    headers = {"Origin": origin, "User-Agent": BROWSER}
    with httpx.Client(base_url=f"{origin}/api/v1/", headers=headers, trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {_post(client, f'widget/{inbox.channel}/visitor')['token']}"
        form = {"cid": str(uuid.uuid4()), "text": OPENING, "name": name}
        conversation: str = _post(client, f"widget/{inbox.channel}/chats", form)["conversation"]
        ticket = _post(client, "widget/ticket")["ticket"]
    stream = {"id": f"visitor:{conversation}", "epoch": "", "seq": 0}
    address = f"{origin.replace('http', 'ws', 1)}/api/v1/socket"
    with connect(address, origin=Origin(origin), user_agent_header=BROWSER, proxy=None) as socket:
        socket.send(_text({"t": "hello", "v": 1, "ticket": ticket, "client": "test", "streams": [stream]}))
        left = {"verb": "leave_message", "conversation": conversation, "email": EMAIL, "body": LAST_WORDS}
        socket.send(_text({"t": "do", "rid": str(uuid.uuid4()), "ask": left}))
        while (frame := msgspec.json.decode(socket.recv(timeout=10)))["t"] != "ack":
            assert frame["t"] != "nack", frame
    return conversation


def _post(client: httpx.Client, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answered = client.post(path, json=body) if body is not None else client.post(path)
    assert answered.is_success, answered.text
    said: dict[str, Any] = answered.json()
    return said


def _text(frame: dict[str, Any]) -> str:
    return msgspec.json.encode(frame).decode()
