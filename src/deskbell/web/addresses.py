"""Our own address: under which names this server is called, and from which pages it may be changed.

Owns: the public address out of the settings, and the checks of Host and Origin.
Never: a name taken from the request where a link is made (security, 41).
Holds: hosts and origins are compared whole: no prefix, no suffix, no pattern (security, 17).
"""

from urllib.parse import urlsplit

from msgspec import Struct

from deskbell.settings import Settings

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERY_INTERFACE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  (compared with, not bound to)
_STANDING_PORTS = {"http": 80, "https": 443}


class Address(Struct, frozen=True):
    """Where this server is. `hosts` are the names it answers to; empty `fixed_host` means any of them, any port."""

    url: str
    secure: bool
    port: int
    fixed_host: str
    hosts: frozenset[str]

    def knows_host(self, host: str) -> bool:
        """Is this `Host` header one of ours?"""
        if self.fixed_host:
            return host.lower() == self.fixed_host
        return _without_port(host.lower()) in self.hosts

    def knows_origin(self, origin: str, host: str) -> bool:
        """Is this `Origin` the one of our own pages, as the browser that was sent to `host` names it?"""
        if self.fixed_host:
            return origin == self.url
        return self.knows_host(host) and origin == f"http://{host}"

    def url_for(self, host: str) -> str:
        """Our address as whoever called us by `host` (which is known) can use it."""
        return self.url if self.fixed_host else f"http://{host}"


def find_address(settings: Settings) -> Address:
    """The public address of the settings; where none was set, this machine's own names over plain HTTP."""
    if not _is_own(settings):
        return _as_public(settings.public_url)
    hosts = set(_LOOPBACK)
    if settings.host not in _EVERY_INTERFACE:
        hosts.add(f"[{settings.host}]" if ":" in settings.host else settings.host.lower())
    return Address(url=settings.public_url, secure=False, port=settings.port, fixed_host="", hosts=frozenset(hosts))


def _is_own(settings: Settings) -> bool:
    """Does the address follow from where the server listens, so that nobody has said how it is called from outside?"""
    parts = urlsplit(settings.public_url)
    name = parts.hostname or ""
    return (
        "public_url" not in settings.sources
        and parts.scheme == "http"
        and (name == settings.host or name in _LOOPBACK or f"[{name}]" in _LOOPBACK)
        and (parts.port or _STANDING_PORTS["http"]) == settings.port
    )


def _as_public(public_url: str) -> Address:
    parts = urlsplit(public_url)
    standing = _STANDING_PORTS[parts.scheme]
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    port = parts.port or standing
    host = name if port == standing else f"{name}:{port}"
    return Address(
        url=f"{parts.scheme}://{host}",
        secure=parts.scheme == "https",
        port=port,
        fixed_host=host,
        hosts=frozenset({host}),
    )


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
