"""What can be asked of a chat, and who may ask it.

Owns: one method for each command that names a chat.
Never: what follows from it: `rules.py`.
"""

from typing import Any

from deskbell.floor import commands
from tests.sequencer.reference.rules import Rules, is_coming
from tests.sequencer.reference.words import Agent, Chat, Inbox, No, Transfer


class Chats(Rules):
    """Answers of chats."""

    def open_chat(self, asked: commands.OpenChat) -> None:
        """A visitor is never turned away for want of agents. He has one open chat per channel."""
        if asked.conversation in self.chats or asked.conversation in self.closed:
            raise No("already_open" if asked.conversation in self.chats else "chat_closed")
        if asked.inbox not in self.inboxes:
            raise No("unknown_inbox")
        if any((chat.contact, chat.channel) == (asked.contact, asked.channel) for chat in self.chats.values()):
            raise No("already_open")
        self.arrivals += 1
        chat = Chat(
            asked.conversation,
            asked.inbox,
            asked.contact,
            asked.channel,
            asked.last_agent,
            since=self.now,
            number=self.arrivals,
            queued_at=self.now,
            visitor_left=0,
        )
        self.chats[chat.name] = chat
        self.facts.append(("opened", chat.name, chat.inbox))
        self.wait(chat, "opened")

    def visitor_comes(self, asked: commands.AttachVisitor) -> None:
        """He has the chat before him."""
        if asked.conversation not in self.chats:
            raise No("unknown_conversation")
        if self.chats[asked.conversation].visitor_left:
            self.chats[asked.conversation].visitor_left = 0
            self.facts.append(("visitor came", asked.conversation))

    def visitor_goes(self, asked: commands.DetachVisitor) -> None:
        """His last page is gone."""
        if asked.conversation not in self.chats:
            raise No("unknown_conversation")
        if not self.chats[asked.conversation].visitor_left:
            self.chats[asked.conversation].visitor_left = self.now
            self.facts.append(("visitor went", asked.conversation))

    def leave_message(self, asked: commands.LeaveMessage) -> None:
        """He does not want to wait."""
        chat = self.find(asked)
        if asked.by.kind != "visitor" or asked.by.id != chat.contact:
            raise No("unknown_conversation")
        if chat.state == "active":
            raise No("chat_taken")
        if "@" not in asked.email:
            raise No("invalid")
        self.end(chat, "message_left")

    def close(self, asked: commands.CloseChat) -> None:
        """The visitor, the agent who has it, or a supervisor."""
        chat = self.find(asked)
        if asked.by.kind == "visitor":
            if asked.by.id != chat.contact:
                raise No("unknown_conversation")
            return self.end(chat, "visitor" if chat.state == "active" else "abandoned")
        self.check_may_give_away(asked, chat)
        return self.end(chat, "agent")

    # ── offers ────────────────────────────────────────────────────────────────────────────────────────────────────

    def accept(self, asked: commands.AcceptOffer) -> None:
        """It names the offer, and wins if that one is still open."""
        chat = self.find(asked)
        self.check_offer(chat, asked)
        self.agents[chat.agent].misses = 0
        self.begin(chat, chat.agent, chat.place)
        self.facts.append(("accepted", chat.name, chat.offers, chat.agent, chat.place))

    def decline(self, asked: commands.DeclineOffer) -> None:
        """It names the offer too. He answered: no miss."""
        chat = self.find(asked)
        self.check_offer(chat, asked)
        self.agents[chat.agent].misses = 0
        self.end_offer(chat, "declined")

    def check_offer(self, chat: Chat, asked: commands.AcceptOffer | commands.DeclineOffer) -> None:
        """A late click gets a definite answer, and hits no other offer."""
        if (chat.state, chat.offers, chat.agent) == ("offered", asked.offer, asked.by.id):
            return
        if chat.state == "active":
            raise No("you_elsewhere" if chat.agent == asked.by.id else "offer_taken")
        raise No("offer_ended")

    def claim(self, asked: commands.ClaimChat) -> None:
        """An agent takes a waiting chat himself, where the inbox allows it."""
        chat, agent = self.find(asked), self.agents[asked.by.id]
        if not agent.active:
            raise No("not_allowed")
        if agent.connection == "gone":
            raise No("unavailable")
        self.check_may_hold(agent, self.inboxes[chat.inbox])
        if not self.inboxes[chat.inbox].claiming:
            raise No("claiming_off")
        if chat.state != "waiting":
            raise self.somebody_has(chat)
        self.take(chat, agent)

    def assign(self, asked: commands.AssignChat) -> None:
        """A supervisor's choice makes the same kind of offer; a running one is rescinded."""
        chat = self.find(asked)
        if not self.supervises(asked.by):
            raise No("not_allowed")
        agent = self.agents.get(asked.agent)
        if agent is None:
            raise No("unknown_member")
        if chat.agent == agent.name or chat.state == "active":
            raise self.somebody_has(chat)
        self.check_is_there(agent)
        self.check_may_hold(agent, self.inboxes[chat.inbox], asked.beyond)
        self.offer(chat, agent.name, by=asked.by.id)

    def take_over(self, asked: commands.TakeOver) -> None:
        """A supervisor takes it himself, from the queue, from an offer or from its owner."""
        chat, agent = self.find(asked), self.agents[asked.by.id]
        if not self.supervises(asked.by):
            raise No("not_allowed")
        if agent.connection == "gone":
            raise No("unavailable")
        if chat.agent == agent.name:
            raise self.somebody_has(chat)
        if is_coming(chat, agent.name):
            raise No("transfer_pending")
        self.check_may_hold(agent, self.inboxes[chat.inbox], asked.beyond)
        self.end_what_runs(chat, "taken_over")
        self.take(chat, agent)

    def take(self, chat: Chat, agent: Agent) -> None:
        """He has it without having been asked."""
        place = self.free_place(agent.name)
        if chat.state == "active":
            return self.hand_to(chat, agent.name, place, transfer=0)
        self.begin(chat, agent.name, place)
        return self.facts.append(("claimed", chat.name, agent.name, place))

    # ── transfers ─────────────────────────────────────────────────────────────────────────────────────────────────

    def transfer(self, asked: commands.TransferChat) -> None:
        """A colleague of the inbox is asked; the owner goes on meanwhile."""
        chat = self.find(asked)
        self.check_may_give_away(asked, chat)
        if chat.state != "active":
            raise No("chat_not_active")
        if chat.transfer:
            raise No("transfer_pending")
        agent = self.agents.get(asked.agent)
        if agent is None or agent.name == chat.agent:
            raise No("unknown_member" if agent is None else "chat_taken")
        self.check_is_there(agent)
        if asked.beyond and not self.supervises(asked.by):
            raise No("not_allowed")
        self.check_may_hold(agent, self.inboxes[chat.inbox], asked.beyond)
        place = self.free_place(agent.name)
        chat.transfers += 1
        chat.transfer = Transfer(chat.transfers, agent.name, asked.by.id, self.until(chat), place)
        self.facts.append(("asked", chat.name, chat.transfers, agent.name, chat.agent, chat.transfer.until, place))

    def accept_transfer(self, asked: commands.AcceptTransfer) -> None:
        """It is his. An answer, as to an offer: no miss."""
        chat = self.find(asked)
        transfer = self.find_transfer(chat, asked, asked.by.id)
        self.agents[transfer.agent].misses = 0
        self.hand_to(chat, transfer.agent, transfer.place, transfer.number)

    def decline_transfer(self, asked: commands.DeclineTransfer) -> None:
        """It stays where it is."""
        chat = self.find(asked)
        self.find_transfer(chat, asked, asked.by.id)
        self.end_transfer(chat, "declined")

    def cancel_transfer(self, asked: commands.CancelTransfer) -> None:
        """Taken back while nobody has answered."""
        chat = self.find(asked)
        self.check_may_give_away(asked, chat)
        self.find_transfer(chat, asked, chat.transfer.agent if chat.transfer else "")
        self.end_transfer(chat, "cancelled")

    def find_transfer(self, chat: Chat, asked: Any, agent: str) -> Transfer:
        """The open one that is named, to this agent. Who may not see the chat hears nothing of it."""
        if not self.may_see(asked.by, chat):
            raise No("unknown_conversation")
        if chat.transfer and (chat.transfer.number, chat.transfer.agent) == (asked.transfer, agent):
            return chat.transfer
        has_it = chat.state == "active" and chat.agent == asked.by.id
        raise No("you_elsewhere" if has_it else "transfer_ended")

    def move(self, asked: commands.MoveChat) -> None:
        """To another inbox: it waits there with its age; its agent stands aside there for the back-off."""
        chat = self.find(asked)
        self.check_may_give_away(asked, chat)
        if asked.inbox not in self.inboxes:
            raise No("unknown_inbox")
        if asked.inbox == chat.inbox:
            raise No("invalid")
        self.end_what_runs(chat, "moved")
        chat.inbox, chat.aside, chat.retry_at = asked.inbox, set(), None
        if chat.agent in self.inboxes[asked.inbox].agents:
            chat.aside, chat.retry_at = {chat.agent}, self.until(chat)
        self.wait(chat, "moved")

    # ── who may ───────────────────────────────────────────────────────────────────────────────────────────────────

    def check_is_there(self, agent: Agent) -> None:
        """Nobody is asked who is not there."""
        if agent.active and (agent.connection == "gone" or agent.status == "offline"):
            raise No("unavailable")

    def check_may_hold(self, agent: Agent, inbox: Inbox, beyond: bool = False) -> None:
        """Capacity holds in both modes, precisely; a supervisor may go beyond where the organisation allows that."""
        if not agent.active:
            raise No("deactivated")
        if agent.name not in inbox.agents:
            raise No("not_agent_of_inbox")
        if not agent.can_serve:
            raise No("not_licensed")
        if not self.has_room(agent, inbox) and not (beyond and self.overriding):
            raise No("override_off" if beyond else "at_capacity")

    def check_may_give_away(self, asked: Any, chat: Chat) -> None:
        """The agent who has it, and supervisors."""
        if not self.may_see(asked.by, chat):
            raise No("unknown_conversation")
        if (chat.state, chat.agent) != ("active", asked.by.id) and not self.supervises(asked.by):
            raise No("not_your_chat")

    def somebody_has(self, chat: Chat) -> No:
        """Or is being asked."""
        return No("chat_taken" if chat.state == "active" else "chat_not_waiting")

    def find(self, asked: Any) -> Chat:
        """The open chat. Of one that is over only who may know of it is told so."""
        ended = self.closed.get(asked.conversation)
        if ended is not None and self.may_see(asked.by, ended):
            raise No("chat_closed")
        if asked.conversation not in self.chats:
            raise No("unknown_conversation")
        return self.chats[asked.conversation]

    def may_see(self, by: Any, chat: Chat) -> bool:
        """The visitor; who has it; the agents of its inbox; supervisors."""
        if by.kind == "visitor":
            return bool(by.id == chat.contact)
        agent, inbox = self.agents[by.id], self.inboxes.get(chat.inbox)
        serves = inbox is not None and agent.name in inbox.agents
        return agent.active and (chat.agent == agent.name or serves or self.supervises(by))

    def supervises(self, by: Any) -> bool:
        """Owner and Admins."""
        return by.kind == "member" and self.agents[by.id].active and self.agents[by.id].role != "member"
