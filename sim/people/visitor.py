"""A visitor: opens a chat, writes, reads, reloads, leaves, returns, ends it, begins another one.

Owns: his browser and his tabs; his name for the server (a contact).
"""

import asyncio
from typing import Final

from deskbell.audience.access import Viewer
from deskbell.contacts.model import NewChat
from deskbell.floor.vocabulary import Id
from deskbell.kit.trouble import Trouble
from deskbell.sequencer.ask import RefusedByFloor
from deskbell.wire.client_frames import Close, LeaveMessage
from deskbell.wire.views import VisitorState
from sim.client.tab import Tab
from sim.network.internet import Unreachable
from sim.node import ORGANISATION
from sim.people.stage import Opening, Stage
from sim.people.tabs import open_tab, reload_tab, tidy

TABS_MAX = 2
RETRY_SECONDS_MAX = 8.0

DEEDS: Final = {
    "write": 50,
    "mark": 12,
    "type": 8,
    "tidy": 20,
    "reload": 4,
    "another tab": 3,
    "close tab": 3,
    "leave": 3,
    "leave for good": 0,
    "leave a message": 0,
    "end": 3,
}
WHILE_WAITING: Final = {**DEEDS, "write": 25, "leave": 10, "leave for good": 1, "leave a message": 2}


class Visitor:
    """One visitor of one channel."""

    def __init__(self, name: str, stage: Stage, channels: list[Id]) -> None:
        self.name = name
        self.browser = stage.new_browser(name)
        self.conversation = ""
        self.is_gone = False
        self._stage = stage
        self._random = stage.chance_of(name)
        self._channels = channels
        self._viewer: Viewer | None = None

    async def live(self) -> None:
        """While there is a storm."""
        await self._pause(0.0, 15.0)
        while self._stage.is_stormy and not self.is_gone:
            if not self.conversation or (self._is_ended and self._random.random() < 0.3):
                await self._begin()
            else:
                await self._do_something()
            await self._pause(0.3, 5.0 * self._stage.pace)

    def settle(self) -> None:
        """In the calm: one tab is open, unless he has gone for good, and nothing is left unsent."""
        if self.conversation and not self.browser.tabs and not self.is_gone:
            self._open_tab()
        for tab in self.browser.tabs:
            tidy(self._stage, tab)

    # ── beginning ─────────────────────────────────────────────────────────────────────────────────────────────────

    async def _begin(self) -> None:
        self._stage.waiting_for_server += 1
        try:
            while not await self._try_to_begin(self._random.choice(self._channels), self._new_chat()):
                if not self._stage.is_stormy:
                    return
        finally:
            self._stage.waiting_for_server -= 1
        self._show()

    def _new_chat(self) -> NewChat:
        return NewChat(self.browser.new_request(), self._stage.new_text(self.name), self.name)

    async def _try_to_begin(self, channel: Id, chat: NewChat) -> bool:
        """Ask until there is an answer, with the same request each time. False: it was no, and not for ever."""
        viewer = await self._identify(channel)
        self._stage.deeds["open"] += 1
        while True:
            try:
                conversation = await self.browser.internet.request(
                    self.browser.device, lambda node: node.open_chat(viewer, channel, chat), may_double=True
                )
            except RefusedByFloor as refused:
                if refused.refusal.code == "already_open":
                    self.conversation = refused.refusal.conversation
                    return True
                if not refused.refusal.retry:
                    return False
                await self._pause(0.3, RETRY_SECONDS_MAX)
            except (Unreachable, Trouble):
                await self._pause(0.3, RETRY_SECONDS_MAX)
            else:
                self._stage.openings.append(Opening(conversation, viewer.id, chat.cid, chat.text))
                self.conversation = conversation
                return True

    async def _identify(self, channel: Id) -> Viewer:
        while self._viewer is None:
            try:
                contact = await self.browser.internet.request(self.browser.device, lambda node: node.visitor(channel))
                self._viewer = Viewer("visitor", ORGANISATION, contact, f"session of {self.name}")
            except (Unreachable, Trouble):
                await self._pause(0.3, RETRY_SECONDS_MAX)
        return self._viewer

    def _show(self) -> None:
        """All tabs go on with the chat there is."""
        if not self.browser.tabs:
            self._open_tab()
        for tab in self.browser.tabs:
            for stream in list(tab.connection.positions):
                if stream != self._stream:
                    tab.unfollow(stream)
            tab.follow(self._stream)

    # ── going on ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def _do_something(self) -> None:
        tabs = self.browser.tabs
        if not tabs:
            self._open_tab()
            return
        tab = self._random.choice(tabs)
        deeds = WHILE_WAITING if self._is("waiting") else DEEDS
        deed = self._random.choices(list(deeds), list(deeds.values()))[0]
        self._stage.deeds[deed] += 1
        if deed.startswith("leave") and deed != "leave a message":
            for open_one in list(tabs):
                open_one.leave()
            self.is_gone = deed == "leave for good"
            await self._pause(2.0, 60.0)
        else:
            self._use(tab, deed)

    def _use(self, tab: Tab, deed: str) -> None:
        match deed:
            case "write":
                for _ in range(self._random.choice((1, 1, 1, 2, 5))):
                    tab.send(self.conversation, self._stage.new_text(self.name))
            case "mark":
                tab.mark(self.conversation, tab.connection.positions[self._stream].seq if self._has(tab) else 0)
            case "type":
                tab.typing(self.conversation, typing=self._random.random() < 0.7)
            case "tidy":
                tidy(self._stage, tab)
            case "reload":
                reload_tab(self._stage, tab)
            case "another tab":
                if len(self.browser.tabs) < TABS_MAX:
                    self._open_tab()
            case "close tab":
                tab.leave()
            case "leave a message":
                words = self._random.choice(("", self._stage.new_text(self.name)))
                tab.do(LeaveMessage(conversation=self.conversation, email="ana@shop.example", body=words))
            case "end":
                tab.do(Close(conversation=self.conversation))

    def _open_tab(self) -> None:
        assert self._viewer is not None, "who has a chat was identified"
        open_tab(self._stage, self.browser, self._viewer, [self._stream])

    @property
    def _stream(self) -> str:
        return f"visitor:{self.conversation}"

    @property
    def _is_ended(self) -> bool:
        return self._is("ended")

    def _is(self, state: VisitorState) -> bool:
        views = [tab.view(self._stream) for tab in self.browser.tabs]
        return any(view is not None and view.state == state for view in views)

    def _has(self, tab: Tab) -> bool:
        return self._stream in tab.connection.positions

    async def _pause(self, low: float, high: float) -> None:
        await asyncio.sleep(self._random.uniform(low, high))
