"""The supervisor, who is the Owner: assigns, takes part, and changes settings whenever it is least convenient.

Owns: his browser; the changes, and putting everything in order again when it is calm.
"""

import asyncio
from random import Random
from typing import Any, Final

from deskbell.audience.access import Viewer
from deskbell.floor.commands import AnyCommand, ChangeInbox, ChangeMember, CreateInbox, DeleteInbox
from deskbell.floor.vocabulary import Id, Inactivity, InactivityAction, InactivityBasis, by_member
from deskbell.kit.ids import compose_id
from deskbell.kit.trouble import Trouble
from deskbell.sequencer.ask import RefusedByFloor
from deskbell.wire.client_frames import Assign, Close, Note, SetStatus
from deskbell.wire.views import BoardChat, TeamView
from sim.client.tab import NOTE_CANARY, Tab
from sim.network.internet import Unreachable
from sim.node import ORGANISATION
from sim.people.stage import Stage
from sim.people.tabs import open_tab, reload_tab, tidy

TEAM: Final = "board:team"
ATTEMPTS_MAX: Final = 5


def draw_inactivity(random: Random) -> Inactivity | None:
    """A timeout, or none."""
    action: InactivityAction = random.choice(("close", "message", "message", "message_and_close"))
    basis: InactivityBasis = random.choice(("agent_reply", "agent_reply", "customer_message"))
    rule = Inactivity(random.choice((1, 2, 4)), action, "" if action == "close" else "Still there?", basis)
    return random.choice((None, rule))


