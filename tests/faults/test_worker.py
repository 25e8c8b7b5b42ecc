"""A worker process that dies costs the file it died of, and that only when it dies again alone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import polars as pl
import pytest

from flows.verify import verify
from schemas import scan
from tests.conftest import environment
from tests.faults.corpus import write_article
from tests.faults.runs import DIRECT, SMALL, ended, running, spalte_run, staged, start, until, workers
from tests.flows.rows import files

pytestmark = pytest.mark.faults

ARTICLES = 60
_GREEDY = "3/greedy.txt"

#: A worker takes 200 MiB to read articles, and many times the size of a long one to read that.
_GREEDY_BYTES = 12 * 2**20
_BOUND = 400 * 2**20

#: So long an article is allowed, and shares its batch with others.
_LARGE = {"SPALTE_LIMITS__ARTICLE_BYTES": str(2**26), "SPALTE_BATCH_BYTES": str(2**30)}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Sixty articles and one file that a worker cannot read in 400 MiB."""
    for number in range(ARTICLES):
        write_article(tmp_path / f"raw/{number % 7}/{number}.txt", number)
    greedy = tmp_path / "raw" / _GREEDY
    greedy.write_text(greedy.with_name("3.txt").read_text() * 2)
    with greedy.open("a") as file:
        paragraph = "\n\nVegen er stengt, og ingen veit når ho opnar att for dei som bur i dalen." * 100
        file.write(paragraph * (_GREEDY_BYTES // len(paragraph)))
    return tmp_path / "raw"


@contextmanager
def _killer(group: int, bound: int) -> Iterator[list[int]]:
    """Kills workers that take more memory than `bound`, as the system does when it has no more."""
    stopped, killed = threading.Event(), []

    def loop() -> None:
        while not stopped.wait(0.02):
            for process, resident in workers(group).items():
                if resident > bound:
                    with suppress(ProcessLookupError):
                        os.kill(process, signal.SIGKILL)
                        killed.append(process)

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield killed
    finally:
        stopped.set()
        thread.join()


@pytest.mark.fault(
    4,
    "A worker takes too much memory",
    how="`kill -9` of every worker above 400 MiB; one file of 60 takes that",
    happened="that file is rejected as `worker_died`, all others are in the dataset",
)
@pytest.mark.parametrize("options", [DIRECT, SMALL])
def test_only_the_file_that_kills_is_rejected(raw: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    _greedy_is_rejected(raw, tmp_path, options, {})


@pytest.mark.fault(
    4,
    "A worker takes too much memory, with Prefect",
    how="the same",
    happened="the same",
)
def test_only_the_file_that_kills_is_rejected_by_prefect(raw: Path, prefect_home: Path) -> None:
    _greedy_is_rejected(raw, prefect_home, DIRECT[1:], environment(prefect_home))


def _greedy_is_rejected(raw: Path, tmp_path: Path, options: tuple[str, ...], env: dict[str, str]) -> None:
    out, without = tmp_path / "out", tmp_path / "without"
    settings = {**env, **_LARGE}
    with running(start(raw, out, *options, env=settings)) as process, _killer(process.pid, _BOUND) as killed:
        run = ended(process)
    assert run.status == 0, run.err
    assert len(killed) >= 3  # the batch, its pieces, the file alone
    rejected = scan("sources", out).filter(pl.col("status") == "rejected").collect()
    assert rejected.select("source_uri", "reason").rows() == [(_GREEDY, "worker_died")]
    assert "more memory" in rejected["detail"].item()
    assert list(verify(out)) == []

    assert spalte_run(raw, out, env=_LARGE).status == 0  # nothing new: the file is not tried again
    assert scan("runs", out).select("unchanged").collect()["unchanged"].to_list() == [0, ARTICLES + 1]
    (raw / _GREEDY).unlink()
    assert spalte_run(raw, without, env=_LARGE).status == 0
    assert files(out) == files(without)


@pytest.mark.fault(
    4,
    "Workers are killed that have done nothing wrong",
    how="`kill -9` of all workers in the middle of their batches",
    happened="the batches are read again; no file is rejected, the dataset is byte-equal",
)
def test_a_death_that_no_file_is_to_blame_for_costs_nothing(raw: Path, tmp_path: Path) -> None:
    (raw / _GREEDY).unlink()
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert spalte_run(raw, whole).status == 0
    with running(start(raw, out, *DIRECT)) as process:
        assert until(lambda: staged(out, "*.outcomes.arrow"))
        for worker in workers(process.pid):
            os.kill(worker, signal.SIGKILL)
        run = ended(process)
    assert run.status == 0, run.err
    assert files(out) == files(whole)
    assert scan("sources", out).select("status").collect()["status"].unique().to_list() == ["ok"]


@pytest.mark.fault(
    4,
    "Every worker dies, whatever it reads",
    how="`kill -9` of every worker above 1 MiB",
    happened="the run fails with one message, the dataset is as before",
)
def test_when_every_worker_dies_the_run_fails_and_no_file_is_blamed(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (raw / _GREEDY).unlink()
    with running(start(raw, out, *DIRECT)) as process, _killer(process.pid, 2**20):
        run = ended(process)
    assert run.failed_with("Worker processes die")
    assert not (out / ".current").exists()
    assert spalte_run(raw, out).status == 0
