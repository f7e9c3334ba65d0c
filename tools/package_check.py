"""Proves that what we hand out works for somebody who has only Python.

Owns: two checks: a build from the sdist needs no Node, and the wheel serves its front end where there
is neither Node nor checkout.
Never: uses the checkout: the wheel goes into a virtual environment in a temporary folder, with what
``requirements/run.txt`` pins, and the server it starts keeps its data there too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

from tools import front_end

READY_SECONDS_MAX = 30.0
REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements" / "run.txt"


def check_sdist(sdist: Path, folder: Path) -> None:
    """Exits when a build from the sdist would want to build the front end again."""
    shutil.unpack_archive(sdist, folder)
    (unpacked,) = folder.iterdir()
    if not front_end.is_fresh(front_end.FrontEnd(unpacked)):
        sys.exit(f"{sdist.name}: its built front end is missing, or made from other sources than it carries")


def check_wheel(wheel: Path, folder: Path) -> None:
    """Raises or exits when the wheel does not serve its front page."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel.resolve())], check=True)
    with serving(python.parent / "deskbell", folder / "data", free_port()) as address:
        page = fetch(address, time.monotonic() + READY_SECONDS_MAX)
    if "<script" not in page:
        sys.exit(f"{wheel.name}: the first page came, but without the front end")


@contextlib.contextmanager
def serving(program: Path, data: Path, port: int) -> Iterator[str]:
    """A server of its own, with a path on which no Node can be."""
    environment = {
        "PATH": str(program.parent),
        "DESKBELL_DATA": str(data),
        "DESKBELL_HOST": "127.0.0.1",
        "DESKBELL_PORT": str(port),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
    }
    process = subprocess.Popen([str(program), "serve"], env=environment, cwd=data.parent)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=READY_SECONDS_MAX)


def fetch(address: str, deadline: float) -> str:
    """The page behind the address, as soon as somebody answers there."""
    while True:
        try:
            with urllib.request.urlopen(address, timeout=READY_SECONDS_MAX) as answer:  # noqa: S310
                return str(answer.read().decode())
        except urllib.error.HTTPError as problem:
            sys.exit(f"the first page answers {problem.code}")
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                sys.exit(f"nothing answers at {address} after {READY_SECONDS_MAX:.0f} seconds")
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    packages = Path(sys.argv[1])
    (sdist,), (wheel,) = packages.glob("*.tar.gz"), packages.glob("*.whl")
    with tempfile.TemporaryDirectory(prefix="deskbell-packages-") as folder:
        (Path(folder) / "sdist").mkdir()
        check_sdist(sdist, Path(folder) / "sdist")
        check_wheel(wheel, Path(folder))
    print(f"{sdist.name} needs no Node; {wheel.name} installs without one and serves its front end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
