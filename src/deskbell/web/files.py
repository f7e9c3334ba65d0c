"""Sending files: with a mark, packed where the browser takes it.

Owns: the answers for `/assets/` and for anything else that is a file.
Holds: a browser that has the file already is told so in a few bytes.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from deskbell.kit.problem import not_found
from deskbell.web.built import Built, File

FOR_EVER = "public, max-age=31536000, immutable"

AnyRequest = Request[Any, Any, Any]


@get("/assets/{name:path}", include_in_schema=False)
async def get_asset(name: FromPath[str], request: AnyRequest, built: NamedDependency[Built]) -> Response[bytes]:
    """A built file; its name changes with its content."""
    app, _, rest = name.strip("/").partition("/")
    file = built.files.get(f"{app}/{rest}")
    if file is None:
        raise not_found()
    # The chat's frame may stand on any site, and a careful site asks for this word on everything inside it.
    policy = "cross-origin" if app == "widget" else "same-origin"
    return send_file(request, file, cache=FOR_EVER, headers={"Cross-Origin-Resource-Policy": policy})


def send_file(request: AnyRequest, file: File, *, cache: str, headers: dict[str, str]) -> Response[bytes]:
    """The file, or the word that it has not changed."""
    always = {"ETag": file.etag, "Cache-Control": cache, "Vary": "Accept-Encoding", **headers}
    if _has_it(request, file.etag):
        return Response(b"", status_code=304, headers=always, media_type=file.media_type)
    if file.packed is not None and _takes_gzip(request):
        packed = {**always, "Content-Encoding": "gzip"}
        return Response(file.packed, headers=packed, media_type=file.media_type)
    return Response(file.content, headers=always, media_type=file.media_type)


def _has_it(request: AnyRequest, etag: str) -> bool:
    marks = request.headers.get("if-none-match", "")
    return marks == "*" or etag.removeprefix("W/") in [mark.strip().removeprefix("W/") for mark in marks.split(",")]


def _takes_gzip(request: AnyRequest) -> bool:
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        coding, _, weight = part.strip().partition(";")
        if coding.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
