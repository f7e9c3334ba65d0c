"""What is embedded in a customer's page: the loader with its settings, and who may frame the chat.

Owns: writing the settings into the loader (`Config` in `clients/widget/src/messages.ts`), the frame's ancestors, the
snippet.
Never: a text in a script as anything but JSON.
Holds: a channel that was deactivated or never was gives one and the same script, which shows nothing and raises no
error on the host page. The script of a disabled one shows nothing either, unless a chat goes on at this browser.
"""

import re

import msgspec
from msgspec import Struct

from deskbell.channels.domains import as_sources
from deskbell.channels.model import Channel, Look, Side

# The front end's build may write the text with any of the three quotes.
_PLACE = re.compile(rb"""(["'`])__DESKBELL_CONFIG__\1""")

# In JSON none of these is harmful as such; in the text of a script or in HTML each of them can be.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

RADIUS_PIXELS = 14


class LookSettings(Struct, frozen=True):
    """How the widget looks, in the words of the loader."""

    colour: str
    on_colour: str
    side: Side
    label: str
    greeting: str
    radius: int = RADIUS_PIXELS
    theme: str = "auto"


class Settings(Struct, frozen=True):
    """What the loader knows of its channel. `name` is who answers until a person does."""

    channel: str
    origin: str
    state: str
    look: LookSettings
    name: str
    locale: str = "auto"


def as_loader(source: bytes, channel: Channel | None, *, origin: str, name: str) -> bytes:
    """The script that a customer's page loads. `source` is the built loader."""
    if channel is None or channel.state == "deactivated":
        settings = Settings("", origin, "deactivated", _as_look(Look()), "")
    else:
        settings = Settings(channel.id, origin, channel.state, _as_look(channel.look), name)
    script, places = _PLACE.subn(lambda _: as_script_json(settings), source)
    assert places == 1, "the loader has one place for its settings"
    return script


def takes_settings(source: bytes) -> bool:
    """Is this a loader that was built from sources of our own version?"""
    return len(_PLACE.findall(source)) == 1


def as_script_json(value: object) -> bytes:
    """JSON that cannot end the script, or the element, that it stands in."""
    text = msgspec.json.encode(value).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text.encode()


def list_ancestors(channel: Channel) -> list[str]:
    """Where the chat's frame may stand: on the allowed sites and on our own try-it page."""
    return ["'self'", *(source for domain in channel.allowed_domains for source in as_sources(domain))]


def as_snippet(channel: str, url: str) -> str:
    """The line to paste."""
    return f'<script async src="{url}/w/{channel}.js"></script>'


def _as_look(look: Look) -> LookSettings:
    return LookSettings(look.colour, look.on_colour, look.side, look.launcher_label, look.greeting)
