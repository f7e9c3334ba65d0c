"""What was asked of the server and is not finished: messages and requests (clients/protocol, `outbox.ts`).

Owns: order and repetition: one unacknowledged item per lane, the same id on every attempt, `prev`, after_ms.
Never: a clock, a link, or a view.
Holds: an item leaves only when it is known to be committed, or after a final no; in a lane nothing overtakes.
"""

from math import inf

from msgspec import Struct, field
from msgspec.structs import replace

from deskbell.wire.client_frames import Do, Send
from deskbell.wire.server_frames import Nack

# An answer that takes longer is taken for lost, and the same request is sent again.
ANSWER_MS = 15_000
UNANSWERED_MAX = 4
# For a "try again" that names no time.
RETRY_MS = 1_000

NO_ANSWER = "no_answer"


class Item(Struct):
    """`lane`: a conversation's messages share one; every other request has its own. `handed`: not answered yet.

    `seq`: committed under this number of the sender's own stream. `echoed`: its own event came back. `refusal`: a code.
    """

    id: str
    lane: str
    frame: Send | Do
    handed: bool = False
    not_before: float = 0
    unanswered: int = 0
    seq: int | None = None
    echoed: bool = False
    refusal: str = ""


class Outbox(Struct):
    """`committed`: the id of the latest committed message of each lane, the `prev` of the one after it."""

    items: list[Item] = field(default_factory=list)
    committed: dict[str, str] = field(default_factory=dict)


def put(outbox: Outbox, frame: Send | Do, refusal: str = "") -> None:
    """One more."""
    request = frame.cid if isinstance(frame, Send) else frame.rid
    lane = frame.conversation if isinstance(frame, Send) else frame.rid
    if find(outbox, request) is None:
        outbox.items.append(Item(request, lane, frame, refusal=refusal))


def find(outbox: Outbox, request: str) -> Item | None:
    """The item with this id."""
    return next((item for item in outbox.items if item.id == request), None)


def discard(outbox: Outbox, request: str) -> None:
    """Finished."""
    outbox.items = [item for item in outbox.items if item.id != request]


def retry(outbox: Outbox, request: str) -> None:
    """A refused item is sent again as the latest of its lane: what came after it may be committed already."""
    item = find(outbox, request)
    if item is not None and item.refusal:
        discard(outbox, request)
        put(outbox, item.frame)


def take_due(outbox: Outbox, now: float) -> list[Send | Do]:
    """The frames that are due now: the head of each lane, unless its answer may still come."""
    frames: list[Send | Do] = []
    for item in _lane_heads(outbox):
        if item.not_before > now or (item.handed and _give_up(outbox, item)):
            continue
        item.handed = True
        item.not_before = now + ANSWER_MS
        prev = outbox.committed.get(item.lane)
        frames.append(replace(item.frame, prev=prev) if isinstance(item.frame, Send) and prev else item.frame)
    return frames


def _give_up(outbox: Outbox, item: Item) -> bool:
    """Whether a message whose answer was lost is not worth another attempt. Requests are repeated until answered."""
    if item.echoed:
        discard(outbox, item.id)
        return True
    if isinstance(item.frame, Do):
        return False
    item.unanswered += 1
    if item.unanswered >= UNANSWERED_MAX:
        item.refusal = NO_ANSWER
    return bool(item.refusal)


def next_due(outbox: Outbox) -> float:
    """When the next frame is due."""
    return min((item.not_before for item in _lane_heads(outbox)), default=inf)


def _lane_heads(outbox: Outbox) -> list[Item]:
    lanes: set[str] = set()
    heads = []
    for item in outbox.items:
        if not item.refusal and item.seq is None and item.lane not in lanes:
            lanes.add(item.lane)
            heads.append(item)
    return heads


def acknowledge(outbox: Outbox, item: Item, seq: int, position: float) -> None:
    """Committed. A message stays until its event was applied, so that it never blinks off the screen."""
    if isinstance(item.frame, Send):
        outbox.committed[item.lane] = item.id
    item.seq = seq
    if isinstance(item.frame, Do) or item.echoed or seq <= position:
        discard(outbox, item.id)


def refuse(outbox: Outbox, item: Item, nack: Nack, now: float) -> None:
    """A no. With `retry` the lane waits and then asks the same again."""
    item.handed = False
    if nack.retry:
        item.not_before = now + (nack.after_ms or RETRY_MS)
        return
    item.refusal = nack.code
    outbox.committed.pop(item.lane, None)
    if isinstance(item.frame, Do):
        discard(outbox, item.id)


def echo(outbox: Outbox, cid: str) -> None:
    """The event of this message was applied. Its lane goes on when the ack is in as well."""
    item = find(outbox, cid)
    if item is None or not isinstance(item.frame, Send):
        return
    outbox.committed[item.lane] = cid
    item.echoed = True
    if item.seq is not None or not item.handed:
        discard(outbox, cid)


def settle(outbox: Outbox, conversation: str, position: float) -> None:
    """The view of this conversation has come to `position`: acknowledged messages up to there are in it."""
    outbox.items = [
        item for item in outbox.items if item.lane != conversation or item.seq is None or item.seq > position
    ]


def lose_answers(outbox: Outbox) -> None:
    """The link is gone, and with it every answer under way."""
    outbox.items = [item for item in outbox.items if not item.echoed]
    for item in outbox.items:
        if item.handed:
            item.handed, item.not_before, item.unanswered = False, 0, 0
