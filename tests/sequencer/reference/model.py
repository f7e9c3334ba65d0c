"""The reference: asked like a sequencer, looked at like a floor.

Owns: time first, then the question, then whatever has become possible; the memory of request ids; the picture.
Never: a rule: `rules.py`.
Holds: `ask` answers "done", "repeated" or the code of a refusal.
"""

from collections.abc import Callable
from dataclasses import astuple
from typing import Any, Final

from deskbell.floor import commands
from tests.sequencer.reference.people import People
from tests.sequencer.reference.words import INBOX_RULES, Agent, Chat, Fact, No


class Reference(People):
    """All of it."""

    def ask(self, command: Any, now: int) -> str:
        """A refused question changes nothing but the time."""
        self.pass_time(now)
        try:
            if self.was_answered(command):
                return "repeated"
            ANSWERS[type(command)](self, command)
        except No as refusal:
            return str(refusal)
        if hasattr(command, "cid"):
            self.answered[request(command)] = command.digest
        self.settle()
        return "done"

    def was_answered(self, command: Any) -> bool:
        """A request id has one effect and one answer, for ever."""
        known = self.answered.get(request(command)) if hasattr(command, "cid") else None
        if known is not None and known != command.digest:
            raise No("cid_conflict")
        return known is not None

    def recover(self, now: int) -> None:
        """A new process: every page there was has gone, as far as it knows."""
        self.pass_time(now)
        for name in list(self.agents):
            self.detach(commands.DetachMember(member=name))
        for name in list(self.chats):
            self.visitor_goes(commands.DetachVisitor(conversation=name))
        self.settle()

    def picture(self) -> dict[str, Any]:
        """Everything there is to see, in plain values."""
        everybody = [*self.chats.values(), *self.closed.values()]
        places = {(chat.agent, chat.place): chat.name for chat in self.chats.values() if chat.agent}
        coming = [(chat.transfer, chat.name) for chat in self.chats.values() if chat.transfer]
        return {
            "queues": {name: [chat.name for chat in self.queue(name)] for name in self.inboxes},
            "chats": {chat.name: picture_of_chat(chat) for chat in self.chats.values()},
            "inboxes": {
                name: tuple(getattr(inbox, rule) for rule in INBOX_RULES) for name, inbox in self.inboxes.items()
            },
            "agents": {agent.name: self.picture_of_agent(agent) for agent in self.agents.values()},
            "overriding": self.overriding,
            "next deadline": min((due[0] for due in self.deadlines()), default=None),
            "rows": {chat.name: (chat.state, chat.agent, chat.inbox, chat.since, chat.reason) for chat in everybody},
            "places": places | {(transfer.agent, transfer.place): name for transfer, name in coming},
        }

    def picture_of_agent(self, agent: Agent) -> Fact:
        """One agent."""
        account = (agent.active, agent.contact_center, agent.live_chat)
        figures = (len(self.held_by(agent.name)), agent.capacity, agent.misses, agent.last_offer)
        return (*account, agent.status, agent.connection, agent.lease_until, agent.on_hold, *figures)


def picture_of_chat(chat: Chat) -> Fact:
    """One chat."""
    aside, transfer = tuple(sorted(chat.aside)), astuple(chat.transfer) if chat.transfer else None
    made = (chat.offers, chat.until, chat.round, chat.retry_at, aside, chat.transfers, transfer, chat.visitor_left)
    return (chat.state, chat.inbox, chat.agent, chat.place, *made)


def request(command: Any) -> tuple[str, str, str]:
    """Chat, author, request id."""
    author = command.contact if isinstance(command, commands.OpenChat) else command.by.id
    return command.conversation, author, command.cid


ANSWERS: Final[dict[type[commands.Command], Callable[[Reference, Any], None]]] = {
    commands.OpenChat: Reference.open_chat,
    commands.AttachVisitor: Reference.visitor_comes,
    commands.DetachVisitor: Reference.visitor_goes,
    commands.LeaveMessage: Reference.leave_message,
    commands.CloseChat: Reference.close,
    commands.AcceptOffer: Reference.accept,
    commands.DeclineOffer: Reference.decline,
    commands.ClaimChat: Reference.claim,
    commands.AssignChat: Reference.assign,
    commands.TakeOver: Reference.take_over,
    commands.TransferChat: Reference.transfer,
    commands.AcceptTransfer: Reference.accept_transfer,
    commands.DeclineTransfer: Reference.decline_transfer,
    commands.CancelTransfer: Reference.cancel_transfer,
    commands.MoveChat: Reference.move,
    commands.AdmitMember: Reference.admit,
    commands.ChangeMember: Reference.change_member,
    commands.SetStatus: Reference.set_status,
    commands.ReleaseHold: Reference.release,
    commands.AttachMember: Reference.attach,
    commands.DetachMember: Reference.detach,
    commands.SetOverriding: Reference.set_overriding,
    commands.CreateInbox: Reference.create_inbox,
    commands.ChangeInbox: Reference.change_inbox,
    commands.DeleteInbox: Reference.delete_inbox,
}
