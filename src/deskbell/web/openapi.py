"""The API's description, OpenAPI 3.1.

Owns: what is said of the API as a whole, of problems and of who may ask; `python -m deskbell.web.openapi` prints it.
Never: a page with scripts of other hosts.
Holds: the same code gives the same text; on a running server it exists for members only (security, 98).
"""

import sys
from typing import Any, Final, get_args, get_origin

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from deskbell import __version__
from deskbell.kit.problem import Problem, not_found
from deskbell.web.door import BODY_BYTES_MAX
from deskbell.web.identity import Identity
from deskbell.web.problems import MEDIA_TYPE, ProblemBody

DESCRIPTION: Final = f"""Everything that Deskbell's screens do.

Every error is a problem (RFC 9457) with a stable `code`, and one item of `errors` for each field that is at fault.
Bodies are JSON in UTF-8 of up to {BODY_BYTES_MAX:,} bytes; a field that is not described here is refused.
Instants are milliseconds since the Unix epoch, UTC."""

SECURITY_SCHEMES: Final = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "deskbell",
        "description": "The cookie of `POST /api/v1/session`. Changes also take the header `X-Deskbell-CSRF` with the"
        " `csrf` of the session, and an `Origin` of this server.",
    },
    "visitor": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of `POST /api/v1/widget/{channel}/visitor`.",
    },
}

_PROBLEM_RESPONSE: Final = {
    "description": "A problem: nothing was changed.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
}


def describe_api() -> OpenAPIConfig:
    """For the application. Nothing is served by the framework itself: see `get_openapi`."""
    return OpenAPIConfig(
        title="Deskbell",
        version=__version__,
        description=DESCRIPTION,
        use_handler_docstrings=True,
        openapi_router=Router("/schema/of-the-framework", route_handlers=[], guards=[_refuse]),
        render_plugins=[JsonRenderPlugin()],
    )


def _refuse(_connection: object, _handler: object) -> None:
    raise not_found()


@get("/schema/openapi.json", include_in_schema=False)
async def get_openapi(request: Request[Any, Any, Any], identity: NamedDependency[Identity]) -> Response[bytes]:
    """The description, for members."""
    try:
        await identity.find_member(request)
    except Problem:
        raise not_found() from None
    return Response(print_api(request.app), media_type="application/vnd.oai.openapi+json;version=3.1")


def print_api(app: Litestar) -> bytes:
    """The description as text."""
    schema: dict[str, Any] = app.openapi_schema.to_schema()
    schema["paths"] = {path: item for path, item in schema["paths"].items() if path.startswith("/api/")}
    schema["components"] = {"schemas": _list_types(app), "securitySchemes": SECURITY_SCHEMES}
    needs = {handler.operation_id: _find_need(handler) for handler in list_handlers(app)}
    for item in schema["paths"].values():
        for operation in item.values():
            _complete(operation, needs)
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"


def _list_types(app: Litestar) -> dict[str, Any]:
    """Every type that a body has. The framework's own account of them leaves bounds and tags out."""
    asked: list[Any] = [ProblemBody]
    for handler in list_handlers(app):
        signature = handler.parsed_fn_signature
        asked += [signature.parameters["data"].annotation] if "data" in signature.parameters else []
        answered = signature.return_type.annotation
        asked.append(get_args(answered)[0] if get_origin(answered) is Response else answered)
    structs = {one.__name__: one for one in asked if isinstance(one, type) and issubclass(one, msgspec.Struct)}
    _, described = msgspec.json.schema_components(structs.values(), ref_template="#/components/schemas/{name}")
    return described


def list_handlers(app: Litestar) -> list[HTTPRouteHandler]:
    """Every operation that has a name of its own: all of the API, and none of the pages."""
    found = [handler for route in app.routes for handler in getattr(route, "route_handlers", ())]
    return [one for one in found if isinstance(one, HTTPRouteHandler) and isinstance(one.operation_id, str)]


def _find_need(handler: HTTPRouteHandler) -> str:
    """Which identity an operation asks for."""
    asked = handler.parsed_fn_signature.parameters
    return "session" if "member" in asked else "visitor" if "visitor" in asked else ""


def _complete(operation: Any, needs: dict[Any, str]) -> None:
    if not isinstance(operation, dict) or "responses" not in operation:
        return
    # The framework tells of its own errors, which nobody ever sees.
    operation["responses"].pop("400", None)
    operation["responses"]["default"] = _PROBLEM_RESPONSE
    need = needs.get(operation.get("operationId"), "")
    operation["security"] = [{need: []}] if need else []


def describe_rooms() -> bytes:
    """The description of the rooms' routes, of an application that is described and not run."""
    from deskbell.settings import Settings
    from deskbell.web.app import build_app
    from deskbell.web.parts import Parts

    nothing: Any = None
    parts = Parts(
        settings=Settings(), database=nothing, sequencers=nothing, clock=nothing, passwords=nothing, seal=nothing
    )
    return print_api(build_app(parts))


def main() -> None:
    """Print it."""
    sys.stdout.write(describe_rooms().decode())


if __name__ == "__main__":
    main()
