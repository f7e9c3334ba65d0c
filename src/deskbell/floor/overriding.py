"""Overriding: whether a supervisor may give an agent more chats than his capacity (product, section 5).

Owns: the organisation's switch.
Never: the override itself: who assigns says "beyond" (`offers.py`, `transfers.py`, `moves.py`).
Holds: off until the Owner switches it on; each use is written in its event, and so logged and counted.
"""

from deskbell.floor.authority import is_owner, not_allowed
from deskbell.floor.commands import SetOverriding
from deskbell.floor.events import AnyEvent, OverridingSet
from deskbell.floor.refusals import Refusal
from deskbell.floor.state import Floor

Decision = list[AnyEvent] | Refusal


def decide_overriding(floor: Floor, command: SetOverriding) -> Decision:
    """Only the Owner lets supervisors go beyond an agent's capacity (product, section 5)."""
    if not is_owner(floor, command.by):
        return not_allowed()
    return [] if floor.overriding == command.allowed else [OverridingSet(allowed=command.allowed, by=command.by)]
