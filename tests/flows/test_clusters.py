"""Clusters of two real workers: Dask's and Ray's, started for a run and met at an address.

They take minutes, so only `make test-runners` looks at them. Merges go to the workers too, which small
ones do not need.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from flows.runner import RunnerName
from schemas import scan
from tests.conftest import environment, give_database
from tests.faults.corpus import write_article
from tests.faults.runs import ROOT, Ended, ended, running, spalte_run, until
from tests.flows.rows import files
from tests.flows.test_ingest import served

pytestmark = pytest.mark.clusters

ARTICLES = 60
_SETTINGS = {"SPALTE_ENTITIES": "off", "SPALTE_BATCH_SIZE": "6", "SPALTE_WORKERS": "2"}
_SECONDS = 600

_MERGE_THERE = """
import flows.merging.merge
flows.merging.merge.WORTH_WORKERS = 0
"""

#: Whoever gets the third batch reads it, says who he is and waits for his end, so often. A function of
#: the main program travels to the workers as it is.
_MORTAL = """
import os, time
from pathlib import Path
import flows.ingest
from flows.batch import read_batch as really

def read_batch(batch):
    record, deaths = really(batch), Path({deaths!r})
    if batch.start == 12 and len(list(deaths.iterdir())) < {times}:
        (deaths / str(os.getpid())).touch()
        time.sleep(600)
    return record

flows.ingest.read_batch = read_batch
"""

_ELSEWHERE = """
from dataclasses import replace
import flows.ingest
here = flows.ingest.Home.of
flows.ingest.Home.of = lambda *folders: replace(here(*folders), mark="of another machine")
"""


def _param(name: RunnerName) -> object:
    missing = find_spec(f"prefect_{name}") is None
    return pytest.param(name, marks=pytest.mark.skipif(missing, reason=f"needs pip install 'spalte[{name}]'"))


each_runner = pytest.mark.parametrize("name", [_param(name) for name in RunnerName])


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Sixty articles of five months: ten batches, and merges of as many partitions."""
    for number in range(ARTICLES):
        write_article(tmp_path / f"raw/{number % 7}/{number}.txt", number)
    return tmp_path / "raw"


@pytest.fixture
def whole(raw: Path, tmp_path: Path) -> dict[str, str]:
    """What a run without a cluster makes of them."""
    assert spalte_run(raw, tmp_path / "whole").status == 0
    return files(tmp_path / "whole")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, prefect_database: Path) -> dict[str, str]:
    """An environment in which Prefect has its database, and Ray its token."""
    folder = tmp_path_factory.mktemp("home")
    give_database(prefect_database, folder)
    token = folder / ".ray" / "auth_token"  # a cluster that finds one asks for it
    token.parent.mkdir()
    token.write_text(secrets.token_hex(32), encoding="utf-8")
    return {**environment(folder), "HOME": str(folder), **_SETTINGS}


@each_runner
def test_a_worker_that_is_killed_in_the_middle_of_a_batch_costs_nothing(
    name: RunnerName, raw: Path, whole: dict[str, str], home: dict[str, str], tmp_path: Path
) -> None:
    run = _run_with_deaths(1, name, raw, tmp_path, home)
    assert (run.status, run.err) == (0, "")
    assert files(tmp_path / "out") == whole
    assert scan("runs", tmp_path / "out").collect()["engine"].to_list() == [name]


@each_runner
def test_a_batch_that_kills_every_worker_is_read_in_pieces_by_the_run_itself(
    name: RunnerName, raw: Path, whole: dict[str, str], home: dict[str, str], tmp_path: Path
) -> None:
    run = _run_with_deaths(4, name, raw, tmp_path, home)  # both clusters give a task to four workers
    assert (run.status, run.err) == (0, "")
    assert files(tmp_path / "out") == whole


@each_runner
def test_a_worker_on_a_machine_without_the_folders_stops_the_run(
    name: RunnerName, raw: Path, home: dict[str, str], tmp_path: Path
) -> None:
    with running(_start(_ELSEWHERE + _command(raw, tmp_path / "out", name), home)) as process:
        run = ended(process, _SECONDS)
    assert run.failed_with(f"does not see {tmp_path / 'out'}", "same paths on all machines")
    assert not (tmp_path / "out" / ".current").exists()


@each_runner
def test_a_deployment_finds_a_cluster_at_its_address(
    name: RunnerName, raw: Path, whole: dict[str, str], home: dict[str, str], prefect_home: Path
) -> None:
    given = {"raw": str(raw), "out": str(prefect_home / "out"), "runner": str(name)}
    with served(prefect_home) as server, _cluster(name, home, prefect_home) as address:
        call = f"from flows.nightly import nightly; nightly(**{given | {'address': address}})"
        with running(_start(_MERGE_THERE + call, {**server, **_SETTINGS, "HOME": home["HOME"]})) as process:
            run = ended(process, _SECONDS)
    assert run.status == 0, run.err
    assert files(prefect_home / "out") == whole


def _run_with_deaths(times: int, name: RunnerName, raw: Path, folder: Path, env: dict[str, str]) -> Ended:
    """A run on a cluster of its own that loses `times` workers over its third batch."""
    deaths, dead = folder / "deaths", set[Path]()
    deaths.mkdir()
    mortal = _MORTAL.format(deaths=str(deaths), times=times)
    with running(_start(_MERGE_THERE + mortal + _command(raw, folder / "out", name), env)) as process:
        for _ in range(times):
            until(lambda: set(deaths.iterdir()) - dead or process.poll() is not None, _SECONDS, pause=0.05)
            (worker,) = set(deaths.iterdir()) - dead
            os.kill(int(worker.name), signal.SIGKILL)
            dead.add(worker)
        return ended(process, _SECONDS)


def _command(raw: Path, out: Path, name: RunnerName) -> str:
    return f"from flows.cli import main; main(['run', {str(raw)!r}, {str(out)!r}, '--runner', {str(name)!r}])"


def _start(script: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@contextmanager
def _cluster(name: RunnerName, env: dict[str, str], folder: Path) -> Iterator[str]:
    """The address of two workers that nobody started for a run."""
    commands, address = (_dask if name is RunnerName.DASK else _ray)(folder)
    tool = Path(sys.executable).with_name(str(name))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen([tool, *command], env=env, **quiet) for command in commands]  # noqa: S603
    try:
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in reversed(started):
            process.wait(60)


def _dask(folder: Path) -> tuple[list[list[str]], str]:
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    workers = ["worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
    return [scheduler, [*workers, "--local-directory", str(folder / "dask")]], address


def _ray(_: Path) -> tuple[list[list[str]], str]:
    port = _free_port()
    head = ["start", "--head", "--block", "--num-cpus", "2", "--node-ip-address", "127.0.0.1", "--port", port]
    return [[*head, "--include-dashboard", "false", "--disable-usage-stats"]], f"127.0.0.1:{port}"


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
