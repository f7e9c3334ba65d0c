"""An agent: has his consoles open, or not; takes offers, or not; answers, notes, closes.

Owns: his browsers, his mood.
"""

import asyncio
from typing import Final

from deskbell.audience.access import Viewer
from deskbell.floor.vocabulary import Id, Status
from deskbell.wire.client_frames import Accept, Claim, Close, Decline, Note, Return, SetStatus
from deskbell.wire.views import MemberView, TeamMemberState
from sim.browser import Browser
from sim.client.tab import NOTE_CANARY, Tab
from sim.node import ORGANISATION
from sim.people.colleague import TEAM, Colleague
from sim.people.stage import Stage
from sim.people.tabs import open_tab, reload_tab, tidy

STATUSES: Final[tuple[Status, ...]] = ("available", "available", "available", "busy", "away", "offline")


class Agent:
    """One agent with some devices."""

    def __init__(self, name: str, member: Id, stage: Stage, devices: int) -> None:
        self.name = name
        self.member = member
        self.browsers = [stage.new_browser(f"{name}{number}") for number in range(1, devices + 1)]
        self._stage = stage
        self._random = stage.chance_of(name)
        self._viewer = Viewer("member", ORGANISATION, member, f"session of {name}")
        self._eagerness = self._random.choice((0.2, 0.6, 0.95))
        self._haste = self._random.choice((0.4, 2.0, 4.0))
        # Some consoles leave a board that is not theirs any more; others listen on until they are put out.
        self._colleague = Colleague(name, member, stage)
        self._leaves_boards = self._random.random() < 0.5

    async def live(self) -> None:
        """While there is a storm."""
        await self._pause(0.0, 5.0)
        self._open_tab(self.browsers[0])
        self._set_status("available")
        while self._stage.is_stormy:
            await self._do_something()
            await self._pause(0.02, self._haste * self._stage.pace)

    def settle(self) -> None:
        """In the calm: a console is open, he is there, and takes whatever is offered."""
        if not self.tabs:
            self._open_tab(self.browsers[0])
        for tab in self.tabs:
            tidy(self._stage, tab)
            # What was denied lately, and is allowed again, is asked for before everything is taken for still.
            self._look_around(tab)
        tab = self.tabs[0]
        state = self._state(tab)
        if not tab.is_live or tab.pending or state is None:
            return
        if state.status != "available":
            tab.do(SetStatus(status="available"))
        elif state.on_hold:
            tab.do(Return())
        else:
            for offer in self._plate(tab).offers.values():
                tab.do(Accept(conversation=offer.conversation, offer=offer.offer))
            self._colleague.accept_all(tab)

    @property
    def tabs(self) -> list[Tab]:
        """His consoles."""
        return [tab for browser in self.browsers for tab in browser.tabs]

    # ── what he does ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _do_something(self) -> None:
        live = [tab for tab in self.tabs if tab.is_live]
        if not self.tabs:
            self._open_tab(self._random.choice(self.browsers))
        elif not live:
            tidy(self._stage, self._random.choice(self.tabs))
        elif self._random.random() < 0.12:
            await self._move(self._random.choice(live))
        elif self._random.random() < self._eagerness and any(self._plate(tab).offers for tab in live):
            self._answer_offer(live)
        elif self._random.random() < self._eagerness and any(self._plate(tab).transfers for tab in live):
            self._colleague.answer(live)
        else:
            self._work(self._random.choice(live))

    async def _move(self, tab: Tab) -> None:
        """Other devices, another status, away for a while."""
        deed = self._random.choices(
            ("status", "another tab", "reload", "close tab", "leave", "tidy"), (5, 4, 2, 2, 2, 4)
        )[0]
        self._stage.deeds[deed] += 1
        match deed:
            case "status":
                self._set_status(self._random.choice(STATUSES))
            case "another tab":
                self._open_tab(self._random.choice(self.browsers))
            case "reload":
                reload_tab(self._stage, tab)
            case "close tab":
                tab.leave()
            case "tidy":
                tidy(self._stage, tab)
            case "leave":
                for open_one in self.tabs:
                    open_one.leave()
                # For some of these he is missed: the lease is half a minute.
                await self._pause(*self._random.choice(((2.0, 20.0), (20.0, 80.0))))

    def _answer_offer(self, live: list[Tab]) -> None:
        tab = self._random.choice([tab for tab in live if self._plate(tab).offers])
        offer = self._random.choice(list(self._plate(tab).offers.values()))
        accept = Accept(conversation=offer.conversation, offer=offer.offer)
        chance = self._random.random()
        if chance < 0.15:
            self._stage.deeds["accept in the last moment"] += 1
            self._stage.start(self._accept_late(tab, accept, offer.expires_at))
        elif chance < 0.3:
            self._stage.deeds["decline"] += 1
            tab.do(Decline(conversation=offer.conversation, offer=offer.offer, reason="lunch"))
        else:
            self._stage.deeds["accept"] += 1
            tab.do(accept)
        if self._random.random() < 0.15:
            # The same on another device, at the same moment.
            self._random.choice(live).do(accept)

    async def _accept_late(self, tab: Tab, accept: Accept, expires_at: int) -> None:
        """Within a moment of the deadline, on either side of it."""
        await asyncio.sleep(max(0.0, (expires_at - tab.server_now()) / 1000 + self._random.uniform(-0.4, 0.1)))
        if not tab.is_closed:
            tab.do(accept)

    def _work(self, tab: Tab) -> None:
        plate = self._plate(tab)
        chats = list(plate.chats.values())
        state = self._state(tab)
        if state is not None and state.on_hold and self._random.random() < 0.5:
            tab.do(Return())
        elif not chats:
            self._claim(tab)
        elif self._random.random() < 0.2:
            self._colleague.give_away(tab, plate, self._random.choice(chats))
        else:
            self._talk(tab, self._random.choice(chats).conversation)

    def _talk(self, tab: Tab, chat: Id) -> None:
        deed = self._random.choices(("answer", "note", "mark", "type", "close"), (60, 12, 12, 8, 8))[0]
        self._stage.deeds[deed] += 1
        stream = f"conversation:{chat}"
        match deed:
            case "answer":
                for _ in range(self._random.choice((1, 1, 2, 4))):
                    tab.send(chat, self._stage.new_text(self.name))
            case "note":
                tab.do(Note(conversation=chat, body=f"{NOTE_CANARY}: {self._stage.new_text(self.name)}"))
            case "mark":
                place = tab.connection.positions.get(stream)
                tab.mark(chat, place.seq if place is not None else 0)
            case "type":
                tab.typing(chat, typing=self._random.random() < 0.7)
            case "close":
                tab.do(Close(conversation=chat))

    def _claim(self, tab: Tab) -> None:
        boards = [tab.view(stream) for stream in tab.connection.positions if stream.startswith("board:")]
        waiting = [
            chat.conversation
            for board in boards
            if board is not None and hasattr(board, "chats")
            for chat in board.chats.values()
            if chat.state == "waiting"
        ]
        if waiting and self._random.random() < 0.4:
            self._stage.deeds["claim"] += 1
            tab.do(Claim(conversation=self._random.choice(waiting)))

    def _set_status(self, status: Status) -> None:
        if self.tabs:
            self._random.choice(self.tabs).do(SetStatus(status=status))

    # ── what he sees ──────────────────────────────────────────────────────────────────────────────────────────────

    def _open_tab(self, browser: Browser) -> None:
        if not browser.tabs:
            streams = [TEAM, f"member:{self.member}"]
            open_tab(self._stage, browser, self._viewer, streams, self._look_around)

    def _look_around(self, tab: Tab) -> None:
        """A console follows the boards of its inboxes, and the chats on its plate."""
        plate, team = tab.view(f"member:{self.member}"), tab.view(TEAM)
        wanted = []
        if team is not None:
            wanted += [f"board:{inbox.inbox}" for inbox in team.inboxes.values() if self.member in inbox.agents]
        if plate is not None:
            wanted += [f"conversation:{chat}" for chat in (*plate.chats, *plate.offers, *plate.transfers)]
        for stream in wanted:
            if stream not in tab.connection.positions and not tab.was_denied(stream):
                tab.follow(stream)
        if self._leaves_boards:
            for stream in [stream for stream in tab.connection.positions if _is_left(stream, wanted, team)]:
                tab.unfollow(stream)

    def _plate(self, tab: Tab) -> MemberView:
        plate: MemberView | None = tab.view(f"member:{self.member}")
        return plate or MemberView(member=self.member, offers={}, chats={}, transfers={}, passing={})

    def _state(self, tab: Tab) -> TeamMemberState | None:
        team = tab.view(TEAM)
        return None if team is None else team.members.get(self.member)

    async def _pause(self, low: float, high: float) -> None:
        await asyncio.sleep(self._random.uniform(low, high))


def _is_left(stream: str, wanted: list[str], team: object) -> bool:
    """A chat that was closed or taken away stays on the screen; a board that is not his does not."""
    return team is not None and stream.startswith("board:") and stream != TEAM and stream not in wanted
