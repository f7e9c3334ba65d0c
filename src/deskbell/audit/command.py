"""`deskbell audit verify`: the log of every organisation, from beside, also while a server runs.

Owns: which organisations are walked, and what is said of each in one line.
Never: a change, or the folder's lock.
"""

from collections.abc import Iterator

from deskbell.audit.head_file import HeadFile, Heads
from deskbell.audit.keeper import read_heads
from deskbell.audit.verify import Walk, walk_on
from deskbell.kit.beside import Beside


def verify_all(database: Beside, file: HeadFile) -> Iterator[tuple[bool, str]]:
    """Whether each log is as it was written, and a line that says so."""
    # The file first: what it names was committed before, so the log must reach it.
    kept = file.read()
    heads = database.read(read_heads)
    if kept is None and heads:
        yield False, f"{file.path} cannot be read: whether the newest acts were deleted cannot be told"
    for organisation in sorted(heads.keys() | (kept or {}).keys()):
        walk = _walk(database, organisation, kept or {})
        if walk.first_bad is None:
            yield True, f"{organisation}: {walk.number} acts, all as they were written (head {walk.hash})"
        else:
            yield False, f"{organisation}: {walk.problem}"
    if not heads and not kept:
        yield True, "there are no acts yet"


def _walk(database: Beside, organisation: str, kept: Heads) -> Walk:
    walk = Walk(organisation)
    while database.read(lambda connection: walk_on(connection, walk, kept.get(organisation))):
        pass
    return walk
