"""How far each stream of one organisation reaches.

Owns: the numbers last given, in memory for the streams that are spoken of, in the ledger for all others.
Never: a number given outside the transaction of its event; two writers for one organisation.
Holds: a stream's next number is its head + 1 (law 7). After a failed commit these numbers are wrong and thrown away.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from deskbell.floor.vocabulary import Id
from deskbell.ledger.lanes import Lane, lane_of, log_lane_of

# About 15 MB. Beyond it all are forgotten at once, which is cheap and rare; a stream that is met again is read again.
HEADS_MAX = 100_000


class Heads:
    """The heads of an organisation's streams. `log` is the head of its whole log."""

    def __init__(self, organisation: Id, log: int) -> None:
        self.organisation = organisation
        self.log = log
        self._known: dict[str, int] = {}

    def find(self, stream: str) -> int | None:
        """The number last given in the stream, None where it is not in memory."""
        return self._known.get(stream)

    def load(self, connection: Connection, streams: Iterable[str]) -> None:
        """Read the heads of those streams that are not in memory."""
        for stream in streams:
            if stream not in self._known:
                self._known[stream] = head_of(connection, self.organisation, stream)

    def take(self, stream: str) -> int:
        """Give out the stream's next number. The stream must be loaded."""
        self._known[stream] = seq = self._known[stream] + 1
        return seq

    def take_in_log(self) -> int:
        """Give out the log's next number."""
        self.log += 1
        return self.log

    def trim(self) -> None:
        """Forget everything when it has become much. Only between transactions."""
        if len(self._known) > HEADS_MAX:
            self._known.clear()


def head_of(connection: Connection, organisation: Id, stream: str) -> int:
    """The number of the latest event in the stream, 0 when there is none."""
    return _head_in(connection, lane_of(organisation, stream))


def log_head_of(connection: Connection, organisation: Id) -> int:
    """The number of the latest event in the organisation's log, 0 when there is none."""
    return _head_in(connection, log_lane_of(organisation))


def _head_in(connection: Connection, lane: Lane) -> int:
    latest = select(lane.number).where(*lane.conditions).order_by(lane.number.desc()).limit(1)
    return connection.execute(latest).scalar() or 0
