"""Which cluster is asked for, and what a worker of it must have in common with the run."""

from __future__ import annotations

from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from rich.console import Console

from flows import remote, runner
from flows.errors import UsageError, WorkerError
from flows.job import new_job
from flows.local_run import run_here
from flows.lock import writer_lock
from flows.options import Options
from flows.remote import Home
from flows.runner import Cluster, RunnerName, cluster_of, reached
from tests.flows.conftest import House


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if all extras were."""
    monkeypatch.setattr(runner, "find_spec", lambda name: ModuleSpec(name, None))


@pytest.fixture
def home(harbour: House) -> Home:
    """What the workers of a run over three articles must share."""
    with writer_lock(harbour.out):
        return Home.of(harbour.raw, harbour.out)


@pytest.mark.parametrize("name", list(RunnerName))
def test_a_runner_that_is_not_installed_is_named_with_its_extra(
    name: RunnerName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=rf"pip install 'spalte\[{name}\]'"):
        cluster_of(name, None)


def test_an_address_needs_a_runner() -> None:
    with pytest.raises(UsageError, match="--runner dask or --runner ray"):
        cluster_of(None, "tcp://127.0.0.1:8786")


def test_no_runner_is_no_cluster() -> None:
    assert cluster_of(None, None) is None


@pytest.mark.parametrize("error", [OSError("timed out"), ValueError("unknown scheme")])
def test_an_address_where_nobody_is_gets_a_message(error: Exception) -> None:
    with (
        pytest.raises(WorkerError, match="No cluster of ray answers at ray://head"),
        reached(Cluster(RunnerName.RAY, "ray://head")),
    ):
        raise error


@pytest.mark.usefixtures("installed")
def test_a_job_on_a_cluster_names_its_folders_for_every_machine(harbour: House) -> None:
    relative = Path("in/raw"), Path("out")
    job = new_job(*relative, Options(runner=RunnerName.RAY, address="ray://head:10001"), "prefect")
    assert (job.raw, job.out) == (harbour.raw, harbour.out)
    assert (job.engine, job.cluster) == ("ray", Cluster(RunnerName.RAY, "ray://head:10001"))


@pytest.mark.usefixtures("installed")
def test_a_cluster_has_workers(harbour: House) -> None:
    with pytest.raises(UsageError, match="at least one worker"):
        new_job(harbour.raw, harbour.out, Options(runner=RunnerName.DASK, workers=0), "prefect")


def test_a_runner_is_prefects(harbour: House) -> None:
    with pytest.raises(UsageError, match="--direct"):
        run_here(harbour.raw, harbour.out, Options(runner=RunnerName.DASK), Console(), direct=True)


def test_a_worker_that_shares_the_home_works(home: Home) -> None:
    assert remote.work(str.upper, "veg", home) == "VEG"


def test_a_worker_that_has_not_the_memory_says_so(home: Home) -> None:
    def greedy(_: str) -> str:
        raise MemoryError

    assert remote.work(greedy, "veg", home) is None


def test_a_worker_that_sees_another_output_folder_refuses(home: Home, tmp_path: Path) -> None:
    for out in (tmp_path / "nowhere", tmp_path / "other"):
        (tmp_path / "other").mkdir(exist_ok=True)
        with pytest.raises(WorkerError, match="does not see"):
            remote.check(replace(home, out=out))


def test_a_worker_that_sees_the_lock_of_another_run_refuses(home: Home) -> None:
    with pytest.raises(WorkerError, match="does not see"):
        remote.check(replace(home, mark=home.mark.replace('"pid": ', '"pid": 1')))


def test_a_worker_without_the_raw_files_refuses(home: Home, tmp_path: Path) -> None:
    (tmp_path / "unmounted").mkdir()
    with pytest.raises(WorkerError, match=r"finds nothing in .*unmounted"):
        remote.check(replace(home, raw=tmp_path / "unmounted"))


def test_a_worker_with_other_code_refuses(home: Home) -> None:
    with pytest.raises(WorkerError, match=r"other code .*same constraints\.txt"):
        remote.check(replace(home, code="0.0.1 polars=1.0"))
