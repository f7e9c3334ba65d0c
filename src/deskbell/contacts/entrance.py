"""A channel as a visitor meets it, and what is said to him where it is off.

Owns: the three states of a widget in a visitor's words (product, section 4), and the two refusals that follow.
Never: a change of state; that is the room of channels.
Holds: a disabled channel goes on with the chats it has and begins no new one; a deactivated one answers nobody.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection

from deskbell.kit.problem import Problem

WidgetState = Literal["active", "disabled", "deactivated"]


class Entrance(Struct, frozen=True):
    """A channel, and the inbox it leads to."""

    channel: str
    organisation: str
    inbox: str
    state: WidgetState


FindEntrance = Callable[[Connection, str], Entrance | None]
"""The channel of this id, in whatever organisation."""


def check_takes_chats(entrance: Entrance) -> None:
    """Raises `Problem` where no chat can be begun now."""
    if entrance.state == "deactivated":
        raise stopped_for_good()
    if entrance.state == "disabled":
        raise Problem(404, "channel_disabled", "This chat is switched off at the moment.")


def stopped_for_good() -> Problem:
    """The inbox was deleted, and nothing brings the widget back."""
    return Problem(410, "channel_deactivated", "This chat has been closed for good.")
