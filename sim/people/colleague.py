"""What an agent does with his colleagues: hands chats over, moves them, and answers when he is asked to take one.

Owns: these deeds, on one or several of his devices at once.
Never: offers from the queue, and what is said in a chat: `agent.py`.
"""

import asyncio

from deskbell.floor.vocabulary import Id
from deskbell.wire.bodies import YourChat, YourTransfer
from deskbell.wire.client_frames import AcceptTransfer, CancelTransfer, DeclineTransfer, Move, TransferTo
from deskbell.wire.views import MemberView, TeamMemberState, TeamView
from sim.client.tab import NOTE_CANARY, Tab
from sim.people.stage import Stage

TEAM = "board:team"


class Colleague:
    """Of one agent."""

    def __init__(self, name: str, member: Id, stage: Stage) -> None:
        self._name = name
        self._member = member
        self._stage = stage
        self._random = stage.chance_of(f"{name} as a colleague")
        self._is_helpful = self._random.random() < 0.7

    def give_away(self, tab: Tab, plate: MemberView, chat: YourChat) -> None:
        """To a colleague, or to another inbox; or he takes back what he has given."""
        passing = plate.passing.get(chat.conversation)
        if passing is not None and self._random.random() < 0.6:
            self._stage.deeds["cancel transfer"] += 1
            tab.do(CancelTransfer(conversation=chat.conversation, transfer=passing.transfer))
        elif self._random.random() < 0.75:
            self._transfer(tab, chat)
        else:
            self._move(tab, chat)

    def _transfer(self, tab: Tab, chat: YourChat) -> None:
        agent = self._find_somebody(tab, chat.inbox)
        if agent:
            self._stage.deeds["transfer"] += 1
            tab.do(TransferTo(conversation=chat.conversation, agent=agent, note=self._new_note()))

    def _find_somebody(self, tab: Tab, inbox: Id) -> Id:
        """Mostly one who seems to be there."""
        team: TeamView | None = tab.view(TEAM)
        agents = team.inboxes[inbox].agents if team is not None and inbox in team.inboxes else ()
        others = [agent for agent in agents if agent != self._member]
        if team is not None and self._random.random() < 0.85:
            others = [agent for agent in others if agent in team.members and is_there(team.members[agent])] or others
        return self._random.choice(others) if others else ""

    def _move(self, tab: Tab, chat: YourChat) -> None:
        team: TeamView | None = tab.view(TEAM)
        others = [inbox for inbox in team.inboxes if inbox != chat.inbox] if team is not None else []
        if others:
            self._stage.deeds["move"] += 1
            inbox = self._random.choice(others)
            tab.do(Move(conversation=chat.conversation, inbox=inbox, note=self._new_note()))

    def _new_note(self) -> str:
        return f"{NOTE_CANARY}: {self._stage.new_text(self._name)}"

    # ── asked by others ───────────────────────────────────────────────────────────────────────────────────────────

    def answer(self, live: list[Tab]) -> None:
        """Yes, no, or nothing; at once or in the last moment; here, or here and there."""
        tab = self._random.choice([tab for tab in live if self._asked(tab)])
        transfer = self._random.choice(self._asked(tab))
        chance = self._random.random()
        if transfer.transfer > 1 and chance < 0.3:
            # The card before it was still there when he clicked.
            self._stage.deeds["answer an earlier transfer"] += 1
            tab.do(AcceptTransfer(conversation=transfer.conversation, transfer=transfer.transfer - 1))
        elif chance < 0.2:
            self._stage.deeds["ignore transfer"] += 1
        elif chance < 0.35:
            self._stage.deeds["accept transfer in the last moment"] += 1
            self._stage.start(self._accept_late(tab, transfer))
        else:
            self._answer_now(tab, transfer)
            while self._random.random() < 0.3:
                # Another device, or the same again, at the same moment.
                self._answer_now(self._random.choice(live), transfer)

    def accept_all(self, tab: Tab) -> None:
        """In the calm."""
        for transfer in self._asked(tab):
            tab.do(_accept(transfer))

    def _answer_now(self, tab: Tab, transfer: YourTransfer) -> None:
        if self._random.random() < (0.8 if self._is_helpful else 0.3):
            self._stage.deeds["accept transfer"] += 1
            tab.do(_accept(transfer))
        else:
            self._stage.deeds["decline transfer"] += 1
            chat, reason = transfer.conversation, self._new_note()
            tab.do(DeclineTransfer(conversation=chat, transfer=transfer.transfer, reason=reason))

    async def _accept_late(self, tab: Tab, transfer: YourTransfer) -> None:
        left_ms = transfer.expires_at - tab.server_now()
        await asyncio.sleep(max(0.0, left_ms / 1000 + self._random.uniform(-0.4, 0.1)))
        if not tab.is_closed:
            tab.do(_accept(transfer))

    def _asked(self, tab: Tab) -> list[YourTransfer]:
        plate: MemberView | None = tab.view(f"member:{self._member}")
        return list(plate.transfers.values()) if plate is not None else []


def is_there(member: TeamMemberState) -> bool:
    """As far as the console shows."""
    return member.status != "offline" and member.connection != "gone"


def _accept(transfer: YourTransfer) -> AcceptTransfer:
    return AcceptTransfer(conversation=transfer.conversation, transfer=transfer.transfer)
