"""What every answer tells the browser to refuse.

Owns: the security headers, and the policies of content for each kind of page.
Never: `unsafe-inline`, `unsafe-eval`, another host.
Holds: an answer without a policy of its own gets the one that allows nothing.
"""

from collections.abc import Sequence

from deskbell.web.addresses import Address

_YEAR_SECONDS = 31_536_000

NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-permitted-cross-domain-policies", b"none"),
    (
        b"permissions-policy",
        b"camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
)

_DEFAULTS = (
    (b"content-security-policy", NOTHING.encode()),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


def add_headers(headers: list[tuple[bytes, bytes]], address: Address) -> None:
    """Complete the headers of an answer in place: what is always said, and what is said where nothing else was."""
    said = {name.lower() for name, _ in headers}
    headers.extend(pair for pair in _ALWAYS if pair[0] not in said)
    headers.extend(pair for pair in _DEFAULTS if pair[0] not in said)
    if address.secure:
        headers.append((b"strict-transport-security", f"max-age={_YEAR_SECONDS}".encode()))


def console_policy(socket_origin: str) -> str:
    """For the console: our own files, our own socket, in no frame."""
    return _join(_own_page(socket_origin), "frame-ancestors 'none'", "form-action 'self'")


def frame_policy(socket_origin: str, ancestors: Sequence[str]) -> str:
    """For the chat's frame: the same, standing on the allowed sites."""
    return _join(_own_page(socket_origin), f"frame-ancestors {' '.join(ancestors)}", "form-action 'none'")


def try_it_policy() -> str:
    """For the imitation shop: what a careful customer's page would say about us, and no more."""
    return _join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
        ),
        "frame-ancestors 'none'",
        "form-action 'none'",
    )


def _own_page(socket_origin: str) -> tuple[str, ...]:
    return (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self'",
        # Older Safari does not count a socket of the same host as 'self'.
        f"connect-src 'self' {socket_origin}",
        "manifest-src 'self'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    )


def _join(shared: tuple[str, ...], *more: str) -> str:
    return "; ".join((*shared, *more))
