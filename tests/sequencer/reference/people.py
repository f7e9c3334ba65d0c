"""What can be asked of people and inboxes.

Owns: one method for each command about a member, an inbox or the organisation.
Never: what follows from it: `rules.py`.
"""

from typing import Any

from msgspec import UNSET

from deskbell.floor import commands
from tests.sequencer.reference.chats import Chats
from tests.sequencer.reference.words import INBOX_RULES, LEASE_MS, Agent, Inbox, No


class People(Chats):
    """Answers of people and inboxes."""

    def admit(self, asked: commands.AdmitMember) -> None:
        """Somebody joins."""
        agent = Agent(asked.member, asked.role, asked.capacity, asked.contact_center, asked.live_chat)
        self.agents[agent.name] = agent

    def change_member(self, asked: commands.ChangeMember) -> None:
        """Who can serve no longer is asked no longer; who is deactivated also gives his chats back."""
        agent = self.agents[asked.member]
        change(agent, asked, ("capacity", "contact_center", "live_chat", "active"))
        if not agent.can_serve:
            self.end_what_is_asked_of(agent.name, "rescinded", "withdrawn", "member_changed")
        for chat in [] if agent.active else self.held_by(agent.name):
            self.return_to_queue(chat, "agent_deactivated")

    def set_status(self, asked: commands.SetStatus) -> None:
        """By himself or a supervisor. Whoever is not available is asked no longer."""
        agent = self.agents[asked.member]
        is_himself = asked.by.id == agent.name and agent.active
        if not is_himself and (asked.by.id == agent.name or not self.supervises(asked.by)):
            raise No("not_allowed")
        if agent.status == asked.status:
            return
        agent.status = asked.status
        self.facts.append(("status", agent.name, agent.status))
        if agent.status != "available":
            self.end_what_is_asked_of(agent.name, "rescinded", "withdrawn", "status_changed")

    def release(self, asked: commands.ReleaseHold) -> None:
        """One click brings him back."""
        agent = self.agents[asked.member]
        if asked.by.id != agent.name and not self.supervises(asked.by):
            raise No("not_allowed")
        if agent.on_hold:
            agent.on_hold, agent.misses = False, 0
            self.facts.append(("released", agent.name))

    def attach(self, asked: commands.AttachMember) -> None:
        """A console is open."""
        agent = self.agents[asked.member]
        if not agent.active:
            raise No("unknown_member")
        if agent.connection != "attached":
            agent.connection, agent.lease_until = "attached", 0
            self.facts.append(("attached", agent.name))

    def detach(self, asked: commands.DetachMember) -> None:
        """The last console is gone: the lease runs."""
        agent = self.agents[asked.member]
        if agent.connection == "attached":
            agent.connection, agent.lease_until = "leased", self.now + LEASE_MS
            self.facts.append(("detached", agent.name, agent.lease_until))

    def set_overriding(self, asked: commands.SetOverriding) -> None:
        """The Owner lets supervisors go beyond an agent's capacity."""
        if asked.by.kind == "member" and self.agents[asked.by.id].role != "owner":
            raise No("not_allowed")
        self.overriding = asked.allowed

    # ── inboxes ───────────────────────────────────────────────────────────────────────────────────────────────────

    def create_inbox(self, asked: commands.CreateInbox) -> None:
        """A new queue. One that is there already stays as it is."""
        if asked.inbox in self.inboxes:
            return
        self.check_may_join(asked.agents)
        rules: Any = {rule: getattr(asked, rule) for rule in INBOX_RULES}
        self.inboxes[asked.inbox] = Inbox(asked.inbox, **rules, grace_since=self.now, abandon_since=self.now)

    def change_inbox(self, asked: commands.ChangeInbox) -> None:
        """Running offers keep their deadline; who leaves is asked no longer here; a new patience counts from now."""
        if asked.inbox not in self.inboxes:
            raise No("unknown_inbox")
        inbox = self.inboxes[asked.inbox]
        before = inbox.agents
        if asked.agents is not UNSET:
            self.check_may_join(tuple(name for name in asked.agents if name not in before))
        if asked.grace_seconds not in (UNSET, inbox.grace_seconds):
            inbox.grace_since = self.now
        if asked.abandon_minutes not in (UNSET, inbox.abandon_minutes):
            inbox.abandon_since = self.now
        change(inbox, asked, INBOX_RULES)
        for name in set(before) - set(inbox.agents):
            self.end_what_is_asked_of(name, "rescinded", "withdrawn", "inbox_changed", inbox.name)

    def check_may_join(self, names: tuple[str, ...]) -> None:
        """Only active holders of both licences become agents."""
        for name in names:
            if not self.agents[name].can_serve:
                raise No("not_licensed" if self.agents[name].active else "deactivated")

    def delete_inbox(self, asked: commands.DeleteInbox) -> None:
        """Its chats end, then it is gone."""
        if asked.inbox not in self.inboxes:
            raise No("unknown_inbox")
        for chat in [chat for chat in self.chats.values() if chat.inbox == asked.inbox]:
            self.end(chat, "inbox_deleted")
        del self.inboxes[asked.inbox]
        self.facts.append(("deleted", asked.inbox))


def change(what: Any, asked: Any, rules: tuple[str, ...]) -> None:
    """What is left out stays as it is."""
    for rule in rules:
        value = getattr(asked, rule)
        if value is not UNSET:
            setattr(what, rule, value)
