"""Prefect's embedded server, started before Prefect is imported.

Prefect starts the same process itself when no server is known, but only at the first call, after it
has imported the whole server into this process too. Started here it boots while this process
imports Prefect, which halves the wait; and what it prints when it is stopped goes to a file.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flows.errors import SpalteError
from flows.server_process import HOST

#: For the time of one run: no web page, and none of the services that look after schedules.
_FOR_ONE_RUN = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}

#: Who holds the place of a concurrency limit. Kept in memory, Prefect's default, the place of a run
#: that is lost with the server is never given back; from disk it is, when its lease runs out (5 minutes).
_LEASES = {"PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem"}

#: Where Prefect's own commands look for a server that nobody told them of.
_USUAL_PORT = 4200
_CONFIGURED = ("PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")
_STOP_SECONDS = 10


class ServerError(SpalteError):
    """Prefect's embedded server did not start."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server process that is booting or up."""

    process: subprocess.Popen[bytes]
    url: str
    log: IO[bytes]

    def wait(self) -> None:
        """Return when the server answers. Raises ServerError when it dies or takes too long."""
        limit = float(os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"])
        end = time.monotonic() + limit
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise ServerError(self._complaint())
            time.sleep(0.05)

    def stop(self) -> None:
        """End the process, gently first."""
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.log):
            if pipe:
                pipe.close()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:  # noqa: S310 (our own)
                return bool(answer.status == 200)  # noqa: PLR2004 (HTTP's OK)
        except (urllib.error.URLError, OSError):
            return False

    def _complaint(self) -> str:
        self.log.seek(0)
        last = self.log.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        why = f" It said: {last[0]}." if last else ""
        return f"Prefect's local server did not start.{why}"


def is_configured() -> bool:
    """Whether the user told Prefect where its server is; then that is where the run is recorded."""
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    files = (home / "profiles.toml", Path("prefect.toml"))
    return any(name in os.environ for name in _CONFIGURED) or any(path.exists() for path in files)


def start(*, schedules: bool = False) -> LocalServer:
    """Start the server and point Prefect, which must not have been imported yet, to it.

    With `schedules` it starts runs at their time and has its web page, on port 4200 when that is free.
    It is stopped when this process exits, after Prefect has said its last words to it, and ends by
    itself when this process is killed.
    """
    if importlib.util.find_spec("prefect") is None:
        raise ServerError("Prefect is not installed. Install it, or run without it: --direct.")
    port = _free_port(_USUAL_PORT if schedules else 0)
    log = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the server is)
    command = [sys.executable, "-m", "flows.server_process", str(port)]
    own = {**os.environ, "PREFECT_SERVER_API_PORT": str(port)}
    environment = {**_LEASES, **own} if schedules else {**own, **_FOR_ONE_RUN}
    process = subprocess.Popen(  # noqa: S603 (our own module)
        command, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
    )
    server = LocalServer(process, f"http://{HOST}:{port}/api", log)
    os.environ["PREFECT_API_URL"] = server.url
    atexit.register(server.stop)  # handlers run last in, first out: Prefect registers its own later
    return server


def _free_port(wanted: int) -> int:
    """`wanted`, or any other that is free when that is taken, or 0."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind((HOST, wanted))
        except OSError:
            free.bind((HOST, 0))
        return int(free.getsockname()[1])
