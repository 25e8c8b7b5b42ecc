from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows import local_server
from flows.local_server import LocalServer, ServerError, is_configured


@pytest.fixture(autouse=True)
def unconfigured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose user never told Prefect anything."""
    for name in ("PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "30")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def server(code: str) -> Iterator[LocalServer]:
    """A server process that is none: it runs `code`."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([sys.executable, "-c", code], stdout=log, stderr=log)  # noqa: S603
        running = LocalServer(process, "http://127.0.0.1:1/api", log)
        yield running
        running.stop()


def test_a_machine_without_settings_gets_a_server_of_its_own() -> None:
    assert not is_configured()


def test_a_server_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example/api")
    assert is_configured()


@pytest.mark.parametrize("name", ["profiles.toml", "prefect.toml"])
def test_a_server_in_prefects_own_files_is_used(unconfigured: Path, name: str) -> None:
    (unconfigured / name).touch()
    assert is_configured()


def test_a_server_that_dies_says_why() -> None:
    said = pytest.raises(ServerError, match=r"It said: OSError: no room\.$")
    with server("raise OSError('no room')") as dead, said:
        dead.wait()


def test_a_server_that_does_not_answer_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "0.2")
    with server("import time; time.sleep(60)") as silent, pytest.raises(ServerError, match="did not start"):
        silent.wait()
    assert silent.process.returncode is not None


def test_a_server_ends_with_its_parent() -> None:
    code = "from flows.server_process import _end_with_parent as end; end()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)  # noqa: S603
    assert process.poll() is None
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_without_prefect_the_way_around_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ServerError, match="--direct"):
        local_server.start()
