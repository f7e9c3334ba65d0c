"""A real `deskbell serve` in a folder of its own.

Owns: the process, from its first line to its last, and its log.
Never: a look inside: what these tests know of the server, its users know too.
Holds: whatever ends it, it can be started again on the same folder and the same port.
"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.e2e.waiting import until

PROGRAM = Path(sys.executable).with_name("deskbell")

# What a machine full of tests needs more of than a person: one address plays all visitors and all agents.
SETTINGS = {
    "DESKBELL_ADDRESS_CHATS_PER_MINUTE": "10000",
    "DESKBELL_VISITOR_CHATS_PER_MINUTE": "100",
    "DESKBELL_VISITOR_CHATS_PER_HOUR": "1000",
    "DESKBELL_TRUSTED_PROXIES": "127.0.0.1",
    "DESKBELL_SOCKETS_PER_ADDRESS_MAX": "1000",
    "DESKBELL_DRAIN_SECONDS": "1",
    "DESKBELL_LOG_LEVEL": "info",
}
STOP_SECONDS = 20.0


class Server:
    """A server that can be started, stopped, killed and started again."""

    def __init__(self, folder: Path, *, port: int = 0, **settings: str) -> None:
        self.folder = folder
        self.log = folder / "server.log"
        self.origin = ""
        self._port = port
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def setup_link(self) -> str:
        """The one-time link, as it was printed at the latest start."""
        found = re.findall(r"http\S+/setup#\S+", self._said())
        assert found, f"no set-up link in {self.log}"
        return str(found[-1])

    def start(self) -> "Server":
        """Start it, and wait until it says that it is ready."""
        assert self._process is None, "it runs already"
        self.folder.mkdir(parents=True, exist_ok=True)
        before = len(self._said())
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "serve"], env=self._environment(), stdout=log, stderr=log, cwd=self.folder
            )
        until(lambda: "is ready at" in self._said()[before:] or self._has_ended(), "the server to be ready", seconds=30)
        found = re.search(r"is ready at (http\S+)", self._said()[before:])
        assert found, f"the server did not start:\n{self._said()[before:]}"
        self.origin = found[1].replace("localhost", "127.0.0.1")
        self._port = int(self.origin.rpartition(":")[2])
        return self

    def stop(self) -> None:
        """SIGTERM, as an init system would, and wait until it is gone. Does nothing where it is gone already."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._process = None
        assert code == 0, f"the server ended with {code}; see {self.log}"

    def kill(self) -> None:
        """SIGKILL: no last word, no last write."""
        assert self._process is not None, "it runs"
        self._process.kill()
        self._process.wait()
        self._process = None

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DESKBELL_")}
        own = {"DESKBELL_DATA": str(self.folder / "data"), "DESKBELL_PORT": str(self._port)}
        return inherited | SETTINGS | own | self._settings

    def _said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None
