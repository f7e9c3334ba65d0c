"""The application: the rooms' routes, what they are handed, and the door in front of them.

Owns: the list of routes and of dependencies by name.
Never: a route of its own but the pages.
Holds: `/api/v1` holds everything that is described by OpenAPI; all other addresses are pages and files.
"""

from collections.abc import Mapping
from typing import Any

from litestar import Litestar, Request, Router
from litestar.di import Provide
from litestar.types import Receive, Scope, Send

from deskbell.channels.routes import ChannelController
from deskbell.contacts.limits import VisitorLimits
from deskbell.contacts.opening import Opener
from deskbell.contacts.routes import ContactController
from deskbell.contacts.visitor_routes import WidgetController
from deskbell.history.routes import ConversationController
from deskbell.inboxes.routes import InboxController
from deskbell.inboxes.store import find_names
from deskbell.people.acceptance import InvitationDoor
from deskbell.people.cookies import Cookies
from deskbell.people.invitation_routes import InvitationController
from deskbell.people.member_routes import MemberController
from deskbell.people.session_routes import SessionController, SetupController
from deskbell.people.setup import Setup
from deskbell.people.sign_in import SignInDoor, SignInLimits
from deskbell.web import between, pages
from deskbell.web.addresses import Address, find_address
from deskbell.web.bodies import StrictRequest
from deskbell.web.built import load_built
from deskbell.web.door import Door
from deskbell.web.files import get_asset
from deskbell.web.health import Readiness, get_live, get_ready
from deskbell.web.identity import Identity, provide_viewer
from deskbell.web.openapi import describe_api, get_openapi
from deskbell.web.parts import Parts
from deskbell.web.problems import answer
from deskbell.web.try_it import TryIt

API = "/api/v1"

ROOMS = (
    SetupController,
    SessionController,
    MemberController,
    InvitationController,
    InboxController,
    ChannelController,
    ContactController,
    ConversationController,
    WidgetController,
)

PAGES = (
    pages.get_console,
    pages.get_loader,
    pages.get_frame,
    pages.get_try_it,
    pages.get_try_asset,
    get_asset,
    get_openapi,
    get_live,
    get_ready,
)


class Application(Litestar):
    """Litestar behind the door."""

    door: Door

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await super().__call__(scope, receive, send)
        else:
            await self.door(scope, receive, send)

    async def behind_the_door(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What the door lets through."""
        await super().__call__(scope, receive, send)


def build_app(parts: Parts) -> Application:
    """The whole application. Closing what it was handed is the caller's business."""
    address = find_address(parts.settings)
    cookies = Cookies.for_address(secure=address.secure, port=address.port)
    identity = Identity(parts.database, parts.clock, cookies)
    app = Application(
        route_handlers=[Router(API, route_handlers=[*ROOMS, *parts.api_handlers]), *PAGES],
        dependencies=_provide(parts, address, cookies, identity),
        guards=[identity.guard],
        exception_handlers={Exception: answer},
        request_class=StrictRequest,
        openapi_config=describe_api(),
        logging_config=None,
        debug=False,
    )
    app.door = Door(app.behind_the_door, address)
    return app


def _provide(parts: Parts, address: Address, cookies: Cookies, identity: Identity) -> Mapping[str, Provide]:
    limits = SignInLimits(parts.clock)
    things: dict[str, object] = {
        "address": address,
        "built": load_built(parts.static),
        "clock": parts.clock,
        "cookie_names": cookies,
        "database": parts.database,
        "find_channels": between.find_channels,
        "find_entrance": between.find_entrance,
        "find_openings": between.find_openings,
        "find_inbox_names": find_names,
        "identity": identity,
        "founder": Setup(parts.database, parts.sequencers, parts.clock, parts.passwords),
        "invitation_door": InvitationDoor(parts.database, parts.sequencers, parts.clock, parts.passwords),
        "opener": Opener(parts.database, parts.sequencers, parts.clock),
        "readiness": Readiness(parts.database, parts.clock, parts.is_draining),
        "sequencers": parts.sequencers,
        "sign_in_door": SignInDoor(parts.database, parts.clock, parts.passwords, limits),
        "sign_in_limits": limits,
        "try_it": TryIt(),
        "visitor_limits": VisitorLimits(parts.clock, parts.visitor_rates),
    }
    provided = {name: _always(thing) for name, thing in things.items()}

    async def public_url(request: Request[Any, Any, Any]) -> str:
        return address.url_for(request.headers.get("host", ""))

    provided["public_url"] = Provide(public_url)
    for name in ("member", "visitor", "viewer"):
        provided[name] = provide_viewer()
    return provided


def _always(thing: object) -> Provide:
    async def provide() -> Any:
        return thing

    return Provide(provide)
