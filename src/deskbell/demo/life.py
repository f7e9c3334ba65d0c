"""Lets the made-up shop live: looks at the floor twice a second and lets somebody do the next thing.

Owns: when visitors come, how long people take to accept, to write and to leave.
Never: a state of its own about chats: what is next follows from the floor and from how many lines were said.
Holds: what you do yourself, as agent or as visitor of the test page, is answered like anybody's.
"""

import asyncio
from random import Random
from typing import Literal

from sqlalchemy import Connection

from deskbell.contacts import store as contacts
from deskbell.demo.cast import CASES, CLOSING, SMALL_TALK, VISITORS, Case
from deskbell.demo.founding import Shop
from deskbell.floor.commands import (
    AcceptOffer,
    AcceptTransfer,
    AnyCommand,
    AttachMember,
    AttachVisitor,
    CloseChat,
    DeclineOffer,
    DeclineTransfer,
    OpenChat,
    PostMessage,
    ReleaseHold,
    SetStatus,
)
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import Id, Instant, by_member, by_visitor
from deskbell.kit.ids import digest, new_id
from deskbell.main import App

LOOK_SECONDS = 0.5
VISITOR_EVERY_MS = (5_000, 14_000)
ACCEPT_AFTER_MS = (2_000, 9_000)
LINE_AFTER_MS = (4_000, 13_000)
BREAK_SHARE = 0.004
"""How likely a colleague is, at each look, to take a break or to come back from one."""

OPEN_CHATS_MAX = 24
"""Beyond it no simulated visitor comes: on a slow day of yours the shop should not drown."""


Question = tuple[Id, Literal["offer", "transfer"], int]
"""What a colleague is asked: of which chat, and its number."""


class Talk:
    """What has been said in a chat so far, and when the next line is due."""

    def __init__(self, case: Case, due: Instant) -> None:
        self.case = case
        self.said = 1
        self.due = due


