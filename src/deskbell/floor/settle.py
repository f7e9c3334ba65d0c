"""Offer waiting chats to willing agents until nothing more can be offered (law 3).

Owns: the loop that runs after every command, and the order in which chats get their turn.
Never: who gets a chat (`choose.py`), what an offer is (`offers.py`).
Holds: whatever the cause, this one loop runs: no path can forget a waiting chat. A chat that nobody can take never
blocks those behind it.
"""

from deskbell.floor.choose import find_agent
from deskbell.floor.events import ChatOffered
from deskbell.floor.offers import make_offer
from deskbell.floor.state import Chat, Floor, Inbox, Member
from deskbell.floor.vocabulary import SYSTEM, Id, Instant

Turn = tuple[int, int, Instant, int, Id]


def settle_next(floor: Floor) -> ChatOffered | None:
    """The next offer to make, or None when the floor is still.

    Among inboxes: the inbox's priority first, then the chat's own, then the longest wait (routing, "Auto", 3 and 4).
    """
    best: tuple[Turn, Inbox, Chat, Member] | None = None
    for inbox_id in list(floor.index.unsettled):
        inbox = floor.inboxes.get(inbox_id)
        found = find_first_that_can_go(floor, inbox) if inbox else None
        if inbox is None or found is None:
            del floor.index.unsettled[inbox_id]
            continue
        chat, member = found
        turn = (-inbox.rules.priority, -chat.priority, chat.waiting_since, chat.number, chat.id)
        if best is None or turn < best[0]:
            best = (turn, inbox, chat, member)
    if best is None:
        return None
    _, inbox, chat, member = best
    return make_offer(floor, inbox, chat, member, SYSTEM)


def find_first_that_can_go(floor: Floor, inbox: Inbox) -> tuple[Chat, Member] | None:
    """The first chat in the inbox's queue for whom somebody is willing."""
    if inbox.rules.mode != "auto" or not floor.index.ready.get(inbox.id):
        return None
    for _, _, _, chat_id in floor.index.waiting.get(inbox.id, ()):
        chat = floor.chats[chat_id]
        member = find_agent(floor, inbox, chat)
        if member:
            return chat, member
        if not chat.stood_aside:
            return None
    return None
