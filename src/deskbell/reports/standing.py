"""Where a member stands: what he chose, whether he can be reached, whether he is on hold.

Owns: what each event changes of it.
Never: SQL.
Holds: the same as the floor has of him at the same moment (`floor/evolve.py`); a test compares them.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from deskbell.floor.events import (
    Event,
    MemberAdmitted,
    MemberAttached,
    MemberChanged,
    MemberDetached,
    MemberHeld,
    MemberLost,
    MemberReleased,
    MemberStatusChanged,
)
from deskbell.floor.vocabulary import Connection, Status

Kind = Literal["status", "connection", "hold"]
Hold = Literal["on", "off"]


class Standing(Struct, frozen=True):
    """A member at one moment; as he is when he joins, where nothing else is said."""

    active: bool = True
    status: Status = "offline"
    reason: str = ""
    connection: Connection = "gone"
    on_hold: bool = False

    def values(self) -> dict[Kind, tuple[str, str]]:
        """For each kind of interval the value and the reason that last now; of a deactivated member none."""
        if not self.active:
            return {}
        return {
            "status": (self.status, self.reason),
            "connection": (self.connection, ""),
            "hold": ("on" if self.on_hold else "off", ""),
        }


CHANGES: Final[Mapping[type[Event], Callable[[Standing, Any], Standing]]] = {
    MemberAdmitted: lambda _standing, _event: Standing(),
    MemberChanged: lambda standing, event: replace(standing, active=event.active),
    MemberStatusChanged: lambda standing, event: replace(standing, status=event.status, reason=event.reason),
    MemberAttached: lambda standing, _event: replace(standing, connection="attached"),
    MemberDetached: lambda standing, _event: replace(standing, connection="leased"),
    MemberLost: lambda standing, _event: replace(standing, connection="gone"),
    MemberHeld: lambda standing, _event: replace(standing, on_hold=True),
    MemberReleased: lambda standing, _event: replace(standing, on_hold=False),
}
"""By the type of event; no other event says anything about where a member stands."""
