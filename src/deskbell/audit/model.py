"""What the audit log says over HTTP.

Owns: the answer bodies.
"""

from msgspec import Struct


class ChangedField(Struct, frozen=True):
    """A field as it was and as it is from then on, in words; empty is nothing."""

    field: str
    before: str
    after: str


class ActRow(Struct, frozen=True):
    """One line of the log. `by` is empty for the system itself; names are as they were at that time."""

    number: int
    at: int
    by: str
    by_name: str
    what: str
    subject: str
    subject_name: str
    details: list[ChangedField]
    address: str


class Acts(Struct, frozen=True):
    """A page, newest first. `total` counts what the filters let through, on all pages together."""

    acts: list[ActRow]
    total: int


class Verification(Struct, frozen=True):
    """Whether the log is as it was written.

    `first_bad` is the number of the first line that was changed, moved or taken away; `problem` says so in a sentence.
    `head` is the hash of the newest line, which stands for all before it: whoever keeps it elsewhere can compare.
    """

    acts: int
    ok: bool
    first_bad: int | None
    problem: str
    head: str
