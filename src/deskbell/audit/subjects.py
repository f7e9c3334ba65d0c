"""What the log knows of members, groups, inboxes and licences: their names, and what they were set to before.

Owns: `audit_subjects`; what of it one transaction has looked up and changed.
Never: another room's table: the log says what it saw itself, in the order in which it happened.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from deskbell.audit.tables import SUBJECTS
from deskbell.kit.inserts import insert_many

Facts = dict[str, str]
"""What a subject is set to, field by field, as text."""

FIND_MAX: Final = 500
"""How many subjects one question names at most: SQLite takes a bounded number of parameters."""

_facts_decoder = msgspec.json.Decoder(Facts)
_CHANGE: Final = (
    update(SUBJECTS)
    .where(SUBJECTS.c.organisation == bindparam("of"), SUBJECTS.c.subject == bindparam("who"))
    .values(name=bindparam("new_name"), facts=bindparam("new_facts"))
)


class Subject(msgspec.Struct, frozen=True):
    """A name and the facts that go with it."""

    name: str
    facts: Facts


NOBODY: Final = Subject("", {})


class Subjects:
    """Those of one organisation, in one transaction. `write` at the end."""

    def __init__(self, connection: Connection, organisation: str) -> None:
        self._connection = connection
        self._organisation = organisation
        self._known: dict[str, Subject | None] = {}
        self._in_table: set[str] = set()
        self._changed: set[str] = set()

    def meet(self, subjects: Iterable[str]) -> None:
        """Look these up, all in one go where it can be."""
        asked = [one for one in dict.fromkeys(subjects) if one and one not in self._known]
        self._known.update(dict.fromkeys(asked))
        for start in range(0, len(asked), FIND_MAX):
            self._find(asked[start : start + FIND_MAX])

    def _find(self, some: list[str]) -> None:
        mine = SUBJECTS.c.organisation == self._organisation
        for row in self._connection.execute(select(SUBJECTS).where(mine, SUBJECTS.c.subject.in_(some))):
            self._known[row.subject] = Subject(row.name, _facts_decoder.decode(row.facts))
            self._in_table.add(row.subject)

    def find(self, subject: str) -> Subject:
        """As the log saw it last; `NOBODY` where it never did."""
        self.meet([subject])
        return self._known.get(subject) or NOBODY

    def names_of(self, subjects: Iterable[str]) -> dict[str, str]:
        """The names of these, of those that are known."""
        asked = list(subjects)
        self.meet(asked)
        return {one: known.name for one in asked if (known := self._known.get(one)) is not None}

    def put(self, subject: str, name: str, facts: Facts) -> None:
        """As it is from now on."""
        self.meet([subject])
        self._known[subject] = Subject(name, facts)
        self._changed.add(subject)

    def write(self) -> None:
        """Keep what has changed."""
        rows = [(one, known) for one in sorted(self._changed) if (known := self._known[one]) is not None]
        new = [self._as_row(one, known) for one, known in rows if one not in self._in_table]
        insert_many(self._connection, SUBJECTS, new)
        changes = [
            {"of": self._organisation, "who": one, "new_name": known.name, "new_facts": _encode(known.facts)}
            for one, known in rows
            if one in self._in_table
        ]
        if changes:
            self._connection.execute(_CHANGE, changes)

    def _as_row(self, subject: str, known: Subject) -> dict[str, object]:
        return {
            "organisation": self._organisation,
            "subject": subject,
            "name": known.name,
            "facts": _encode(known.facts),
        }


def _encode(facts: Facts) -> str:
    return msgspec.json.encode(facts).decode()
