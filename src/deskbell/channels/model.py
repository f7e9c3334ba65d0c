"""What the channels room says and takes over HTTP, and a channel as its table has it.

Owns: the request and answer bodies; the look of a widget with its defaults.
Holds: every text that reaches a customer's page is bounded here and is text there, never markup.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

State = Literal["active", "disabled", "deactivated"]
Side = Literal["left", "right"]

DOMAINS_MAX = 100
LABEL_CHARACTERS_MAX = 24
GREETING_CHARACTERS_MAX = 300

Colour = Annotated[
    str,
    Meta(
        min_length=7,
        max_length=7,
        pattern=r"^#[0-9a-fA-F]{6}$",
        extra={"words": "a colour such as #00667a"},
    ),
]
Domain = Annotated[str, Meta(min_length=1, max_length=300)]


class Look(Struct, frozen=True):
    """How the widget looks. `on_colour` is what is written on `colour` with; the server chooses it."""

    colour: str = "#00667a"
    on_colour: str = "#ffffff"
    launcher_label: str = "Chat"
    greeting: str = ""
    side: Side = "right"


class Channel(Struct, frozen=True):
    """A channel as its table has it."""

    id: str
    organisation: str
    inbox: str
    state: State
    allowed_domains: list[str]
    look: Look
    created_at: int
    seen_at: int | None
    seen_on: str


class ChannelAnswer(Struct, frozen=True):
    """A channel, with the line to paste into a site and the page to try it on."""

    id: str
    inbox: str
    state: State
    allowed_domains: list[str]
    look: Look
    last_seen_at: int | None
    last_seen_on: str
    snippet: str
    try_url: str


class LookChanges(Struct, forbid_unknown_fields=True, frozen=True):
    """What is to look different; fields left out stay as they are."""

    colour: Colour | UnsetType = UNSET
    launcher_label: Annotated[str, Meta(max_length=LABEL_CHARACTERS_MAX)] | UnsetType = UNSET
    greeting: Annotated[str, Meta(max_length=GREETING_CHARACTERS_MAX)] | UnsetType = UNSET
    side: Side | UnsetType = UNSET


class ChannelChanges(Struct, forbid_unknown_fields=True, frozen=True):
    """What is to be different about a channel. An empty list of sites leaves Deskbell's own try-it page only."""

    allowed_domains: Annotated[list[Domain], Meta(max_length=DOMAINS_MAX)] | UnsetType = UNSET
    state: Literal["active", "disabled"] | UnsetType = UNSET
    look: LookChanges | UnsetType = UNSET
