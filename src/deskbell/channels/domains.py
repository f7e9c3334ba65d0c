"""The sites on which a widget may be shown.

Owns: the one spelling of an allowed site, and which origins it means.
Never: a wildcard, a path, a name and password: a site is `[http[s]://]host[:port]`, exactly.
Holds: what is written into a policy header has come through here, so nothing else can be in it.
"""

import re
from urllib.parse import SplitResult, urlsplit

ALLOWED = "a host such as shop.example, if need be with https:// before and a port behind it; no path, no *"

_LABEL = r"[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_SCHEMES = ("http", "https")
HOST_CHARACTERS_MAX = 253


def as_domain(text: str) -> str | None:
    """The one spelling of a site: lower case, international names in their ASCII form. None for what is no site."""
    written = text.strip()
    scheme, mark, rest = written.rpartition("://")
    if mark and scheme.lower() not in _SCHEMES:
        return None
    name, port = _split_port(rest.removesuffix("/"))
    host = _as_ascii(name)
    if host is None or port is None or len(host) > HOST_CHARACTERS_MAX:
        return None
    if not _HOST.fullmatch(host) and not _IPV6.fullmatch(host):
        return None
    return f"{scheme.lower()}{mark}{host}{port}"


def _split_port(text: str) -> tuple[str, str | None]:
    """The host, and the port with its colon: empty where there is none, None where it is no port."""
    found = re.fullmatch(r"(.*?)(?::([0-9]{1,5}))?", text)
    if found is None:
        return text, None
    host, port = found[1], found[2]
    if port is None:
        return host, ""
    return host, f":{int(port)}" if 0 < int(port) < 65_536 else None


def _as_ascii(host: str) -> str | None:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return None


def as_sources(domain: str) -> list[str]:
    """The origins a site means, for `frame-ancestors`: without a scheme, both."""
    return [domain] if "://" in domain else [f"{scheme}://{domain}" for scheme in ("https", "http")]


def find_origin(address: str) -> str | None:
    """The origin of an address from a `Referer`, or None."""
    try:
        parts: SplitResult = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        return None
    standing = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, standing) else "")


def is_allowed(origin: str, domains: list[str]) -> bool:
    """Whether a page of this origin may show the widget."""
    return any(origin in as_sources(domain) for domain in domains)
