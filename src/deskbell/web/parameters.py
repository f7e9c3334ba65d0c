"""What is wrong with the parameters of an address, in words.

Owns: the way from the framework's report to `Fault`s that name the parameter as the caller wrote it.
"""

from typing import Annotated, Any

from litestar import Request
from litestar.exceptions import ValidationException
from litestar.params import KwargDefinition
from litestar.typing import FieldDefinition
from msgspec import Meta, inspect

from deskbell.kit.problem import Fault, Problem
from deskbell.web.faults import describe, in_words


def as_parameter_problem(request: Request[Any, Any, Any], error: ValidationException) -> Problem:
    """A problem with one fault for each parameter; a missing body is one as well."""
    told: Any = error.extra if isinstance(error.extra, list) else []
    fields = request.route_handler.parsed_fn_signature.parameters
    faults = [
        _as_fault(fields[one["key"]], str(one.get("message", "")))
        for one in told
        if isinstance(one, dict) and one.get("key") in fields
    ]
    if any(fault.field == "data" for fault in faults):
        missing = Fault("", "is missing", "a JSON object")
        return Problem(422, "invalid", "A JSON body is needed.", faults=[missing])
    return Problem(422, "invalid", "Some parameters are not in order.", faults=faults)


def _as_fault(field: FieldDefinition, message: str) -> Fault:
    definition = field.kwarg_definition
    name = getattr(definition, "name", None) or field.name
    # The framework's word for a parameter that is not there is the parameter's own name.
    problem = in_words(message) if message.startswith(("Expected", "Invalid")) else "is missing"
    return Fault(name, problem, describe(inspect.type_info(_with_bounds(field, definition))))


def _with_bounds(field: FieldDefinition, definition: object) -> Any:
    if not isinstance(definition, KwargDefinition):
        return field.annotation
    names = ("ge", "le", "min_length", "max_length")
    bounds = {name: bound for name in names if (bound := getattr(definition, name)) is not None}
    if not bounds:
        return field.annotation
    # A bound belongs to the number or text, not to the "or nothing" around it.
    kinds = [kind for kind in (field.args or (field.annotation,)) if kind is not type(None)]
    return Annotated[kinds[0], Meta(**bounds)] if len(kinds) == 1 else field.annotation
