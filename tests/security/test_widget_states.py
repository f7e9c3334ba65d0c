"""Every door of a widget in every state (product, section 4): active, disabled for a while, deactivated for good.

The socket and its tickets are doors as well: `tests/integration/test_widget_states.py`.
"""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal

import httpx
import pytest
from msgspec import Struct

from deskbell.floor.commands import CloseChat
from deskbell.floor.vocabulary import by_visitor
from tests.office import Browser, Office, make_inbox, told

State = Literal["active", "disabled", "deactivated"]

HELLO = {"cid": "cid-00000001", "text": "Hello"}
OTHER = {"cid": "cid-00000002", "text": "Somebody else"}
STOPPED = "410 channel_deactivated"
OFF = "404 channel_disabled"


class Scene(Struct):
    """A widget, a visitor whose chat is open, one who has a token and no chat, and the Owner."""

    office: Office
    owner: Browser
    channel: str
    chatting: Browser
    silent: Browser
    conversation: str


async def loader(scene: Scene) -> str:
    script = (await scene.office.browser().page(f"/w/{scene.channel}.js")).text
    found = re.search(r"c=(\{.*\});", script)
    assert found is not None
    settings: dict[str, Any] = json.loads(found[1])
    return f"{settings['state']} {'' if settings['channel'] == scene.channel else 'nobody'}".strip()


async def frame(scene: Scene) -> str:
    answer = await scene.office.browser().page(f"/w/{scene.channel}/frame")
    found = re.search(r'data-state="(\w+)"', answer.text)
    return f"{answer.status_code} {found[1] if found else ''}"


async def shop(scene: Scene) -> str:
    return str((await scene.office.browser().page(f"/try/{scene.channel}")).status_code)


async def state(scene: Scene) -> str:
    answer = await scene.office.browser().get(f"/widget/{scene.channel}")
    return f"{answer.status_code} {answer.json()['state']}"


async def new_visitor(scene: Scene) -> str:
    return said(await scene.office.browser().post(f"/widget/{scene.channel}/visitor"))


async def new_chat(scene: Scene) -> str:
    return said(await scene.silent.post(f"/widget/{scene.channel}/chats", json=OTHER))


async def the_chat_asked_for_again(scene: Scene) -> str:
    """No answer had reached him."""
    return said(await scene.chatting.post(f"/widget/{scene.channel}/chats", json=HELLO))


async def latest_chat(scene: Scene) -> str:
    return said(await scene.chatting.get(f"/widget/{scene.channel}/chat"))


async def entries(scene: Scene) -> str:
    return said(
        await scene.chatting.get(f"/widget/{scene.channel}/entries", params={"conversation": scene.conversation})
    )


async def a_strangers_token(scene: Scene) -> str:
    stranger = scene.office.browser()
    stranger.token = "x" * 43
    return said(await stranger.get(f"/widget/{scene.channel}/chat"))


async def the_switch(scene: Scene) -> str:
    return said(await scene.owner.patch(f"/channels/{scene.channel}", json={"state": "active"}))


async def the_look(scene: Scene) -> str:
    return said(await scene.owner.patch(f"/channels/{scene.channel}", json={"look": {"side": "left"}}))


def said(answer: httpx.Response) -> str:
    return str(answer.status_code) if answer.is_success else f"{answer.status_code} {told(answer)['code']}"


DOORS: Final[dict[Callable[[Scene], Awaitable[str]], dict[State, str]]] = {
    loader: {"active": "active", "disabled": "disabled", "deactivated": "deactivated nobody"},
    frame: {"active": "200 active", "disabled": "200 disabled", "deactivated": "200 deactivated"},
    shop: {"active": "200", "disabled": "200", "deactivated": "404"},
    state: {"active": "200 active", "disabled": "200 disabled", "deactivated": "200 deactivated"},
    new_visitor: {"active": "201", "disabled": OFF, "deactivated": STOPPED},
    new_chat: {"active": "201", "disabled": OFF, "deactivated": STOPPED},
    the_chat_asked_for_again: {"active": "201", "disabled": "201", "deactivated": STOPPED},
    latest_chat: {"active": "200", "disabled": "200", "deactivated": STOPPED},
    entries: {"active": "200", "disabled": "200", "deactivated": STOPPED},
    a_strangers_token: dict.fromkeys(("active", "disabled", "deactivated"), "401 not_signed_in"),
    the_switch: {"active": "200", "disabled": "200", "deactivated": "409 channel_deactivated"},
    the_look: {"active": "200", "disabled": "200", "deactivated": "409 channel_deactivated"},
}


async def build(office: Office, owner: Browser) -> Scene:
    channel = (await make_inbox(owner))["channel"]["id"]
    chatting, silent = await office.visitor(channel), await office.visitor(channel)
    begun = await chatting.post(f"/widget/{channel}/chats", json=HELLO)
    return Scene(office, owner, channel, chatting, silent, begun.json()["conversation"])


async def bring_to(scene: Scene, wanted: State) -> None:
    if wanted == "disabled":
        await scene.owner.patch(f"/channels/{scene.channel}", json={"state": "disabled"})
    if wanted == "deactivated":
        await scene.owner.request("DELETE", f"/inboxes/{scene.channel}", json={"name": "Shop"})


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("door", "wanted", "answer"),
    [(door, state, answer) for door, answers in DOORS.items() for state, answer in answers.items()],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_a_door(
    office: Office, owner: Browser, door: Callable[[Scene], Awaitable[str]], wanted: State, answer: str
):
    scene = await build(office, owner)
    await bring_to(scene, wanted)
    assert await door(scene) == answer


@pytest.mark.asyncio
async def test_what_was_disabled_is_as_before_when_it_is_enabled(office: Office, owner: Browser):
    scene = await build(office, owner)
    await bring_to(scene, "disabled")
    await owner.patch(f"/channels/{scene.channel}", json={"state": "active"})
    for door, answers in DOORS.items():
        assert await door(scene) == answers["active"], door.__name__


@pytest.mark.asyncio
async def test_deleting_a_disabled_widgets_inbox_is_as_final(office: Office, owner: Browser):
    scene = await build(office, owner)
    await bring_to(scene, "disabled")
    await bring_to(scene, "deactivated")
    for door, answers in DOORS.items():
        assert await door(scene) == answers["deactivated"], door.__name__


@pytest.mark.asyncio
async def test_a_disabled_widget_ends_with_the_chat_that_goes_on_in_it(office: Office, owner: Browser):
    scene = await build(office, owner)
    await bring_to(scene, "disabled")
    contact = (await owner.get(f"/conversations/{scene.conversation}")).json()["contact"]
    await office.ask(CloseChat(conversation=scene.conversation, by=by_visitor(contact)))

    begun = await scene.chatting.post(f"/widget/{scene.channel}/chats", json=OTHER)

    assert said(begun) == OFF


@pytest.mark.asyncio
async def test_a_widget_that_never_was_has_stopped_for_good(office: Office, owner: Browser):
    browser = office.browser()
    for channel in ("0" * 26, "x", "a" * 300):
        assert (await browser.get(f"/widget/{channel}")).json() == {"state": "deactivated"}
        assert told(await browser.post(f"/widget/{channel}/visitor"))["code"] == "not_found"
