"""Fields that mean the same in every form: one line of text, an e-mail address.

Owns: their types with bounds (for the decoder and the API's description) and their one spelling.
Never: a field that only one room has.
Holds: what is stored has no control characters and no spaces around it.
"""

import unicodedata
from typing import Annotated

from msgspec import Meta

from deskbell.kit.problem import wrong_field

EMAIL_CHARACTERS_MAX = 254
"""RFC 5321's bound of a path, less its brackets."""

_NOT_IN_A_LINE = frozenset({"Cc", "Zl", "Zp", "Cs"})
# Marks that turn the direction of what follows: in a name they make a screen say what is not so.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Email = Annotated[
    str,
    Meta(
        min_length=3,
        max_length=EMAIL_CHARACTERS_MAX,
        pattern=r"^[^\s@<>\"(),;:\\\[\]]+@[^\s@<>\"(),;:\\\[\]]+$",
        extra_json_schema={"format": "email"},
        extra={"words": "an e-mail address such as ana@shop.example"},
    ),
]
Secret = Annotated[str, Meta(min_length=20, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
"""A token that this server made (`kit.ids.new_secret`)."""


def as_line(field: str, text: str, *, characters_max: int, required: bool = True) -> str:
    """`text` on one line without spaces around it. Raises `Problem` when it is blank or holds control characters."""
    line = unicodedata.normalize("NFC", text).strip()
    allowed = f"{1 if required else 0} to {characters_max} characters on one line"
    if required and not line:
        raise wrong_field(field, "is blank", allowed)
    if len(line) > characters_max:
        raise wrong_field(field, "is too long", allowed)
    if any(unicodedata.category(character) in _NOT_IN_A_LINE or character in _TURNS for character in line):
        raise wrong_field(field, "holds characters that cannot be shown", allowed)
    return line


def as_email(text: str) -> str:
    """The one spelling under which an address is stored and compared: addresses that differ in case are one person."""
    return unicodedata.normalize("NFC", text).strip().casefold()