class Life:
    """The simulated people of one shop."""

    def __init__(self, app: App, shop: Shop, random: Random) -> None:
        self._app = app
        self._shop = shop
        self._random = random
        self._talks: dict[Id, Talk] = {}
        self._next_visitor: Instant = 0
        self._answers_at: dict[Question, Instant] = {}

    async def go_on(self) -> None:
        """Live until cancelled."""
        sequencer = await self._app.sequencers.of(self._shop.organisation)
        for member in self._shop.colleagues:
            await sequencer.submit(AttachMember(member=member))
            await sequencer.submit(SetStatus(member=member, status="available", by=by_member(member)))
        for chat in await sequencer.look(lambda floor, _heads: list(floor.chats)):
            # Left from the last run: who said what in it is forgotten.
            await sequencer.submit(CloseChat(conversation=chat, by=by_member(self._shop.owner)))
        while True:
            now = self._app.clock.now()
            if now >= self._next_visitor:
                self._next_visitor = now + self._random.randint(*VISITOR_EVERY_MS)
                await self._send_a_visitor(now)
            for command in await self._look(now):
                await sequencer.submit(command)
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self, now: Instant) -> list[AnyCommand]:
        sequencer = await self._app.sequencers.of(self._shop.organisation)
        return await sequencer.look(lambda floor, _heads: self._next_commands(floor, now))

    async def _send_a_visitor(self, now: Instant) -> None:
        sequencer = await self._app.sequencers.of(self._shop.organisation)
        if await sequencer.look(lambda floor, _heads: len(floor.chats)) >= OPEN_CHATS_MAX:
            return
        case, name = self._random.choice(CASES), self._random.choice(VISITORS)
        inbox = self._shop.inboxes[case.inbox]

        def arrive(connection: Connection) -> Id:
            visitor = contacts.add_visitor(connection, organisation=self._shop.organisation, channel=inbox, now=now)
            contacts.put_profile(connection, visitor.contact, name=name, email="")
            return visitor.contact

        contact = await self._app.database.write(arrive)
        conversation = new_id()
        await sequencer.submit(
            OpenChat(
                conversation=conversation,
                inbox=inbox,
                channel=inbox,
                contact=contact,
                visitor_name=name,
                cid=new_id(),
                digest=digest(case.lines[0]),
                text=case.lines[0],
            )
        )
        self._talks[conversation] = Talk(case, now)

    # ── what is next, by the floor as it is ───────────────────────────────────────────────────────────────────────

    def _next_commands(self, floor: Floor, now: Instant) -> list[AnyCommand]:
        commands: list[AnyCommand] = []
        for chat in floor.chats.values():
            commands += self._answer_offer(chat, now)
            commands += self._answer_transfer(chat, now)
            if chat.visitor_left and self._is_simulated(chat):
                # Made-up visitors have no page that could say so.
                commands.append(AttachVisitor(conversation=chat.id))
            commands += self._say_something(chat, now)
        for member in self._shop.colleagues:
            commands += self._live(floor, member)
        for forgotten in self._talks.keys() - floor.chats.keys():
            del self._talks[forgotten]
        return commands

    def _answer_offer(self, chat: Chat, now: Instant) -> list[AnyCommand]:
        offer = chat.offer
        if offer is None or offer.agent not in self._shop.colleagues:
            return []
        if not self._has_thought((chat.id, "offer", offer.number), offer.expires_at, now):
            return []
        by = by_member(offer.agent)
        if self._random.random() < self._shop.colleagues[offer.agent].patience:
            return [AcceptOffer(conversation=chat.id, offer=offer.number, by=by)]
        if self._random.random() < 0.5:
            return [DeclineOffer(conversation=chat.id, offer=offer.number, by=by, reason="In the middle of something")]
        return []

    def _answer_transfer(self, chat: Chat, now: Instant) -> list[AnyCommand]:
        """A colleague is asked to take a chat over: most of the time he does."""
        transfer = chat.transfer
        if transfer is None or transfer.agent not in self._shop.colleagues:
            return []
        if not self._has_thought((chat.id, "transfer", transfer.number), transfer.expires_at, now):
            return []
        by = by_member(transfer.agent)
        if self._random.random() < self._shop.colleagues[transfer.agent].patience:
            return [AcceptTransfer(conversation=chat.id, transfer=transfer.number, by=by)]
        return [DeclineTransfer(conversation=chat.id, transfer=transfer.number, by=by, reason="In a call")]

    def _has_thought(self, question: Question, expires_at: Instant, now: Instant) -> bool:
        """True once, after some seconds; who has answered once does not answer again."""
        answers_at = self._answers_at.setdefault(question, now + self._random.randint(*ACCEPT_AFTER_MS))
        if now < answers_at:
            return False
        self._answers_at[question] = expires_at + 1
        return True

    def _say_something(self, chat: Chat, now: Instant) -> list[AnyCommand]:
        """The next line of the chat's case, by whoever's turn it is, as far as that is one of ours."""
        if chat.state != "active":
            return []
        talk = self._talks.setdefault(chat.id, Talk(Case("", SMALL_TALK), now + self._random.randint(*LINE_AFTER_MS)))
        if now < talk.due:
            return []
        talk.due = now + self._random.randint(*LINE_AFTER_MS)
        is_agents_turn = talk.said % 2 == 1
        is_ours = chat.owner in self._shop.colleagues
        if talk.said >= len(talk.case.lines):
            return self._end(chat) if is_ours and self._is_simulated(chat) else []
        if is_agents_turn and not is_ours:
            # A person answers here; the visitor goes on without waiting for ever.
            talk.said += 1
            return []
        if not is_agents_turn and not self._is_simulated(chat):
            return []
        line = talk.case.lines[talk.said]
        talk.said += 1
        by = by_member(chat.owner) if is_agents_turn else by_visitor(chat.contact)
        return [PostMessage(conversation=chat.id, by=by, cid=new_id(), digest=digest(line), text=line)]

    def _is_simulated(self, chat: Chat) -> bool:
        return chat.id in self._talks and self._talks[chat.id].case.inbox != ""

    def _end(self, chat: Chat) -> list[AnyCommand]:
        by = by_member(chat.owner)
        goodbye = PostMessage(conversation=chat.id, by=by, cid=new_id(), digest=digest(CLOSING), text=CLOSING)
        return [goodbye, CloseChat(conversation=chat.id, by=by)]

    def _live(self, floor: Floor, member: Id) -> list[AnyCommand]:
        """A break now and then; back from being on hold after a while."""
        colleague = floor.members[member]
        if self._random.random() > BREAK_SHARE:
            return []
        by = by_member(member)
        if colleague.on_hold:
            return [ReleaseHold(member=member, by=by)]
        if colleague.status == "available":
            return [SetStatus(member=member, status="away", reason="Coffee", by=by)]
        return [SetStatus(member=member, status="available", by=by)]
