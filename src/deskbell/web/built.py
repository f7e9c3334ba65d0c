"""The built front end: every file of it in memory, under the name that the build gave it.

Owns: the manifests of console and widget, the loader, and each file with its type, its mark and its packed form.
Never: a path from a request: what is not in the table does not exist (security, 75).
Holds: a file under `/assets/` has a hash of its content in its name, so it may be kept for ever.
"""

import gzip
import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from deskbell.channels.embed import takes_settings

STATIC = Path(__file__).parent / "static"
APPS = ("console", "widget")
ENTRY = "src/main.tsx"

_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".html": "text/html",
}
_PACKED_ALREADY = frozenset({".png", ".woff2", ".mp3", ".ogg"})
_SMALL_BYTES = 512
"""Packing less than this saves no packet."""


class File(Struct, frozen=True):
    """A file, ready to be sent. `packed` is its gzip form, where that is smaller."""

    content: bytes
    media_type: str
    etag: str
    packed: bytes | None


class Page(Struct, frozen=True):
    """What the document of an app refers to: its script and its styles, as addresses on this server."""

    script: str
    styles: tuple[str, ...]


class Built(Struct, frozen=True):
    """The whole front end. `pages` lacks an app that has not been built."""

    files: dict[str, File]
    pages: dict[str, Page]
    loader: bytes | None


class _ManifestEntry(Struct):
    file: str
    css: list[str] = []
    isEntry: bool = False


def load_built(static: Path = STATIC) -> Built:
    """Read what `make run` has built. Missing apps are missing; that is told where somebody asks for them."""
    files: dict[str, File] = {}
    pages: dict[str, Page] = {}
    for app in APPS:
        folder = static / app
        manifest = folder / ".vite" / "manifest.json"
        if not manifest.is_file():
            continue
        files.update({f"{app}/{name}": as_file(path) for name, path in _list_files(folder)})
        pages[app] = _read_page(app, manifest)
    return Built(files, pages, _read_loader(static / "widget" / "loader.js"))


def _read_loader(path: Path) -> bytes | None:
    source = path.read_bytes() if path.is_file() else b""
    return source if takes_settings(source) else None


def as_file(path: Path) -> File:
    """One file with everything that is needed to send it."""
    content = path.read_bytes()
    media_type = _TYPES.get(path.suffix, "application/octet-stream")
    packed = None if path.suffix in _PACKED_ALREADY else pack(content)
    return File(content, media_type, etag_of(content), packed)


def pack(content: bytes) -> bytes | None:
    """The gzip form, where it is smaller. The same content gives the same bytes."""
    if len(content) < _SMALL_BYTES:
        return None
    packed = gzip.compress(content, 9, mtime=0)
    return packed if len(packed) < len(content) else None


def etag_of(content: bytes) -> str:
    """A mark that changes with the content; weak, since the packed form has the same."""
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def _list_files(folder: Path) -> list[tuple[str, Path]]:
    found = [(path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(name, path) for name, path in found if not name.startswith(".") and name != "loader.js"]


def _read_page(app: str, manifest: Path) -> Page:
    entries = msgspec.json.decode(manifest.read_bytes(), type=dict[str, _ManifestEntry])
    entry = entries[ENTRY] if ENTRY in entries else next(one for one in entries.values() if one.isEntry)
    base = f"/assets/{app}/"
    return Page(base + entry.file, tuple(base + style for style in entry.css))
