"""What a setting may be: one rule per kind of value.

Owns: turning what an operator wrote (text, or a TOML value) into a checked value.
Never: a setting's name, default or meaning.
Holds: a value that a rule lets through is of the rule's type and within its bounds; what it refuses, it
    refuses with a `ValueError` that says what is wrong, while `allowed` says what would be right.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

MAIL_SCHEMES = ("smtp", "smtps", "smtp+plain")

_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}")
_HOST = re.compile(r"[A-Za-z0-9._:%-]{1,253}")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """One kind of value: `allowed` completes the sentence "must be …"."""

    allowed: str
    parse: Callable[[object], T]
    is_secret: bool = False


def whole_number(low: int, high: int) -> Rule[int]:
    """A whole number within bounds, both included."""

    def parse(value: object) -> int:
        # True is an int to Python, but nobody's port.
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError("is not a whole number")
        if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise ValueError("is not a whole number")
        number = int(value)
        if not low <= number <= high:
            raise ValueError("is too small" if number < low else "is too large")
        return number

    return Rule(f"a whole number from {low} to {high}", parse)


def one_of(*words: str) -> Rule[str]:
    """One of a few words, in lower case."""

    def parse(value: object) -> str:
        word = as_text(value).lower()
        if word not in words:
            raise ValueError("is none of them")
        return word

    return Rule(f"one of {', '.join(words)}", parse)


def folder() -> Rule[Path]:
    """A folder, made absolute; it need not exist yet."""

    def parse(value: object) -> Path:
        text = as_text(value)
        if "\0" in text:
            raise ValueError("has a character that no path may have")
        try:
            return Path(text).expanduser().absolute()
        except RuntimeError:
            raise ValueError("names a home that does not exist") from None

    return Rule("the path of a folder", parse)


def host() -> Rule[str]:
    """A name or address to listen on."""

    def parse(value: object) -> str:
        text = as_text(value)
        if not _HOST.fullmatch(text):
            raise ValueError("is no host")
        return text

    return Rule("a host name or address, such as 127.0.0.1, or 0.0.0.0 for every network", parse)


def web_origin() -> Rule[str]:
    """Scheme, host and port of a web address, with nothing after."""

    def parse(value: object) -> str:
        text = as_text(value).rstrip("/")
        parts = urlsplit(text)
        # Reading the port checks it.
        if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            raise ValueError("is no web address")
        if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("has more than scheme, host and port")
        return f"{parts.scheme}://{parts.netloc.lower()}"

    return Rule("an address like https://chat.example.com, without a path", parse)


def networks() -> Rule[tuple[str, ...]]:
    """Addresses and networks, as a list or separated by commas."""

    def parse(value: object) -> tuple[str, ...]:
        entries = value if isinstance(value, list) else as_text(value).split(",")
        return tuple(_network(as_text(entry)) for entry in entries)

    return Rule("addresses or networks separated by commas, such as 10.0.0.0/8, 127.0.0.1", parse)


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError:
        raise ValueError(f"names {text!r}, which is no network") from None


def database_address() -> Rule[str]:
    """Where the database is. Its own module says what it can open."""

    def parse(value: object) -> str:
        text = as_text(value)
        if not re.fullmatch(r"[a-z0-9+]+://.+", text):
            raise ValueError("is no database address")
        return text

    return Rule("an address like sqlite:////var/lib/deskbell/deskbell.db", parse, is_secret=True)


def mail_server() -> Rule[str]:
    """How mail leaves: by which server, under which name, and how the way there is guarded."""

    def parse(value: object) -> str:
        text = as_text(value).rstrip("/")
        parts = urlsplit(text)
        # Reading the port checks it.
        if parts.scheme not in MAIL_SCHEMES or not _HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            raise ValueError("is no address of a mail server")
        if parts.path or parts.query or parts.fragment or text.count("@") > 1:
            raise ValueError("has a part too many (in a user's name or password write @ as %40, / as %2F, : as %3A)")
        if (parts.username is None) != (parts.password is None):
            raise ValueError("has a user's name or a password, but not both")
        return text

    return Rule(
        "an address like smtp://user:password@mail.example.com:587 (STARTTLS), smtps://… (TLS from the start),"
        " or smtp+plain://… (no TLS, for a server on this machine)",
        parse,
        is_secret=True,
    )


def mail_address() -> Rule[str]:
    """An e-mail address, with or without a name before it."""

    def parse(value: object) -> str:
        text = as_text(value)
        found = re.fullmatch(r"(?:([^<>\"@\x00-\x1f\x7f]{1,100})<([^<>]+)>|([^<>]+))", text)
        if not found or not _MAIL_ADDRESS.fullmatch((found[2] or found[3]).strip()):
            raise ValueError("is no e-mail address")
        return text

    return Rule("an address like desk@example.com or Northwind <desk@example.com>", parse)


def as_text(value: object) -> str:
    """`value` if it is a text with something in it, otherwise `ValueError`."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("is no text")
    return value.strip()
