"""What a waiting visitor is told: his place, and how long it may take (product, section 4).

Owns: the place in the queue, and the estimate from the real waits of the last hour.
Never: telling him: that is the gateway's.
Holds: an estimate is made of at least WAITS_MIN real waits of this inbox in the last hour, and only while somebody
    could take a chat; otherwise nobody knows, and that is said.
"""

from statistics import median

from deskbell.floor.index import QueueKey
from deskbell.floor.state import Floor, Inbox
from deskbell.floor.vocabulary import WAITS_REMEMBERED_MS, Id, Milliseconds

WAITS_MIN = 5
"""Fewer waits say more about those visitors than about the next one."""


def place_of(floor: Floor, inbox: Id, key: QueueKey) -> int:
    """The chat's place among those of the inbox that nobody has accepted yet, from 1."""
    return floor.index.place_in_line(inbox, key)


def pace_of(floor: Floor, inbox: Inbox) -> Milliseconds | None:
    """How long each place took: the median over the chats taken in the last hour, or None where nobody knows."""
    lately = [wait for wait in inbox.waits if wait.at > floor.now - WAITS_REMEMBERED_MS]
    if len(lately) < WAITS_MIN or not _is_anybody_there(floor, inbox):
        return None
    return round(median(wait.waited_ms / wait.place for wait in lately))


def _is_anybody_there(floor: Floor, inbox: Inbox) -> bool:
    agents = (floor.members[agent] for agent in inbox.rules.agents)
    return any(
        agent.active and agent.licensed and agent.status == "available" and agent.connection != "gone"
        for agent in agents
    )
