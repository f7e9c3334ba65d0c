"""Verifying the log: walk the chain from its first act to its head.

Owns: what is wrong with a log, and with which row it begins.
Never: more than `ROWS_AT_ONCE` rows in memory; a repair.
Holds: a row that was edited, moved or deleted does not fit its neighbours; without its newest rows the log does not
    reach the head that is kept outside of the database. Whoever can write that file as well can forge both.
"""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from deskbell.audit.chain import START, Link, decode_details, hash_of
from deskbell.audit.head_file import Head
from deskbell.audit.record import as_words
from deskbell.audit.tables import ACTS, HEADS
from deskbell.floor.vocabulary import Id

ROWS_AT_ONCE = 500


class Walk(Struct):
    """How far a walk has come. `first_bad` ends it."""

    organisation: Id
    number: int = 0
    hash: str = START
    first_bad: int | None = None
    problem: str = ""

    def stop(self, number: int, problem: str) -> None:
        """Here it is wrong."""
        self.first_bad, self.problem = number, problem


def walk_on(connection: Connection, walk: Walk, kept: Head | None) -> bool:
    """Check the next rows, and at the end how far they reach. False when there is nothing more to check.

    `kept` is the head outside of the database, read before the walk began.
    """
    rows = connection.execute(
        select(ACTS)
        .where(ACTS.c.organisation == walk.organisation, ACTS.c.number > walk.number)
        .order_by(ACTS.c.number)
        .limit(ROWS_AT_ONCE)
    ).all()
    for row in rows:
        _check_row(walk, row, kept)
        if walk.first_bad is not None:
            return False
    if len(rows) == ROWS_AT_ONCE:
        return True
    _check_end(connection, walk, kept)
    return False


def _check_end(connection: Connection, walk: Walk, kept: Head | None) -> None:
    """Does the log reach as far as it once did?"""
    head = connection.execute(select(HEADS).where(HEADS.c.organisation == walk.organisation)).one_or_none()
    reached = max(head.number if head else 0, kept.number if kept else 0)
    if reached > walk.number:
        walk.stop(walk.number + 1, f"act {walk.number + 1} is missing: the log once reached act {reached}")


def _check_row(walk: Walk, row: Row[Any], kept: Head | None) -> None:
    expected = walk.number + 1
    if row.number != expected:
        walk.stop(expected, f"act {expected} is missing")
        return
    link = Link(*(getattr(row, name) for name in Link.__struct_fields__))
    if hash_of(link, walk.hash) != row.hash or not _is_searchable(link):
        walk.stop(expected, f"act {expected} is not as it was written")
        return
    if kept is not None and kept.number == expected and kept.hash != row.hash:
        walk.stop(expected, f"act {expected}, or an act before it, was replaced: the head that was kept is another")
        return
    walk.number, walk.hash = expected, row.hash


def _is_searchable(link: Link) -> bool:
    """Whether a search would find it: hidden is as good as deleted."""
    texts = [text for detail in decode_details(link.details) for text in detail]
    return link.words == as_words(link.by_name, link.what, link.subject_name, *texts)
