"""What is wrong with a body, field by field, in words.

Owns: the way from a type and a value that does not fit it to `Fault`s, and from a type to "what is allowed".
Never: the value itself in an answer, beyond the name of a field that we do not know.
Holds: every field that is wrong is named, not the first only.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import inspect

from deskbell.kit.problem import Fault

_PATH = re.compile(r" - at `(?:key in )?\$(.*)`$")
_LENGTH = re.compile(r"Expected `\w+` of length (>=|<=|==)")
_BOUND = re.compile(r"Expected `\w+` (>=|<=|>|<) ")
UNKNOWN_NAMES_MAX = 10
NAME_CHARACTERS_MAX = 60


def collect_faults(value: Any, expected: Any) -> list[Fault]:
    """Everything that keeps `value` (decoded JSON) from being an `expected`."""
    described = inspect.type_info(expected)
    if not isinstance(described, inspect.StructType) or not isinstance(value, dict):
        return [Fault("", "is not what is expected here", describe(described))]
    faults: list[Fault] = []
    for field in described.fields:
        if field.encode_name in value:
            faults += _check_field(described.cls, field, value[field.encode_name])
        elif field.required:
            faults.append(Fault(field.encode_name, "is missing", describe(field.type)))
    known = {field.encode_name for field in described.fields}
    strangers = [name for name in value if name not in known][:UNKNOWN_NAMES_MAX]
    faults += [Fault(name[:NAME_CHARACTERS_MAX], "is not known", ", ".join(sorted(known))) for name in strangers]
    return faults


def _check_field(cls: type, field: inspect.Field, value: Any) -> list[Fault]:
    name = field.encode_name
    nested = _find_struct(field.type)
    if nested is not None and isinstance(value, dict):
        inner = collect_faults(value, nested.cls)
        return [Fault(f"{name}.{fault.field}", fault.problem, fault.allowed) for fault in inner]
    try:
        msgspec.convert({name: value}, _alone(cls, field.name))
    except msgspec.ValidationError as error:
        return [as_fault(str(error), name, field.type)]
    return []


@lru_cache(maxsize=1_000)
def _alone(cls: type, name: str) -> type[msgspec.Struct]:
    """A struct with this one field of `cls`, so that its value can be judged by itself."""
    field = next(field for field in msgspec.structs.fields(cls) if field.name == name)
    return msgspec.defstruct("Alone", [(field.encode_name, field.type)])


def as_fault(message: str, name: str, described: inspect.Type) -> Fault:
    """One message of the decoder; `name` is the field where the message names none."""
    found = _PATH.search(message)
    place = found[1].removeprefix(".") if found else name
    return Fault(place[:NAME_CHARACTERS_MAX], in_words(message), describe(described))


def in_words(message: str) -> str:
    """What one message of the decoder says, without the value and without the types' own names."""
    if message.startswith("Object missing"):
        return "lacks a field"
    if message.startswith("Object contains unknown"):
        return "holds a field that is not known"
    if "matching regex" in message:
        return "is not written as it should be"
    if message.startswith("Invalid enum value"):
        return "is none of the choices"
    if length := _LENGTH.match(message):
        return "is too short" if length[1] == ">=" else "is too long"
    if bound := _BOUND.match(message):
        return "is too small" if bound[1].startswith(">") else "is too large"
    return "is of the wrong kind"


def describe(described: inspect.Type) -> str:
    """What is allowed, in words."""
    if isinstance(described, inspect.Metadata):
        words = (described.extra or {}).get("words")
        return str(words) if words else describe(described.type)
    if isinstance(described, inspect.UnionType):
        return " or ".join(dict.fromkeys(describe(one) for one in described.types))
    if isinstance(described, inspect.StrType):
        return _bounded("a text", described.min_length, described.max_length, "characters")
    if isinstance(described, inspect.IntType):
        return _between("a whole number", described.ge, described.le)
    if isinstance(described, inspect.LiteralType):
        return "one of " + ", ".join(str(value) or '""' for value in described.values)
    if isinstance(described, inspect.ListType | inspect.VarTupleType):
        items = describe(described.item_type)
        return _bounded("a list", described.min_length, described.max_length, "items") + f", each {items}"
    if isinstance(described, inspect.BoolType):
        return "true or false"
    if isinstance(described, inspect.NoneType):
        return "null"
    if isinstance(described, inspect.StructType):
        return "an object with " + ", ".join(field.encode_name for field in described.fields)
    return "a value of another kind"


def _bounded(what: str, least: int | None, most: int | None, of: str) -> str:
    if least and most is not None:
        return f"{what} of {least} {of}" if least == most else f"{what} of {least} to {most} {of}"
    if most is not None:
        return f"{what} of up to {most} {of}"
    return f"{what} of at least {least} {of}" if least else what


def _between(what: str, least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f"{what} from {least} to {most}"
    if least is not None:
        return f"{what} from {least}"
    return f"{what} up to {most}" if most is not None else what


def _find_struct(described: inspect.Type) -> inspect.StructType | None:
    if isinstance(described, inspect.StructType):
        return described
    if isinstance(described, inspect.UnionType):
        found = [one for one in described.types if isinstance(one, inspect.StructType)]
        return found[0] if len(found) == 1 else None
    return None
