"""Commands that make sense in the reference's picture, some too late, not allowed or made twice.

Owns: what is drawn, and how often.
Never: a look at the floor: what is asked follows from the reference and from chance alone.
"""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from deskbell.floor import commands
from deskbell.floor.commands import AnyCommand
from deskbell.floor.vocabulary import SYSTEM, by_member, by_visitor
from tests.sequencer.reference.chance import ADMIN, OWNER, TEAM, Chance

CHATS_MAX: Final = 14
"""Open at once: enough for queues in every inbox, few enough to look through."""

INBOXES: Final = ("shop", "desk", "vip")


class Draw(Chance):
    """Commands."""

    def settle_in(self) -> list[AnyCommand]:
        """A team at work, and inboxes served by most of them."""
        found: list[AnyCommand] = []
        for name in TEAM:
            role: Any = {OWNER: "owner", ADMIN: "admin"}.get(name, "member")
            capacity = self.pick((1, 2, 2, 3))
            found.append(
                commands.AdmitMember(
                    member=name, name=name, role=role, contact_center=True, live_chat=True, capacity=capacity
                )
            )
        found += [self.new_inbox(name) for name in INBOXES[: self.pick((1, 2, 3))]]
        for name in TEAM[self.pick((0, 1, 2)) :]:
            found.append(commands.AttachMember(member=name))
            found.append(commands.SetStatus(member=name, status="available", by=by_member(name)))
        return found

    def command(self) -> AnyCommand:
        """Something to ask."""
        while (command := self.pick(_WEIGHTED)(self)) is None:
            pass
        self.asked.append(command)
        return command

    # ── chats ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def open_chat(self) -> AnyCommand | None:
        """A visitor writes, rarely to an inbox that is gone, or while another chat of his is open."""
        if len(self.reference.chats) >= CHATS_MAX:
            return None
        chat = self.new_name("c")
        known = [one.contact for one in self.reference.chats.values()]
        return commands.OpenChat(
            conversation=chat,
            inbox=self.pick(self.reference.inboxes) if self.reference.inboxes and self.often() else "gone",
            channel="site",
            contact=self.pick(known) if known and not self.often() else f"visitor-of-{chat}",
            cid=f"open-{chat}",
            digest="d",
            text="Hello",
            last_agent=self.pick(("", *TEAM)),
        )

    def accept(self) -> AnyCommand | None:
        """Whoever has it on offer accepts; rarely another, or another number."""
        chat = self.chat("offered")
        if chat is None:
            return None
        number = chat.offers - (not self.often())
        return commands.AcceptOffer(conversation=chat.name, offer=number, by=self.agent_of(chat), **self.request())

    def decline(self) -> AnyCommand | None:
        """The same with a no."""
        chat = self.chat("offered")
        if chat is None:
            return None
        number = chat.offers - (not self.often())
        return commands.DeclineOffer(conversation=chat.name, offer=number, by=self.agent_of(chat), **self.request())

    def claim(self) -> AnyCommand | None:
        """An agent takes a chat that waits, or so he thinks."""
        chat = self.chat("waiting")
        if chat is None:
            return None
        return commands.ClaimChat(conversation=chat.name, by=by_member(self.pick(TEAM)), **self.request())

    def assign(self) -> AnyCommand | None:
        """Mostly a supervisor gives it to somebody."""
        chat = self.chat("waiting", "offered")
        if chat is None:
            return None
        by = by_member(self.pick((OWNER, ADMIN)) if self.often() else self.pick(TEAM))
        agent = self.colleague(chat)
        return commands.AssignChat(conversation=chat.name, agent=agent, by=by, beyond=self.seldom(), **self.request())

    def take_over(self) -> AnyCommand | None:
        """Mostly a supervisor takes it himself."""
        chat = self.chat("waiting", "offered", "active")
        if chat is None:
            return None
        by = by_member(self.pick((OWNER, ADMIN)) if self.often() else self.pick(TEAM))
        return commands.TakeOver(conversation=chat.name, by=by, beyond=self.seldom(), **self.request())

    def transfer(self) -> AnyCommand | None:
        """Its agent, or a supervisor, asks a colleague."""
        chat = self.chat("active")
        if chat is None:
            return None
        by = self.pick((self.agent_of(chat), self.agent_of(chat), by_member(ADMIN)))
        agent = self.colleague(chat)
        return commands.TransferChat(conversation=chat.name, agent=agent, by=by, beyond=self.seldom(), **self.request())

    def answer_transfer(self) -> AnyCommand | None:
        """Who is asked accepts or declines, or it is taken back; rarely by another, or under another number."""
        coming = [chat for chat in self.reference.chats.values() if chat.transfer]
        chat = self.pick(coming) if coming else self.chat("active")
        if chat is None:
            return None
        asked = chat.transfer.agent if chat.transfer and self.often() else self.pick(TEAM)
        number = chat.transfers - (not self.often())
        kind: Any
        kind, by = self.pick(
            (
                (commands.AcceptTransfer, by_member(asked)),
                (commands.AcceptTransfer, by_member(asked)),
                (commands.DeclineTransfer, by_member(asked)),
                (commands.CancelTransfer, self.agent_of(chat)),
            )
        )
        answer: AnyCommand = kind(conversation=chat.name, transfer=number, by=by, **self.request())
        return answer

    def move(self) -> AnyCommand | None:
        """To another inbox, mostly."""
        chat = self.chat("waiting", "offered", "active", "active")
        if chat is None:
            return None
        by = self.pick((self.agent_of(chat), by_member(OWNER)))
        return commands.MoveChat(conversation=chat.name, inbox=self.pick(INBOXES), by=by, **self.request())

    def close(self) -> AnyCommand | None:
        """The visitor, the agent, a supervisor, or somebody who may not."""
        chat = self.chat("waiting", "offered", "active")
        if chat is None:
            return None
        by = self.pick((by_visitor(chat.contact), self.agent_of(chat), by_member(OWNER), by_visitor("stranger")))
        return commands.CloseChat(conversation=chat.name, by=by, **self.request())

    def again(self) -> AnyCommand | None:
        """What was asked before, perhaps long ago, rarely under the same id for something else."""
        in_chats = [one for one in self.asked if hasattr(one, "cid")]
        if not in_chats:
            return None
        known = self.pick(in_chats[-6:] if self.often() else in_chats)
        again: AnyCommand = known if self.often() else msgspec.structs.replace(known, digest="another")
        return again

    def visitor(self) -> AnyCommand | None:
        """A visitor comes or goes, or leaves a message."""
        chat = self.chat("waiting", "offered", "active")
        if chat is None:
            return None
        if self.seldom() and self.seldom():
            by = by_visitor(chat.contact if self.often() else "stranger")
            email = "iris@example.org" if self.often() else "nowhere"
            return commands.LeaveMessage(conversation=chat.name, by=by, email=email, **self.request())
        if not chat.visitor_left:
            return commands.DetachVisitor(conversation=chat.name)
        return commands.AttachVisitor(conversation=chat.name)

    # ── people ────────────────────────────────────────────────────────────────────────────────────────────────────

    def status(self) -> AnyCommand:
        """Chosen by the member, or for him."""
        name = self.pick(TEAM)
        by = by_member(name if self.often() else self.pick(TEAM))
        status: Any = self.pick(("available", "available", "available", "busy", "away", "offline"))
        return commands.SetStatus(member=name, status=status, by=by)

    def release(self) -> AnyCommand | None:
        """ "I am back", or a supervisor says so."""
        held = [agent.name for agent in self.reference.agents.values() if agent.on_hold]
        if not held and self.often():
            return None
        name = self.pick(held or TEAM)
        return commands.ReleaseHold(member=name, by=by_member(name if self.often() else self.pick(TEAM)))

    def attach(self) -> AnyCommand:
        """A console comes, of somebody who has none if there is anybody."""
        away = [agent.name for agent in self.reference.agents.values() if agent.connection != "attached"]
        return commands.AttachMember(member=self.pick(away or TEAM))

    def detach(self) -> AnyCommand:
        """A last console goes."""
        return commands.DetachMember(member=self.pick(TEAM))

    def change_member(self) -> AnyCommand:
        """A licence, the capacity, or the account."""
        rule, values = self.pick(
            (
                ("capacity", (1, 2, 3)),
                ("contact_center", (True, False)),
                ("live_chat", (True, False)),
                ("active", (True, False)),
            )
        )
        # Who is just being asked loses more by it than others.
        asked = [
            chat.agent for chat in self.reference.chats.values() if chat.state == "offered" and chat.agent != OWNER
        ]
        is_given_back = rule != "capacity" and self.random.randrange(2)
        name = self.pick(asked if asked and not is_given_back else TEAM[1:] if rule == "active" else TEAM)
        if is_given_back:
            values = (True,)
        given: Any = {rule: self.pick(values)}
        return commands.ChangeMember(member=name, by=SYSTEM, **given)

    def overriding(self) -> AnyCommand:
        """Beyond capacity, or no longer."""
        by = by_member(OWNER) if self.often() else by_member(self.pick(TEAM))
        return commands.SetOverriding(allowed=self.often(), by=by)

    # ── inboxes ───────────────────────────────────────────────────────────────────────────────────────────────────

    def create_inbox(self) -> AnyCommand | None:
        """One that is missing."""
        missing = [name for name in INBOXES if name not in self.reference.inboxes]
        return self.new_inbox(missing[0]) if missing else None

    def new_inbox(self, name: str) -> AnyCommand:
        """With rules of its own."""
        rules: Any = {rule: self.some(rule) for rule in RULES}
        return commands.CreateInbox(inbox=name, by=SYSTEM, name=name, **rules)

    def change_inbox(self) -> AnyCommand:
        """One rule becomes another, mostly of an inbox that is there."""
        inbox = self.pick(self.reference.inboxes or INBOXES)
        rule = self.pick(RULES)
        given: Any = {rule: self.some(rule)}
        return commands.ChangeInbox(inbox=inbox if self.often() else self.pick(INBOXES), by=SYSTEM, **given)

    def delete_inbox(self) -> AnyCommand | None:
        """Seldom."""
        return None if self.often() else commands.DeleteInbox(inbox=self.pick(INBOXES), by=SYSTEM)

    def some(self, rule: str) -> Any:
        """A value of a rule."""
        if rule == "agents":
            known = self.reference.agents.values()
            able = [one.name for one in known if one.active and one.contact_center and one.live_chat]
            return tuple(name for name in (able if self.often() and able else TEAM) if self.random.randrange(4))
        return self.pick(RULES[rule])


