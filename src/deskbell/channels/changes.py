"""Changing a channel: what is asked, checked field by field, and the channel as it is then.

Owns: the checks that need more than a type.
Never: a half-made change: all faults are told at once, and then nothing is changed.
"""

import re

from msgspec import UNSET
from msgspec.structs import replace

from deskbell.channels.colour import CONTRAST_MIN, choose_ink
from deskbell.channels.domains import ALLOWED, as_domain
from deskbell.channels.model import Channel, ChannelChanges, Look, LookChanges
from deskbell.kit.fields import as_line
from deskbell.kit.problem import Fault, Problem

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def apply(channel: Channel, asked: ChannelChanges) -> Channel:
    """The channel as it is after the change. Raises `Problem` 422."""
    faults: list[Fault] = []
    domains = channel.allowed_domains
    if asked.allowed_domains is not UNSET:
        domains = _as_domains(asked.allowed_domains, faults)
    look = channel.look if asked.look is UNSET else _as_look(channel.look, asked.look, faults)
    if faults:
        raise Problem(422, "invalid", "Some fields are not in order.", faults=faults)
    state = channel.state if asked.state is UNSET else asked.state
    return replace(channel, allowed_domains=domains, look=look, state=state)


def _as_domains(asked: list[str], faults: list[Fault]) -> list[str]:
    spelt = [as_domain(text) for text in asked]
    faults += [
        Fault(f"allowed_domains[{place}]", "is not a site", ALLOWED)
        for place, domain in enumerate(spelt)
        if domain is None
    ]
    return list(dict.fromkeys(domain for domain in spelt if domain is not None))


def _as_look(look: Look, asked: LookChanges, faults: list[Fault]) -> Look:
    if asked.colour is not UNSET:
        colour = asked.colour.lower()
        ink = choose_ink(colour)
        if ink is None:
            allowed = f"a darker or a lighter colour: text on it needs a contrast of {CONTRAST_MIN}"
            faults.append(Fault("look.colour", "cannot be written on", allowed))
        look = replace(look, colour=colour, on_colour=ink or look.on_colour)
    if asked.launcher_label is not UNSET:
        label = as_line("look.launcher_label", asked.launcher_label, characters_max=24, required=False)
        look = replace(look, launcher_label=label)
    if asked.greeting is not UNSET:
        look = replace(look, greeting=_CONTROL.sub("", asked.greeting).strip())
    if asked.side is not UNSET:
        look = replace(look, side=asked.side)
    return look
