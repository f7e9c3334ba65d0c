"""Finds the Chromium that the end-to-end tests drive, and installs Debian's where it may.

Owns: where the tests' browser is and how it gets there.
Never: downloads a browser from anywhere but the system's own package manager.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
VARIABLE = "CHROMIUM"
"""The path of another Chromium, for machines that keep it elsewhere."""


def find_chromium() -> str | None:
    """The path of a Chromium to drive, or None."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def install_chromium() -> bool:
    """Asks apt for Debian's Chromium; False when this is no Debian or we are not root."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
    )
    return all(subprocess.run(step, env=environment, check=False).returncode == 0 for step in steps)


def main() -> int:
    if find_chromium() is None:
        install_chromium()
    found = find_chromium()
    if found is None:
        print(
            "The end-to-end tests drive a real Chromium and there is none here. Install it"
            f" (Debian: apt-get install chromium), or name one: {VARIABLE}=/path/to/chromium",
            file=sys.stderr,
        )
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
