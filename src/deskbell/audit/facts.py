"""What an event says somebody or something is set to, as text, field by field; and what differs.

Owns: the words for values: "yes", "30", the names of agents and groups.
Never: a list of every field by hand: a new setting of an inbox is in the log from its first day.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from deskbell.audit.subjects import Facts
from deskbell.kit.acts import Detail

# Who or what it is about, how it came to be, and what follows from it; not what it is set to.
_NO_FACTS: Final = frozenset({"member", "inbox", "by", "left", "type"})

NAMED: Final = frozenset({"agents", "group"})
"""Fields that hold ids. In facts they stay ids, one after the other; in the log they are names."""

NAMES_CHARACTERS_MAX: Final = 800


def facts_of(settings: msgspec.Struct) -> Facts:
    """The settings as text; those within settings with a dot ("inactivity.minutes")."""
    facts: Facts = {}
    for name, value in msgspec.structs.asdict(settings).items():
        if name in _NO_FACTS:
            continue
        if isinstance(value, msgspec.Struct):
            prefix = "" if name == "rules" else f"{name}."
            facts |= {f"{prefix}{inner}": text for inner, text in facts_of(value).items()}
        elif value is not None:
            facts[name] = _as_text(value)
    return facts


def differences(before: Facts, after: Facts, names: Mapping[str, str]) -> tuple[Detail, ...]:
    """What is different, in the order of the fields, ids told by their names."""
    details: list[Detail] = []
    for name in dict.fromkeys([*before, *after]):
        former, present = before.get(name, ""), after.get(name, "")
        if former == present:
            continue
        if name == "agents":
            details += _differing_agents(former.split(), present.split(), names)
        elif name in NAMED:
            details.append(Detail(name, names.get(former, former), names.get(present, present)))
        else:
            details.append(Detail(name, former, present))
    return tuple(details)


def ids_in(*all_facts: Facts) -> set[str]:
    """The ids whose names it takes to tell these facts."""
    return {one for facts in all_facts for name in NAMED for one in facts.get(name, "").split()}


def _differing_agents(former: Sequence[str], present: Sequence[str], names: Mapping[str, str]) -> list[Detail]:
    """Who left and who came, rather than two lists of a thousand."""
    left = [one for one in former if one not in set(present)]
    came = [one for one in present if one not in set(former)]
    details = [Detail("agents_removed", _as_names(left, names), "")] if left else []
    return details + ([Detail("agents_added", "", _as_names(came, names))] if came else [])


def _as_names(ids: Sequence[str], names: Mapping[str, str]) -> str:
    told = ""
    for number, one in enumerate(ids):
        longer = f"{told}, {names.get(one, one)}" if told else names.get(one, one)
        if len(longer) > NAMES_CHARACTERS_MAX:
            return f"{told} … ({len(ids) - number} more)"
        told = longer
    return told


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return str(value)
