"""The two cookies: who is signed in, and that somebody has signed in from this browser before.

Owns: their names and attributes.
Holds: no script can read them; over HTTPS they cannot be set by another host or over plain HTTP (`__Host-`).
"""

from litestar.datastructures import Cookie
from msgspec import Struct

from deskbell.people.sessions import ABSOLUTE_MS

_DEVICE_SECONDS = 365 * 24 * 3_600


class Cookies(Struct, frozen=True):
    """How this installation names and guards its cookies."""

    session: str
    device: str
    secure: bool

    @classmethod
    def for_address(cls, *, secure: bool, port: int) -> "Cookies":
        """Over plain HTTP the port is part of the name: browsers keep one jar for all ports of a host."""
        if secure:
            return cls("__Host-deskbell", "__Host-deskbell-device", secure=True)
        return cls(f"deskbell-{port}", f"deskbell-device-{port}", secure=False)

    def signed_in(self, token: str) -> Cookie:
        """The cookie of a new session."""
        return self._cookie(self.session, token, ABSOLUTE_MS // 1_000)

    def known_device(self, token: str) -> Cookie:
        """The cookie of a browser that is known."""
        return self._cookie(self.device, token, _DEVICE_SECONDS)

    def signed_out(self) -> Cookie:
        """The session's cookie is taken back."""
        return self._cookie(self.session, "", 0)

    def _cookie(self, name: str, value: str, seconds: int) -> Cookie:
        return Cookie(
            key=name, value=value, path="/", max_age=seconds, secure=self.secure, httponly=True, samesite="lax"
        )
