"""A chat's own priority: a supervisor lets a chat that waits go before others (routing, "Auto", 3).

Owns: the decision to change it.
Never: the priority of an inbox, which is one of its rules and counts first.
Holds: within one priority the order is that of the waiting; a changed priority never changes since when a chat waits.
"""

from deskbell.floor.authority import find_member, may_supervise, not_allowed
from deskbell.floor.commands import PrioritiseChat
from deskbell.floor.events import AnyEvent, ChatPrioritised
from deskbell.floor.offers import somebody_has_it
from deskbell.floor.refusals import Refusal, refuse
from deskbell.floor.state import Chat, Floor
from deskbell.floor.vocabulary import PRIORITY_MAX, PRIORITY_MIN

Decision = list[AnyEvent] | Refusal


def decide_prioritise(floor: Floor, command: PrioritiseChat, chat: Chat) -> Decision:
    """While nobody has accepted it; a running offer goes on."""
    member = find_member(floor, command.by)
    if member is None or not may_supervise(floor, command.by):
        return not_allowed()
    if not PRIORITY_MIN <= command.priority <= PRIORITY_MAX:
        allowed = f"{PRIORITY_MIN} to {PRIORITY_MAX}"
        return refuse("invalid", f"The priority must be {allowed}.", field="priority", allowed=allowed)
    if chat.state == "active":
        return somebody_has_it(floor, chat)
    return [
        ChatPrioritised(
            conversation=chat.id,
            inbox=chat.inbox,
            priority=command.priority,
            by=command.by,
            by_name=member.name,
            cid=command.cid,
            cid_author=command.by.id if command.cid else "",
            digest=command.digest,
        )
    ]
