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

from deskbell.audit.head_file import FILE_NAME, HeadFile
from deskbell.audit.keeper import HeadKeeper
from deskbell.audit.record import record_act
from deskbell.audit.routes import AuditController
from deskbell.channels.routes import ChannelController
from deskbell.contacts.limits import VisitorLimits
from deskbell.contacts.opening import Opener
from deskbell.contacts.routes import ContactController
from deskbell.contacts.visitor_routes import WidgetController
from deskbell.history.routes import ConversationController
from deskbell.inboxes.routes import InboxController
from deskbell.inboxes.store import find_names
from deskbell.mailer.outbox import Outbox
from deskbell.mailer.routes import MailController
from deskbell.offline.desk import Desk
from deskbell.offline.routes import Names, OfflineController
from deskbell.people.acceptance import InvitationDoor
from deskbell.people.account_routes import OwnSessionsController, SecondFactorController
from deskbell.people.codes import Codes
from deskbell.people.cookies import Cookies
from deskbell.people.group_routes import GroupController
from deskbell.people.invitation_issue import InvitationDesk
from deskbell.people.invitation_routes import InvitationController
from deskbell.people.licence_routes import LicenceController
from deskbell.people.limits import SignInLimits
from deskbell.people.member_routes import MemberController
from deskbell.people.organisation_routes import OrganisationController
from deskbell.people.own_account import OwnAccount
from deskbell.people.proof import Proof
from deskbell.people.reset_door import ResetDoor, ResetLinks
from deskbell.people.reset_routes import MemberAccountController, ResetController
from deskbell.people.second_factor_door import SecondFactorDoor
from deskbell.people.session_routes import SessionController, SetupController
from deskbell.people.setup import Setup
from deskbell.people.sign_in import SignInDoor
from deskbell.reports.routes import ReportController
from deskbell.web import between, pages
from deskbell.web.addresses import Address, find_address
from deskbell.web.bodies import StrictRequest
from deskbell.web.built import load_built
from deskbell.web.door import Door
from deskbell.web.files import get_asset
from deskbell.web.health import Readiness, get_live, get_ready
from deskbell.web.identity import Identity, provide_viewer
from deskbell.web.openapi import describe_api, get_openapi, list_handlers
from deskbell.web.parts import Parts
from deskbell.web.problems import answer
from deskbell.web.rights import RIGHTS
from deskbell.web.try_it import TryIt

API = "/api/v1"

ROOMS = (
    SetupController,
    SessionController,
    OwnSessionsController,
    SecondFactorController,
    ResetController,
    MemberAccountController,
    MailController,
    MemberController,
    InvitationController,
    LicenceController,
    GroupController,
    OrganisationController,
    AuditController,
    InboxController,
    ChannelController,
    ContactController,
    ConversationController,
    OfflineController,
    ReportController,
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
    audit_keeper: HeadKeeper

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
    identity = Identity(parts.database, parts.sequencers, parts.clock, cookies)
    keeper = HeadKeeper(parts.database, HeadFile(parts.settings.data / FILE_NAME))
    app = Application(
        route_handlers=[Router(API, route_handlers=[*ROOMS, *parts.api_handlers]), *PAGES],
        dependencies=_provide(parts, address, cookies, identity, keeper),
        guards=[identity.guard],
        exception_handlers={Exception: answer},
        request_class=StrictRequest,
        openapi_config=describe_api(),
        logging_config=None,
        debug=False,
    )
    missing = {str(handler.operation_id) for handler in list_handlers(app)} - RIGHTS.keys()
    assert not missing, f"say in web/rights.py who may ask for {', '.join(sorted(missing))}"
    app.door = Door(app.behind_the_door, address)
    app.audit_keeper = keeper
    return app


def _provide(
    parts: Parts, address: Address, cookies: Cookies, identity: Identity, keeper: HeadKeeper
) -> Mapping[str, Provide]:
    limits = SignInLimits(parts.clock)
    send_mail = Outbox(parts.clock, configured=bool(parts.settings.mail_server)).put
    codes = Codes(parts.clock, parts.passwords, parts.seal, record_act)
    links = ResetLinks(parts.clock, send_mail, record_act, address.url)
    things: dict[str, object] = {
        "address": address,
        "audit_keeper": keeper,
        "built": load_built(parts.static),
        "clock": parts.clock,
        "cookie_names": cookies,
        "count_past_chats": between.count_past_chats,
        "database": parts.database,
        "find_channels": between.find_channels,
        "find_entrance": between.find_entrance,
        "find_openings": between.find_openings,
        "find_inbox_names": find_names,
        "identity": identity,
        "founder": Setup(parts.database, parts.sequencers, parts.clock, parts.passwords),
        "invitation_door": InvitationDoor(parts.database, parts.sequencers, parts.clock, parts.passwords),
        "invitation_desk": InvitationDesk(parts.database, parts.clock, send_mail, record_act),
        "mail_sender": parts.settings.mail_sender if parts.settings.mail_server else "",
        "offline_desk": Desk(parts.database, parts.clock, send_mail, between.find_organisation_name),
        "offline_names": Names(parts.database, parts.sequencers, find_names),
        "own_account": OwnAccount(parts.database, parts.clock, parts.passwords, send_mail, record_act),
        "proof": Proof(parts.database, parts.passwords, codes, limits),
        "record_act": record_act,
        "reset_door": ResetDoor(parts.database, parts.clock, parts.passwords, limits, links, send_mail, record_act),
        "reset_links": links,
        "second_factor_door": SecondFactorDoor(parts.database, parts.clock, codes, limits, send_mail, record_act),
        "opener": Opener(parts.database, parts.sequencers, parts.clock),
        "readiness": Readiness(parts.database, parts.clock, parts.is_draining),
        "sequencers": parts.sequencers,
        "sign_in_door": SignInDoor(parts.database, parts.clock, parts.passwords, codes, limits),
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
