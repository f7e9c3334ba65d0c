"""Visitors who leave a message instead of waiting."""

from typing import Any

from deskbell.floor.commands import LeaveMessage
from deskbell.floor.vocabulary import by_visitor
from tests.office import Browser, Office

EMAIL = "sofia@example.org"


async def leave(
    office: Office,
    channel: str,
    text: str = "Please write to me.",
    *,
    opening: str = "Do you ship to Iceland?",
    email: str = EMAIL,
    organisation: str = "",
) -> str:
    """Somebody begins a chat and leaves; answers the conversation."""
    visitor = await office.visitor(channel)
    form = {"cid": "cid-00000001", "text": opening, "name": "Sofia"}
    conversation: str = (await visitor.post(f"/widget/{channel}/chats", json=form)).json()["conversation"]
    by = by_visitor(await contact_of(office, conversation, organisation))
    await office.ask(LeaveMessage(conversation=conversation, by=by, email=email, text=text), organisation)
    return conversation


async def contact_of(office: Office, conversation: str, organisation: str = "") -> str:
    """Whose chat it is."""
    sequencer = await office.sequencers.of(organisation or office.organisation)
    return await sequencer.look(lambda floor, _: floor.chats[conversation].contact)


async def page_of(browser: Browser, **query: Any) -> dict[str, Any]:
    """A page of the list."""
    answer = await browser.get("/offline-messages", params=query)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


async def ids_of(browser: Browser, **query: Any) -> list[str]:
    """The conversations of a page."""
    return [one["conversation"] for one in (await page_of(browser, **query))["messages"]]


async def open_count(browser: Browser) -> int:
    """How many wait."""
    count: int = (await browser.get("/offline-messages/count")).json()["open"]
    return count
