"""The model's part: every scope to its end with all guards, and each guard removed in turn.

Owns: the order of the searches, and the judgement of them.
Holds: a search that did not reach its end counts as a violation, and so does a guard that nobody misses.
"""

from time import perf_counter

from proof.guards import GUARDS, SCOPES, Guard, Scope
from proof.programs import run_at_once
from proof.progress import Progress
from proof.rows import Part, Row, as_table
from proof.spin import Searched, search

Job = tuple[Scope, Guard | None]
# The long searches first: then the cores end at about the same time.
JOBS: tuple[Job, ...] = (*((scope, None) for scope in SCOPES), *((guard.scope, guard) for guard in GUARDS))


def prove_model(progress: Progress, processes: int) -> Part:
    """Raises ValueError where spin, gcc or pan did not do their work."""
    began = perf_counter()

    def search_one(job: Job) -> Searched:
        searched = search(*job)
        progress.advance()
        return searched

    searched = list(run_at_once(search_one, JOBS, processes))
    return _part(searched, perf_counter() - began)


def _part(searched: list[Searched], seconds: float) -> Part:
    whole = [one for one in searched if one.guard is None]
    removed = [one for one in searched if one.guard is not None]
    sentences = [sentence for one in searched if (sentence := find_wrong(one))]
    caught = sum(bool(one.search.violated) for one in removed)
    errors = sum(one.search.errors for one in whole)
    states = sum(one.search.states for one in whole)
    return Part(
        Row(
            what="Model of offer, accept, expiry and crash (spin)",
            size=f"{len(whole)} scopes, {states:,} states, exhaustive; {len(removed)} guards removed in turn",
            promised="every scope to its end, every guard",
            is_long=True,
            result=f"{errors} errors; without a guard: an error {caught} of {len(removed)} times",
            violations=len(sentences),
            seconds=seconds,
        ),
        details=f"{_scopes_table(whole)}\n\n{_guards_table(removed)}",
        sentences=tuple(sentences),
    )


def find_wrong(one: Searched) -> str | None:
    """What is wrong about a search, or None."""
    if one.guard is not None:
        return None if one.search.violated else f"without {one.guard.switch} nothing is broken in “{one.scope.name}”"
    if one.search.errors:
        return f"“{one.scope.name}” breaks: {one.search.violated}"
    return None if one.search.is_exhaustive else f"“{one.scope.name}” was not searched to its end"


def _scopes_table(searched: list[Searched]) -> str:
    return as_table(
        ("scope", "what there is in it", "states", "errors", "seconds"),
        [
            (one.scope.name, one.scope.says, f"{one.search.states:,}", str(one.search.errors), f"{one.seconds:.1f}")
            for one in searched
        ],
    )


def _guards_table(searched: list[Searched]) -> str:
    return as_table(
        ("without", "that is", "the guard is in", "spin finds", "after", "seconds"),
        [
            (
                f"`{one.guard.switch}`",
                one.guard.without,
                f"`{one.guard.place}`",
                f"“{one.search.violated}”" if one.search.violated else "**nothing**",
                f"{one.search.depth} steps",
                f"{one.seconds:.1f}",
            )
            for one in searched
            if one.guard is not None
        ],
    )
