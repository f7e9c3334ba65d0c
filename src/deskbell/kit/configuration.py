"""Reading settings: a struct whose fields carry a rule and a description, from the environment and a file.

Owns: where a value comes from (environment, file, default), the names that do not exist, the table of it all.
Never: a setting of its own.
Holds: every problem is found in one go and told in one line; a secret is never repeated.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from deskbell.kit.rules import Rule
from deskbell.kit.trouble import Trouble

DEFAULT_SOURCE = "default"
_PASSWORD = re.compile(r"(?<=://)([^/@]*):([^@]*)@")


class SettingsError(Trouble):
    """One or more settings are wrong: `problems` has a line for each, and `str()` has them all."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class Setting(msgspec.Struct, frozen=True):
    """One row of the table of settings."""

    name: str
    value: str
    default: str
    source: str
    allowed: str
    description: str


class Found(NamedTuple):
    """Checked values by field, and where each came from."""

    values: dict[str, Any]
    sources: dict[str, str]


class _Entry(NamedTuple):
    """A value as it was written: under what name, and where."""

    name: str
    source: str
    value: object


def find_values(
    struct: type,
    environment: Mapping[str, str],
    file: Path,
    *,
    prefix: str,
    reserved: Sequence[str] = (),
    is_file_required: bool = False,
    not_in_file: Sequence[str] = (),
) -> Found:
    """The checked values of `struct`'s fields that are set in `environment` or, failing that, in `file`.

    Variables are `prefix` and the field in capitals; `reserved` ones are somebody else's. Fields of
    `not_in_file` are refused there. Raises `SettingsError`.
    """
    rules = rules_of(struct)
    problems: list[str] = []
    in_file = _from_file(file, rules, problems, is_required=is_file_required)
    for field in in_file.keys() & set(not_in_file):
        problems.append(f"{in_file.pop(field).name} comes too late: set {prefix}{field.upper()} instead")
    in_environment = _from_environment(environment, rules, problems, prefix, reserved)
    entries = {**in_file, **in_environment}
    values = {field: _check(rules[field][0], entry, problems) for field, entry in entries.items()}
    if problems:
        raise SettingsError(problems)
    return Found(values, {field: entry.source for field, entry in entries.items()})


def describe_settings(settings: msgspec.Struct, sources: Mapping[str, str], *, prefix: str) -> list[Setting]:
    """Every setting as a row, in the order of the struct's fields; passwords are masked."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(settings)}
    return [
        Setting(
            name=prefix + field.upper(),
            value=_shown(rule, getattr(settings, field)),
            default=_shown(rule, defaults[field]),
            source=sources.get(field, DEFAULT_SOURCE),
            allowed=rule.allowed,
            description=description,
        )
        for field, (rule, description) in rules_of(type(settings)).items()
    ]


def rules_of(struct: type) -> dict[str, tuple[Rule[Any], str]]:
    """The rule and description of each field that is `Annotated[type, rule, description]`."""
    hints = get_type_hints(struct, include_extras=True)
    annotated = {field: get_args(hint) for field, hint in hints.items() if get_origin(hint) is Annotated}
    return {field: (rule, description) for field, (_type, rule, description) in annotated.items()}


def _from_environment(
    environment: Mapping[str, str],
    rules: Mapping[str, object],
    problems: list[str],
    prefix: str,
    reserved: Sequence[str],
) -> dict[str, _Entry]:
    known = {prefix + field.upper(): field for field in rules}
    names = [name for name in environment if name.startswith(prefix) and name not in reserved]
    spelt = [name.removeprefix(prefix) for name in (*known, *reserved)]
    problems += [_unknown(name.removeprefix(prefix), spelt, prefix) for name in names if name not in known]
    return {
        known[name]: _Entry(name, name, environment[name].strip())
        for name in names
        if name in known and environment[name].strip()
    }


def _from_file(file: Path, rules: Mapping[str, object], problems: list[str], *, is_required: bool) -> dict[str, _Entry]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if is_required:
            problems.append(f"{file} does not exist: make it, or unset the variable that names it")
        return {}
    except (OSError, ValueError) as error:
        # TOML that cannot be parsed and bytes that are no text are both a ValueError.
        problems.append(f"{file} cannot be read: {error}")
        return {}
    problems += [f"{file}: {_unknown(name, list(rules))}" for name in content if name not in rules]
    return {name: _Entry(f"{name} in {file}", str(file), value) for name, value in content.items() if name in rules}


def _check(rule: Rule[Any], entry: _Entry, problems: list[str]) -> Any:
    try:
        return rule.parse(entry.value)
    except ValueError as error:
        shown = "" if rule.is_secret else f" = {entry.value!r}"
        problems.append(f"{entry.name}{shown} {error}: must be {rule.allowed}")
        return None


def _unknown(name: str, known: Sequence[str], prefix: str = "") -> str:
    nearest = get_close_matches(name, known, n=1)
    hint = f"did you mean {prefix}{nearest[0]}?" if nearest else "`deskbell config` lists all that there are"
    return f"{prefix}{name} is no setting: {hint}"


def _shown(rule: Rule[Any], value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return _PASSWORD.sub(r"\1:***@", str(value)) if rule.is_secret else str(value)