RULES: Final[dict[str, tuple[Any, ...]]] = {
    "agents": (),
    "mode": ("auto", "auto", "auto", "manual"),
    "offer_seconds": (5, 5, 30),
    "claiming": (True, True, False),
    "priority": (0, 0, 5),
    "capacity": (None, None, 1, 2),
    "grace_seconds": (None, 1, 20, 60),
    "prefers_last_agent": (False, True),
    "abandon_minutes": (None, 1, 10),
}

WEIGHTS: Final[dict[Callable[[Draw], AnyCommand | None], int]] = {
    Draw.open_chat: 10,
    Draw.accept: 12,
    Draw.decline: 4,
    Draw.claim: 3,
    Draw.assign: 4,
    Draw.take_over: 2,
    Draw.transfer: 6,
    Draw.answer_transfer: 5,
    Draw.move: 2,
    Draw.visitor: 3,
    Draw.close: 4,
    Draw.again: 3,
    Draw.status: 3,
    Draw.release: 3,
    Draw.attach: 8,
    Draw.detach: 2,
    Draw.change_member: 3,
    Draw.overriding: 1,
    Draw.create_inbox: 1,
    Draw.change_inbox: 3,
    Draw.delete_inbox: 1,
}
"""How often each is drawn, relative to the others."""

_WEIGHTED: Final = [maker for maker, weight in WEIGHTS.items() for _ in range(weight)]
