"""What one decision costs when few wait and when many do: 500 agents, 50 inboxes, everybody at his capacity.

A decision: an agent ends a chat; in the same step he is offered the chat that has waited longest in the most important
of his five inboxes. Another visitor takes its place in that queue, so that all queues keep their length.
"""

import time

from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AnyCommand,
    AttachMember,
    CloseChat,
    CreateInbox,
    OpenChat,
    SetStatus,
    Tick,
)
from deskbell.floor.events import ChatOffered
from deskbell.floor.state import Floor
from deskbell.floor.step import step
from deskbell.floor.vocabulary import SYSTEM, by_member

AGENTS = 500
INBOXES = 50
INBOXES_PER_AGENT = 5
PRIORITIES = 10
CAPACITY = 3
DECISIONS = 2_000
START = 1_700_000_000_000


def measure(waiting: int) -> float:
    """Microseconds for one decision while so many chats wait."""
    floor = _staffed()
    opened = 0
    while sum(map(len, floor.index.waiting.values())) < waiting:
        opened = _open_one(floor, opened, opened % INBOXES)
        _accept_all(floor)
    held = [chat for chat in floor.chats.values() if chat.owner]
    seconds = 0.0
    for chat in held[:DECISIONS]:
        close = CloseChat(conversation=chat.id, by=by_member(chat.owner))
        started = time.perf_counter()
        events = _ask(floor, close)
        seconds += time.perf_counter() - started
        offered = next((event for event in events if isinstance(event, ChatOffered)), None)
        assert offered is not None, "somebody waited, and nobody got him"
        _accept_all(floor)
        opened = _open_one(floor, opened, int(offered.inbox[-2:]))
    return seconds / len(held[:DECISIONS]) * 1e6


def _staffed() -> Floor:
    floor = Floor()
    step(floor, Tick(), START)
    agents = [f"agent-{number:04}" for number in range(AGENTS)]
    for agent in agents:
        _ask(
            floor,
            AdmitMember(member=agent, name="A", role="member", contact_center=True, live_chat=True, capacity=CAPACITY),
        )
        _ask(floor, AttachMember(member=agent))
    for inbox in range(INBOXES):
        serving = tuple(agent for number, agent in enumerate(agents) if (inbox - number) % INBOXES < INBOXES_PER_AGENT)
        create = CreateInbox(
            inbox=f"inbox-{inbox:02}",
            by=SYSTEM,
            name=f"Inbox {inbox}",
            agents=serving,
            priority=inbox % PRIORITIES,
        )
        _ask(floor, create)
    for agent in agents:
        _ask(floor, SetStatus(member=agent, status="available", by=by_member(agent)))
    return floor


def _open_one(floor: Floor, number: int, inbox_number: int) -> int:
    inbox = f"inbox-{inbox_number:02}"
    _ask(
        floor,
        OpenChat(
            conversation=f"chat-{number}",
            inbox=inbox,
            channel=inbox,
            contact=f"contact-{number}",
            cid="open",
            digest="d",
            text="Hello",
        ),
    )
    return number + 1


def _accept_all(floor: Floor) -> None:
    for due in [*floor.index.due]:
        chat = floor.chats.get(due[2])
        if chat is not None and chat.offer is not None:
            by = by_member(chat.offer.agent)
            _ask(floor, AcceptOffer(conversation=chat.id, offer=chat.offer.number, by=by))
    floor.index.due.clear()


def _ask(floor: Floor, command: AnyCommand) -> list[object]:
    outcome = step(floor, command, START)
    assert isinstance(outcome, list), outcome
    return list(outcome)
