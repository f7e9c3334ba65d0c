"""A bad request, on its way to the answer that says so.

Owns: `Problem`, which any route may raise, and `Fault`, what is wrong with one field of a request.
Never: a framework; how a problem looks on the wire is the business of `web`.
Holds: whoever raises it has changed nothing; `code` is stable, `detail` is a sentence for people.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct


class Fault(Struct, frozen=True):
    """What is wrong with one field: its path ("look.colour"), what was wrong, and what is allowed."""

    field: str
    problem: str
    allowed: str


class Problem(Exception):
    """A definite no to a request over HTTP.

    `more` are members beside the standard ones (the id of the chat that is open already), `retry_after_seconds`
    is told where the same request may succeed later.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        more: Mapping[str, str] | None = None,
        retry_after_seconds: int = 0,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.more = dict(more or {})
        self.retry_after_seconds = retry_after_seconds


def not_found() -> Problem:
    """The one answer for what does not exist and for what is not yours: nobody can tell them apart."""
    return Problem(404, "not_found", "There is nothing here.")


def not_signed_in() -> Problem:
    """There is no session, or it has ended."""
    return Problem(401, "not_signed_in", "Please sign in.")


def wrong_field(field: str, problem: str, allowed: str, *, code: str = "invalid", status: int = 422) -> Problem:
    """One field is at fault in a way that only its room can see."""
    return Problem(status, code, f"{field} {problem}.", faults=[Fault(field, problem, allowed)])


def too_often(wait_ms: int) -> Problem:
    """A limit of rate was met; after `wait_ms` milliseconds there is room again."""
    seconds = max(1, -(-wait_ms // 1_000))
    return Problem(429, "too_often", f"Too many attempts. Try again in {seconds} s.", retry_after_seconds=seconds)
