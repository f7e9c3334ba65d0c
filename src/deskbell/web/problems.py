"""Whatever goes wrong, as `application/problem+json` (RFC 9457).

Owns: the form of a problem, and which status a refusal, a trouble or a framework's exception has.
Never: a traceback, a path, a query, a value from the request in an answer.
Holds: a bug answers 500 with the number under which the log has it, and nothing else.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent

from deskbell.floor.refusals import Refusal
from deskbell.kit.logging import get_logger
from deskbell.kit.problem import Fault, Problem, not_found
from deskbell.kit.trouble import DatabaseBusy, Trouble
from deskbell.sequencer.ask import RefusedByFloor
from deskbell.web.parameters import as_parameter_problem

MEDIA_TYPE = "application/problem+json"

log = get_logger(__name__)


class ProblemBody(msgspec.Struct, frozen=True):
    """The standard members and ours. `request` is the number to look for in the server's log."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Fault]
    request: str


_UNKNOWN: Final = frozenset({"unknown_conversation", "unknown_inbox", "unknown_member", "unknown_group"})

_STATUS_OF_REFUSAL: Final = {
    "not_allowed": 403,
    "not_agent_of_inbox": 403,
    "invalid": 422,
    "not_licensed": 422,
    "deactivated": 422,
    "busy": 503,
}
"""Every other refusal is a conflict with how things are now: 409."""


def as_problem(error: Exception) -> Problem:
    """The problem that an exception of a route stands for."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, RefusedByFloor):
        return _of_refusal(error.refusal)
    if isinstance(error, HTTPException):
        return _of_framework(error)
    if isinstance(error, DatabaseBusy):
        return Problem(503, "busy", "Too much is going on. Try again.", retry_after_seconds=1)
    if isinstance(error, Trouble):
        return Problem(503, "trouble", "This cannot be done at the moment. Try again.", retry_after_seconds=2)
    return Problem(500, "internal", "Something went wrong on our side.")


def _of_refusal(refusal: Refusal) -> Problem:
    # A resource that is named in the path answers like every other that does not exist.
    if refusal.code in _UNKNOWN and refusal.field not in ("agents", "group"):
        return not_found()
    faults = [Fault(refusal.field, refusal.detail, refusal.allowed)] if refusal.field else []
    more = {name: getattr(refusal, name) for name in ("agent", "conversation", "licence") if getattr(refusal, name)}
    status = 422 if refusal.code in _UNKNOWN else _STATUS_OF_REFUSAL.get(refusal.code, 409)
    retry = 1 if refusal.retry or status == 503 else 0
    return Problem(status, refusal.code, refusal.detail, faults=faults, more=more, retry_after_seconds=retry)


def _of_framework(error: HTTPException) -> Problem:
    known = {404: ("not_found", not_found().detail), 405: ("wrong_method", "This cannot be done here.")}
    code, detail = known.get(error.status_code, ("malformed", "The request cannot be understood."))
    if error.status_code >= 500:
        return Problem(500, "internal", "Something went wrong on our side.")
    return Problem(error.status_code, code, detail)


def as_body(problem: Problem, request_id: str) -> bytes:
    """The JSON of a problem."""
    body = ProblemBody(
        type=f"urn:deskbell:problem:{problem.code}",
        title=HTTPStatus(problem.status).phrase,
        status=problem.status,
        code=problem.code,
        detail=problem.detail,
        errors=list(problem.faults),
        request=request_id,
    )
    return msgspec.json.encode({**msgspec.structs.asdict(body), **problem.more})


def as_messages(problem: Problem, request_id: str) -> Iterable[HTTPResponseStartEvent | HTTPResponseBodyEvent]:
    """The answer for whoever is turned away at the door. What he still sends is not read: the connection closes."""
    body = as_body(problem, request_id)
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(name.encode(), value.encode()) for name, value in headers_of(problem).items()]
    headers.append((b"connection", b"close"))
    yield {"type": "http.response.start", "status": problem.status, "headers": headers}
    yield {"type": "http.response.body", "body": body, "more_body": False}


def headers_of(problem: Problem) -> dict[str, str]:
    """The headers that belong to a problem."""
    headers: dict[str, str] = {}
    if problem.retry_after_seconds:
        headers["Retry-After"] = str(problem.retry_after_seconds)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Deskbell"
    return headers


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Litestar's handler of every exception."""
    if isinstance(error, ValidationException):
        error = as_parameter_problem(request, error)
    problem = as_problem(error)
    request_id = str(request.scope["state"].get("request_id", ""))
    if problem.status >= 500:
        _note(error, problem, request_id)
    headers = headers_of(problem)
    if problem.status == 405:
        headers["Allow"] = _allowed_methods(request)
    return Response(as_body(problem, request_id), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _note(error: Exception, problem: Problem, request_id: str) -> None:
    if problem.code == "internal":
        log.error("request_failed", request=request_id, exc_info=error)
    else:
        log.warning("request_turned_away", request=request_id, code=problem.code, why=type(error).__name__)


def _allowed_methods(request: Request[Any, Any, Any]) -> str:
    """What may be asked at this path instead."""
    found: set[str] = set()
    for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
        try:
            request.app.asgi_router.handle_routing(path=request.scope["path"], method=method)
        except HTTPException:
            continue
        found.add(method)
    return ", ".join(sorted(found | ({"HEAD"} if "GET" in found else set())))
