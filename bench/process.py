"""Servers as processes of their own, on one core, in folders that vanish.

Owns: starting, waiting until ready, memory and processor time, stopping.
Never: anything in this process: what is measured shares nothing with the generator.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

SERVER_CORE = 0
READY_SECONDS_MAX = 30.0


def free_port() -> int:
    """A TCP port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Process:
    """A server process; use as a context manager."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], ready_url: str) -> None:
        self._log = tempfile.NamedTemporaryFile(prefix="deskbell-bench-", suffix=".log")  # noqa: SIM115
        started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, **environment},
            stdout=self._log,
            stderr=subprocess.STDOUT,
            preexec_fn=_take_server_core,
        )
        self._wait_until_ready(ready_url)
        self.ready_seconds = time.perf_counter() - started

    def _wait_until_ready(self, url: str) -> None:
        deadline = time.monotonic() + READY_SECONDS_MAX
        while True:
            try:
                with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (our own address)
                    return
            except OSError:  # Refused, or no answer in time on a busy machine.
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"the server did not start:\n{self.log()}") from None
                time.sleep(0.01)

    def check_alive(self) -> None:
        """Raise RuntimeError with its log where it has ended: then nothing was measured."""
        if self._process.poll() is not None:
            raise RuntimeError(f"the server ended with status {self._process.returncode}:\n{self.log()}")

    def log(self) -> str:
        """What it has printed so far."""
        return Path(self._log.name).read_text(errors="replace")

    def memory_kb(self) -> int:
        """Resident memory, in kB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))

    def cpu_seconds(self) -> float:
        """Processor time used so far, user and system."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()


def _take_server_core() -> None:
    os.sched_setaffinity(0, {SERVER_CORE})
