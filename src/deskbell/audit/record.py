"""Writing the log: the next numbers, the next links of the chain.

Owns: the INSERT into `audit_acts`.
Never: a thread of its own: it runs in the writer's transaction, where nobody else takes the same number.
Holds: what is written is bounded, whatever the caller hands over.
"""

import msgspec
from sqlalchemy import Connection, insert, select, update

from deskbell.audit.chain import START, Link, encode_details, hash_of
from deskbell.audit.subjects import Subjects
from deskbell.audit.tables import ACTS, HEADS
from deskbell.kit.acts import Act, Detail
from deskbell.kit.inserts import insert_many

TEXT_CHARACTERS_MAX = 1_000
"""Of one value before or after."""

DETAILS_MAX = 50


def record_act(connection: Connection, act: Act) -> None:
    """Keep an act. A `RecordAct`."""
    log = Log(connection, act.organisation)
    log.note(act)
    log.write()


class Log:
    """What one transaction adds to the log of an organisation: noted one after the other, then written at once."""

    def __init__(self, connection: Connection, organisation: str) -> None:
        self.subjects = Subjects(connection, organisation)
        self._connection = connection
        self._organisation = organisation
        self._links: list[tuple[Link, str]] = []
        head = connection.execute(select(HEADS).where(HEADS.c.organisation == organisation)).one_or_none()
        self._is_first = head is None
        self._number: int = head.number if head else 0
        self._hash: str = head.hash if head else START

    def note(self, act: Act) -> None:
        """The next act. Names are as they are at this moment."""
        names = self.subjects.names_of([act.by, act.subject])
        self._number += 1
        link = _as_link(act, self._number, names)
        self._hash = hash_of(link, self._hash)
        self._links.append((link, self._hash))

    def write(self) -> None:
        """Keep what was noted."""
        self.subjects.write()
        if not self._links:
            return
        insert_many(self._connection, ACTS, [{**msgspec.structs.asdict(link), "hash": it} for link, it in self._links])
        values = {"number": self._number, "hash": self._hash}
        if self._is_first:
            self._connection.execute(insert(HEADS).values(organisation=self._organisation, **values))
        else:
            mine = update(HEADS).where(HEADS.c.organisation == self._organisation)
            self._connection.execute(mine.values(**values))


def _as_link(act: Act, number: int, names: dict[str, str]) -> Link:
    by_name, subject_name = names.get(act.by, ""), act.subject_name or names.get(act.subject, "")
    details = tuple(
        Detail(detail.field, _bounded(detail.before), _bounded(detail.after)) for detail in act.details[:DETAILS_MAX]
    )
    return Link(
        organisation=act.organisation,
        number=number,
        at=act.at,
        by=act.by,
        by_name=by_name,
        what=act.what,
        subject=act.subject,
        subject_name=subject_name,
        details=encode_details(details),
        address=act.address,
        words=as_words(by_name, act.what, subject_name, *(text for detail in details for text in detail)),
    )


def as_words(*texts: str) -> str:
    """What a search looks through: everything in one line, without the difference of upper and lower case."""
    return " · ".join(text for text in texts if text).casefold()


def _bounded(text: str) -> str:
    return text if len(text) <= TEXT_CHARACTERS_MAX else f"{text[: TEXT_CHARACTERS_MAX - 1]}…"
