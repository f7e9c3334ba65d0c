"""Who asks: from the session's cookie a member, from a bearer token a visitor.

Owns: the guard that runs before anything of a request is read, the dependencies `member`, `visitor` and `viewer`, and
the second half of the protection against forged requests.
Never: an identity from a body, a path or a query.
Holds: a cookie alone changes nothing: it takes the session's own value in a header and one of our origins as well.
What a route takes of role and permission (`rights.py`) is looked at here, before anything of the request is read.
"""

from hmac import compare_digest
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler
from sqlalchemy import Connection as SqlConnection

from deskbell.audience.access import Viewer
from deskbell.channels.store import find_deactivated
from deskbell.contacts.entrance import stopped_for_good
from deskbell.contacts.store import Visitor, find_visitor
from deskbell.floor.authority import not_allowed
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.problem import Problem, not_signed_in
from deskbell.people import sessions
from deskbell.people.cookies import Cookies
from deskbell.sequencer import Sequencers
from deskbell.sequencer.ask import RefusedByFloor
from deskbell.web.door import SAFE_METHODS
from deskbell.web.rights import RIGHTS, is_allowed

CSRF_HEADER = "x-deskbell-csrf"
TOKEN_CHARACTERS_MAX = 100

Connection = ASGIConnection[Any, Any, Any, Any]

_FOUND = "viewer"
"""Where the guard leaves what it found for the dependencies of the same request."""


def provide_viewer() -> Provide:
    """The dependency `member`, `visitor` or `viewer` of a route: what the guard found for it."""

    async def provide(request: Request[Any, Any, Any]) -> Viewer:
        viewer: Viewer = request.scope["state"][_FOUND]
        return viewer

    return Provide(provide)


class Identity:
    """Finds out who asks, once per request."""

    def __init__(self, database: Database, sequencers: Sequencers, clock: Clock, cookies: Cookies) -> None:
        self._database = database
        self._sequencers = sequencers
        self._clock = clock
        self._cookies = cookies

    async def guard(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """A route that names a viewer among its parameters is for that kind only. A stranger learns nothing more."""
        find = {"member": self.find_member, "visitor": self.find_visitor, "viewer": self.find_viewer}
        for name in find.keys() & handler.parsed_fn_signature.parameters.keys():
            viewer = await find[name](connection)
            await self._check_right(viewer, handler)
            connection.scope["state"][_FOUND] = viewer

    async def _check_right(self, viewer: Viewer, handler: BaseRouteHandler) -> None:
        right = RIGHTS[str(getattr(handler, "operation_id", ""))]
        if viewer.kind != "member" or right.who in ("everybody", "member"):
            return
        sequencer = await self._sequencers.of(viewer.organisation)
        if not await sequencer.look(lambda floor, _: is_allowed(floor, viewer.id, right)):
            raise RefusedByFloor(not_allowed())

    async def find_member(self, connection: Connection) -> Viewer:
        """The member who is signed in. Raises `Problem` 401, or 403 for a change without the session's value."""
        token = connection.cookies.get(self._cookies.session, "")
        if not 0 < len(token) <= TOKEN_CHARACTERS_MAX:
            raise not_signed_in()
        now = self._clock.now()
        session = await self._database.read(lambda sql: sessions.find_session(sql, token, now))
        if session is None:
            raise not_signed_in()
        if connection.scope.get("method") not in SAFE_METHODS:
            _check_intent(connection, token)
        if session.seen_at < now - sessions.TOUCH_MS:
            await self._database.write(lambda sql: sessions.touch_session(sql, session.session, now))
        return Viewer("member", session.organisation, session.member, session.session)

    async def find_visitor(self, connection: Connection) -> Viewer:
        """The visitor whose token this is, on the channel it was made for. Raises `Problem` 401.

        410 where that channel was deactivated: it answers nobody any more.
        """
        token = _bearer_of(connection)

        def read(sql: SqlConnection) -> tuple[Visitor | None, bool]:
            visitor = find_visitor(sql, token)
            return visitor, visitor is not None and bool(find_deactivated(sql, {visitor.channel}))

        found, has_stopped = await self._database.read(read) if token else (None, False)
        channel = connection.path_params.get("channel")
        if found is None or (channel is not None and channel != found.channel):
            raise Problem(401, "not_signed_in", "This visitor is not known.")
        if has_stopped:
            raise stopped_for_good()
        return Viewer("visitor", found.organisation, found.contact, found.session, found.channel)

    async def find_viewer(self, connection: Connection) -> Viewer:
        """Whoever it is: a visitor where a token was sent, else a member."""
        if "authorization" in connection.headers:
            return await self.find_visitor(connection)
        return await self.find_member(connection)


def _check_intent(connection: Connection, token: str) -> None:
    # The door has refused foreign origins; here one of ours has to be named, as every browser does with a change.
    given = connection.headers.get(CSRF_HEADER, "")
    if "origin" not in connection.headers or not compare_digest(given.encode(), sessions.csrf_of(token).encode()):
        raise Problem(403, "csrf", "This page is out of date. Reload it and try again.")


def _bearer_of(connection: Connection) -> str:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" and 0 < len(token) <= TOKEN_CHARACTERS_MAX else ""
