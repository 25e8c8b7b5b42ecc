from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from flows import prefect_settings
from tests.conftest import environment
from tests.flows.conftest import House, article

ROOT = Path(__file__).parents[2]
PREFECT = Path(sys.executable).with_name("prefect")


def test_prefect_settings_leave_the_users_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    monkeypatch.delenv("PREFECT_SERVER_LOGGING_LEVEL", raising=False)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    prefect_settings.apply()
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["PREFECT_SERVER_LOGGING_LEVEL"] == "CRITICAL"


def test_a_server_that_somebody_looks_at_gets_what_a_run_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    prefect_settings.apply()
    assert "PREFECT_LOGGING_EXTRA_LOGGERS" not in os.environ
    prefect_settings.apply(recorded=True)
    assert os.environ["PREFECT_LOGGING_EXTRA_LOGGERS"] == "flows"


def test_the_first_use_is_one_without_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    assert prefect_settings.is_first_use()
    (tmp_path / "prefect.db").touch()
    assert not prefect_settings.is_first_use()


def deployments() -> dict[str, dict[str, Any]]:
    """What `prefect.yaml` deploys, by name."""
    return {one["name"]: one for one in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]}


@pytest.mark.parametrize("name", ["nightly", "rebuild", "verify"])
def test_a_deployment_names_a_flow_its_parameters_and_a_pool(name: str) -> None:
    from flows import nightly  # noqa: PLC0415 (imports Prefect: seconds that other tests need not wait)

    deployment = deployments()[name]
    assert deployment["entrypoint"] == f"flows/nightly.py:{name}"
    known = getattr(nightly, name).parameters.properties
    assert deployment["parameters"].keys() <= known.keys()
    assert deployment["work_pool"]["name"] == "local"


def test_one_night_at_a_time_and_a_second_one_waits() -> None:
    assert deployments()["nightly"]["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}


def test_a_server_started_here_keeps_leases_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """In memory, the place of a run that is lost with its server would never be given back."""
    from prefect.settings.models.server.concurrency import ServerConcurrencySettings  # noqa: PLC0415 (as above)

    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE", raising=False)
    assert ServerConcurrencySettings().lease_storage.endswith("lease_storage.filesystem")


def test_only_the_night_comes_by_itself_and_not_while_clocks_change() -> None:
    (schedule,) = deployments()["nightly"]["schedules"]
    ZoneInfo(schedule["timezone"])
    minute, hour = map(int, re.findall(r"^(\d+) (\d+) \* \* \*$", schedule["cron"])[0])
    assert 0 <= minute < 60
    assert hour > 3  # clocks change between one and three
    assert [name for name, one in deployments().items() if "schedules" in one] == ["nightly"]


@pytest.mark.server
def test_prefect_and_direct_write_the_same_bytes_and_prefect_makes_no_noise(
    house: House, tmp_path: Path
) -> None:
    for number in range(7):
        house.write(f"{number}.txt", article(number))
    house.write("empty.txt", b"")
    house.run()
    arguments = [sys.executable, "-m", "flows.cli", "run", str(house.raw), "with-prefect"]
    done = subprocess.run(  # noqa: S603
        [*arguments, "--workers", "2", "--batch-size", "3"],
        capture_output=True, text=True, cwd=tmp_path, env=environment(tmp_path), timeout=400, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "preparing Prefect's local database" in done.stdout
    other = House(house.raw, tmp_path / "with-prefect")
    assert other.hashes() == house.hashes()
    assert other.rows("runs")["engine"].to_list() == ["prefect"]


@pytest.mark.server
def test_the_deployment_runs_through_a_server_and_a_worker(house: House, prefect_home: Path) -> None:
    for number in range(3):
        house.write(f"{number}.txt", article(number))
    with served(prefect_home) as settings:
        prefect("work-pool", "create", "local", "--type", "process", settings=settings)
        assert "successfully created" in prefect("--no-prompt", "deploy", "--all", settings=settings)
        parameters = [f"raw={house.raw}", f"out={house.out}"]
        given = [word for one in parameters for word in ("--param", one)]
        prefect("deployment", "run", "nightly/nightly", *given, settings=settings)
        prefect("worker", "start", "--pool", "local", "--run-once", settings=settings)
        wait((house.out / ".current").exists, seconds=180)
    assert house.rows("documents").height == 3
    assert house.rows("runs")["ended"].to_list() == ["completed"]


def prefect(*arguments: str, settings: dict[str, str]) -> str:
    """What a command of Prefect's prints; it must end well."""
    done = subprocess.run(  # noqa: S603
        [PREFECT, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=settings,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@contextmanager
def served(home: Path) -> Iterator[dict[str, str]]:
    """The environment of a Prefect server that runs during the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    url = f"http://127.0.0.1:{port}/api"
    settings = environment(home, PREFECT_API_URL=url, PREFECT_SERVER_ANALYTICS_ENABLED="false")
    command = [str(PREFECT), "server", "start", "--host", "127.0.0.1", "--port", port, "--no-ui"]
    server = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait(lambda: _is_up(f"{url}/health"), seconds=120)
        yield settings
    finally:
        server.terminate()
        server.wait(timeout=30)


def _is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 (a server of this test)
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def wait(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.2)
