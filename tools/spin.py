"""Finds spin and a C compiler, with which the model of the routing is searched, and installs Debian's where it may.

Owns: how these two get onto the machine.
Never: downloads from anywhere but the system's own package manager.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = {"spin": "spin", "gcc": "gcc libc6-dev"}
"""Each program, and the packages that have it."""


def find_missing() -> list[str]:
    """The programs that are not there."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def install(programs: list[str]) -> bool:
    """Asks apt for them; False when this is no Debian or we are not root."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = [package for program in programs for package in PROGRAMS[program].split()]
    steps = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages],
    )
    return all(subprocess.run(step, env=environment, check=False).returncode == 0 for step in steps)


def main() -> int:
    missing = find_missing()
    if missing:
        install(missing)
    missing = find_missing()
    if missing:
        packages = " ".join(PROGRAMS[program] for program in missing)
        print(
            f"The proof walks through a model with {' and '.join(missing)}, and there is none here."
            f" Install it (Debian: apt-get install {packages}).",
            file=sys.stderr,
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
