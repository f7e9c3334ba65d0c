"""The states of a chat and what may move it: the picture of `routing.md` as a table.

Owns: which event is possible in which state, and the state after it.
Never: effects.
Holds: an event that is not in the table is a bug; `evolve` stops on it.

    opened ─▶ waiting ─▶ offered ─▶ active ─▶ (closed: gone from the floor)
                 ▲───────────┴─────────┘

A transfer is no state: while one is pending the chat is active as before, with the same owner (law 11).
"""

from typing import Final

from deskbell.floor.events import (
    ChatAccepted,
    ChatClaimed,
    ChatClosed,
    ChatEvent,
    ChatIdled,
    ChatOffered,
    ChatPrioritised,
    ChatQueued,
    ChatTransferred,
    MessageLeft,
    MessagePosted,
    NotePosted,
    OfferEnded,
    RoundBegan,
    TransferAsked,
    TransferEnded,
    VisitorLeft,
    VisitorReturned,
)
from deskbell.floor.vocabulary import ChatState

TRANSITIONS: Final[dict[tuple[ChatState, type[ChatEvent]], ChatState]] = {
    ("opened", MessagePosted): "opened",
    ("opened", ChatQueued): "waiting",
    ("waiting", MessagePosted): "waiting",
    ("waiting", NotePosted): "waiting",
    ("waiting", ChatOffered): "offered",
    ("waiting", ChatClaimed): "active",
    ("waiting", RoundBegan): "waiting",
    ("waiting", ChatQueued): "waiting",
    ("waiting", ChatPrioritised): "waiting",
    ("waiting", VisitorLeft): "waiting",
    ("waiting", VisitorReturned): "waiting",
    ("waiting", MessageLeft): "waiting",
    ("waiting", ChatClosed): "waiting",
    ("offered", MessagePosted): "offered",
    ("offered", NotePosted): "offered",
    ("offered", ChatPrioritised): "offered",
    ("offered", VisitorLeft): "offered",
    ("offered", VisitorReturned): "offered",
    ("offered", ChatAccepted): "active",
    ("offered", OfferEnded): "waiting",
    ("active", MessagePosted): "active",
    ("active", NotePosted): "active",
    ("active", ChatIdled): "active",
    ("active", VisitorLeft): "active",
    ("active", VisitorReturned): "active",
    ("active", TransferAsked): "active",
    ("active", TransferEnded): "active",
    ("active", ChatTransferred): "active",
    ("active", ChatQueued): "waiting",
    ("active", ChatClosed): "active",
}
"""(state, event) → state. Closing leaves the state as it was: the chat leaves the floor with it."""


def next_state(state: ChatState, event: ChatEvent) -> ChatState:
    """The state after the event; an impossible event stops the sequencer (law 5)."""
    following = TRANSITIONS.get((state, type(event)))
    assert following is not None, f"{type(event).__name__} cannot happen to a chat that is {state}"
    return following
