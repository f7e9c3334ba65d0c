"""How many commands a second the floor takes: 500 agents, 2,400 open chats, no database, no sockets."""

import time

from deskbell.floor.commands import (
    AcceptOffer,
    AdmitMember,
    AnyCommand,
    AttachMember,
    CloseChat,
    CreateInbox,
    OpenChat,
    PostMessage,
    SetStatus,
    Tick,
)
from deskbell.floor.state import Floor
from deskbell.floor.step import step
from deskbell.floor.vocabulary import SYSTEM, by_member, by_visitor

AGENTS = 500
CHATS = 2_400
MESSAGES_PER_CHAT = 20
START = 1_700_000_000_000


def measure() -> tuple[float, float]:
    """Commands a second in a day's mix (20 messages a chat, 1 opened, accepted and closed), and of routing alone."""
    floor = Floor()
    agents = tuple(f"agent-{number:04}" for number in range(AGENTS))
    step(floor, Tick(), START)
    for agent in agents:
        step(
            floor,
            AdmitMember(member=agent, name="A", role="member", contact_center=True, live_chat=True, capacity=6),
            START,
        )
    step(floor, CreateInbox(inbox="inbox", by=SYSTEM, name="Inbox", agents=agents), START)
    for agent in agents:
        step(floor, AttachMember(member=agent), START)
        step(floor, SetStatus(member=agent, status="available", by=by_member(agent)), START)
    for number in range(CHATS):
        step(floor, _open(number), START)
    for chat in list(floor.chats.values()):
        if chat.offer:
            by = by_member(chat.offer.agent)
            step(floor, AcceptOffer(conversation=chat.id, offer=chat.offer.number, by=by), START)
    messages = _run(floor, [_message(number, cid) for cid in range(MESSAGES_PER_CHAT) for number in range(CHATS)])
    routing = _turnover(floor)
    commands = CHATS * MESSAGES_PER_CHAT + 3 * CHATS
    return commands / (messages + routing), 3 * CHATS / routing


def _turnover(floor: Floor) -> float:
    """Close every chat, open another, accept it: seconds for 3 commands a chat, with all agents near their capacity."""
    seconds = 0.0
    for number in range(CHATS):
        close = CloseChat(conversation=f"chat-{number}", by=by_visitor(f"contact-{number}"))
        seconds += _run(floor, [close, _open(CHATS + number)])
        offer = floor.chats[f"chat-{CHATS + number}"].offer
        if offer:
            by = by_member(offer.agent)
            seconds += _run(floor, [AcceptOffer(conversation=f"chat-{CHATS + number}", offer=offer.number, by=by)])
    return seconds


def _run(floor: Floor, commands: list[AnyCommand]) -> float:
    started = time.perf_counter()
    for command in commands:
        step(floor, command, START)
    return time.perf_counter() - started


def _open(number: int) -> OpenChat:
    return OpenChat(
        conversation=f"chat-{number}",
        inbox="inbox",
        channel="inbox",
        contact=f"contact-{number}",
        cid="open",
        digest="d",
        text="Hello, where is my order?",
    )


def _message(number: int, cid: int) -> PostMessage:
    by = by_visitor(f"contact-{number}")
    return PostMessage(conversation=f"chat-{number}", by=by, cid=str(cid), digest="d", text="It was due on Tuesday.")
