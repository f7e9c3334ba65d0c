"""JSON bodies: decoded strictly, once, into the type the route asks for.

Owns: what is JSON for us, and how a body that does not fit is told field by field.
Never: a coercion ("3" is no 3), a form, another encoding.
Holds: poison (lone surrogates, NUL, NaN, endless numbers, deep nesting, doubled names, trailing data) is refused here,
so no database and no other client ever meets it (security, 31 and 77).
"""

import json
import re
from typing import Any

import msgspec
from litestar import Request

from deskbell.kit.problem import Fault, Problem
from deskbell.web.faults import as_fault, collect_faults

DEPTH_MAX = 16
"""Our deepest body has three levels."""

PARTS_MAX = 5_000
"""Values in one body, all levels together. Our longest body has a thousand agents; each value costs the loop time."""

# A string that never ends is one match as well: looking for it anew from each of its quotes would take for ever.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


class StrictRequest(Request[Any, Any, Any]):
    """A request whose body is what its route says."""

    async def json(self) -> Any:
        """The body as the type of the route's `data`. Raises `Problem` 400, 415 or 422."""
        if self.content_type[0] != "application/json":
            raise Problem(415, "wrong_media_type", "The body must be application/json.")
        field = self.route_handler.parsed_data_field
        return decode_body(await self.body(), field.annotation if field else Any)


def decode_body(body: bytes, expected: Any) -> Any:
    """`body` as an `expected`. Raises `Problem`."""
    value = read_json(body)
    try:
        return msgspec.json.decode(body, type=expected)
    except msgspec.ValidationError as error:
        faults = collect_faults(value, expected) or [as_fault(str(error), "", msgspec.inspect.type_info(expected))]
        raise Problem(422, "invalid", "Some fields are not in order.", faults=faults) from None


def read_json(body: bytes) -> Any:
    """Any JSON that every one of our stores and readers can hold. Raises `Problem` 400."""
    skeleton = _STRING.sub(b"", body)
    if sum(map(skeleton.count, (b",", b"[", b"{"))) > PARTS_MAX:
        raise _malformed("has too many parts")
    try:
        value = msgspec.json.decode(body)
        json.loads(body, object_pairs_hook=_refuse_doubles)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _malformed("is not JSON that can be read") from error
    _check_values(value)
    return value


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> None:
    """Readers differ in which of two members of one name they believe."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("the same name twice")


def _check_values(value: Any) -> None:
    level = [value]
    for _ in range(DEPTH_MAX):
        below: list[Any] = []
        for one in level:
            if isinstance(one, str):
                _check_text(one)
            elif isinstance(one, list):
                below += one
            elif isinstance(one, dict):
                below += [*one, *one.values()]
        if not below:
            return
        level = below
    raise _malformed("is nested too deeply")


def _check_text(text: str) -> None:
    if "\0" in text:
        raise _malformed("holds a NUL character")


def _malformed(problem: str) -> Problem:
    return Problem(400, "malformed", "The body cannot be read.", faults=[Fault("", problem, "JSON in UTF-8")])
