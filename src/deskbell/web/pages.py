"""The pages: the console, the chat's frame, the script that customers embed, and the shop to try it in.

Owns: their routes, and which policy each is served with.
Never: a session: the console's document is the same for everybody, what is in it comes over the API.
Holds: a frame stands on the channel's allowed sites only, and the browser sees to it.
"""

from typing import Any, Final

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import Connection

from deskbell.channels import store as channels
from deskbell.channels.domains import find_origin, is_allowed
from deskbell.channels.embed import as_loader, list_ancestors
from deskbell.channels.model import Channel
from deskbell.kit.clock import Clock
from deskbell.kit.database import Database
from deskbell.kit.logging import get_logger
from deskbell.kit.problem import not_found
from deskbell.people.store import find_organisation
from deskbell.web import headers as policies
from deskbell.web.addresses import Address
from deskbell.web.built import Built, File, etag_of, pack
from deskbell.web.documents import NOT_BUILT, console_document, frame_document
from deskbell.web.files import send_file
from deskbell.web.try_it import TryIt

SCRIPT_TYPE = "text/javascript"
HTML_TYPE = "text/html"

LOADER_CACHE = "public, max-age=300"
"""How long a change of a widget's look may take to be seen (ux, "The widget's shape")."""

SEEN_STALE_MS = 60_000
"""How exact "last seen" is: writing it for each visit would cost a commit each."""

# What the console's own router never has, so that a mistyped address of the API is no page.
NOT_PAGES: Final = ("/api/", "/assets/", "/health/", "/schema/", "/w/", "/try/")

AnyRequest = Request[Any, Any, Any]

log = get_logger(__name__)


@get(["/", "/{page:path}"], include_in_schema=False)
async def get_console(
    request: AnyRequest, built: NamedDependency[Built], address: NamedDependency[Address]
) -> Response[str]:
    """The console, whatever its own address is: its router shows the right screen."""
    path = request.scope["path"]
    if path != "/" and (f"{path}/".startswith(NOT_PAGES) or not _wants_page(request)):
        raise not_found()
    page = built.pages.get("console")
    if page is None:
        log.error("front_end_missing", remedy="make run")
        return Response(NOT_BUILT, status_code=503, media_type=HTML_TYPE)
    policy = policies.console_policy(_socket_origin(request, address))
    return Response(
        console_document(page),
        media_type=HTML_TYPE,
        headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"},
    )


@get("/w/{script:str}", include_in_schema=False)
async def get_loader(
    script: FromPath[str],
    request: AnyRequest,
    built: NamedDependency[Built],
    database: NamedDependency[Database],
    public_url: NamedDependency[str],
) -> Response[bytes]:
    """`/w/<channel>.js`: the loader with the channel's settings in it. Always a script, whatever the channel."""
    if not script.endswith(".js"):
        raise not_found()
    if built.loader is None:
        log.error("front_end_missing", remedy="make run")
        return Response(b"", media_type=SCRIPT_TYPE, status_code=503)
    channel, name = await database.read(lambda connection: _find_shown(connection, script.removesuffix(".js")))
    content = as_loader(built.loader, channel, origin=public_url, name=name)
    file = File(content, SCRIPT_TYPE, etag_of(content), pack(content))
    return send_file(request, file, cache=LOADER_CACHE, headers={"Cross-Origin-Resource-Policy": "cross-origin"})


@get("/w/{channel:str}/frame", include_in_schema=False)
async def get_frame(
    channel: FromPath[str],
    request: AnyRequest,
    built: NamedDependency[Built],
    database: NamedDependency[Database],
    clock: NamedDependency[Clock],
    address: NamedDependency[Address],
) -> Response[str]:
    """The chat's document. It is asked for when a visitor opens the chat, so it tells where the widget works.

    A widget that is off gets it too, and is told so in it: an old script on somebody's page may still ask, and a frame
    that is refused would be an error in the console of that page.
    """
    found, _ = await database.read(lambda connection: _find_shown(connection, channel))
    page = built.pages.get("widget")
    if found is None or page is None:
        raise not_found()
    if found.state == "active":
        await _note_seen(request, found, database, clock)
    policy = policies.frame_policy(_socket_origin(request, address), list_ancestors(found))
    return Response(
        frame_document(page, found.state),
        media_type=HTML_TYPE,
        headers={
            "Content-Security-Policy": policy,
            "Cache-Control": "no-cache",
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )


@get("/try/{channel:str}", include_in_schema=False)
async def get_try_it(
    channel: FromPath[str], database: NamedDependency[Database], try_it: NamedDependency[TryIt]
) -> Response[str]:
    """A shop that does not exist, with the widget in it as a customer's page would have it."""
    found, _ = await database.read(lambda connection: _find_shown(connection, channel))
    if found is None or found.state == "deactivated":
        raise not_found()
    return Response(
        try_it.document(found.id),
        media_type=HTML_TYPE,
        headers={"Content-Security-Policy": policies.try_it_policy(), "Cache-Control": "no-cache"},
    )


@get("/try-assets/{name:str}", include_in_schema=False)
async def get_try_asset(name: FromPath[str], request: AnyRequest, try_it: NamedDependency[TryIt]) -> Response[bytes]:
    """The shop's own style and script."""
    file = try_it.files.get(name)
    if file is None:
        raise not_found()
    return send_file(request, file, cache="no-cache", headers={})


def _find_shown(connection: Connection, channel: str) -> tuple[Channel | None, str]:
    """The channel, and the name under which its organisation answers."""
    found = channels.find_channel(connection, channel)
    organisation = find_organisation(connection, found.organisation) if found else None
    return found, organisation.name if organisation else ""


async def _note_seen(request: AnyRequest, channel: Channel, database: Database, clock: Clock) -> None:
    origin = find_origin(request.headers.get("referer", ""))
    now = clock.now()
    if origin is None or not is_allowed(origin, channel.allowed_domains):
        return
    if channel.seen_on == origin and channel.seen_at is not None and channel.seen_at > now - SEEN_STALE_MS:
        return
    await database.write(lambda connection: channels.put_seen(connection, channel.id, site=origin, now=now))


def _socket_origin(request: AnyRequest, address: Address) -> str:
    return "ws" + address.url_for(request.headers.get("host", "")).removeprefix("http")


def _wants_page(request: AnyRequest) -> bool:
    return "text/html" in request.headers.get("accept", "")
