"""The supervisor, who is the Owner: assigns, takes part, and changes settings whenever it is least convenient.

Owns: his browser; the changes, and putting everything in order again when it is calm.
"""

import asyncio
from random import Random
from typing import Any, Final

from deskbell.audience.access import Viewer
from deskbell.floor.commands import AnyCommand, ChangeInbox, ChangeMember, CreateInbox, DeleteInbox, SetOverriding
from deskbell.floor.vocabulary import Id, Inactivity, InactivityAction, InactivityBasis, by_member
from deskbell.kit.ids import compose_id
from deskbell.kit.trouble import Trouble
from deskbell.sequencer.ask import RefusedByFloor
from deskbell.wire.client_frames import (
    Assign,
    CancelTransfer,
    Close,
    Move,
    Note,
    SetStatus,
    TakeOver,
    TransferTo,
)
from deskbell.wire.views import BoardChat, ConversationView, MemberView, TeamView
from sim.client.tab import NOTE_CANARY, Tab
from sim.network.internet import Unreachable
from sim.node import ORGANISATION
from sim.people.colleague import TEAM, is_there
from sim.people.stage import Stage
from sim.people.tabs import open_tab, reload_tab, tidy

DEEDS: Final = {
    "assign": 30,
    "force transfer": 16,
    "cancel any transfer": 5,
    "move any": 5,
    "take over": 12,
    "work": 10,
    "note": 10,
    "close": 4,
    "status": 8,
    "look": 20,
    "reload": 3,
}
ATTEMPTS_MAX: Final = 5
OF_A_TAKEN_CHAT: Final = ("force transfer", "cancel any transfer", "take over")


def draw_inactivity(random: Random) -> Inactivity | None:
    """A timeout, or none."""
    action: InactivityAction = random.choice(("close", "message", "message", "message_and_close"))
    basis: InactivityBasis = random.choice(("agent_reply", "agent_reply", "customer_message"))
    rule = Inactivity(random.choice((1, 2, 4)), action, "" if action == "close" else "Still there?", basis)
    return random.choice((None, rule))


def draw_abandoning(random: Random) -> int | None:
    """How long a chat waits without its visitor."""
    return random.choice((None, 1, 2, 5))


class Supervisor:
    """One, with a console and the settings pages. `zeal`: how much he changes; `serves`: he takes chats himself."""

    def __init__(
        self, member: Id, stage: Stage, agents: list[Id], inboxes: list[Id], *, zeal: float, serves: bool
    ) -> None:
        self.member = member
        self.browser = stage.new_browser("owner")
        self._stage = stage
        self._random = stage.chance_of("owner")
        self._agents = agents
        self._inboxes = inboxes
        self._zeal = zeal
        self._serving = [*agents, member] if serves else agents
        self._viewer = Viewer("member", ORGANISATION, member, "session of the owner")
        self._inboxes_made = 0

    async def live(self) -> None:
        """While there is a storm; then everything is put in order."""
        self._stage.waiting_for_server += 1
        self._open_tab()
        while self._stage.is_stormy:
            await asyncio.sleep(self._random.uniform(0.5, 5.0 * self._stage.pace))
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
            self._look_around(tab)

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
        deed = self._random.choices(list(DEEDS), list(DEEDS.values()))[0]
        self._stage.deeds[deed] += 1
        if deed == "reload":
            reload_tab(self._stage, tab)
        elif deed == "status":
            tab.do(
                SetStatus(member=self._random.choice(self._agents), status=self._random.choice(("available", "busy")))
            )
        elif deed == "work":
            self._work(tab)
        elif chats:
            taken = [chat for chat in chats if chat.state == "active"] if deed in OF_A_TAKEN_CHAT else []
            self._intervene(tab, deed, self._random.choice(taken or chats))

    def _work(self, tab: Tab) -> None:
        """With a chat that he has taken over himself."""
        plate: MemberView | None = tab.view(f"member:{self.member}")
        for chat in plate.chats if plate is not None else ():
            deed = self._random.choice(("answer", "transfer", "close"))
            if deed == "answer":
                tab.send(chat, self._stage.new_text("owner"))
            elif deed == "transfer":
                tab.do(TransferTo(conversation=chat, agent=self._random.choice(self._agents)))
            else:
                tab.do(Close(conversation=chat))

    def _intervene(self, tab: Tab, deed: str, chat: BoardChat) -> None:
        match deed:
            case "assign":
                agent, beyond = self._choose_agent(tab), self._goes_beyond(tab)
                tab.do(Assign(conversation=chat.conversation, agent=agent, beyond=beyond))
            case "force transfer":
                agent, beyond = self._choose_agent(tab), self._goes_beyond(tab)
                note = self._new_note()
                tab.do(TransferTo(conversation=chat.conversation, agent=agent, note=note, beyond=beyond))
            case "cancel any transfer":
                self._cancel(tab, chat)
            case "move any":
                inbox = self._random.choice(self._inboxes)
                tab.do(Move(conversation=chat.conversation, inbox=inbox, note=self._new_note()))
            case "take over":
                tab.do(TakeOver(conversation=chat.conversation, beyond=self._goes_beyond(tab)))
            case "note":
                tab.do(Note(conversation=chat.conversation, body=self._new_note()))
            case "close":
                tab.do(Close(conversation=chat.conversation))
            case "look":
                tab.follow(f"conversation:{chat.conversation}")

    def _cancel(self, tab: Tab, chat: BoardChat) -> None:
        """Its number is in the log: he has to look there."""
        log: ConversationView | None = tab.view(f"conversation:{chat.conversation}")
        if log is None:
            tab.follow(f"conversation:{chat.conversation}")
        elif log.transfer is not None:
            tab.do(CancelTransfer(conversation=chat.conversation, transfer=log.transfer.transfer))

    def _choose_agent(self, tab: Tab) -> Id:
        """Mostly one who seems to be there."""
        team: TeamView | None = tab.view(TEAM)
        there = [agent for agent in self._agents if team and agent in team.members and is_there(team.members[agent])]
        return self._random.choice(there if there and self._random.random() < 0.85 else self._agents)

    def _goes_beyond(self, tab: Tab) -> bool:
        """Mostly where that is switched on."""
        team: TeamView | None = tab.view(TEAM)
        return self._random.random() < (0.8 if team is not None and team.overriding else 0.15)

    def _new_note(self) -> str:
        return f"{NOTE_CANARY}: {self._stage.new_text('owner')}"

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
            (self._draw_inbox_change, self._draw_member_change, self._draw_overriding, self._draw_deletion),
            (53, 35, 10, 2),
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
                {"abandon_minutes": draw_abandoning(chance)},
                {"agents": tuple(agent for agent in self._serving if chance.random() < 0.7)},
                {"agents": tuple(self._serving)},
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

    def _draw_overriding(self) -> AnyCommand:
        return SetOverriding(allowed=self._random.random() < 0.6, by=by_member(self.member))

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
        orders += [ChangeInbox(inbox=inbox, by=by, agents=tuple(self._serving)) for inbox in self._inboxes]
        for order in orders:
            await self._insist_on(order)

    async def _insist_on(self, order: AnyCommand) -> None:
        while not await self._change(order):  # noqa: ASYNC110 - as a person does
            await asyncio.sleep(self._random.uniform(0.5, 2.0))