class Supervisor:
    """One, with a console and the settings pages. `zeal`: how much he changes."""

    def __init__(self, member: Id, stage: Stage, agents: list[Id], inboxes: list[Id], zeal: float) -> None:
        self.member = member
        self.browser = stage.new_browser("owner")
        self._stage = stage
        self._random = stage.chance_of("owner")
        self._agents = agents
        self._inboxes = inboxes
        self._zeal = zeal
        self._viewer = Viewer("member", ORGANISATION, member, "session of the owner")
        self._inboxes_made = 0

    async def live(self) -> None:
        """While there is a storm; then everything is put in order."""
        self._stage.waiting_for_server += 1
        self._open_tab()
        while self._stage.is_stormy:
            await asyncio.sleep(self._random.uniform(1.0, 8.0 * self._stage.pace))
            if self._random.random() < self._zeal:
                await self._change(self._draw_change())
            else:
                self._do_something()
        await self._put_in_order()
        self._stage.waiting_for_server -= 1

    def settle(self) -> None:
        """In the calm: the console is open."""
        self._open_tab()
        for tab in self.browser.tabs:
            tidy(self._stage, tab)

    # ── at the console ────────────────────────────────────────────────────────────────────────────────────────────

    def _do_something(self) -> None:
        self._open_tab()
        tab = self.browser.tabs[0]
        chats = self._chats(tab)
        if not tab.is_live:
            # A page can be turned while the line is down.
            if chats:
                self._intervene(tab, "look", self._random.choice(chats))
            tidy(self._stage, tab)
            return
        deed = self._random.choices(("assign", "note", "close", "status", "look", "reload"), (40, 12, 4, 8, 20, 3))[0]
        self._stage.deeds[deed] += 1
        if deed == "reload":
            reload_tab(self._stage, tab)
        elif deed == "status":
            tab.do(
                SetStatus(member=self._random.choice(self._agents), status=self._random.choice(("available", "busy")))
            )
        elif chats:
            self._intervene(tab, deed, self._random.choice(chats))

    def _intervene(self, tab: Tab, deed: str, chat: BoardChat) -> None:
        match deed:
            case "assign":
                tab.do(Assign(conversation=chat.conversation, agent=self._random.choice(self._agents)))
            case "note":
                body = f"{NOTE_CANARY}: {self._stage.new_text('owner')}"
                tab.do(Note(conversation=chat.conversation, body=body))
            case "close":
                tab.do(Close(conversation=chat.conversation))
            case "look":
                tab.follow(f"conversation:{chat.conversation}")

    def _chats(self, tab: Tab) -> list[BoardChat]:
        boards = [tab.view(stream) for stream in tab.connection.positions if stream.startswith("board:")]
        return [
            chat for board in boards if board is not None and hasattr(board, "chats") for chat in board.chats.values()
        ]

    def _open_tab(self) -> None:
        if not self.browser.tabs:
            streams = [TEAM, f"member:{self.member}"]
            open_tab(self._stage, self.browser, self._viewer, streams, self._look_around)

    def _look_around(self, tab: Tab) -> None:
        team: TeamView | None = tab.view(TEAM)
        if team is None:
            return
        boards = [f"board:{inbox}" for inbox in team.inboxes]
        for stream in boards:
            if stream not in tab.connection.positions and not tab.was_denied(stream):
                tab.follow(stream)
        for stream in list(tab.connection.positions):
            if stream.startswith("board:") and stream not in (TEAM, *boards):
                tab.unfollow(stream)

    # ── on the settings pages ─────────────────────────────────────────────────────────────────────────────────────

    def _draw_change(self) -> AnyCommand:
        draw = self._random.choices(
            (self._draw_inbox_change, self._draw_member_change, self._draw_deletion), (55, 43, 2)
        )[0]
        return draw()

    def _draw_inbox_change(self) -> AnyCommand:
        chance = self._random
        changes: dict[str, Any] = chance.choice(
            (
                {"mode": chance.choice(("auto", "manual"))},
                {"offer_seconds": chance.choice((5, 8, 15, 30))},
                {"capacity": chance.choice((None, 1, 2, 3))},
                {"claiming": chance.random() < 0.5},
                {"priority": chance.randint(0, 2)},
                {"inactivity": draw_inactivity(chance)},
                {"grace_seconds": chance.choice((None, 1, 5, 20)), "prefers_last_agent": chance.random() < 0.5},
                {"agents": tuple(agent for agent in self._agents if chance.random() < 0.7)},
                {"agents": tuple(self._agents)},
            )
        )
        return ChangeInbox(inbox=chance.choice(self._inboxes), by=by_member(self.member), **changes)

    def _draw_member_change(self) -> AnyCommand:
        chance = self._random
        changes: dict[str, Any] = chance.choice(
            (
                {"capacity": chance.randint(1, 4)},
                {"live_chat": chance.random() < 0.6},
                {"contact_center": chance.random() < 0.6},
                {"active": chance.random() < 0.6},
                {"active": True, "live_chat": True, "contact_center": True},
            )
        )
        return ChangeMember(member=chance.choice(self._agents), by=by_member(self.member), **changes)

    def _draw_deletion(self) -> AnyCommand:
        """An inbox goes, or a new one comes; one always stays."""
        by = by_member(self.member)
        if len(self._inboxes) > 1:
            return DeleteInbox(inbox=self._inboxes.pop(), by=by)
        self._inboxes_made += 1
        inbox = compose_id(2, self._inboxes_made)
        self._inboxes.append(inbox)
        return CreateInbox(inbox=inbox, by=by, name=f"Later {self._inboxes_made}", agents=())

    async def _change(self, command: AnyCommand) -> bool:
        """A page of settings: asks, and says what came of it. False: it is not known whether it was done."""
        self._stage.deeds["change settings"] += 1
        try:
            await self.browser.internet.request(self.browser.device, lambda node: node.ask(command), may_double=True)
        except RefusedByFloor:
            return True
        except (Unreachable, Trouble):
            return False
        return True

    async def _put_in_order(self) -> None:
        by = by_member(self.member)
        orders: list[AnyCommand] = [
            ChangeMember(member=agent, by=by, active=True, contact_center=True, live_chat=True)
            for agent in self._agents
        ]
        orders += [ChangeInbox(inbox=inbox, by=by, agents=tuple(self._agents)) for inbox in self._inboxes]
        for order in orders:
            await self._insist_on(order)

    async def _insist_on(self, order: AnyCommand) -> None:
        while not await self._change(order):  # noqa: ASYNC110 - as a person does
            await asyncio.sleep(self._random.uniform(0.5, 2.0))
